"""What a kopeck of each line earns, and by which rules; and what is given whatever is paid.

Rates compete with rates, multipliers with multipliers, points for units with points for units, points for the receipt
with those that share goods with them. BEST: the larger; STACKING: on top; EXCLUSIVE: its goods take nothing else of the
stage, even if that were more (of several the one that gives most for the goods before points pay for any).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pos_app.domain.loyalty.rules.earning import EarnByReceipt, EarnMultiplier, EarnPerItem, EarnRate
from pos_app.domain.loyalty.rules.rule import Combination
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import ONE, BasisPoints, Points
from pos_app.domain.pricing.earning.claims import Claim, Claims
from pos_app.domain.pricing.earning.for_receipt import receipt_winners
from pos_app.domain.pricing.earning.plan import EARNING_RULE_ID

RATE_KINDS = (EarnRate, EarnByReceipt)

NumeratorParts = tuple[tuple[str, int], ...]
"""Rule ids with what they give, in parts of a hundredth of a point (see ``Rates.scale``)."""


@dataclass(frozen=True, slots=True)
class Rates:
    """``per_kopeck[i]`` / ``scale`` are hundredths of a point for each kopeck of line i, by rule; ``per_line`` whatever

    is paid for it; ``for_receipt`` are claims on points for the receipt. ``served``: places of the rules that had a
    say on some line; ``lost``: those that had none, with the rule that took their place.
    """

    scale: int
    per_kopeck: tuple[NumeratorParts, ...]
    per_line: tuple[NumeratorParts, ...]
    for_receipt: tuple[Claim, ...]
    served: frozenset[int]
    lost: Mapping[int, str]
    exact: bool


@dataclass(slots=True)
class _Line:
    """What a line earns while it is worked out: rates in basis points, then multipliers in order."""

    parts: list[tuple[str, int]]
    multipliers: list[tuple[str, BasisPoints]]
    fixed: list[tuple[str, Points]]


def rates_of(claims: Claims, levels: Mapping[int, BasisPoints]) -> Rates:
    """The rates if the rules in ``levels`` are in force: place → its rate where it is one, else any figure."""
    active = [claim for claim in claims.claims if claim.place in levels]
    winners = receipt_winners([claim for claim in active if not _by_line(claim)])
    served = {claim.place for claim in winners.claims}
    lost = dict(winners.lost)
    closed = {
        line: claim.rule.rule_id
        for claim in winners.claims
        if claim.rule.combination is Combination.EXCLUSIVE
        for line in claim.lines
    }
    on_line: dict[int, list[Claim]] = {}
    for claim in active:
        if _by_line(claim):
            for line in claim.lines:
                on_line.setdefault(line, []).append(claim)
    worked: list[_Line] = [_Line([], [], []) for _ in claims.facts.sheet]
    for line in claims.eligible:
        mine = on_line.get(line, [])
        if line in closed:
            _lose(lost, mine, closed[line])
            continue
        worked[line] = _work_out(claims, line, mine, levels, served, lost)
    most = max((len(one.multipliers) for one in worked), default=0)
    scale = WHOLE_BP ** (most + 1)
    return Rates(
        scale=scale,
        per_kopeck=tuple(_numerators(one, most) for one in worked),
        per_line=tuple(tuple((rule_id, points * scale) for rule_id, points in one.fixed) for one in worked),
        for_receipt=winners.claims,
        served=frozenset(served),
        lost={place: by for place, by in lost.items() if place not in served},
        exact=winners.exact,
    )


def _by_line(claim: Claim) -> bool:
    return isinstance(claim.rule, EarnPerItem | EarnMultiplier | EarnRate | EarnByReceipt)


def _work_out(
    claims: Claims,
    line: int,
    mine: Sequence[Claim],
    levels: Mapping[int, BasisPoints],
    served: set[int],
    lost: dict[int, str],
) -> _Line:
    if not mine:
        return _Line([(EARNING_RULE_ID, claims.rate_bp)] if claims.rate_bp else [], [], [])
    exclusive = [claim for claim in mine if claim.rule.combination is Combination.EXCLUSIVE]
    if exclusive:
        chosen = max(exclusive, key=lambda claim: (_worth(claims, claim, line, levels), -claim.place))
        _lose(lost, [claim for claim in mine if claim is not chosen], chosen.rule.rule_id)
        served.add(chosen.place)
        return _alone(claims, chosen, line, levels)
    made = _Line([], [], [])
    base = claims.rate_bp
    rates = [claim for claim in mine if isinstance(claim.rule, RATE_KINDS)]
    best, stacking = _sorted_out(rates, lambda claim: levels[claim.place], served, lost)
    if base:
        made.parts.append((EARNING_RULE_ID, base))
    if best is not None:
        if levels[best.place] > base:
            made.parts.append((best.rule.rule_id, levels[best.place] - base))
        else:
            served.discard(best.place)
            lost.setdefault(best.place, EARNING_RULE_ID)
    made.parts += [(claim.rule.rule_id, levels[claim.place]) for claim in stacking]
    multipliers = [claim for claim in mine if isinstance(claim.rule, EarnMultiplier)]
    best, stacking = _sorted_out(multipliers, lambda claim: levels[claim.place], served, lost)
    made.multipliers = [(one.rule.rule_id, levels[one.place]) for one in ([best] if best else []) + stacking]
    for_units = [claim for claim in mine if isinstance(claim.rule, EarnPerItem)]
    best, stacking = _sorted_out(for_units, lambda claim: claim.points, served, lost)
    made.fixed = [(one.rule.rule_id, _for_units(claims, one, line)) for one in ([best] if best else []) + stacking]
    return made


def _sorted_out(
    claims: Sequence[Claim], figure: Callable[[Claim], int], served: set[int], lost: dict[int, str]
) -> tuple[Claim | None, list[Claim]]:
    """The best of the competing claims, and those that stack."""
    if not claims:
        return None, []
    competing = [claim for claim in claims if claim.rule.combination is Combination.BEST]
    stacking = [claim for claim in claims if claim.rule.combination is Combination.STACKING]
    best = max(competing, key=lambda claim: (figure(claim), -claim.place), default=None)
    if best is not None:
        _lose(lost, [claim for claim in competing if claim is not best], best.rule.rule_id)
        served.add(best.place)
    served.update(claim.place for claim in stacking)
    return best, stacking


def _lose(lost: dict[int, str], claims: Sequence[Claim], to: str) -> None:
    """Of several rules that took a rule's place on its lines the first is told."""
    for claim in claims:
        lost.setdefault(claim.place, to)


def _alone(claims: Claims, claim: Claim, line: int, levels: Mapping[int, BasisPoints]) -> _Line:
    """A line that takes nothing but one exclusive rule."""
    rule_id = claim.rule.rule_id
    if isinstance(claim.rule, EarnPerItem):
        return _Line([], [], [(rule_id, _for_units(claims, claim, line))])
    if isinstance(claim.rule, EarnMultiplier):
        return _Line([(EARNING_RULE_ID, claims.rate_bp)], [(rule_id, levels[claim.place])], [])
    return _Line([(rule_id, levels[claim.place])], [], [])


def _worth(claims: Claims, claim: Claim, line: int, levels: Mapping[int, BasisPoints]) -> int:
    """What an exclusive rule gives for the whole line, to tell which is the larger."""
    if isinstance(claim.rule, EarnPerItem):
        return _for_units(claims, claim, line) * WHOLE_BP * WHOLE_BP
    net = claims.facts.sheet[line].net_kopecks
    if isinstance(claim.rule, EarnMultiplier):
        return net * claims.rate_bp * levels[claim.place]
    return net * levels[claim.place] * WHOLE_BP


def _for_units(claims: Claims, claim: Claim, line: int) -> Points:
    return div_floor(claim.points * claims.facts.sheet[line].line.quantity, ONE)


def _numerators(line: _Line, most: int) -> NumeratorParts:
    """The rates times the multipliers, by rule: what a multiplier adds is its own, what it takes is everybody's."""
    parts = line.parts
    for rule_id, multiplier_bp in line.multipliers:
        if multiplier_bp < WHOLE_BP:
            parts = [(part_id, figure * multiplier_bp) for part_id, figure in parts]
        else:
            more = sum(figure for _, figure in parts) * (multiplier_bp - WHOLE_BP)
            parts = [(part_id, figure * WHOLE_BP) for part_id, figure in parts] + [(rule_id, more)]
    factor: int = WHOLE_BP ** (most - len(line.multipliers))
    return tuple((rule_id, figure * factor) for rule_id, figure in parts if figure)
