"""Finds phone numbers in any text, however they are spelled; leaves ids, goods codes and times alone.

What counts as a phone (national numbering plan of Russia, E.164 for the others):

* `+` and 8 to 15 digits;
* 11 digits that begin with 7 or 8;
* 10 digits that begin with 9 (a mobile number without its prefix);
* 10 digits of a fixed line (area codes 3…, 4…, 8…), in one piece or with the code apart.

Between the digits there may be up to four signs that people and programs put there: blanks of any width, brackets,
hyphens and dashes, dots, slashes, and their escaped forms in URLs and in `repr`. A longer run of digits (EAN-13,
milliseconds) is no phone, nor is what stands inside a UUID or a hexadecimal digest. Where in doubt, it is masked.
"""

import re
from collections.abc import Callable

_ESCAPED = r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[tnr]|%[0-9a-f]{2}"
_GAP = rf"(?:[\s().\-‐-―−_/+\u00ad\u200b-\u200f\u2060]|{_ESCAPED}){{0,4}}"
# Not inside a longer number; but the digits of an escape such as %20 or \xa0 end the escape, not a number.
_START = r"(?:(?<!\d)|(?<=%\d\d)|(?<=%[a-f]\d)|(?<=\\x[0-9a-f]\d)|(?<=\\u[0-9a-f]{3}\d))"
_END = r"(?!\d)"


def _digits(first: str, more: int) -> str:
    return rf"{first}(?:{_GAP}\d){{{more}}}"


_UUID = r"(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z])"
_DIGEST = r"(?<![0-9a-z])[0-9a-f]{16,}(?![0-9a-z])"
_INTERNATIONAL = rf"(?:\+|%2b){_GAP}[1-9](?:{_GAP}\d){{7,14}}{_END}"
_WITH_PREFIX = rf"{_START}{_digits('[78]', 10)}{_END}"
_MOBILE = rf"{_START}{_digits('9', 9)}{_END}"
_FIXED_LINE = rf"{_START}[348]\d{{2}}(?:\d{{7}}|(?!\d){_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}){_END}"

_PATTERN = re.compile(
    rf"(?P<keep>{_UUID}|{_DIGEST})|{_INTERNATIONAL}|{_WITH_PREFIX}|{_MOBILE}|{_FIXED_LINE}", re.IGNORECASE
)
_LAST = 4


def with_phones_replaced(text: str, instead: Callable[[str], str]) -> str:
    """The text with what ``instead`` says in place of each phone, of which it is given the digits."""

    def replaced(match: re.Match[str]) -> str:
        return match.group() if match.group("keep") else instead(re.sub(r"\D", "", match.group()))

    return _PATTERN.sub(replaced, text)


def in_own_words(text: str) -> str:
    """A reason or a note as a person typed it, to be kept: of a phone in it the last four digits stay.

    They find the customer at a till; a whole number would lie in the books in clear, for whoever copies a disk.
    """
    return with_phones_replaced(text.strip(), lambda digits: f"…{digits[-_LAST:]}")
