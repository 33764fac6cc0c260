"""Goods by what a cashier types, also where the keyboard was on the other layout."""

from pos_app.domain.catalogue.item import Item
from pos_app.services.ports import Catalogue

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)


def find_goods(catalogue: Catalogue, text: str, limit: int) -> tuple[Item, ...]:
    """What the catalogue finds for ``text``; where that is nothing, for the same keys on the other layout."""
    found = catalogue.search(text, limit)
    if found:
        return found
    for other in in_other_layouts(text):
        found = catalogue.search(other, limit)
        if found:
            return found
    return ()


def in_other_layouts(text: str) -> tuple[str, ...]:
    """The same keys pressed in the Russian layout instead of the English one, and the other way round."""
    others = (text.translate(_TO_CYRILLIC), text.translate(_TO_LATIN))
    return tuple(other for other in others if other != text)
