"""The tail is that of the binomial distribution, exactly enough, and behaves as a probability must."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.suspicion.tail import at_least, one_in


def exactly(found: int, of: int, part: int, whole: int) -> Fraction:
    """Every term, as school has it."""
    total = sum(comb(of, hits) * part**hits * (whole - part) ** (of - hits) for hits in range(found, of + 1))
    return Fraction(total, whole**of)


@st.composite
def asked(draw: st.DrawFn, most: int = 60) -> tuple[int, int, int, int]:
    of = draw(st.integers(0, most))
    whole = draw(st.integers(1, 1_000))
    return draw(st.integers(0, of)), of, draw(st.integers(0, whole)), whole


@given(asked())
def test_it_is_the_sum_of_all_terms(case: tuple[int, int, int, int]) -> None:
    told, true = at_least(*case), exactly(*case)
    assert abs(told - true) <= Fraction(1, 10**20)
    if true >= Fraction(1, 10**9):
        assert abs(told / true - 1) <= Fraction(1, 10**15)


@given(asked(2_000))
def test_it_is_a_probability_and_falls_with_what_was_found(case: tuple[int, int, int, int]) -> None:
    found, of, part, whole = case
    chance = at_least(found, of, part, whole)
    assert 0 <= chance <= 1
    if found < of:
        assert at_least(found + 1, of, part, whole) <= chance
    if part < whole:
        assert at_least(found, of, part + 1, whole) >= chance - Fraction(1, 10**20)


def test_the_ends_are_certain_and_impossible() -> None:
    assert at_least(0, 0, 0, 1) == at_least(0, 5, 0, 1) == at_least(5, 5, 3, 3) == 1
    assert at_least(1, 5, 0, 7) == 0
    assert at_least(1, 1, 1, 3) == Fraction(1, 3)


@pytest.mark.parametrize("case", [(6, 5, 1, 2), (-1, 5, 1, 2), (1, 5, 3, 2), (1, 5, 1, 0), (1, 5, -1, 2)])
def test_what_cannot_be_asked_is_refused(case: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"can be found|between 0 and 1"):
        at_least(*case)


def test_once_in_how_many() -> None:
    assert one_in(Fraction(1, 300), 1_000) == 300
    assert one_in(Fraction(2, 601), 1_000) == 300
    assert one_in(Fraction(0), 1_000) == 1_000
    assert one_in(Fraction(1, 5_000), 1_000) == 1_000
