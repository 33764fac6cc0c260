"""The trace of stages 2 to 5: for every rule of the programme what it took, or the one reason why it took nothing."""

from collections.abc import Iterator, Sequence

from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.in_force import InForce
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.priced import TraceEntry, TraceOutcome
from pos_app.domain.pricing.refusal import Params, Refusal, refused
from pos_app.domain.pricing.rounds import Round, at_basket
from pos_app.domain.pricing.search import Best
from pos_app.domain.pricing.terms import sum_refusal
from pos_app.domain.pricing.trace import not_applied


def explained(facts: Facts, in_force: InForce, best: Best) -> list[TraceEntry]:
    """One entry for each rule, in the order of stages and of the document."""
    compiled = facts.compiled
    entries = list(compiled.untouched if facts.standing is not None else compiled.untouched_by_nobody)
    for rule_id in facts.presented:
        rule = compiled.coupon_rules[rule_id]
        entries[rule.place] = not_applied(rule.stage.value, rule_id, reasons.NO_GOODS)
    for place, refusal in in_force.refusals.items():
        entries[place] = _not(compiled.rules[place], refusal)
    applied_grants = Applied(best.progress.grants)
    searched = _searched(best)
    for index, one in enumerate(in_force.rounds):
        nets = best.progress.opened[index]
        total = sum(nets)
        ground = one.ground.parts(nets)
        for offer in (*one.competing, *one.stacking):
            rule = offer.rule
            now = at_basket(offer, total)
            grant = applied_grants.by_place.get(rule.place)
            if grant is not None:
                found = _found(one, now, nets, ground, applied_grants)
                entries[rule.place] = _applied(facts, now, grant, _told(now, found, ground), searched)
            else:
                refusal = _why(one, now, nets, ground, applied_grants)
                entries[rule.place] = _not(rule, refusal, searched if rule.competes else ())
    return entries


class Applied:
    """The grants of a run: by the place of their rule, and by the lines that served it."""

    def __init__(self, grants: Sequence[Grant]) -> None:
        self.by_place = {grant.rule.place: grant for grant in grants}
        self.forbidding = [grant for grant in grants if grant.rule.forbids]
        self._by_line: dict[int, list[Grant]] = {}
        self._shared: dict[tuple[Stage, int], int] = {}
        for grant in grants:
            for line, count in grant.used:
                self._by_line.setdefault(line, []).append(grant)
                if grant.rule.competes:
                    key = (grant.rule.stage, line)
                    self._shared[key] = self._shared.get(key, 0) + count

    def sharing(self, stage: Stage, line: int) -> int:
        """How many pieces of the line serve competing rules of the stage."""
        return self._shared.get((stage, line), 0)

    def on(self, lines: Sequence[int]) -> list[Grant]:
        """The grants that one of the lines served, each once."""
        found = {grant.rule.place: grant for line in lines for grant in self._by_line.get(line, ())}
        return list(found.values())


def _applied(
    facts: Facts, offer: Offer, grant: Grant, params: Params, searched: tuple[tuple[str, int | str], ...]
) -> TraceEntry:
    rule = offer.rule
    if isinstance(rule.rule, Coupon):
        params = (*params, ("code", facts.presented[rule.rule_id]))
    if rule.competes and searched:
        params = (*params, *searched)
    kind: str = rule.rule.kind  # type: ignore[attr-defined]
    texts = tuple([(name, str(value)) for name, value in params])
    return TraceEntry(rule.stage.value, rule.rule_id, TraceOutcome.APPLIED, kind, grant.total_kopecks, texts)


def _not(rule: CompiledRule, refusal: Refusal, searched: tuple[tuple[str, int | str], ...] = ()) -> TraceEntry:
    params = refusal.params
    if searched and refusal.reason in _CONTESTED:
        params = (*params, *searched)
    texts = tuple([(name, str(value)) for name, value in params])
    return TraceEntry(rule.stage.value, rule.rule_id, TraceOutcome.NOT_APPLIED, refusal.reason, 0, texts)


_CONTESTED = (reasons.BETTER_PROMOTION, reasons.EQUAL_PROMOTION, reasons.FORBIDDEN, reasons.SAVES_MORE_WITHOUT)


def _why(one: Round, offer: Offer, nets: Sequence[Kopecks], ground: Sequence[Part], grants: Applied) -> Refusal:
    """Why a rule in force gave nothing: sums, its own terms, what forbids it, what is better."""
    rule = offer.rule
    if rule.sums:
        missing = sum_refusal(rule.rule.conditions, nets, one.goods[rule.place])
        if missing is not None:
            return missing
    parts = [ground[line] for line in offer.lines]
    would = offer.asked(parts).total_kopecks
    if would == 0:
        return offer.shortfall(parts)
    beside = grants.on(offer.lines)
    forbidding = next(_forbidding(rule, beside, grants), None) if rule.names or rule.forbids else None
    if forbidding is not None:
        return refused(reasons.FORBIDDEN, rule_id=forbidding.rule.rule_id, amount_kopecks=forbidding.total_kopecks)
    stage = rule.stage
    rivals = [grant for grant in beside if grant.rule.stage is stage and grant.rule.competes]
    if not rule.competes:
        exclusive = next((grant for grant in rivals if grant.rule.exclusive), None)
        if exclusive is None:
            return _why_not_on_top(one, offer, nets, grants)
        return refused(reasons.FORBIDDEN, rule_id=exclusive.rule.rule_id, amount_kopecks=exclusive.total_kopecks)
    best = min(rivals, key=lambda grant: (-grant.total_kopecks, grant.rule.rule_id), default=None)
    if best is None or best.total_kopecks < would:
        return refused(reasons.SAVES_MORE_WITHOUT, would_kopecks=would)
    return refused(
        reasons.EQUAL_PROMOTION if best.total_kopecks == would else reasons.BETTER_PROMOTION,
        rule_id=best.rule.rule_id,
        amount_kopecks=best.total_kopecks,
        would_kopecks=would,
    )


def _why_not_on_top(one: Round, offer: Offer, nets: Sequence[Kopecks], grants: Applied) -> Refusal:
    """Why a stacking rule that no other keeps away gave nothing on what those before it left of its goods."""
    parts = _on_top(one, offer, nets, grants)
    if not parts:
        return refused(reasons.FLOOR_REACHED)
    would = offer.asked(parts).total_kopecks
    return refused(reasons.SAVES_MORE_WITHOUT, would_kopecks=would) if would else offer.shortfall(parts)


def _found(one: Round, offer: Offer, nets: Sequence[Kopecks], ground: Sequence[Part], grants: Applied) -> list[Part]:
    """The goods of a rule that applied, as it found them: less those that serve its rivals, or after these on top."""
    if not offer.rule.competes:
        return _on_top(one, offer, nets, grants)
    parts: list[Part] = []
    mine = dict(grants.by_place[offer.rule.place].used)
    for line in offer.lines:
        others = grants.sharing(one.stage, line) - mine.get(line, 0)
        if not others:
            parts.append(ground[line])
        elif one.divisible and others < ground[line].shares:
            parts.append(pieces_of(ground[line], ground[line].shares - others))
    return parts


def _told(offer: Offer, found: Sequence[Part], ground: Sequence[Part]) -> Params:
    """Of the goods that the rule got. To the next step or group those count too that serve its rivals, if they may."""
    everything = [ground[line] for line in offer.lines]
    if found == everything:
        return offer.told(found)
    params, most = offer.told(found), offer.told(everything)
    return most if _without_missing(params) == _without_missing(most) else params


def _without_missing(params: Params) -> Params:
    return tuple([pair for pair in params if not pair[0].startswith("missing")])


def _on_top(one: Round, offer: Offer, nets: Sequence[Kopecks], grants: Applied) -> list[Part]:
    """What those before a stacking rule left of its goods, where that is above the floors."""
    left = list(nets)
    alone: dict[int, int] = {}
    for grant in grants.by_place.values():
        if grant.rule.stage is one.stage and (grant.rule.competes or grant.rule.place < offer.rule.place):
            for line, kopecks in grant.takes:
                left[line] -= kopecks
            for line, count in grant.used if grant.rule.exclusive else ():
                alone[line] = alone.get(line, 0) + count
    parts = (one.ground.part(line, left[line]) for line in offer.lines)
    open_parts = [(part, part.shares - alone.get(part.line, 0)) for part in parts if part.room_kopecks]
    return [pieces_of(part, count) for part, count in open_parts if count > 0]


def _forbidding(rule: CompiledRule, beside: Sequence[Grant], grants: Applied) -> Iterator[Grant]:
    """Applied rules that do not go with this one: those that forbid it, and those of its stage that it would forbid."""
    places = {grant.rule.place for grant in beside}
    for grant in grants.forbidding:
        if grant.rule.forbids & rule.names and (grant.rule.on_receipt or grant.rule.place in places):
            yield grant
    for grant in grants.by_place.values() if rule.on_receipt else beside:
        if grant.rule.stage is rule.stage and rule.forbids & grant.rule.names:
            yield grant


def _searched(best: Best) -> tuple[tuple[str, int | str], ...]:
    """What the entries of competing rules tell where a basket was too large to search."""
    if best.more_kopecks == 0:
        return ()
    return (("search", "bounded"), ("tried", best.tried), ("more_at_most_kopecks", best.more_kopecks))


def bar_lines(facts: Facts, best: Best) -> None:
    """Write on the sheet what may not apply to its lines any more, for the stages after these."""
    for grant in best.progress.grants:
        if not grant.rule.forbids:
            continue
        rule = grant.rule.rule
        lines = range(len(facts.sheet)) if grant.rule.on_receipt else [line for line, _ in grant.used]
        for line in lines:
            for name in (*rule.forbids, *rule.forbids_stages):
                facts.sheet[line].bars.setdefault(str(name), rule.rule_id)


def write_takes(facts: Facts, best: Best) -> None:
    """Write on the sheet what rules and hands took."""
    for grant in best.progress.grants:
        for line, kopecks in grant.takes:
            facts.sheet[line].take(grant.rule.stage, grant.rule.rule_id, kopecks)
    for given in best.by_hand:
        for line, kopecks in given.takes:
            facts.sheet[line].take(Stage.MANUAL_DISCOUNT, given.rule_id, kopecks)
