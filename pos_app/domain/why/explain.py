"""Builds the explanation of a basket or a stored sale.

Nothing is computed anew: a basket's own trace is told, a stored sale's as it was stored. Reasons are keys of
``pos_app.domain.pricing.reasons`` with their params; ``resources.words.reasons`` makes sentences of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pos_app.domain.basket.basket import Basket
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.priced import EarnTake, PricedBasket, PricedLine, Take, TraceEntry, TraceOutcome
from pos_app.domain.transaction.sale import Sale, SaleLine
from pos_app.domain.why.answers import Why, WhyBound, WhyEarned, WhyLine, WhyRule, WhyTake
from pos_app.domain.why.order import nearest_first, piece_kopecks_of


def why_basket(basket: Basket, priced: PricedBasket, programme: Programme | None) -> Why:
    """Why the open basket costs what it costs. ``programme`` is the one that priced it, for the names of its rules."""
    names = rule_names(programme)
    lines = (
        _line(source.item, line, line.earnings, names) for source, line in zip(basket.lines, priced.lines, strict=True)
    )
    return _why(priced, tuple(lines), priced.trace, names, rule_texts(programme))


def why_sale(sale: Sale, programme: Programme | None) -> Why:
    """Why a stored sale cost what it cost, and what its cash was rounded by.

    Without its version of the programme rules are told by their ids.
    """
    names = rule_names(programme)
    lines = (_line(line.item, line, line.earnings, names) for line in sale.lines)
    why = _why(sale, tuple(lines), sale.trace, names, rule_texts(programme))
    rounded = sum(tender.rounding_kopecks for tender in sale.tenders)
    return replace(why, applied=_with_rounding(why.applied, rounded)) if rounded else why


def rule_names(programme: Programme | None) -> dict[str, LocalText]:
    """The names of all that a trace may speak of: see :class:`Why`."""
    if programme is None:
        return {}
    names = {rule.rule_id: rule.name for _, rule in programme.staged_rules()}
    names |= {f"tier:{tier.code}": tier.name for tier in programme.tiers}
    names |= {f"membership:{membership.code}": membership.name for membership in programme.memberships}
    if programme.coalition is not None:
        names |= {f"partner:{partner.code}": partner.name for partner in programme.coalition.partners}
    return names


def rule_texts(programme: Programme | None) -> dict[str, LocalText]:
    """What customers are told of the rules that have a text of their own, by rule id."""
    if programme is None:
        return {}
    return {rule.rule_id: rule.text for _, rule in programme.staged_rules() if rule.text is not None}


def _why(
    record: PricedBasket | Sale,
    lines: tuple[WhyLine, ...],
    trace: tuple[TraceEntry, ...],
    names: Mapping[str, LocalText],
    texts: Mapping[str, LocalText],
) -> Why:
    rules = [_rule(entry, names, texts) for entry in trace] or _rules_of_takes(lines)
    missed = [rule for rule in rules if not rule.applied]
    return Why(
        lines=lines,
        applied=tuple(rule for rule in rules if rule.applied),
        missed=nearest_first(missed, piece_kopecks_of(lines)),
        list_kopecks=record.list_kopecks,
        net_kopecks=record.net_kopecks,
        points_kopecks=record.points_kopecks,
        money_kopecks=record.money_kopecks,
        points=record.points,
        earned=record.earned,
        is_complete=bool(trace) or not lines,
        names=names,
        bound=_bound(trace),
    )


def _with_rounding(applied: tuple[WhyRule, ...], kopecks: Kopecks) -> tuple[WhyRule, ...]:
    """The rounding of cash in its place among the stages."""
    stage = Stage.CASH_ROUNDING.value
    rounding = WhyRule(stage, stage, None, True, reasons.CASH_ROUNDED, {}, kopecks, 0)
    before = [rule for rule in applied if rule.stage != Stage.EARNING]
    return (*before, rounding, *(rule for rule in applied if rule.stage == Stage.EARNING))


def _bound(trace: Iterable[TraceEntry]) -> WhyBound | None:
    bounded = [params for params in (dict(entry.params) for entry in trace) if params.get("search") == "bounded"]
    if not bounded:
        return None
    figures = [
        [int(params[name]) for params in bounded if params.get(name, "").isdecimal()]
        for name in ("tried", "more_at_most_kopecks")
    ]
    return WhyBound(*(max(found, default=0) for found in figures))


def _line(
    item: Item, line: PricedLine | SaleLine, earnings: Iterable[EarnTake], names: Mapping[str, LocalText]
) -> WhyLine:
    return WhyLine(
        line_id=line.line_id,
        item_name=item.name,
        quantity=line.quantity,
        list_kopecks=line.list_kopecks,
        takes=tuple(_take(take, names) for take in line.takes),
        net_kopecks=line.net_kopecks,
        points=line.points,
        points_kopecks=line.points_kopecks,
        money_kopecks=line.money_kopecks,
        earned=line.earned,
        earnings=tuple(WhyEarned(one.rule_id, names.get(one.rule_id), one.points) for one in earnings),
        unit=item.unit,
    )


def _take(take: Take, names: Mapping[str, LocalText]) -> WhyTake:
    return WhyTake(take.stage.value, take.rule_id, names.get(take.rule_id), take.amount_kopecks)


def _rule(entry: TraceEntry, names: Mapping[str, LocalText], texts: Mapping[str, LocalText]) -> WhyRule:
    return WhyRule(
        stage=entry.stage,
        rule_id=entry.rule_id,
        name=names.get(entry.rule_id),
        applied=entry.outcome is TraceOutcome.APPLIED,
        reason=entry.reason,
        params=_params(entry),
        amount_kopecks=entry.amount_kopecks,
        points=entry.points,
        text=texts.get(entry.rule_id),
    )


def _params(entry: TraceEntry) -> dict[str, str]:
    """The params as they are named everywhere else: of points below the minimum hundredths are missing, no pieces."""
    renamed = {"missing": "missing_points"} if entry.reason == reasons.BELOW_MINIMUM else {}
    return {renamed.get(name, name): value for name, value in entry.params}


def _rules_of_takes(lines: Iterable[WhyLine]) -> list[WhyRule]:
    """Of a receipt without a trace: the rules that its lines name, with what they took."""
    sums: dict[tuple[str, str], int] = {}
    names: dict[str, LocalText | None] = {}
    for line in lines:
        for take in line.takes:
            key = (take.stage, take.rule_id)
            sums[key] = sums.get(key, 0) + take.amount_kopecks
            names[take.rule_id] = take.name
    return [
        WhyRule(stage, rule_id, names[rule_id], True, "", {}, amount, 0) for (stage, rule_id), amount in sums.items()
    ]
