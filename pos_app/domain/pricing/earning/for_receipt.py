"""Points given once for a receipt: which of the rules that share goods give most together.

Exact up to ``MOST_SEARCHED`` competing rules in one knot of shared goods; beyond, the largest first, and it says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pos_app.domain.loyalty.rules.earning import EarningRule
from pos_app.domain.loyalty.rules.rule import Combination
from pos_app.domain.money.units import Points
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.earning.claims import Claim
from pos_app.domain.pricing.refusal import Refusal, refused

MOST_SEARCHED = 12


@dataclass(frozen=True, slots=True)
class Winners:
    """The claims that give, in the order of the document; ``lost``: by place, why the others do not."""

    claims: tuple[Claim, ...]
    lost: Mapping[int, Refusal]
    exact: bool


def receipt_winners(claims: Sequence[Claim]) -> Winners:
    """STACKING rules always give. Of the others no two that share goods do; together they give the most there is.

    Goods that an EXCLUSIVE rule took give nothing by another one; exclusive rules come before those that are best.
    """
    if not claims:
        return Winners((), {}, exact=True)
    lost: dict[int, Refusal] = {}
    chosen: list[Claim] = []
    closed: dict[int, Claim] = {}
    exact = True
    for combination in (Combination.EXCLUSIVE, Combination.BEST):
        mine = [claim for claim in claims if claim.rule.combination is combination]
        free = _not_taken(mine, closed, lost)
        owners: dict[int, Claim] = {}
        for knot in _knots(free):
            best, found_exactly = _heaviest(knot)
            exact = exact and found_exactly
            chosen += best
            owners.update((line, claim) for claim in best for line in claim.lines)
            _not_taken([claim for claim in knot if claim not in best], owners, lost)
        if combination is Combination.EXCLUSIVE:
            closed = owners
    stacking = [claim for claim in claims if claim.rule.combination is Combination.STACKING]
    chosen += _not_taken(stacking, closed, lost)
    return Winners(tuple(sorted(chosen, key=lambda claim: claim.place)), lost, exact)


def _not_taken(claims: Iterable[Claim], owners: Mapping[int, Claim], lost: dict[int, Refusal]) -> list[Claim]:
    """Claims none of whose lines has an owner; the others lose to the owner who gives most."""
    free = []
    for claim in claims:
        mine = [owners[line] for line in claim.lines if line in owners]
        if mine:
            owner = max(mine, key=lambda one: (one.points, -one.place))
            lost[claim.place] = lost_to(owner.rule, owner.points, claim.rule, claim.points)
        else:
            free.append(claim)
    return free


def lost_to(winner: EarningRule, gives: int, loser: EarningRule, would: int) -> Refusal:
    """Why a rule gives nothing where another took its goods; the figures of both are comparable."""
    if winner.combination is Combination.EXCLUSIVE and loser.combination is not Combination.EXCLUSIVE:
        return refused(reasons.FORBIDDEN, rule_id=winner.rule_id)
    if gives < would:
        return refused(reasons.MORE_EARNED_WITHOUT, points=would)
    return refused(reasons.EQUAL_EARNING if gives == would else reasons.BETTER_EARNING, rule_id=winner.rule_id)


def _knots(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims grouped so that no line belongs to two groups."""
    knot_of_line: dict[int, list[Claim]] = {}
    knots: list[list[Claim]] = []
    for claim in claims:
        met: list[list[Claim]] = []
        for line in claim.lines:
            knot = knot_of_line.get(line)
            if knot is not None and all(knot is not other for other in met):
                met.append(knot)
        joined = [claim] if not met else met[0]
        if met:
            joined.append(claim)
            for other in met[1:]:
                joined += other
                knots = [knot for knot in knots if knot is not other]
                for member in other:
                    knot_of_line.update(dict.fromkeys(member.lines, joined))
        else:
            knots.append(joined)
        knot_of_line.update(dict.fromkeys(claim.lines, joined))
    return [sorted(knot, key=lambda claim: claim.place) for knot in knots]


def _heaviest(claims: Sequence[Claim]) -> tuple[list[Claim], bool]:
    """The set without shared goods that gives most; of equal ones the first in the document's order."""
    if len(claims) > MOST_SEARCHED:
        taken: list[Claim] = []
        covered: set[int] = set()
        for claim in sorted(claims, key=lambda one: (-one.points, one.place)):
            if covered.isdisjoint(claim.lines):
                taken.append(claim)
                covered.update(claim.lines)
        return taken, False
    best: list[Claim] = []
    most: Points = -1

    def search(index: int, taken: list[Claim], used: frozenset[int], total: Points) -> None:
        nonlocal best, most
        if index == len(claims):
            if total > most:
                best, most = taken, total
            return
        claim = claims[index]
        if used.isdisjoint(claim.lines):
            search(index + 1, [*taken, claim], used.union(claim.lines), total + claim.points)
        search(index + 1, taken, used, total)

    search(0, [], frozenset(), 0)
    return best, True
