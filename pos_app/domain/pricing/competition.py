"""Promotions that want the same pieces: which piece goes to which, so that the customer saves most.

A piece serves one promotion of the stage. Walking from the dearest piece down, the only thing that matters about the
past is how full each promotion's begun group is; so the best of all assignments is found exactly, without listing them.
Where even that is too much work (``MOST_STEPS``), promotions choose in the programme's order and the answer says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.n_for_m import Run, form_groups

MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Contender:
    """A promotion and the lines it is for. ``gifts`` of every ``take`` pieces are free."""

    take: int
    gifts: int
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class Assignment:
    """``runs[i]`` go to contender i, from the dearest down. ``exact`` is False where the search was too large."""

    runs: tuple[tuple[Run, ...], ...]
    exact: bool


def assign(contenders: Sequence[Contender], runs: Sequence[Run]) -> Assignment:
    """Share ``runs`` (from the dearest down) out among promotions. Those without a rival get all that they are for."""
    shares: list[tuple[Run, ...]] = [()] * len(contenders)
    exact = True
    for rivals in _rivalries(contenders):
        lines = frozenset().union(*(contenders[index].lines for index in rivals))
        wanted = [run for run in runs if run.line in lines]
        if len(rivals) == 1:
            shares[rivals[0]] = tuple(wanted)
            continue
        group = [contenders[index] for index in rivals]
        found = _best(group, wanted)
        if found is None:
            exact, found = False, _in_turn(group, wanted)
        for index, share in zip(rivals, found, strict=True):
            shares[index] = share
    return Assignment(tuple(shares), exact)


def _rivalries(contenders: Sequence[Contender]) -> list[list[int]]:
    """Contenders grouped so that no line is wanted by two groups."""
    rivalries: list[tuple[list[int], frozenset[int]]] = []
    for index, contender in enumerate(contenders):
        members, lines = [index], contender.lines
        apart = []
        for other, other_lines in rivalries:
            if lines & other_lines:
                members, lines = other + members, lines | other_lines
            else:
                apart.append((other, other_lines))
        rivalries = [*apart, (sorted(members), lines)]
    return [members for members, _ in rivalries]


def _best(contenders: Sequence[Contender], runs: Sequence[Run]) -> list[tuple[Run, ...]] | None:
    """The assignment with the largest sum of gifts; None where it takes more than ``MOST_STEPS`` to find.

    A state is how many pieces each begun group holds.
    """
    if sum(run.count for run in runs) > MOST_STEPS:
        return None
    steps_left = MOST_STEPS
    nobody = len(contenders)
    pays = [contender.take - contender.gifts for contender in contenders]
    pieces = [Run(run.line, run.price_kopecks, 1) for run in runs for _ in range(run.count)]
    savings: dict[tuple[int, ...], Kopecks] = {(0,) * len(contenders): 0}
    trail: list[dict[tuple[int, ...], tuple[tuple[int, ...], int]]] = []
    for piece in pieces:
        wanting = [index for index, contender in enumerate(contenders) if piece.line in contender.lines]
        steps_left -= len(savings) * (len(wanting) + 1)
        if steps_left < 0:
            return None
        after: dict[tuple[int, ...], Kopecks] = dict(savings)
        step = {state: (state, nobody) for state in savings}
        for state, saving in savings.items():
            for index in wanting:
                held = state[index]
                reached = saving + (piece.price_kopecks if held >= pays[index] else 0)
                following = (*state[:index], (held + 1) % contenders[index].take, *state[index + 1 :])
                if reached > after.get(following, -1):
                    after[following] = reached
                    step[following] = (state, index)
        savings = after
        trail.append(step)
    # a begun group that holds a gift already would never be paid for: it does not count
    ends = [state for state in savings if all(held <= pay for held, pay in zip(state, pays, strict=True))]
    state = max(ends, key=lambda end: savings[end])
    shares: list[list[Run]] = [[] for _ in contenders]
    for piece, step in zip(reversed(pieces), reversed(trail), strict=True):
        state, index = step[state]
        if index != nobody:
            shares[index].append(piece)
    return [_joined(list(reversed(share))) for share in shares]


def _in_turn(contenders: Sequence[Contender], runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """Each promotion in the programme's order takes whole groups from what the earlier ones left."""
    left = {run.line: run for run in runs}
    shares: list[tuple[Run, ...]] = []
    for contender in contenders:
        wanted = [left[run.line] for run in runs if run.line in contender.lines and left[run.line].count]
        used: list[Run] = []
        for group in form_groups(wanted, contender.take):
            for run in group.runs:
                count = run.count * group.times
                used.append(Run(run.line, run.price_kopecks, count))
                left[run.line] = Run(run.line, run.price_kopecks, left[run.line].count - count)
        shares.append(_joined(used))
    return shares


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Neighbouring runs of one line as one run."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].line == run.line:
            joined[-1] = Run(run.line, run.price_kopecks, joined[-1].count + run.count)
        else:
            joined.append(run)
    return tuple(joined)
