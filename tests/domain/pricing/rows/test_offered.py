"""What a rule gives for many amounts of goods at once is what it gives for each of them, to the kopeck."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.money.allocation import allocate
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.part import pieces_of
from pos_app.domain.pricing.rows.goods import Column, column_of
from pos_app.domain.pricing.rows.offered import given_in_rows
from pos_app.domain.pricing.rows.split import split_rows
from tests.domain.pricing.rivals import rivals_of

figures = st.one_of(st.integers(0, 12), st.integers(0, 10_000_000))


@given(st.lists(st.lists(st.tuples(figures, figures), min_size=3, max_size=3), min_size=1, max_size=5), figures)
def test_a_sum_is_split_in_rows_as_it_is_split_alone(rows: list[list[tuple[int, int]]], total: int) -> None:
    rows = [[(weight, room if weight else 0) for weight, room in row] for row in rows]
    weights = np.array([[weight for weight, _ in row] for row in rows], dtype=np.int64)
    rooms = np.array([[room for _, room in row] for row in rows], dtype=np.int64)
    found = split_rows(np.full(len(rows), total, dtype=np.int64), weights, rooms)
    for row, shares in zip(rows, found.tolist(), strict=True):
        within = [room for _, room in row]
        assert tuple(shares) == allocate(min(total, sum(within)), [weight for weight, _ in row], within)


@given(st.integers(0, 1_000_000), st.sampled_from((1, 3, 10, 30)), st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_every_row_gives_what_its_goods_give_alone(number: int, most: int, chance: Random) -> None:
    for group in rivals_of(number, most):
        for one in group:
            as_in_rows(one, chance)


def as_in_rows(one: Entrant, chance: Random) -> None:
    columns: list[Column] = [column for part in one.parts if (column := column_of(part)) is not None]
    if len(columns) < len(one.parts):
        return
    rows = [[chance.randint(0, part.shares) for part in one.parts] for _ in range(12)]
    rows += [[part.shares for part in one.parts], [0 for _ in one.parts]]
    given_ = given_in_rows(one.offer, columns, np.array(rows, dtype=np.int64))
    if given_ is None:
        return
    for row, takes, used in zip(rows, given_.takes.tolist(), given_.used.tolist(), strict=True):
        parts = [pieces_of(part, count) for part, count in zip(one.parts, row, strict=True) if count]
        grant = one.offer.give(parts)
        lines = [part.line for part in one.parts]
        assert tuple((line, take) for line, take in zip(lines, takes, strict=True) if take) == grant.takes, one.offer
        mine = grant.used if grant.total_kopecks else ()
        assert tuple((line, count) for line, count in zip(lines, used, strict=True) if count) == mine, one.offer
