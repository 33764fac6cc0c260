"""The text of a matrix code that does not say in which code page its bytes are. Pure."""

import re

_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LATIN = re.compile("[A-Za-z]")


def russian_text(guessed: str, raw: bytes) -> str:
    """``guessed`` is the reader's guess. Bytes that are no UTF-8 are Windows-1251 here if that makes Russian of them.

    Readers take them for Japanese or Western European text, which no code at a Russian counter holds.
    """
    if guessed.isascii() or _CYRILLIC.search(guessed):
        return guessed
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        russian = raw.decode("cp1251", errors="replace")
        if len(_CYRILLIC.findall(russian)) > len(_LATIN.findall(russian)):
            return russian
    return guessed
