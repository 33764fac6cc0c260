"""Ways that are not written down: those that take off enough are the same as when all of them are."""

from collections.abc import Iterable
from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.rows.many_ways import ManyWays
from pos_app.domain.pricing.rows.ways import Ways, all_ways, ways_count
from pos_app.domain.pricing.rows.worthwhile import TooManyRowsError
from tests.domain.pricing.rivals import rivals_of

LINES = 8
EVERYTHING = 10_000_000


@cache
def rivals(number: int) -> tuple[list[Entrant], Ways, ManyWays]:
    """The first goods from that number on that a few rules share in a few thousand ways, all of them put into rows."""
    while True:
        for group in rivals_of(number, 5):
            if 50 < ways_count(group) <= 20_000:
                every, many = all_ways(group, LINES), ManyWays(group, LINES, {})
                if many.work_out() and every is not None:
                    return group, every, many
        number += 1


def as_rows(portions: Iterable[Ways], *, served: bool) -> set[bytes]:
    """What is taken off the lines, and from whom where that matters, each once."""
    return set().union(*(rows_of(ways, served=served) for ways in portions))


def rows_of(ways: Ways, *, served: bool) -> set[bytes]:
    """The same of one portion."""
    every = np.arange(ways.number)
    figures = [ways.takes(every), *(ways.served_by(every)[0], *ways.exclusive(every)) * served]
    return {row.tobytes() for row in np.concatenate(figures, axis=1)} if ways.number else set()


def least_of(ways: Ways, weights: tuple[int, ...], chance: Random) -> int:
    """A sum that some of the ways come to."""
    return int(np.sort(ways.worth(weights))[-1 - int(ways.number * chance.choice((0, 0.01, 0.2, 0.7)))])


@given(st.integers(0, 120), st.integers(0, 1_000_000), st.booleans())
@settings(max_examples=60)
def test_what_takes_off_enough_is_found_and_nothing_else(number: int, mix: int, keeps_apart: bool) -> None:
    _, every, many = rivals(number)
    chance = Random(mix)
    needed = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        weights = tuple(chance.choice((0, 69, 5_000, 9_009, 10_000)) for _ in range(LINES))
        needed.append((weights, least_of(every, weights, chance)))
    enough = np.ones(every.number, dtype=bool)
    for weights, least in needed:
        enough &= every.worth(weights) >= least
    takes = every.takes(np.flatnonzero(enough))
    found = many.worth(needed, EVERYTHING, EVERYTHING, by_takes=True, keeps_apart=False)
    assert as_rows(found, served=False) == {row.tobytes() for row in takes}
    found = many.worth(needed, EVERYTHING, EVERYTHING, by_takes=False, keeps_apart=keeps_apart)
    assert as_rows(found, served=False) == {row.tobytes() for row in takes}


@given(st.integers(0, 120))
@settings(max_examples=30)
def test_of_every_kind_one_way_is_left(number: int) -> None:
    """Also where it matters whom a line served: nothing is told apart less than where all ways are written down."""
    _, every, many = rivals(number)
    found = many.worth([((10_000,) * LINES, 0)], EVERYTHING, EVERYTHING, by_takes=False, keeps_apart=True)
    assert as_rows(found, served=True) == rows_of(every, served=True)


@pytest.mark.parametrize(("some", "portion"), [(1, 150_000), (1 << 20, 150_000), (1 << 20, 40), (1, 40)])
def test_ways_are_the_same_in_portions_of_any_size(some: int, portion: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often ways of one kind are told once."""
    monkeypatch.setattr("pos_app.domain.pricing.rows.worthwhile._SOME", some)
    monkeypatch.setattr("pos_app.domain.pricing.rows.worthwhile._PORTION", portion)
    monkeypatch.setattr("pos_app.domain.pricing.rows.worthwhile._CHUNK", 1 << 10)
    for number in range(0, 60, 6):
        _, every, many = rivals(number)
        found = many.worth([((10_000,) * LINES, 0)], EVERYTHING, EVERYTHING, by_takes=False, keeps_apart=True)
        portions = list(found)
        assert as_rows(portions, served=True) == rows_of(every, served=True)
        assert sum(ways.number for ways in portions) <= every.number


def test_the_first_way_is_a_good_one() -> None:
    weights = (10_000,) * LINES
    best = 0
    for number in range(0, 60, 3):
        _, every, many = rivals(number)
        first = many.first(weights)
        assert first.number == 1
        assert int(first.worth(weights)[0]) <= int(every.worth(weights).max())
        best += int(first.worth(weights)[0]) == int(every.worth(weights).max())
    assert best >= 18


def test_too_many_are_not_told() -> None:
    _, every, many = rivals(0)
    asked = [((10_000,) * LINES, 0)]
    for looked_at, rows in ((10, EVERYTHING), (EVERYTHING, 3)):
        with pytest.raises(TooManyRowsError):
            list(many.worth(asked, looked_at, rows, by_takes=True, keeps_apart=False))
    more = int(every.worth((10_000,) * LINES).max()) + 1
    assert not list(many.worth([((10_000,) * LINES, more)], EVERYTHING, EVERYTHING, by_takes=True, keeps_apart=False))
