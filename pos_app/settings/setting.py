"""What can be said about one setting, and whether a value is fit for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

Value = str | int
T = TypeVar("T", str, int)

KEY = "setting"

UNITS_RUSSIAN = {
    "kopecks": "копейки",
    "s": "с",
    "ms": "мс",
    "hundredths of a point": "сотые доли балла",
    "basis points (1/100 of a per cent)": "базисные пункты (1/100 процента)",
    "baud": "бод",
    "columns": "знаков",
    "per cent": "процентов",
}


@dataclass(frozen=True, slots=True)
class InBothLanguages:
    """A text of the settings table, Russian and English."""

    russian: str
    english: str

    def in_language(self, language: str) -> str:
        """The text in "ru", in any other language the English one."""
        return self.russian if language == "ru" else self.english


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table of settings.

    `expected` says in a few words what a value looks like; `fits` decides it, after the type has been found right.
    `unit` is English, or empty.
    """

    name: str
    kind: type[str] | type[int]
    default: Value
    unit: str
    meaning: InBothLanguages
    expected: InBothLanguages
    fits: Callable[[Value], bool]

    def accepts(self, value: object) -> bool:
        """Whether a value read from a file may be used. `true` is no number here."""
        return isinstance(value, (str, int)) and type(value) is self.kind and self.fits(value)

    def describe(self, language: str) -> str:
        """Meaning, what may be written, and unit, on one line."""
        unit = UNITS_RUSSIAN[self.unit] if self.unit and language == "ru" else self.unit
        expected = self.expected.in_language(language)
        return f"{self.meaning.in_language(language)} [{expected}{', ' + unit if unit else ''}]"


@dataclass(frozen=True, slots=True)
class Declaration:
    """A setting before the field that carries it has given it name and type."""

    unit: str
    meaning: InBothLanguages
    expected: InBothLanguages
    fits: Callable[[Value], bool]


def text(
    default: str,
    russian: str,
    english: str,
    *,
    pattern: str = r"[^\n]*",
    expected: tuple[str, str] = ("текст в одну строку", "a text in one line"),
    fits: Callable[[str], bool] | None = None,
) -> str:
    """Declare a setting that is a text which the whole pattern matches. `expected`: Russian, English."""
    compiled = re.compile(pattern)

    def matches(value: Value) -> bool:
        return compiled.fullmatch(str(value)) is not None and (fits is None or fits(str(value)))

    return _declare(default, Declaration("", InBothLanguages(russian, english), InBothLanguages(*expected), matches))


def choice(default: str, choices: tuple[str, ...], russian: str, english: str) -> str:
    """Declare a setting that is one of a few words."""
    words = ", ".join(f'"{word}"' for word in choices)
    return _declare(default, _one_of("", words, russian, english, lambda value: value in choices))


def number_of(default: int, unit: str, choices: tuple[int, ...], russian: str, english: str) -> int:
    """Declare a setting that is one of a few whole numbers."""
    words = ", ".join(str(allowed) for allowed in choices)
    return _declare(default, _one_of(unit, words, russian, english, lambda value: value in choices))


def number(default: int, unit: str, lowest: int, highest: int, russian: str, english: str) -> int:
    """Declare a setting that is a whole number from lowest to highest."""
    expected = InBothLanguages(f"целое число от {lowest} до {highest}", f"a whole number from {lowest} to {highest}")
    meaning = InBothLanguages(russian, english)
    return _declare(default, Declaration(unit, meaning, expected, lambda value: lowest <= int(value) <= highest))


def _one_of(unit: str, words: str, russian: str, english: str, fits: Callable[[Value], bool]) -> Declaration:
    expected = InBothLanguages(f"одно из: {words}", f"one of {words}")
    return Declaration(unit, InBothLanguages(russian, english), expected, fits)


def _declare(default: T, declaration: Declaration) -> T:
    # A dataclass reads its fields off the class; to the type checker the field is its default.
    return field(default=default, metadata={KEY: declaration})
