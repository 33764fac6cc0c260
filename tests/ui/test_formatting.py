"""Sums as people read and type them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.money.units import Unit
from pos_app.ui.formatting import MINUS, NBSP, Formatting, parse_money, parse_percent, parse_quantity, parse_scaled

RU = Formatting("ru", ZoneInfo("Europe/Moscow"))
EN = Formatting("en", ZoneInfo("Europe/Moscow"))


def test_money() -> None:
    assert RU.money(123450) == f"1{NBSP}234,50"
    assert RU.roubles(-5) == f"{MINUS}0,05{NBSP}₽"
    assert EN.money(123456789) == "1,234,567.89"
    assert RU.short_roubles(10_000) == f"100{NBSP}₽"
    assert RU.short_money(6050) == "60,50"


@given(st.integers(0, 10**11 - 1))
def test_a_russian_sum_that_is_shown_can_be_typed_back(kopecks: int) -> None:
    assert parse_money(RU.money(kopecks)) == kopecks
    assert parse_money(RU.roubles(kopecks)) == kopecks


@given(st.text(max_size=12))
def test_any_text_is_a_sum_or_none(text: str) -> None:
    value = parse_scaled(text, 2)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("text", "kopecks"),
    [("500", 50_000), ("12,5", 1250), ("12.05", 1205), ("1 234,50", 123_450), ("0", 0), ("5,", 500)],
)
def test_typed_sums(text: str, kopecks: int) -> None:
    assert parse_money(text) == kopecks


@pytest.mark.parametrize("text", ["", "-5", "12,345", "12,5,0", "abc", "1e5", "٣", "12345678901"])
def test_what_is_no_sum(text: str) -> None:
    assert parse_money(text) is None


def test_quantities() -> None:
    assert RU.quantity(2000) == "2"
    assert RU.quantity(254, Unit.KILOGRAM) == "0,254"
    assert parse_quantity("3", Unit.PIECE) == 3000
    assert parse_quantity("0,254", Unit.KILOGRAM) == 254
    assert parse_quantity("0,5", Unit.PIECE) is None
    assert parse_quantity("0", Unit.PIECE) is None


def test_percent() -> None:
    assert RU.percent(1000) == f"10{NBSP}%"
    assert EN.percent(750) == "7.50%"
    assert parse_percent("7,5") == 750
    assert parse_percent("100,01") is None


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (100, "1 балл"),
        (2100, "21 балл"),
        (1100, "11 баллов"),
        (300, "3 балла"),
        (1300, "13 баллов"),
        (125_000, "1 250 баллов"),
        (2015, "20,15 балла"),
        (0, "0 баллов"),
    ],
)
def test_points_with_their_word(points: int, words: str) -> None:
    assert RU.counted_points(points).replace(NBSP, " ") == words
    assert EN.counted_points(100) == "1 pt"


def test_days_and_times_are_the_shop_s() -> None:
    at = datetime(2026, 3, 14, 22, 5, tzinfo=UTC)
    assert RU.instant(at) == "15.03.2026 01:05"
    assert EN.day(date(2026, 4, 1)) == "1 Apr 2026"
    assert RU.today(at) == date(2026, 3, 15)
