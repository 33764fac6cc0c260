"""All ways to share goods out, worked out in rows: each gives what the rules give, and none of a kind is lost."""

from itertools import product

import numpy as np
import pytest

from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.part import pieces_of
from pos_app.domain.pricing.rows.ways import Ways, all_ways, ways_count
from pos_app.domain.pricing.sharing import Sharing
from tests.domain.pricing.rivals import rivals_of


def groups(most_ways: int) -> list[list[Entrant]]:
    found = [group for number in range(160) for group in rivals_of(number, 4) if 1 < ways_count(group) <= most_ways]
    return found[:25]


@pytest.fixture(scope="module")
def shared() -> list[Ways]:
    """Ways that could be put into rows."""
    lines = 8
    ways = [all_ways(group, lines) for group in groups(3_000)]
    return [one for one in ways if one is not None]


def test_there_are_as_many_as_are_counted(shared: list[Ways]) -> None:
    assert len(shared) >= 20
    for ways in shared:
        assert ways.number == Sharing(ways.entrants, divisible=True).count()


def test_each_way_gives_what_its_rules_give(shared: list[Ways]) -> None:
    for ways in shared:
        every = np.arange(ways.number)
        takes = ways.takes(every)
        for way in (0, ways.number // 2, ways.number - 1):
            given = [0] * takes.shape[1]
            for grant in ways.grants(way):
                for line, kopecks in grant.takes:
                    given[line] += kopecks
            assert given == takes[way].tolist()


def test_the_best_is_found_by_trying_every_count_of_every_line(shared: list[Ways]) -> None:
    """Every count of every line for every rule, without any pruning."""
    judged = 0
    for ways in shared:
        if ways.number > 400 or any(one.offer.independent for one in ways.entrants):
            continue
        parts = {part.line: part for one in ways.entrants for part in one.parts}
        wanting = {line: [n for n, one in enumerate(ways.entrants) if line in one.offer.lines] for line in parts}
        splits = [
            [
                dict(zip(wanting[line], counts, strict=True))
                for counts in product(range(part.shares + 1), repeat=len(wanting[line]))
                if sum(counts) == part.shares
            ]
            for line, part in sorted(parts.items())
        ]
        best = 0
        for way in product(*splits):
            total = 0
            for number, one in enumerate(ways.entrants):
                counted = zip(sorted(parts), way, strict=True)
                mine = [pieces_of(parts[line], split[number]) for line, split in counted if split.get(number)]
                total += one.offer.give(mine).total_kopecks if mine else 0
            best = max(best, total)
        assert best == int(ways.worth([1] * 8).max())
        judged += 1
    assert judged >= 5


def test_of_each_kind_one_way_is_left(shared: list[Ways]) -> None:
    for ways in shared:
        every = np.arange(ways.number)
        kinds = ways.distinct(by_takes=True, keeps_apart=False)
        assert {row.tobytes() for row in ways.takes(kinds)} == {row.tobytes() for row in ways.takes(every)}
        served = ways.distinct(by_takes=False, keeps_apart=True)
        assert len(kinds) <= len(served) <= ways.number
