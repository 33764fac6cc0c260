"""How a keyboard scanner was set up, and how fast it types."""

from dataclasses import dataclass
from enum import StrEnum


class Suffix(StrEnum):
    """The key that ends a scan."""

    ENTER = "enter"
    TAB = "tab"


class SeparatorForm(StrEnum):
    """How a scanner types the GS separator of marked goods, which no key stands for."""

    CTRL_BRACKET = "ctrl_bracket"
    F8 = "f8"
    ALT_CODE = "alt_code"


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """``threshold_ms``: keys that are further apart, and by more than 10 ms of jitter, are a person's.

    ``minimum_length``: shorter bursts are a person's.

    ``prefix`` is what the scanner types first, if it was set up so; then nothing else is ever held back. Without
    ``suffixes`` a scan ends by itself when no key follows within the threshold.

    A burst that has reached the minimum length is no person's; it may pause for 150 ms. If it breaks off nevertheless,
    what follows within 300 ms is not taken for a code: half a number may be another valid one.
    """

    threshold_ms: int = 35
    minimum_length: int = 4
    prefix: str = ""
    suffixes: frozenset[Suffix] = frozenset(Suffix)
    separator_forms: frozenset[SeparatorForm] = frozenset(SeparatorForm)
