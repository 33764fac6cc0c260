"""Going through the ways to share goods out where they are many: at each line the split that promises most comes first.

What a split promises is what the goods so far bring, and the most that the rest can (``outlook``). A way that cannot
come to the sum that is asked for is left.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.outlook import Outlook, Scenario, States
from pos_app.domain.pricing.steps_left import Steps

Way = tuple[int, ...]


class Choice(NamedTuple):
    """How many pieces of a line each rule gets that looks at its goods together; ``added`` to a way by that.

    Several where several rules for every unit may have the rest.
    """

    counts: tuple[int, ...]
    added: tuple[Way, ...]


class _Stand(NamedTuple):
    """How far one scenario has come, and what it has counted."""

    scenario: Scenario
    states: States
    counted: Kopecks


def promising_first(
    outlook: Outlook,
    choices: Sequence[Sequence[Choice]],
    total_of: Callable[[Way], Kopecks],
    floor: Sequence[Kopecks],
    steps: Steps,
) -> Iterator[tuple[Kopecks, Way]]:
    """Every way that gives ``floor[0]``, which may rise meanwhile. ``choices`` by line, in the outlook's order."""

    def going_on(depth: int, way: Way, stands: Sequence[_Stand]) -> Iterator[tuple[Kopecks, Way]]:
        if depth == outlook.depth:
            total = total_of(way)
            if total >= floor[0]:
                yield total, way
            return
        steps.take(len(choices[depth]) * len(stands))
        found: list[tuple[Kopecks, int, list[_Stand]]] = []
        for number, choice in enumerate(choices[depth]):
            promised, after = _looked_at(depth, choice, stands, floor[0])
            if after:
                found.append((-promised, number, after))
        found.sort(key=lambda one: one[:2])
        for promised, number, after in found:
            if -promised < floor[0]:
                return
            for added in choices[depth][number].added:
                yield from going_on(depth + 1, tuple(map(int.__add__, way, added)), after)

    nobody = (0,) * len(choices[0][0].added[0])
    yield from going_on(0, nobody, [_Stand(one, outlook.start, one.flat) for one in outlook.scenarios])


def _looked_at(depth: int, choice: Choice, stands: Sequence[_Stand], floor: Kopecks) -> tuple[Kopecks, list[_Stand]]:
    """What the choice promises at most, and the scenarios in which that is enough."""
    most: Kopecks = 0
    after: list[_Stand] = []
    for scenario, states, counted in stands:
        following, more = scenario.after(depth, states, choice.counts)
        promised = counted + more + scenario.ahead(depth + 1, following)
        if promised >= floor:
            most = max(most, promised)
            after.append(_Stand(scenario, following, counted + more))
    return most, after
