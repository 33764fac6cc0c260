"""Competing rules of a stage: which piece or line goes to which, so that the goods take off as much as they can.

A line's pieces may be shared out among promotions on goods; in later stages a line is one thing. Rules that give the
same on a line whatever else they get (*independent*) tie no lines together: of these the best of each line is enough.
What is left is settled by listing every way where there are few, by walking the pieces from the dearest down
(``dearest_down``), else by letting the rules choose in turn, best turn first; then the answer states how much more
there might have been.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.dearest_down import share_out
from pos_app.domain.pricing.entrant import Entrant, rivalries
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.sharing import Sharing

MOST_WAYS = 48
"""Ways to share goods out that are listed one by one when a basket is priced in passing."""
MOST_TURNS = 3
"""Rules that are let choose in every order; more choose the largest gain first."""


class Settled(NamedTuple):
    """``grants`` of rules that give something. ``more_kopecks``: at most so much more there might have been.

    ``shared``: lines whose goods rules competed for in a way that the sum alone does not settle for the later stages.
    """

    grants: tuple[Grant, ...]
    more_kopecks: Kopecks
    tried: int
    shared: frozenset[int]


def settle(entrants: Sequence[Entrant], *, divisible: bool) -> Settled:
    """The largest sum that the stage can take off. ``entrants`` stand in the order of rule ids, which decides ties."""
    fillers = _fillers(entrants)
    grants: list[Grant] = []
    more, tried = 0, 0
    shared: set[int] = set()
    filled: dict[int, Entrant] = {}
    taken_lines: set[int] = set()
    for rivals in rivalries([one for one in entrants if not one.offer.independent]):
        lines = {part.line for one in rivals for part in one.parts}
        taken_lines |= lines
        beside = {line: fillers[line] for line in lines if line in fillers}
        found = _settle_rivals(rivals, beside, divisible=divisible)
        grants.extend(found.grants)
        more += found.more_kopecks
        tried += found.tried
        shared |= found.shared
    for line, (offer, part) in fillers.items():
        if line not in taken_lines:
            known = filled.get(offer.rule.place)
            filled[offer.rule.place] = Entrant(offer, (part,) if known is None else (*known.parts, part))
    for one in filled.values():
        grants.append(one.offer.give(one.parts))
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
    """The independent offer that gives most on each line."""
    best: dict[int, tuple[Offer, Part]] = {}
    amounts: dict[int, Kopecks] = {}
    for offer, parts in entrants:
        if not offer.independent:
            continue
        for part in parts:
            amount = offer.most(part)
            if amount > amounts.get(part.line, 0):
                amounts[part.line] = amount
                best[part.line] = (offer, part)
    return best


def _settle_rivals(rivals: Sequence[Entrant], fillers: Mapping[int, tuple[Offer, Part]], *, divisible: bool) -> Settled:
    if len(rivals) == 1 and not fillers:
        grant = rivals[0].offer.give(rivals[0].parts)
        return Settled((grant,), 0, 0, frozenset())
    everyone = [*rivals, *_as_entrants(fillers)]
    lines = frozenset(part.line for one in rivals for part in one.parts)
    several = lines if len(lines) > 1 else frozenset()
    sharing = Sharing(everyone, divisible=divisible)
    ways = sharing.count(leaving_out=False)
    if ways <= MOST_WAYS:
        return Settled(sharing.best()[1], 0, ways, several)
    walked = share_out(rivals, fillers) if divisible else None
    if walked is not None:
        best = tuple(one.offer.give(one.parts) for one in walked.entrants if one.parts)
        return Settled(best, max(walked.most_kopecks - _total(best), 0), walked.steps, several)
    best, tried = _in_turn(rivals, fillers, divisible=divisible)
    return Settled(best, max(ceiling(everyone) - _total(best), 0), tried, several)


def ceiling(entrants: Sequence[Entrant]) -> Kopecks:
    """No way to share the goods out takes off more than this."""
    by_line: dict[int, Kopecks] = {}
    flat = 0
    for offer, parts in entrants:
        flat += offer.flat_kopecks
        for part in parts:
            amount = offer.most(part)
            if amount > by_line.get(part.line, 0):
                by_line[part.line] = amount
    rooms = {part.line: part.room_kopecks for one in entrants for part in one.parts}
    return min(sum(by_line.values()) + flat, sum(rooms.values()))


def _in_turn(
    rivals: Sequence[Entrant], fillers: Mapping[int, tuple[Offer, Part]], *, divisible: bool
) -> tuple[tuple[Grant, ...], int]:
    """The best of the orders in which rules choose from what the earlier ones left; the fillers get the rest."""
    whole = {part.line: part for one in rivals for part in one.parts}
    tried = 0
    best = _filled(whole, {}, fillers)
    if len(rivals) <= MOST_TURNS:
        for count in range(1, len(rivals) + 1):
            for order in permutations(rivals, count):
                tried += 1
                found = _chosen_in(order, whole, fillers, divisible=divisible)
                if _total(found) > _total(best):
                    best = found
        return best, tried
    order_so_far: tuple[Entrant, ...] = ()
    while len(order_so_far) < len(rivals):
        following = best
        gaining: tuple[Entrant, ...] | None = None
        for one in rivals:
            if one not in order_so_far:
                tried += 1
                found = _chosen_in((*order_so_far, one), whole, fillers, divisible=divisible)
                if _total(found) > _total(following):
                    following, gaining = found, (*order_so_far, one)
        if gaining is None:
            break
        best, order_so_far = following, gaining
    return best, tried


def _chosen_in(
    order: Sequence[Entrant],
    whole: Mapping[int, Part],
    fillers: Mapping[int, tuple[Offer, Part]],
    *,
    divisible: bool,
) -> tuple[Grant, ...]:
    used: dict[int, int] = {}
    grants: list[Grant] = []
    for offer, parts in order:
        left = [_left(part, used, divisible=divisible) for part in parts]
        grant = offer.give([part for part in left if part is not None])
        if grant.total_kopecks:
            grants.append(grant)
            for line, count in grant.used:
                used[line] = used.get(line, 0) + count
    return (*grants, *_filled(whole, used, fillers, divisible=divisible))


def _filled(
    whole: Mapping[int, Part],
    used: Mapping[int, int],
    fillers: Mapping[int, tuple[Offer, Part]],
    *,
    divisible: bool = True,
) -> tuple[Grant, ...]:
    rest: dict[int, tuple[Offer, list[Part]]] = {}
    for line, (offer, _) in fillers.items():
        part = _left(whole[line], used, divisible=divisible)
        if part is not None:
            rest.setdefault(offer.rule.place, (offer, []))[1].append(part)
    return tuple(offer.give(sorted(parts)) for offer, parts in rest.values())


def _left(part: Part, used: Mapping[int, int], *, divisible: bool) -> Part | None:
    gone = used.get(part.line, 0)
    if gone == 0:
        return part
    count = part.shares - gone if divisible else 0
    return pieces_of(part, count) if count > 0 else None


def _as_entrants(fillers: Mapping[int, tuple[Offer, Part]]) -> list[Entrant]:
    by_offer: dict[int, Entrant] = {}
    for line in sorted(fillers):
        offer, part = fillers[line]
        known = by_offer.get(offer.rule.place)
        by_offer[offer.rule.place] = Entrant(offer, (part,) if known is None else (*known.parts, part))
    return list(by_offer.values())


def _total(grants: Iterable[Grant]) -> Kopecks:
    return sum(grant.total_kopecks for grant in grants)


def _added(pairs: tuple[tuple[int, int], ...], more: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    sums = dict(pairs)
    for line, amount in more:
        sums[line] = sums.get(line, 0) + amount
    return tuple(sorted(sums.items()))
