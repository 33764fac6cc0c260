"""Goods of the demo shop that stand on keys: what has no code to scan, or is asked for all day."""

from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.quick_keys import QuickKey, QuickKeys, QuickPage
from pos_app.domain.money.units import Unit

_PAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Овощи и фрукты",
        "Vegetables and fruit",
        ("Картофель", "Морковь", "Лук репчатый", "Капуста", "Огурцы", "Томаты", "Яблоки", "Бананы", "Лимоны"),
    ),
    ("Хлеб и молоко", "Bread and milk", ("Хлеб Бородинский", "Батон", "Булочка", "Молоко", "Кефир", "Творог")),
    ("Каждый день", "Every day", ("Пакет-майка", "Вода", "Кофе", "Чай", "Шоколад", "Яйцо")),
)  # fmt: skip


def demo_quick_keys(goods: tuple[Item, ...], language: str = "ru") -> QuickKeys:
    """The first goods of each name; names that the shop does not sell are left out."""
    pages = []
    for russian, english, names in _PAGES:
        found = [item for name in names if (item := _first(goods, name)) is not None]
        keys = tuple(QuickKey(place, item.item_id) for place, item in enumerate(found))
        pages.append(QuickPage(russian if language == "ru" else english, keys))
    return QuickKeys(tuple(pages))


def _first(goods: tuple[Item, ...], name: str) -> Item | None:
    """What is sold by weight comes first: a piece has a code to scan."""
    named = [item for item in goods if item.name.startswith(name)]
    return min(named, key=lambda item: (item.unit is not Unit.KILOGRAM, item.item_id), default=None)
