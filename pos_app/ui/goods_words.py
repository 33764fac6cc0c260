"""Words of a goods' name that belong on one line: «450 мл» is not torn apart at the end of a line."""

import re

_NUMBER = re.compile(r"[0-9][0-9.,×xх]*")
_UNIT_LETTERS = 3


def goods_words(name: str) -> list[str]:
    """The words of ``name`` in their order; a number and the unit behind it (up to three characters) are one."""
    words: list[str] = []
    for word in name.split():
        if words and len(word) <= _UNIT_LETTERS and _NUMBER.fullmatch(words[-1]):
            words[-1] = f"{words[-1]} {word}"
        else:
            words.append(word)
    return words
