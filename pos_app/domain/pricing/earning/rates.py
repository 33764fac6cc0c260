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
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.earning.claims import Claim, Claims
from pos_app.domain.pricing.earning.for_receipt import lost_to, receipt_winners
from pos_app.domain.pricing.earning.forbidding import Bar, barred_claims, next_bars
from pos_app.domain.pricing.earning.plan import EARNING_RULE_ID
from pos_app.domain.pricing.refusal import Refusal, refused

RATE_KINDS = (EarnRate, EarnByReceipt)

NumeratorParts = tuple[tuple[str, int], ...]
"""Rule ids with what they give, in parts of a hundredth of a point (see ``Rates.scale``)."""


@dataclass(frozen=True, slots=True)
class Rates:
    """``per_kopeck[i]`` / ``scale`` are hundredths of a point for each kopeck of line i, by rule; ``per_line`` whatever

    is paid for it; ``for_receipt`` are claims on points for the receipt. ``served``: places of the rules that had a
    say on some line; ``lost``: why the others had none.
    """

    scale: int
    per_kopeck: tuple[NumeratorParts, ...]
    per_line: tuple[NumeratorParts, ...]
    for_receipt: tuple[Claim, ...]
    served: frozenset[int]
    lost: Mapping[int, Refusal]
    exact: bool
    active: Mapping[int, Claim]
    """By place, the rules in force on the lines that others leave to them."""
    took: Mapping[int, frozenset[int]]
    """By place, the lines on which a rule had a say; looked up only where rules forbid each other or prints."""


@dataclass(slots=True)
class _Line:
    """What a line earns while it is worked out: rates in basis points, then multipliers in order."""

    parts: list[tuple[str, int]]
    multipliers: list[tuple[str, BasisPoints]]
    fixed: list[tuple[str, Points]]

    @property
    def rule_ids(self) -> set[str]:
        """Who has a say."""
        return {rule_id for parts in (self.parts, self.multipliers, self.fixed) for rule_id, _ in parts}


def rates_of(claims: Claims, levels: Mapping[int, BasisPoints]) -> Rates:
    """The rates if the rules in ``levels`` are in force: place → its rate where it is one, else any figure."""
    everyone = [claim for claim in claims.claims if claim.place in levels]
    rates = _rates_of(claims, everyone, {}, levels)
    if not any(claim.rule.forbids for claim in everyone):
        return rates
    bars: tuple[Bar, ...] = ()
    for _ in range(len(everyone) ** 2):  # more would be rules that chase each other round
        active, away = barred_claims(everyone, bars)
        rates = _rates_of(claims, active, away, levels)
        more = next_bars(active, rates.took, bars)
        if more == bars:
            break
        bars = more
    return rates


def _rates_of(
    claims: Claims, active: Sequence[Claim], away: Mapping[int, str], levels: Mapping[int, BasisPoints]
) -> Rates:
    winners = receipt_winners([claim for claim in active if not _by_line(claim)])
    served = {claim.place for claim in winners.claims}
    lost = {place: refused(reasons.FORBIDDEN, rule_id=by) for place, by in away.items()} | dict(winners.lost)
    closed = {
        line: claim
        for claim in winners.claims
        if claim.rule.combination is Combination.EXCLUSIVE
        for line in claim.lines
    }
    on_line: dict[int, list[Claim]] = {}
    for claim in active:
        if _by_line(claim):
            for line in claim.lines:
                on_line.setdefault(line, []).append(claim)
    nothing = _Line([], [], [])
    worked: list[_Line] = [nothing] * len(claims.facts.sheet)
    alike: dict[tuple[int, ...], _Line] = {}  # lines under the same rules, if their price and quantity do not matter
    for line in claims.eligible:
        mine = on_line.get(line, ())
        if line in closed:
            for claim in mine:
                lost.setdefault(claim.place, refused(reasons.FORBIDDEN, rule_id=closed[line].rule.rule_id))
            continue
        places = tuple([claim.place for claim in mine])
        found = alike.get(places)
        if found is None:
            found = _work_out(claims, line, mine, levels, served, lost)
            if not any(map(_minds_the_line, mine)):
                alike[places] = found
        worked[line] = found
    most = max((len(one.multipliers) for one in worked), default=0)
    scale = WHOLE_BP ** (most + 1)
    numerators = {id(one): _numerators(one, most) for one in (nothing, *alike.values())}
    return Rates(
        scale=scale,
        per_kopeck=tuple([numerators[id(one)] if id(one) in numerators else _numerators(one, most) for one in worked]),
        per_line=tuple(
            [tuple([(rule_id, points * scale) for rule_id, points in one.fixed]) if one.fixed else () for one in worked]
        ),
        for_receipt=winners.claims,
        served=frozenset(served),
        lost={place: why for place, why in lost.items() if place not in served},
        exact=winners.exact,
        active={claim.place: claim for claim in active},
        took=_took(claims, active, winners.claims, worked),
    )


def _took(
    claims: Claims, active: Sequence[Claim], for_receipt: Sequence[Claim], worked: Sequence[_Line]
) -> dict[int, frozenset[int]]:
    """By place, the lines on which a rule had a say."""
    if not any(claim.rule.forbids for claim in active) and not any(one.forbids for one in claims.plan.prints):
        return {}
    took: dict[int, frozenset[int]] = {claim.place: frozenset(claim.lines) for claim in for_receipt}
    for claim in active:
        if _by_line(claim):
            rule_id = claim.rule.rule_id
            lines = (line for line in claim.lines if rule_id in worked[line].rule_ids)
            took[claim.place] = frozenset(lines)
    return took


def _by_line(claim: Claim) -> bool:
    return isinstance(claim.rule, EarnPerItem | EarnMultiplier | EarnRate | EarnByReceipt)


def _minds_the_line(claim: Claim) -> bool:
    """Whether what a rule gives for a kopeck depends on the line's price or quantity."""
    return isinstance(claim.rule, EarnPerItem) or claim.rule.combination is Combination.EXCLUSIVE


def _work_out(
    claims: Claims,
    line: int,
    mine: Sequence[Claim],
    levels: Mapping[int, BasisPoints],
    served: set[int],
    lost: dict[int, Refusal],
) -> _Line:
    if not mine:
        return _Line([(EARNING_RULE_ID, claims.rate_bp)] if claims.rate_bp else [], [], [])
    exclusive = [claim for claim in mine if claim.rule.combination is Combination.EXCLUSIVE]
    if exclusive:

        def worth(claim: Claim) -> int:
            return _worth(claims, claim, line, levels)

        chosen = max(exclusive, key=lambda claim: (worth(claim), -claim.place))
        _lose(lost, chosen, mine, worth)
        served.add(chosen.place)
        return _alone(claims, chosen, line, levels)
    made = _Line([], [], [])
    base = claims.rate_bp
    rates = [claim for claim in mine if isinstance(claim.rule, RATE_KINDS)]
    higher = [claim for claim in rates if _adds(claim, levels[claim.place], base, lost)]
    best, stacking = _sorted_out(higher, lambda claim: levels[claim.place], served, lost)
    if base:
        made.parts.append((EARNING_RULE_ID, base))
    if best is not None:
        made.parts.append((best.rule.rule_id, levels[best.place] - base))
    made.parts += [(claim.rule.rule_id, levels[claim.place]) for claim in stacking]
    multipliers = [claim for claim in mine if isinstance(claim.rule, EarnMultiplier)]
    best, stacking = _sorted_out(multipliers, lambda claim: levels[claim.place], served, lost)
    made.multipliers = [(one.rule.rule_id, levels[one.place]) for one in ([best] if best else []) + stacking]
    for_units = [claim for claim in mine if isinstance(claim.rule, EarnPerItem)]
    best, stacking = _sorted_out(for_units, lambda claim: claim.points, served, lost)
    made.fixed = [(one.rule.rule_id, _for_units(claims, one, line)) for one in ([best] if best else []) + stacking]
    return made


def _adds(claim: Claim, level: BasisPoints, base: BasisPoints, lost: dict[int, Refusal]) -> bool:
    """Whether a rate is more than what is earned without it, or comes on top of that."""
    if claim.rule.combination is Combination.STACKING or level > base:
        return True
    if not base:
        lost.setdefault(claim.place, Refusal(reasons.NO_RATE))
    else:
        reason = reasons.EQUAL_EARNING if level == base else reasons.BETTER_EARNING
        lost.setdefault(claim.place, refused(reason, rule_id=EARNING_RULE_ID))
    return False


def _sorted_out(
    claims: Sequence[Claim], figure: Callable[[Claim], int], served: set[int], lost: dict[int, Refusal]
) -> tuple[Claim | None, list[Claim]]:
    """The best of the competing claims, and those that stack."""
    if not claims:
        return None, []
    if len(claims) == 1:
        served.add(claims[0].place)
        only = claims[0].rule.combination is not Combination.STACKING
        return (claims[0], []) if only else (None, [claims[0]])
    competing = [claim for claim in claims if claim.rule.combination is Combination.BEST]
    stacking = [claim for claim in claims if claim.rule.combination is Combination.STACKING]
    best = max(competing, key=lambda claim: (figure(claim), -claim.place), default=None)
    if best is not None:
        _lose(lost, best, competing, figure)
        served.add(best.place)
    served.update(claim.place for claim in stacking)
    return best, stacking


def _lose(lost: dict[int, Refusal], best: Claim, claims: Sequence[Claim], figure: Callable[[Claim], int]) -> None:
    """Of several rules that took a rule's place on its lines the first is told."""
    for claim in claims:
        if claim is not best:
            lost.setdefault(claim.place, lost_to(best.rule, figure(best), claim.rule, figure(claim)))


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
    if not parts:
        return ()
    for rule_id, multiplier_bp in line.multipliers:
        if multiplier_bp < WHOLE_BP:
            parts = [(part_id, figure * multiplier_bp) for part_id, figure in parts]
        else:
            more = sum(figure for _, figure in parts) * (multiplier_bp - WHOLE_BP)
            parts = [(part_id, figure * WHOLE_BP) for part_id, figure in parts] + [(rule_id, more)]
    factor: int = WHOLE_BP ** (most - len(line.multipliers))
    return tuple([(rule_id, figure * factor) for rule_id, figure in parts if figure])
