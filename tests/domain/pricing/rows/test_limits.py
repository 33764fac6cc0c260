"""What an offer on several lines gives at most, row by row, is never less than what it gives."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.pricing.part import Part
from pos_app.domain.pricing.rows.limits import most_in_rows
from tests.domain.pricing.rivals import run_of


@given(st.integers(0, 1_000_000), st.sampled_from((1, 5, 20)), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_no_part_of_what_is_left_gives_more(number: int, most: int, chance: Random) -> None:
    run = run_of(number, most)
    for one in () if run is None else run.rounds:
        for offer in (*one.competing, *one.stacking):
            wholes = [
                one.ground.part(line, one.ground.floors[line] + chance.randint(0, 90_000)) for line in offer.lines
            ]
            rows = [[chance.randint(0, part.room_kopecks) for part in wholes] for _ in range(6)]
            found = most_in_rows(offer, wholes, np.array(rows, dtype=np.int64))
            if found is None:
                continue
            for takes, limit in zip(rows, found.tolist(), strict=True):
                left = [_after(part, take) for part, take in zip(wholes, takes, strict=True)]
                some = [part for part in left if chance.random() < 0.7]
                assert offer.give(left).total_kopecks <= limit
                assert offer.give(some).total_kopecks <= limit


def _after(part: Part, take: int) -> Part:
    return part._replace(base_kopecks=part.base_kopecks - take, room_kopecks=part.room_kopecks - take)
