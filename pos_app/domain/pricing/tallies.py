"""What each kind of rule has got so far, in one small number, for the bound on what it can still give (``outlook``).

Goods come in the order of their unit prices, the dearest first. A tally never counts less than the rule gives in the
end; it may count more: floors, limits in kopecks and whatever a number cannot hold are left out of it.
"""

from collections.abc import Mapping, Sequence

from pos_app.domain.loyalty.rules.benefit import PercentOff, SumOff
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import ONE, Kopecks
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.offers.bundle import BundleOffer
from pos_app.domain.pricing.offers.cheapest_free import CheapestFreeOffer
from pos_app.domain.pricing.offers.gift import GiftOffer
from pos_app.domain.pricing.offers.groups import GroupOffer
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.offers.steps import StepsOffer
from pos_app.domain.pricing.offers.unit import UnitOffer
from pos_app.domain.pricing.part import Part, amount_off, pieces_of
from pos_app.domain.pricing.tally import NEVER, ByLine, Rooms, Tally, unit_kopecks


class _Groups(Tally):
    """Pieces in the begun group; or all of them, as many as the groups that there may be have."""

    def __init__(self, offer: GroupOffer, parts: Sequence[Part], weights: Mapping[int, int]) -> None:
        super().__init__(weights)
        self._offer = offer
        self._most = None if offer.max_times is None else offer.max_times * offer.take
        self._least_gift = min((offer.piece_gift(part.piece_kopecks) for part in parts if part.pieces), default=0)

    def _gifts(self, pieces: int) -> int:
        """How many of so many pieces in a row are gifts."""
        whole, rest = divmod(pieces, self._offer.take)
        return whole * self._offer.cheap + max(rest - (self._offer.take - self._offer.cheap), 0)

    def _after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        reached = state + part.pieces
        if self._most is not None:
            reached = min(reached, self._most)
        gifts = self._gifts(reached) - self._gifts(state)
        gain = gifts * self._offer.piece_gift(part.piece_kopecks) * self._most_weight if gifts else 0
        return reached if self._most is not None else reached % self._offer.take, gain

    def end(self, state: int) -> Kopecks:
        """Gifts of a begun group do not count."""
        begun = state % self._offer.take - (self._offer.take - self._offer.cheap)
        return -begun * self._least_gift * self._most_weight if begun > 0 else 0


class _Cheapest(Tally):
    """Pieces up to as many as it takes: the last of these are the gift."""

    def __init__(self, offer: CheapestFreeOffer, weights: Mapping[int, int]) -> None:
        super().__init__(weights)
        self._all = offer.at_least
        self._dear = offer.at_least - offer.free

    def _after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        reached = min(state + part.pieces, self._all)
        gifts = max(reached - self._dear, 0) - max(state - self._dear, 0)
        return reached, div_ceil(part.base_kopecks * gifts, part.pieces) * self._most_weight if gifts else 0

    def end(self, state: int) -> Kopecks:
        """Fewer pieces give nothing."""
        return 0 if state == self._all else NEVER


class _Step(Tally):
    """The quantity, up to where the step begins, or ends."""

    def __init__(self, offer: StepsOffer, index: int, weights: Mapping[int, int]) -> None:
        super().__init__(weights)
        self._step = offer.steps[index]
        begin = self._step.from_quantity
        self._end = min((step.from_quantity for step in offer.steps if step.from_quantity > begin), default=None)
        self._most = begin if self._end is None else self._end

    def _after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        amount = min(amount_off(self._step.benefit, part), part.room_kopecks)
        return min(state + part.quantity, self._most), amount * self._weights[part.line]

    def end(self, state: int) -> Kopecks:
        """The step is reached, and not the next."""
        reached = state >= self._step.from_quantity and (self._end is None or state < self._end)
        return 0 if reached else NEVER


class _StepByArticle(Tally):
    """Where each line is an article of its own."""

    def __init__(self, offer: StepsOffer, weights: Mapping[int, int]) -> None:
        super().__init__(weights)
        self._steps = sorted(offer.steps, key=lambda step: -step.from_quantity)

    def _after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        for step in self._steps:
            if step.from_quantity <= part.quantity:
                return state, min(amount_off(step.benefit, part), part.room_kopecks) * self._weights[part.line]
        return state, 0


class _Limited(Tally):
    """Pieces, or a quantity, as far as the limit goes."""

    def __init__(self, offer: UnitOffer, weights: Mapping[int, int]) -> None:
        super().__init__(weights)
        self._offer = offer
        self._by_pieces = offer.most_pieces is not None
        self._limit = (offer.most_pieces if self._by_pieces else offer.most_quantity) or 0

    def _after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        left = self._limit - state
        weight = self._weights[part.line]
        if self._by_pieces or part.pieces:
            count = min(part.shares, left if self._by_pieces else div_floor(left, ONE))
            if count == 0:
                return state, 0
            return state + (count if self._by_pieces else count * ONE), self._offer.most(
                pieces_of(part, count)
            ) * weight
        amount = self._offer.most(part)
        if part.quantity > left:
            amount = min(amount, div_ceil(amount * left, part.quantity) + 2) if left else 0
        return min(state + part.quantity, self._limit), amount * weight


class _Bundles(Tally):
    """Pieces, up to as many as all the bundles that there may be have."""

    def __init__(self, offer: BundleOffer, parts: Sequence[Part], weights: Mapping[int, int]) -> None:
        super().__init__(weights)
        self._offer = offer
        self._all = offer.times_of(parts) * offer.count
        self._sum = offer.benefit.kopecks if isinstance(offer.benefit, SumOff) else None

    def _after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        reached = min(state + part.pieces, self._all)
        count = reached - state
        if count == 0:
            return reached, 0
        if self._sum is not None:
            full = div_floor(reached, self._offer.count) - div_floor(state, self._offer.count)
            return reached, full * self._sum * self._most_weight
        return reached, (self._offer.most(pieces_of(part, count)) + 1) * self._most_weight


class _Gifts(Tally):
    """Pieces that may be a gift, up to as many as all that may be bought allows."""

    def __init__(self, offer: GiftOffer, parts: Sequence[Part], weights: Mapping[int, int]) -> None:
        super().__init__(weights)
        self._offer = offer
        self._all = offer.times_of(parts) * offer.purchase.gifts
        gifts = [part for part in parts if part.line in offer.gift_lines and part.pieces]
        self._cheaper = {  # a gift that costs less may have more off, where a floor stands in the way
            one.line: max(
                div_ceil(offer.most(part), part.pieces) for part in gifts if part.piece_kopecks <= one.piece_kopecks
            )
            for one in gifts
        }

    def _after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        if part.line not in self._offer.gift_lines or not part.pieces:
            return state, 0
        reached = min(state + part.pieces, self._all)
        if reached == state:
            return state, 0
        count = reached - state
        most = self._offer.most(pieces_of(part, count)) + 1
        other = self._cheaper[part.line] * count
        return reached, max(most, other if other > most + count else most) * self._most_weight


def tallies_of(entrant: Entrant, weights: Mapping[int, int]) -> list[Tally]:
    """Ways in which the rule may come about: what it gives is no more than the largest of them counts.

    A limit in kopecks, or the room above the floors, counts alone where it is much less than all the rest comes to.
    """
    offer, parts, _ = entrant
    ways = _ways(offer, parts, weights)
    most = max(_counted(way, parts) for way in ways)
    limit = most_kopecks_of(offer)
    if limit is not None and 3 * limit * max(weights.values()) <= 2 * most:
        return [Tally(weights, limit * max(weights.values()))]
    room = Rooms(weights)
    return [room] if 3 * _counted(room, parts) <= 2 * most else ways


def _counted(way: Tally, parts: Sequence[Part]) -> Kopecks:
    """What the tally counts for all the parts."""
    state, total = 0, way.flat
    for part in sorted(parts, key=lambda one: (-unit_kopecks(one), one.line)):
        state, gain = way.after(state, part)
        total += gain
    return total


def _ways(offer: Offer, parts: Sequence[Part], weights: Mapping[int, int]) -> list[Tally]:
    if isinstance(offer, GroupOffer):
        return [_Groups(offer, parts, weights)]
    if isinstance(offer, CheapestFreeOffer):
        return [Tally(weights), _Cheapest(offer, weights)]
    if isinstance(offer, StepsOffer):
        articles = [offer.articles[part.line] for part in parts]
        if len(set(articles)) == len(articles):
            return [_StepByArticle(offer, weights)]
        if len(set(articles)) == 1:
            starts = {step.from_quantity: index for index, step in reversed(list(enumerate(offer.steps)))}
            return [Tally(weights), *(_Step(offer, index, weights) for index in starts.values())]
    if isinstance(offer, UnitOffer) and (offer.most_pieces is not None or offer.most_quantity is not None):
        return [_Limited(offer, weights)]
    if isinstance(offer, BundleOffer):
        return [_Bundles(offer, parts, weights)]
    if isinstance(offer, GiftOffer):
        return [_Gifts(offer, parts, weights)]
    return [ByLine(offer, weights)]


def most_kopecks_of(offer: Offer) -> Kopecks | None:
    """The limit in kopecks on all that the offer gives; None where there is none."""
    if isinstance(offer, UnitOffer | GroupOffer):
        return offer.most_kopecks
    if isinstance(offer, BundleOffer) and isinstance(offer.benefit, PercentOff):
        return offer.benefit.most_kopecks
    return None
