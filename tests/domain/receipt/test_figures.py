"""Sums, points, quantities, rates and times as they stand on paper."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.money.units import Unit
from pos_app.domain.receipt.figures import day, moment, money, points, quantity, rate
from pos_app.domain.receipt.labels import ENGLISH, RUSSIAN
from tests.domain.goods import MOSCOW


@pytest.mark.parametrize(
    ("kopecks", "text"),
    [(123450, "1 234,50"), (0, "0,00"), (-5, "-0,05"), (100, "1,00"), (-123456789, "-1 234 567,89")],
)
def test_money(kopecks: int, text: str) -> None:
    assert money(kopecks, RUSSIAN) == text


def test_english_money_has_a_point() -> None:
    assert money(123450, ENGLISH) == "1,234.50"


@given(st.integers(-(10**12), 10**12))
def test_money_reads_back(kopecks: int) -> None:
    assert int(money(kopecks, RUSSIAN).replace(" ", "").replace(",", "")) == kopecks


@pytest.mark.parametrize(("hundredths", "text"), [(12000, "120"), (4999, "49,99"), (-100000, "-1 000"), (5, "0,05")])
def test_points(hundredths: int, text: str) -> None:
    assert points(hundredths, RUSSIAN) == text


@pytest.mark.parametrize(
    ("thousandths", "unit", "text"),
    [(3000, Unit.PIECE, "3 шт"), (512, Unit.KILOGRAM, "0,512 кг"), (2000, Unit.KILOGRAM, "2,000 кг")],
)
def test_quantity(thousandths: int, unit: Unit, text: str) -> None:
    assert quantity(thousandths, unit, RUSSIAN) == text


def test_one_piece_is_no_plural() -> None:
    said = [quantity(each, Unit.PIECE, ENGLISH) for each in (1000, 2000, 500)]
    assert said == ["1 pc", "2 pcs", "0.500 pcs"]


@pytest.mark.parametrize(("rate_bp", "text"), [(2200, "22 %"), (1667, "16,67 %"), (1050, "10,5 %"), (0, "0 %")])
def test_rate(rate_bp: int, text: str) -> None:
    assert rate(rate_bp, RUSSIAN) == text


def test_times_stand_in_the_shops_zone() -> None:
    late = datetime(2026, 3, 14, 22, 30, tzinfo=UTC)
    assert moment(late, MOSCOW, RUSSIAN) == "15.03.2026 01:30"
    assert moment(late, MOSCOW, ENGLISH) == "15 Mar 2026 01:30"
    assert day(date(2026, 12, 1), RUSSIAN) == "01.12.2026"
