"""What money earns: levels that it reaches, raw points by line and rule, limits, one rounding down for the receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pos_app.domain.loyalty.rules.earning import EarnByReceipt, EarnMultiplier, EarnRate
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.rounding import div_floor, floor_to_step
from pos_app.domain.money.units import BasisPoints, Kopecks, Points
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.earning.claims import Claim, Claims
from pos_app.domain.pricing.earning.rates import NumeratorParts, Rates, rates_of
from pos_app.domain.pricing.refusal import Refusal, refused
from pos_app.domain.pricing.terms import sum_refusal


@dataclass(frozen=True, slots=True)
class Tally:
    """``parts[i]``: what each rule gives for line i, in parts of ``scale``; ``total``: hundredths for the receipt.

    ``refusal``: why nothing is earned at all. ``refusals``: by place, rules that this money keeps out. ``cut``: rules
    whose limit cut them.
    """

    refusal: Refusal | None
    total: Points
    scale: int
    parts: tuple[NumeratorParts, ...]
    rates: Rates | None
    levels: Mapping[int, BasisPoints]
    refusals: Mapping[int, Refusal]
    cut: frozenset[str]


def tally(claims: Claims, money: Sequence[Kopecks], points_kopecks: Kopecks) -> Tally:
    """What ``money`` by line of the sheet earns when ``points_kopecks`` of the receipt are paid with points."""
    refusal = claims.refusal or _money_refusal(claims, money, points_kopecks)
    if refusal is not None:
        return Tally(refusal, 0, 1, ((),) * len(money), None, {}, {}, frozenset())
    levels, refusals = levels_of(claims, money)
    key = tuple(levels.items())
    rates: Rates | None = claims.worked_out.get(key)
    if rates is None:
        rates = claims.worked_out[key] = rates_of(claims, levels)
    parts, cut = raw_parts(claims, rates, money)
    total = total_of(claims, rates.scale, sum(figure for line in parts for _, figure in line))
    return Tally(None, total, rates.scale, parts, rates, levels, refusals, cut)


def levels_of(claims: Claims, money: Sequence[Kopecks]) -> tuple[dict[int, BasisPoints], dict[int, Refusal]]:
    """By place: the rate or multiplier of every rule that this money brings in force (0 for one that has none); and why

    the others are not.
    """
    levels: dict[int, BasisPoints] = {}
    refusals: dict[int, Refusal] = {}
    for claim in claims.claims:
        conditions = claim.rule.conditions
        why = None
        if conditions.min_basket_kopecks or conditions.min_goods_kopecks:
            why = sum_refusal(conditions, money, claims.touched[claim.place])
        if why is None:
            level = level_of(claim, sum(money[line] for line in claim.lines))
            if level is not None:
                levels[claim.place] = level
                continue
            rule = claim.rule
            first = rule.steps[0].from_kopecks if isinstance(rule, EarnByReceipt) else 0
            missing = first - sum(money[line] for line in claim.lines)
            why = refused(reasons.SUM_MISSING, missing_kopecks=missing)
        refusals[claim.place] = why
    return levels, refusals


def level_of(claim: Claim, goods_kopecks: Kopecks) -> BasisPoints | None:
    """The rate of a claim if so much is paid for its goods; None below the first step."""
    rule = claim.rule
    if isinstance(rule, EarnRate):
        return rule.rate_bp
    if isinstance(rule, EarnMultiplier):
        return rule.multiplier_bp
    if isinstance(rule, EarnByReceipt):
        reached = [step for step in rule.steps if step.from_kopecks <= goods_kopecks]
        return max(reached, key=lambda step: step.from_kopecks).rate_bp if reached else None
    return 0


def raw_parts(
    claims: Claims, rates: Rates, money: Sequence[Kopecks]
) -> tuple[tuple[NumeratorParts, ...], frozenset[str]]:
    """What each rule gives for each line, after the limits of the rules; and the rules that were cut."""
    parts = [
        [*[(rule_id, figure * paid) for rule_id, figure in per_kopeck if paid], *per_line]
        for per_kopeck, per_line, paid in zip(rates.per_kopeck, rates.per_line, money, strict=True)
    ]
    for claim in rates.for_receipt:
        for line, figure in zip(claim.lines, _over_lines(claims, claim, rates.scale, money), strict=True):
            if figure:
                parts[line].append((claim.rule.rule_id, figure))
    cut = set()
    for rule in (claim.rule for claim in claims.claims):
        if rule.most_points is not None and _cut(parts, rule.rule_id, rule.most_points * rates.scale):
            cut.add(rule.rule_id)
    return tuple(tuple(line) for line in parts), frozenset(cut)


def total_of(claims: Claims, scale: int, raw: int) -> Points:
    """The receipt's points: within the limit, rounded down once to the programme's step."""
    programme = claims.plan.programme
    total = div_floor(raw, scale)
    if programme.earning.most_points is not None:
        total = min(total, programme.earning.most_points)
    return floor_to_step(total, programme.points.earn_step)


def _money_refusal(claims: Claims, money: Sequence[Kopecks], points_kopecks: Kopecks) -> Refusal | None:
    terms = claims.plan.programme.earning
    if terms.nothing_while_spending and points_kopecks:
        return refused(reasons.SPENDING, points_kopecks=points_kopecks)
    missing = terms.min_basket_kopecks - sum(money)
    return refused(reasons.BASKET_TOO_SMALL, missing_kopecks=missing) if missing > 0 else None


def _over_lines(claims: Claims, claim: Claim, scale: int, money: Sequence[Kopecks]) -> tuple[int, ...]:
    """Points of the receipt over the lines of the rule, by the money paid for them, else by what they cost."""
    weights = [money[line] for line in claim.lines]
    if not any(weights):
        weights = [claims.facts.sheet[line].net_kopecks for line in claim.lines]
    if not any(weights):
        weights = [1] * len(claim.lines)
    return allocate(claim.points * scale, weights)


def _cut(parts: list[list[tuple[str, int]]], rule_id: str, most: int) -> bool:
    """Bring what a rule gives down to its limit, by line in proportion; whether that was needed."""
    places = [
        (line, index)
        for line, mine in enumerate(parts)
        for index, (part_id, _) in enumerate(mine)
        if part_id == rule_id
    ]
    figures = [parts[line][index][1] for line, index in places]
    if sum(figures) <= most:
        return False
    for (line, index), figure in zip(places, allocate(most, figures), strict=True):
        parts[line][index] = (rule_id, figure)
    return True
