"""Going through the ways to share goods out where they are many: at each line the split that promises most comes first.

What a split promises is what the goods so far bring, and the most that the rest can (``outlook``). A way that cannot
come to the sum that is asked for is left.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.amounts import Way
from pos_app.domain.pricing.outlook import Outlook, Scenario, States
from pos_app.domain.pricing.steps_left import Steps


class Choice(NamedTuple):
    """How many pieces of a line each rule gets that looks at its goods together; ``added`` to a way by that.

    Several where several rules for every unit may have the rest.
    """

    counts: tuple[int, ...]
    added: tuple[Way, ...]


class _Promise(NamedTuple):
    """What a choice brings by itself, with the most that the lines after it can (``promised``), and where it leads."""

    promised: Kopecks
    number: int
    brings: Kopecks
    states: States


class _Stand(NamedTuple):
    """How far one scenario has come, and what it has counted."""

    path: "_Path"
    states: States
    counted: Kopecks


class _Path:
    """One scenario, and what its choices promise, the most first; worked out once for each line and set of numbers."""

    def __init__(self, scenario: Scenario, choices: Sequence[Sequence[Choice]], steps: Steps) -> None:
        self.scenario = scenario
        self.flat = scenario.flat
        self._steps = steps
        self._choices = choices
        self._known: dict[tuple[int, States], list[_Promise]] = {}

    def promises(self, depth: int, states: States) -> list[_Promise]:
        """Of all choices that may come about, ties in their order."""
        key = (depth, states)
        found = self._known.get(key)
        if found is None:
            found = []
            self._steps.take(len(self._choices[depth]))
            for number, choice in enumerate(self._choices[depth]):
                following, brings = self.scenario.after(depth, states, choice.counts)
                promised = brings + self.scenario.ahead(depth + 1, following)
                found.append(_Promise(promised, number, brings, following))
            found.sort(key=lambda one: (-one.promised, one.number))
            self._known[key] = found
        return found


def promising_first(
    outlook: Outlook,
    choices: Sequence[Sequence[Choice]],
    total_of: Callable[[Way], Kopecks],
    floor: Sequence[Kopecks],
    steps: Steps,
) -> Iterator[tuple[Kopecks, Way]]:
    """Every way that gives ``floor[0]``, which may rise meanwhile. ``choices`` by line, in the outlook's order."""
    last = outlook.depth - 1

    def going_on(depth: int, way: Way, stands: Sequence[_Stand]) -> Iterator[tuple[Kopecks, Way]]:
        for promised, number, after in _promised(depth, stands, floor[0]):
            steps.take()
            if promised < floor[0]:
                return
            for added in choices[depth][number].added:
                following = tuple(map(int.__add__, way, added))
                if depth < last:
                    yield from going_on(depth + 1, following, after)
                    continue
                total = total_of(following)
                if total >= floor[0]:
                    yield total, following

    nobody = (0,) * len(choices[0][0].added[0])
    paths = [_Path(one, choices, steps) for one in outlook.scenarios]
    if len(paths) == 1:
        yield from _alone(paths[0], choices, total_of, floor, steps, _Leg(0, nobody, outlook.start, paths[0].flat))
    else:
        yield from going_on(0, nobody, [_Stand(path, outlook.start, path.flat) for path in paths])


class _Leg(NamedTuple):
    """How far the only scenario has come."""

    depth: int
    way: Way
    states: States
    counted: Kopecks


def _alone(
    path: _Path,
    choices: Sequence[Sequence[Choice]],
    total_of: Callable[[Way], Kopecks],
    floor: Sequence[Kopecks],
    steps: Steps,
    leg: _Leg,
) -> Iterator[tuple[Kopecks, Way]]:
    """The same where there is one scenario: most of the ways there are, so with as little ado as can be."""
    depth, way, states, counted = leg
    is_last = depth + 1 == len(choices)
    for promised, number, brings, following in path.promises(depth, states):
        steps.take()
        if counted + promised < floor[0]:
            return
        for added in choices[depth][number].added:
            further = tuple(map(int.__add__, way, added))
            if not is_last:
                onward = _Leg(depth + 1, further, following, counted + brings)
                yield from _alone(path, choices, total_of, floor, steps, onward)
                continue
            total = total_of(further)
            if total >= floor[0]:
                yield total, further


def _promised_by(depth: int, stand: _Stand, floor: Kopecks) -> Iterator[tuple[Kopecks, int, list[_Stand]]]:
    """What the choices promise that may come to the sum, the most first."""
    path, states, counted = stand
    for promised, number, brings, following in path.promises(depth, states):
        if counted + promised < floor:
            return
        yield counted + promised, number, [_Stand(path, following, counted + brings)]


def _promised(depth: int, stands: Sequence[_Stand], floor: Kopecks) -> list[tuple[Kopecks, int, list[_Stand]]]:
    """The same of several scenarios together."""
    by_number: dict[int, tuple[Kopecks, list[_Stand]]] = {}
    for stand in stands:
        for promised, number, after in _promised_by(depth, stand, floor):
            most, others = by_number.get(number, (promised, []))
            by_number[number] = (max(most, promised), [*others, *after])
    return sorted(
        ((most, number, after) for number, (most, after) in by_number.items()), key=lambda one: (-one[0], one[1])
    )
