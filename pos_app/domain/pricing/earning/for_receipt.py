"""Points given once for a receipt: which of the rules that share goods give most together.

Exact up to ``MOST_SEARCHED`` competing rules in one knot of shared goods; beyond, the largest first, and it says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pos_app.domain.loyalty.rules.rule import Combination
from pos_app.domain.money.units import Points
from pos_app.domain.pricing.earning.claims import Claim

MOST_SEARCHED = 12


@dataclass(frozen=True, slots=True)
class Winners:
    """The claims that give, in the order of the document; ``lost``: the others with the rule that took their place."""

    claims: tuple[Claim, ...]
    lost: Mapping[int, str]
    exact: bool


def receipt_winners(claims: Sequence[Claim]) -> Winners:
    """STACKING rules always give. Of the others no two that share goods do; together they give the most there is.

    Goods that an EXCLUSIVE rule took give nothing by a STACKING one; exclusive rules come before those that are best.
    """
    if not claims:
        return Winners((), {}, exact=True)
    lost: dict[int, str] = {}
    chosen: list[Claim] = []
    exact = True
    for combination in (Combination.EXCLUSIVE, Combination.BEST):
        mine = [claim for claim in claims if claim.rule.combination is combination]
        free = [claim for claim in mine if not _loses_to(claim, chosen, lost, exclusive_only=True)]
        best, found_exactly = _heaviest(free)
        exact = exact and found_exactly
        for claim in free:
            if claim not in best:
                _loses_to(claim, best, lost)
        chosen += best
    for claim in claims:
        if claim.rule.combination is Combination.STACKING and not _loses_to(claim, chosen, lost, exclusive_only=True):
            chosen.append(claim)
    return Winners(tuple(sorted(chosen, key=lambda claim: claim.place)), lost, exact)


def _loses_to(claim: Claim, chosen: Sequence[Claim], lost: dict[int, str], *, exclusive_only: bool = False) -> bool:
    for other in chosen:
        if exclusive_only and other.rule.combination is not Combination.EXCLUSIVE:
            continue
        if set(claim.lines) & set(other.lines):
            lost[claim.place] = other.rule.rule_id
            return True
    return False


def _heaviest(claims: Sequence[Claim]) -> tuple[list[Claim], bool]:
    """The set without shared goods that gives most; of equal ones the first in the document's order."""
    if len(claims) > MOST_SEARCHED:
        taken: list[Claim] = []
        for claim in sorted(claims, key=lambda one: (-one.points, one.place)):
            if not any(set(claim.lines) & set(other.lines) for other in taken):
                taken.append(claim)
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
        if not used & set(claim.lines):
            search(index + 1, [*taken, claim], used | set(claim.lines), total + claim.points)
        search(index + 1, taken, used, total)

    search(0, [], frozenset(), 0)
    return best, True
