"""What stands in the way of more: rules that forbid or exclude others, and sums that others just miss for them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.offers.ladder import LadderOffer
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.rounds import Round, at_basket


class Obstacles(NamedTuple):
    """``places`` of applied rules that something might be gained from leaving out, the most promising first.

    ``stake_kopecks``: without them no more than this could be gained.
    """

    places: tuple[int, ...]
    stake_kopecks: Kopecks


class _Stake(NamedTuple):
    """The rule at ``place`` (-1: hands) could give ``kopecks`` or less, if it were not for one of ``grants``."""

    place: int
    kopecks: Kopecks
    grants: tuple[Grant, ...]


def obstacles(facts: Facts, rounds: Sequence[Round], progress: Progress) -> Obstacles:
    """Look at a run in which every stage took off what it could."""
    stakes: dict[int, Kopecks] = {}
    worth: dict[int, Kopecks] = {}
    rule_ids: dict[int, str] = {}
    found = (
        *_forbidden(facts, rounds, progress),
        *_excluded(facts, rounds, progress),
        *_missed(facts, rounds, progress),
        *_hands(facts, progress),
    )
    for stake in found:
        stakes[stake.place] = max(stakes.get(stake.place, 0), stake.kopecks)
        for grant in stake.grants:
            place = grant.rule.place
            rule_ids[place] = grant.rule.rule_id
            worth[place] = max(worth.get(place, -stake.kopecks), stake.kopecks - grant.total_kopecks)
    places = sorted(worth, key=lambda place: (-worth[place], rule_ids[place]))
    return Obstacles(tuple(places), sum(stakes.values()))


def _forbidden(facts: Facts, rounds: Sequence[Round], progress: Progress) -> Iterator[_Stake]:
    """Pairs of rules that do not go together: either may stand in the other's way."""
    if not facts.compiled.bars:
        return
    applied = {grant.rule.place: grant for grant in progress.grants}
    offers = [(one, offer) for one in rounds for offer in (*one.competing, *one.stacking)]
    for one, offer in offers:
        if not offer.rule.forbids:
            continue
        for other_round, other in offers:
            if other is offer or not offer.rule.forbids & other.rule.names:
                continue
            if not offer.rule.on_receipt and set(offer.lines).isdisjoint(other.lines):
                continue
            grant, other_grant = applied.get(offer.rule.place), applied.get(other.rule.place)
            if grant is not None:
                yield _Stake(other.rule.place, _most(facts, other_round, other), (grant,))
            if other_grant is not None:
                yield _Stake(offer.rule.place, _most(facts, one, offer), (other_grant,))


def _excluded(facts: Facts, rounds: Sequence[Round], progress: Progress) -> Iterator[_Stake]:
    """Stacking rules that an exclusive rule keeps off its goods."""
    for one in rounds:
        exclusive = [grant for grant in progress.grants if grant.rule.exclusive and grant.rule.stage is one.stage]
        for offer in one.stacking if exclusive else ():
            lines = frozenset(offer.lines)
            grants = tuple(grant for grant in exclusive if any(line in lines for line, _ in grant.used))
            if grants:
                yield _Stake(offer.rule.place, _most(facts, one, offer), grants)


def _missed(facts: Facts, rounds: Sequence[Round], progress: Progress) -> Iterator[_Stake]:
    """Rules that would reach a sum if earlier ones had taken less."""
    opened = (*progress.opened, tuple(progress.nets))
    stages = {one.stage: index for index, one in enumerate(rounds)}
    for index, one in enumerate(rounds):
        if one.stage is Stage.GOODS_PROMOTION:
            continue
        for offer in (*one.competing, *one.stacking):
            if not (offer.by_sum or offer.rule.sums):
                continue
            nets = opened[index if offer.rule.competes else index + 1]
            for lines, missing in _missing(one, offer, nets):
                gone = sum(facts.sheet[line].list_kopecks - nets[line] for line in lines) if missing > 0 else 0
                if not 0 < missing <= gone:
                    continue
                wanted = frozenset(lines)
                last = index - offer.rule.competes
                grants = tuple(
                    grant
                    for grant in progress.grants
                    if stages[grant.rule.stage] <= last
                    and grant.rule is not offer.rule
                    and any(line in wanted for line, _ in grant.takes)
                )
                yield _Stake(offer.rule.place, _most(facts, one, offer), grants)


def _missing(one: Round, offer: Offer, nets: Sequence[Kopecks]) -> Iterator[tuple[Sequence[int], Kopecks]]:
    """Sums that the offer misses: of which lines, and by how much."""
    everything = range(len(nets))
    conditions = offer.rule.rule.conditions
    if conditions.min_basket_kopecks:
        yield everything, conditions.min_basket_kopecks - sum(nets)
    if conditions.min_goods_kopecks:
        goods = one.goods[offer.rule.place]
        yield goods, conditions.min_goods_kopecks - sum(nets[line] for line in goods)
    if isinstance(offer, LadderOffer):
        if offer.counts_this_receipt:
            yield everything, offer.at_basket(sum(nets)).turnover_missing
    elif offer.by_sum:
        yield offer.lines, offer.sum_missing(sum(nets[line] for line in offer.lines))


def _most(facts: Facts, one: Round, offer: Offer) -> Kopecks:
    """A bound on what the offer gives."""
    offer = at_basket(offer, sum(line.list_kopecks for line in facts.sheet))
    parts = [one.ground.part(line, facts.sheet[line].list_kopecks) for line in offer.lines]
    return min(sum(offer.most(part) for part in parts) + offer.flat_kopecks, sum(part.room_kopecks for part in parts))


def _hands(facts: Facts, progress: Progress) -> Iterator[_Stake]:
    """Discounts by hand that a rule stands in the way of: all that is left above the floors is at stake."""
    name = Stage.MANUAL_DISCOUNT.value
    bars = facts.compiled.bars
    bit = 1 << bars.index(name) if name in bars else 0
    only_full_price = not facts.compiled.programme.manual.on_discounted
    if not (bit or only_full_price):
        return
    on_basket = facts.basket.manual_discount is not None
    asked = {index for index, one in enumerate(facts.sheet) if on_basket or one.line.manual_discount is not None}
    in_the_way = []
    for grant in progress.grants:
        forbids = bool(bit & grant.rule.forbids)
        lines = {line for line, _ in (grant.used if forbids else grant.takes)}
        if (forbids and (grant.rule.on_receipt or lines & asked)) or (only_full_price and lines & asked):
            in_the_way.append(grant)
    if asked and in_the_way:
        room = sum(facts.sheet[line].list_kopecks - facts.sheet[line].floor_kopecks for line in asked)
        yield _Stake(-1, room, tuple(in_the_way))
