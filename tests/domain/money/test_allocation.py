from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.money.allocation import AllocationError, allocate, spread_tenders

amounts = st.integers(0, 10**7)


@st.composite
def splits(draw: st.DrawFn) -> tuple[int, list[int], list[int]]:
    """A total that the rooms can take; a line without weight has no room."""
    count = draw(st.integers(1, 8))
    weights = draw(st.lists(st.one_of(st.just(0), st.integers(1, 50), amounts), min_size=count, max_size=count))
    rooms = [draw(st.one_of(st.integers(0, 30), amounts)) if weight else 0 for weight in weights]
    return draw(st.integers(0, sum(rooms))), weights, rooms


def by_the_book(total: int, weights: list[int], rooms: list[int]) -> list[int]:
    """The sentence of the rules, word by word, in fractions."""
    taken: dict[int, int] = {}
    active = [i for i, weight in enumerate(weights) if weight]
    while True:
        rest = total - sum(taken.values())
        weight_sum = sum(weights[i] for i in active)
        share = {i: Fraction(rest * weights[i], weight_sum) for i in active}
        over = [i for i in active if share[i] > rooms[i]]
        if not over:
            break
        for i in over:
            taken[i] = rooms[i]
        active = [i for i in active if i not in over]
    for i in active:
        taken[i] = int(share[i])
    left = total - sum(taken.values())
    for i in sorted(active, key=lambda i: (-(share[i] - int(share[i])), i))[:left]:
        taken[i] += 1
    return [taken.get(i, 0) for i in range(len(weights))]


@given(splits())
def test_a_split_sums_to_the_total_and_stays_within_every_room(case: tuple[int, list[int], list[int]]) -> None:
    total, weights, rooms = case
    parts = allocate(total, weights, rooms)
    assert sum(parts) == total
    assert all(0 <= part <= room for part, room in zip(parts, rooms, strict=True))


@given(splits())
def test_a_split_is_the_one_the_rules_describe(case: tuple[int, list[int], list[int]]) -> None:
    assert list(allocate(*case)) == by_the_book(*case)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8), amounts)
def test_without_rooms_every_part_is_within_one_kopeck_of_its_exact_share(weights: list[int], total: int) -> None:
    parts = allocate(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


def test_example_c_150_points_over_two_lines_leave_no_kopeck() -> None:
    assert allocate(15000, (122720, 27270), (122719, 27269)) == (12273, 2727)


def test_ties_go_to_the_earlier_line() -> None:
    assert allocate(2, (5, 5, 5)) == (1, 1, 0)


def test_a_line_over_its_room_leaves_and_the_others_share_the_rest() -> None:
    assert allocate(100, (50, 25, 25), (10, 100, 100)) == (10, 45, 45)


def test_rooms_that_are_too_small_are_named_with_both_figures() -> None:
    with pytest.raises(AllocationError, match="total=11, rooms=10") as caught:
        allocate(11, (1, 1), (5, 5))
    assert (caught.value.key, caught.value.params) == ("rooms_too_small", {"total": 11, "rooms": 10})


@pytest.mark.parametrize(
    ("total", "weights", "rooms", "key"),
    [
        (-1, (1,), (1,), "negative_sum"),
        (1, (-1,), (1,), "negative_sum"),
        (1, (1,), (5, -1), "negative_sum"),
        (1, (1, 2), (5,), "lengths_differ"),
        (1, (0, 0), (5, 5), "no_weight"),
        (6, (1, 0), (5, 5), "no_weight"),
        (1, (), None, "no_weight"),
    ],
)
def test_what_cannot_be_split_is_refused_with_its_key(
    total: int, weights: tuple[int, ...], rooms: tuple[int, ...] | None, key: str
) -> None:
    with pytest.raises(AllocationError) as caught:
        allocate(total, weights, rooms)
    assert caught.value.key == key


@st.composite
def tenders(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    lines = draw(st.lists(amounts, max_size=8))
    cuts = sorted(draw(st.lists(st.integers(0, sum(lines)), max_size=3)))
    edges = [0, *cuts, sum(lines)]
    return lines, [after - before for before, after in pairwise(edges)]


@given(tenders())
def test_money_by_tender_matches_every_line_and_every_tender(case: tuple[list[int], list[int]]) -> None:
    lines, sums = case
    table = spread_tenders(lines, sums)
    assert [sum(row) for row in table] == lines
    assert [sum(row[column] for row in table) for column in range(len(sums))] == sums
    assert all(cell >= 0 for row in table for cell in row)


def test_tenders_that_do_not_pay_the_lines_are_refused() -> None:
    with pytest.raises(AllocationError, match="lines=300, tenders=299") as caught:
        spread_tenders((100, 200), (299,))
    assert caught.value.key == "tenders_differ"
