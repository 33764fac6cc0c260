"""Sentences and values of a report in one language. The Russian sentences are in ``resources/words``."""

import gettext
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.report.cell import Value
from pos_app.domain.report.document import Period, Report
from pos_app.domain.report.kind import NUMBERS, Kind
from pos_app.domain.report.words import Words
from pos_app.report_files.figures import NBSP, NONE, Figures
from resources.paths import resource_path

LANGUAGES: Final = ("ru", "en")
DOMAIN: Final = "reports"
"""The name of the catalogues."""


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()  # English is the language of the code
    return gettext.translation(DOMAIN, resource_path("words"), languages=[language])


class ReportWords:
    """``language``: one of ``LANGUAGES``. ``zone``: the shop's clock, by which moments are shown.

    May be used by several threads.
    """

    def __init__(self, language: str, zone: tzinfo) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"expected a language of {', '.join(LANGUAGES)}, got {language!r}")
        self.language = language
        self.figures = Figures(language, zone)
        self._catalogue = _catalogue(language)

    def sentence(self, words: Words) -> str:
        """The sentence with its places filled."""
        if words.count is not None:
            text = self._catalogue.ngettext(words.text, words.plural or words.text, abs(words.count))
        else:
            text = self._catalogue.gettext(words.text)
        filled = {name: self.figure(filling.kind, filling.value) for name, filling in words.places}
        if words.count is not None:
            filled.setdefault("count", self.figures.number(Kind.COUNT, words.count))
        return text.format_map(filled)

    def value(self, kind: Kind, value: Value) -> str:
        """A value without its unit, as it stands in a column; a dash where there is none."""
        match value:
            case None:
                return NONE
            case Words():
                return self.sentence(value)
            case LocalText():
                return value.ru if self.language == "ru" else value.en
            case datetime():
                return self.figures.instant(value)
            case date():
                return self.figures.day(value)
            case str():
                return value
        if kind is Kind.HOUR:
            return self.figures.hour(value)
        return self.figures.number(kind, value) if kind in NUMBERS else str(value)

    def figure(self, kind: Kind, value: Value) -> str:
        """A value with its unit, as it stands alone: ``1 234,50 ₽``, ``21 балл``."""
        text = self.value(kind, value)
        if value is None:
            return text
        if kind is Kind.MONEY:
            return f"{text}{NBSP}₽"
        return f"{text}{NBSP}{self._points_word(value)}" if kind is Kind.POINTS and isinstance(value, int) else text

    def unit(self, kind: Kind) -> str:
        """What a column or an axis of that kind counts in: ``₽``; "" where its title or its figures say so."""
        return "₽" if kind is Kind.MONEY else ""

    def titled(self, title: Words, kind: Kind) -> str:
        """A column's title with its unit: «Итог, ₽»."""
        unit = self.unit(kind)
        return f"{self.sentence(title)},{NBSP}{unit}" if unit else self.sentence(title)

    def period(self, period: Period) -> str:
        """``01.12.2026 – 31.12.2026``, or one day."""
        first, last = self.figures.day(period.first_day), self.figures.day(period.last_day)
        return first if first == last else f"{first} – {last}"

    def _points_word(self, points: int) -> str:
        whole, rest = divmod(abs(points), 100)
        if self.language == "en":
            return "pt" if abs(points) == 100 else "pts"
        if rest or (whole % 10 in (2, 3, 4) and whole % 100 not in (12, 13, 14)):
            return "балла"
        return "балл" if whole % 10 == 1 and whole % 100 != 11 else "баллов"


def words_for(report: Report, language: str) -> ReportWords:
    """Words by the clock that the report names."""
    return ReportWords(language, ZoneInfo(report.zone))
