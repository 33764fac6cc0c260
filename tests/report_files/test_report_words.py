"""Words and figures in both languages."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pos_app.domain.report.document import Period
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Filling, Words, counted
from pos_app.report_files.report_words import ReportWords

_ZONE = ZoneInfo("Europe/Moscow")
RU, EN = ReportWords("ru", _ZONE), ReportWords("en", _ZONE)


@pytest.mark.parametrize(
    ("count", "russian", "english"),
    [
        (1, "Ещё 1 строка не показана", "1 more row is not shown"),
        (2, "Ещё 2 строки не показаны", "2 more rows are not shown"),
        (5, "Ещё 5 строк не показано", "5 more rows are not shown"),
        (11, "Ещё 11 строк не показано", "11 more rows are not shown"),
        (21, "Ещё 21 строка не показана", "21 more rows are not shown"),
        (1000, "Ещё 1\u00a0000 строк не показано", "1,000 more rows are not shown"),
    ],
)
def test_counted_words_bend(count: int, russian: str, english: str) -> None:
    words = counted("{count} more row is not shown", "{count} more rows are not shown", count)
    assert RU.sentence(words) == russian
    assert EN.sentence(words) == english


@pytest.mark.parametrize(
    ("kind", "value", "russian", "english"),
    [
        (Kind.MONEY, -123450, "−1\u00a0234,50\u00a0₽", "−1,234.50\u00a0₽"),
        (Kind.MONEY, 5, "0,05\u00a0₽", "0.05\u00a0₽"),
        (Kind.POINTS, 2100, "21\u00a0балл", "21\u00a0pts"),
        (Kind.POINTS, 2150, "21,50\u00a0балла", "21.50\u00a0pts"),
        (Kind.POINTS, 100, "1\u00a0балл", "1\u00a0pt"),
        (Kind.POINTS, 1200, "12\u00a0баллов", "12\u00a0pts"),
        (Kind.SHARE, 750, "7,50\u00a0%", "7.50%"),
        (Kind.COUNT, 1234567, "1\u00a0234\u00a0567", "1,234,567"),
        (Kind.QUANTITY, 254, "0,254", "0.254"),
        (Kind.DURATION, 3_661_000, "1:01:01", "1:01:01"),
        (Kind.HOUR, 23, "23:00–00:00", "23:00–00:00"),
        (Kind.DAY, date(2026, 3, 9), "09.03.2026", "9 Mar 2026"),
        (Kind.INSTANT, datetime(2026, 3, 9, 22, 30, tzinfo=UTC), "10.03.2026 01:30", "10 Mar 2026 01:30"),
        (Kind.TEXT, "Лавка", "Лавка", "Лавка"),
        (Kind.MONEY, None, "–", "–"),
    ],
)
def test_figures_in_both_languages(kind: Kind, value: int | str | None, russian: str, english: str) -> None:
    assert RU.figure(kind, value) == russian
    assert EN.figure(kind, value) == english


def test_places_are_filled_in_the_language() -> None:
    words = Words(
        "Page {page} of {pages}", (("page", Filling(Kind.MONEY, 150)), ("pages", Filling(Kind.WORDS, Words("Shop"))))
    )
    assert RU.sentence(words) == "Страница 1,50\u00a0₽ из Магазин"


def test_a_period_of_one_day_is_told_once() -> None:
    day = date(2026, 3, 9)
    assert RU.period(Period(day, day)) == "09.03.2026"


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="ru, en"):
        ReportWords("de", _ZONE)
