"""Competing rules of a stage: which piece or line goes to which, so that the goods take off as much as they can.

A line's pieces may be shared out among promotions on goods; in later stages a line is one thing. Rules that give the
same on a line whatever else they get (*independent*) tie no lines together: of these the best of each line is enough.
What is left is settled by listing every way where there are few, by walking the pieces from the dearest down
(``dearest_down``), else by letting the rules choose in turn, best turn first; then the answer states how much more
there might have been.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.dearest_down import share_out
from pos_app.domain.pricing.entrant import Entrant, rivalries
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.part import Part
from pos_app.domain.pricing.sharing import Sharing
from pos_app.domain.pricing.splits import has_few_ways
from pos_app.domain.pricing.turns import Turns

MOST_TURNS = 3
"""Rules that are let choose in every order; more choose the largest gain first."""


class Patience(NamedTuple):
    """How much work may go into the goods that one group of rivals shares before the rules choose in turn.

    ``ways`` that are listed, ``steps`` of a walk from the dearest down.
    """

    ways: int
    steps: int


class Settled(NamedTuple):
    """``grants`` of rules that give something. ``more_kopecks``: at most so much more there might have been.

    ``shared``: lines whose goods rules competed for in a way that the sum alone does not settle for the later stages.
    """

    grants: tuple[Grant, ...]
    more_kopecks: Kopecks
    tried: int
    shared: frozenset[int]


Fillers = Mapping[int, tuple[Offer, Part]]
"""By line, the independent offer that gives most on it."""


def settle(entrants: Sequence[Entrant], patience: Patience, *, divisible: bool) -> Settled:
    """The largest sum that the stage can take off. ``entrants`` stand in the order of rule ids, which decides ties."""
    fillers = _fillers(entrants)
    grants: list[Grant] = []
    more, tried = 0, 0
    shared: set[int] = set()
    settled_lines: set[int] = set()
    for rivals in rivalries([one for one in entrants if not one.offer.independent]):
        lines = {part.line for one in rivals for part in one.parts}
        settled_lines |= lines
        beside = {line: fillers[line] for line in sorted(lines) if line in fillers}
        found = _settle_rivals(rivals, beside, patience, divisible=divisible)
        grants.extend(found.grants)
        more += found.more_kopecks
        tried += found.tried
        shared |= found.shared
    rest = {line: filler for line, filler in fillers.items() if line not in settled_lines}
    grants.extend(one.alone for one in _as_entrants(rest))
    return Settled(merged(grants), more, tried, frozenset(shared))


def merged(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Grants that give something, one for each rule, the largest first, ties by rule id."""
    by_rule: dict[int, Grant] = {}
    for grant in grants:
        if grant.total_kopecks == 0:
            continue
        known = by_rule.get(grant.rule.place)
        if known is not None:
            takes, used = _added(known.takes, grant.takes), _added(known.used, grant.used)
            grant = Grant(grant.rule, takes, used, known.total_kopecks + grant.total_kopecks)  # noqa: PLW2901
        by_rule[grant.rule.place] = grant
    return tuple(sorted(by_rule.values(), key=lambda grant: (-grant.total_kopecks, grant.rule.rule_id)))


def _fillers(entrants: Sequence[Entrant]) -> dict[int, tuple[Offer, Part]]:
    best: dict[int, tuple[Offer, Part]] = {}
    amounts: dict[int, Kopecks] = {}
    for offer, parts, alone in entrants:
        if not offer.independent:
            continue
        part_of = {part.line: part for part in parts}
        for line, amount in alone.takes:  # what it gives on a line is the same whatever else it gets
            if amount > amounts.get(line, 0):
                amounts[line] = amount
                best[line] = (offer, part_of[line])
    return best


def _settle_rivals(rivals: Sequence[Entrant], fillers: Fillers, patience: Patience, *, divisible: bool) -> Settled:
    if len(rivals) == 1 and not fillers:
        return Settled((rivals[0].alone,), 0, 0, frozenset())
    everyone = [*rivals, *_as_entrants(fillers)]
    lines = frozenset(part.line for one in rivals for part in one.parts)
    several = lines if len(lines) > 1 else frozenset()
    if has_few_ways(everyone, patience.ways, divisible=divisible):
        sharing = Sharing(everyone, divisible=divisible)
        return Settled(sharing.best()[1], 0, sharing.count(), several)
    walked = share_out(rivals, fillers, patience.steps) if divisible else None
    if walked is not None:
        best = tuple(one.alone for one in walked.entrants)
        return Settled(best, max(walked.most_kopecks - _total(best), 0), walked.steps, several)
    turns = Turns(rivals, fillers, divisible=divisible)
    best = turns.best_of_all_orders() if len(rivals) <= MOST_TURNS else turns.largest_gain_first()
    return Settled(best, max(ceiling(everyone) - _total(best), 0), turns.tried, several)


def ceiling(entrants: Sequence[Entrant]) -> Kopecks:
    """No way to share the goods out takes off more than this."""
    by_line: dict[int, Kopecks] = {}
    flat, alone = 0, 0
    for offer, parts, grant in entrants:
        flat += offer.flat_kopecks
        amounts = grant.takes if offer.independent else [(part.line, offer.most(part)) for part in parts]
        alone += grant.total_kopecks if offer.grows else sum(amount for _, amount in amounts)
        for line, amount in amounts:
            if amount > by_line.get(line, 0):
                by_line[line] = amount
    return min(sum(by_line.values()) + flat, alone)


def _as_entrants(fillers: Fillers) -> list[Entrant]:
    by_offer: dict[int, tuple[Offer, list[Part]]] = {}
    for line in sorted(fillers):
        offer, part = fillers[line]
        by_offer.setdefault(offer.rule.place, (offer, []))[1].append(part)
    return [Entrant(offer, tuple(parts), offer.asked(parts)) for offer, parts in by_offer.values()]


def _total(grants: Iterable[Grant]) -> Kopecks:
    return sum(grant.total_kopecks for grant in grants)


def _added(pairs: tuple[tuple[int, int], ...], more: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    sums = dict(pairs)
    for line, amount in more:
        sums[line] = sums.get(line, 0) + amount
    return tuple(sorted(sums.items()))
