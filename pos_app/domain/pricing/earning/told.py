"""The trace of earning: what each rule gave, or the one reason why it gave nothing."""

from collections.abc import Mapping, Sequence

from pos_app.domain.loyalty.rules.earning import EarnByReceipt, EarnMultiplier, EarnPerItem, EarnRate
from pos_app.domain.loyalty.rules.rule import Combination
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.earning.claims import Claim, Claims
from pos_app.domain.pricing.earning.plan import EARNING_RULE_ID, EARNING_STAGE
from pos_app.domain.pricing.earning.tally import Tally
from pos_app.domain.pricing.part import unit_told
from pos_app.domain.pricing.priced import EarnTake, TraceEntry, TraceOutcome
from pos_app.domain.pricing.refusal import Params, Refusal, refused


def entries_of(
    claims: Claims, counted: Tally, takes: Sequence[tuple[EarnTake, ...]], money: Sequence[Kopecks]
) -> tuple[TraceEntry, ...]:
    """The base's entry, then one for every earning rule in the order of the document."""
    plan = claims.plan
    if counted.refusal is not None:
        refusal = counted.refusal
        return (_not(EARNING_RULE_ID, refusal), *plan.all_refused(refusal.reason, **dict(refusal.params)))
    given: dict[str, Points] = {}
    for line in takes:
        for take in line:
            given[take.rule_id] = given.get(take.rule_id, 0) + take.points
    entries = list(plan.untouched[: len(plan.rules)])
    for place, why in {**claims.refusals, **counted.refusals}.items():
        entries[place] = _not(plan.rules[place].rule_id, why)
    for claim in claims.claims:
        if claim.place in counted.levels:
            entries[claim.place] = _of_claim(claims, claim, counted, given, money)
    return (_base_entry(claims, counted, given, money), *entries)


def _base_entry(claims: Claims, counted: Tally, given: Mapping[str, Points], money: Sequence[Kopecks]) -> TraceEntry:
    points = given.get(EARNING_RULE_ID, 0)
    if points:
        base = sum(
            paid
            for index, paid in enumerate(money)
            if counted.rates and any(part == EARNING_RULE_ID for part, _ in counted.rates.per_kopeck[index])
        )
        params: Params = (("points", points), ("base_kopecks", base), ("rate_bp", claims.rate_bp))
        return _applied(EARNING_RULE_ID, reasons.EARNED, points, params)
    return _not(EARNING_RULE_ID, _why_no_base(claims, counted, given, money))


def _why_no_base(claims: Claims, counted: Tally, given: Mapping[str, Points], money: Sequence[Kopecks]) -> Refusal:
    """No rate, or a rule that alone earns on the goods, or too little of it."""
    rates = counted.rates
    if not claims.rate_bp or rates is None:
        return Refusal(reasons.NO_RATE if not claims.rate_bp else reasons.TOO_LITTLE)
    if any(part == EARNING_RULE_ID for parts in rates.per_kopeck for part, _ in parts):
        return Refusal(reasons.TOO_LITTLE)
    for claim in claims.claims:
        naught = isinstance(claim.rule, EarnMultiplier) and counted.levels.get(claim.place) == 0
        if claim.place in rates.served and (naught or claim.rule.combination is Combination.EXCLUSIVE):
            active = rates.active.get(claim.place, claim)
            if given.get(claim.rule.rule_id) or _lowers(claims, active, counted, money):
                return refused(reasons.FORBIDDEN, rule_id=claim.rule.rule_id)
    return Refusal(reasons.TOO_LITTLE)


def _of_claim(
    claims: Claims, claim: Claim, counted: Tally, given: Mapping[str, Points], money: Sequence[Kopecks]
) -> TraceEntry:
    rule, rates = claim.rule, counted.rates
    claim = claim if rates is None else rates.active.get(claim.place, claim)
    points = given.get(rule.rule_id, 0)
    lowers = _lowers(claims, claim, counted, money)
    served = rates is not None and claim.place in rates.served
    if points or (served and lowers):
        params = _figures(claims, claim, counted, money)
        if rule.rule_id in counted.cut and rule.most_points is not None:
            params += (("most_points", rule.most_points),)
        if rates is not None and not rates.exact and claim in rates.for_receipt:
            params += (("search", "bounded"),)
        return _applied(rule.rule_id, rule_kind(claim), points, params)
    if served or rates is None:
        return _not(rule.rule_id, Refusal(reasons.TOO_LITTLE))
    return _not(rule.rule_id, rates.lost.get(claim.place) or Refusal(reasons.TOO_LITTLE))


def _lowers(claims: Claims, claim: Claim, counted: Tally, money: Sequence[Kopecks]) -> bool:
    """Whether the rule may do its work by giving nothing: no multiple, or a rate that stands alone though it is low."""
    rule = claim.rule
    if isinstance(rule, EarnMultiplier):
        return rule.multiplier_bp <= WHOLE_BP
    alone = isinstance(rule, EarnRate | EarnByReceipt) and rule.combination is Combination.EXCLUSIVE
    return alone and counted.levels[claim.place] < claims.rate_bp and any(money[line] for line in claim.lines)


def rule_kind(claim: Claim) -> str:
    """The kind of the rule, which is the reason key of its entry where it applied."""
    return str(getattr(claim.rule, "kind", ""))


def _figures(claims: Claims, claim: Claim, counted: Tally, money: Sequence[Kopecks]) -> Params:
    rule = claim.rule
    base = sum(money[line] for line in claim.lines)
    if isinstance(rule, EarnRate):
        return (("rate_bp", rule.rate_bp), ("base_rate_bp", claims.rate_bp), ("base_kopecks", base))
    if isinstance(rule, EarnByReceipt):
        ahead = [step.from_kopecks - base for step in rule.steps if step.from_kopecks > base]
        rate = counted.levels[claim.place]
        missing = min(ahead, default=0)
        return (
            ("rate_bp", rate),
            ("base_rate_bp", claims.rate_bp),
            ("base_kopecks", base),
            ("missing_kopecks", missing),
        )
    if isinstance(rule, EarnMultiplier):
        return (("multiplier_bp", rule.multiplier_bp),)
    if isinstance(rule, EarnPerItem):
        bought = [claims.facts.sheet[line].line for line in claim.lines]
        quantity = sum(line.quantity for line in bought)
        return (
            ("points", claim.points),
            ("quantity", quantity),
            *unit_told(line.item.unit for line in bought).items(),
        )
    standing = claims.facts.standing
    if rule_kind(claim) == reasons.EARN_LADDER and standing is not None:
        return (("points", claim.points), ("purchase", standing.purchases + 1))
    return (("points", claim.points),)


def _applied(rule_id: str, reason: str, points: Points, params: Params) -> TraceEntry:
    texts = tuple((name, str(value)) for name, value in params)
    return TraceEntry(EARNING_STAGE, rule_id, TraceOutcome.APPLIED, reason, 0, texts, points)


def _not(rule_id: str, why: Refusal) -> TraceEntry:
    texts = tuple((name, str(value)) for name, value in why.params)
    return TraceEntry(EARNING_STAGE, rule_id, TraceOutcome.NOT_APPLIED, why.reason, 0, texts)
