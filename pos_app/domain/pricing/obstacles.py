"""What stands in the way of more: rules that forbid others, and sums that earlier discounts bring a rule to miss."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.offers.ladder import LadderOffer
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.rounds import Round, at_basket


class Obstacles(NamedTuple):
    """``places`` of applied rules that something would be gained from leaving out, the most promising first.

    ``stake_kopecks``: without them no more than this could be gained.
    """

    places: tuple[int, ...]
    stake_kopecks: Kopecks


def obstacles(facts: Facts, rounds: Sequence[Round], progress: Progress) -> Obstacles:
    """Look at a run in which every stage took off what it could."""
    worth: dict[int, Kopecks] = {}
    stake = 0
    applied = {grant.rule.place: grant for grant in progress.grants}
    for grant, kopecks in (*_forbidding(facts, rounds, applied), *_sums(facts, rounds, progress)):
        worth[grant.rule.place] = max(worth.get(grant.rule.place, 0), kopecks - grant.total_kopecks)
        stake += kopecks
    stake += _hands(facts, progress, applied.values(), worth)
    places = sorted(worth, key=lambda place: (-worth[place], applied[place].rule.rule_id))
    return Obstacles(tuple(places), stake)


def _forbidding(facts: Facts, rounds: Sequence[Round], applied: dict[int, Grant]) -> Iterable[tuple[Grant, Kopecks]]:
    """Pairs of rules that do not go together where one applied; with what the other might give."""
    offers = [(one, offer) for one in rounds for offer in (*one.competing, *one.stacking)]
    for one, offer in offers:
        forbids = offer.rule.forbids
        if not forbids:
            continue
        for other_round, other in offers:
            if other is offer or not forbids & other.rule.names:
                continue
            if not offer.rule.on_receipt and not set(offer.lines) & set(other.lines):
                continue
            for grant, kopecks in (
                (applied.get(offer.rule.place), _most(facts, other_round, other)),
                (applied.get(other.rule.place), _most(facts, one, offer)),
            ):
                if grant is not None:
                    yield grant, kopecks


def _sums(facts: Facts, rounds: Sequence[Round], progress: Progress) -> Iterable[tuple[Grant, Kopecks]]:
    """Applied rules without which a later rule would reach a sum that it misses now."""
    for index, one in enumerate(rounds):
        if one.stage is Stage.GOODS_PROMOTION:
            continue
        opened = (*progress.opened, tuple(progress.nets))
        for offer in (*one.competing, *one.stacking):
            nets = opened[index if offer.rule.competes else index + 1]
            last = one.stage.place - offer.rule.competes
            earlier = [
                grant for grant in progress.grants if grant.rule.stage.place <= last and grant.rule is not offer.rule
            ]
            for lines, missing in _missed(one, offer, nets):
                gone = sum(facts.sheet[line].list_kopecks - nets[line] for line in lines)
                if not 0 < missing <= gone:
                    continue
                kopecks = _most(facts, one, offer)
                wanted = set(lines)
                for grant in earlier:
                    if any(line in wanted for line, _ in grant.takes):
                        yield grant, kopecks


def _missed(one: Round, offer: Offer, nets: Sequence[Kopecks]) -> Iterable[tuple[Sequence[int], Kopecks]]:
    """Sums that the offer misses: of which lines, and by how much."""
    everything = range(len(nets))
    total = sum(nets)
    conditions = offer.rule.rule.conditions
    yield everything, conditions.min_basket_kopecks - total
    if conditions.min_goods_kopecks:
        goods = one.goods[offer.rule.place]
        yield goods, conditions.min_goods_kopecks - sum(nets[line] for line in goods)
    yield offer.lines, offer.sum_missing(sum(nets[line] for line in offer.lines))
    if isinstance(offer, LadderOffer) and offer.counts_this_receipt:
        yield everything, offer.at_basket(total).turnover_missing


def _most(facts: Facts, one: Round, offer: Offer) -> Kopecks:
    """A bound on what the offer gives."""
    offer = at_basket(offer, sum(line.list_kopecks for line in facts.sheet))
    parts = [one.ground.part(line, facts.sheet[line].list_kopecks) for line in offer.lines]
    return min(sum(offer.most(part) for part in parts) + offer.flat_kopecks, sum(part.room_kopecks for part in parts))


def _hands(facts: Facts, progress: Progress, applied: Iterable[Grant], worth: dict[int, Kopecks]) -> Kopecks:
    """Discounts by hand that a rule stands in the way of: the room of their lines is at stake."""
    name = Stage.MANUAL_DISCOUNT.value
    bars = facts.compiled.bars
    bit = 1 << bars.index(name) if name in bars else 0
    discounted = not facts.compiled.programme.manual.on_discounted
    on_basket = facts.basket.manual_discount is not None
    asked = {index for index, one in enumerate(facts.sheet) if on_basket or one.line.manual_discount is not None}
    if not asked or not (bit or discounted):
        return 0
    stake = 0
    for grant in applied:
        lines = [line for line, _ in (grant.used if bit & grant.rule.forbids else grant.takes) if line in asked]
        if bit & grant.rule.forbids and grant.rule.on_receipt:
            lines = sorted(asked)
        if lines and (discounted or bit & grant.rule.forbids):
            room = sum(progress.nets[line] - facts.sheet[line].floor_kopecks for line in lines)
            worth[grant.rule.place] = max(worth.get(grant.rule.place, 0), room - grant.total_kopecks)
            stake += room + grant.total_kopecks
    return stake
