"""The most that later stages could still take off: a bound that lets a search leave out what cannot be the best.

Line by line each stage takes its largest competing benefit and then all stacking ones, as if every condition on a sum
held and nothing were forbidden. Sums for goods together are added as they are. So is what goods share that one of them
might have no room for, or more than its part of: then it is not said which line gets cheaper for the later stages.
"""

from collections.abc import Sequence

from pos_app.domain.basket.basket import ManualDiscount, ManualDiscountKind
from pos_app.domain.money.rate import WHOLE_BP, part_half_up
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.offers.bundle import BundleOffer
from pos_app.domain.pricing.offers.cheapest_free import CheapestFreeOffer
from pos_app.domain.pricing.offers.gift import GiftOffer
from pos_app.domain.pricing.offers.groups import GroupOffer
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.part import Part
from pos_app.domain.pricing.rounds import Round, at_basket

_GATHERING = (BundleOffer, CheapestFreeOffer, GiftOffer, GroupOffer)
"""Offers whose benefit all pieces of a group share."""


class _Stage:
    """One stage's offers by line, and the sums that it may give on goods together."""

    def __init__(self, one: Round, lines: int, list_kopecks: Kopecks) -> None:
        self.competing: list[list[Offer]] = [[] for _ in range(lines)]
        self.stacking: list[list[Offer]] = [[] for _ in range(lines)]
        self.together: list[Offer] = []
        for offers, by_line in ((one.competing, self.competing), (one.stacking, self.stacking)):
            for each in offers:
                offer = at_basket(each, list_kopecks)
                if offer.by_sum or offer.flat_kopecks or isinstance(offer, _GATHERING):
                    self.together.append(offer)
                for line in offer.lines:
                    by_line[line].append(offer)

    def slope_bp(self, line: int) -> int:
        """At least so much of a rouble that the line costs more is taken off."""
        kept = WHOLE_BP - min((offer.slope_bp for offer in self.competing[line]), default=0)
        for offer in self.stacking[line]:
            kept = div_ceil(kept * (WHOLE_BP - offer.slope_bp), WHOLE_BP)
        return WHOLE_BP - kept

    def crowded(self, parts: Sequence[Part], together: Sequence[Offer]) -> list[Offer]:
        """Offers on goods together of which some might take more than their part, or have no room for it."""
        return [
            offer
            for offer in together
            if offer.moves or any(offer.most(parts[line]) > parts[line].room_kopecks for line in offer.lines)
        ]

    def after(self, part: Part, crowded: Sequence[Offer]) -> tuple[Kopecks, Kopecks]:
        """The least that may be left of a line that stands so; and what is taken besides, of this line or others."""
        line, net, room, quantity, pieces = part
        amount, beside = 0, 0
        anywhere = False
        for offer in self.competing[line]:
            most = offer.most(part)
            amount = max(amount, most)
            if crowded and offer in crowded:
                anywhere = True
        if anywhere:  # what competes for the line may be taken of others: it is not sure that this one gets cheaper
            amount, beside = 0, amount
        amount = min(amount, room)
        for offer in self.stacking[line]:
            if crowded and offer in crowded:
                beside += offer.most(part)
            else:
                now = Part(line, net - amount, room - amount, quantity, pieces)
                amount += min(offer.most(now), room - amount)
        return net - amount, beside


class Hopes:
    """Bounds for the stages of one pricing run."""

    def __init__(self, facts: Facts, rounds: Sequence[Round]) -> None:
        listed = sum(one.list_kopecks for one in facts.sheet)
        self._ground = rounds[0].ground
        self._stages = [_Stage(one, len(facts.sheet), listed) for one in rounds]
        self._on_top = [_Stage(one._replace(competing=()), len(facts.sheet), listed) for one in rounds]
        self._by_hand = [one.line.manual_discount for one in facts.sheet]
        self._on_basket = facts.basket.manual_discount
        self._may = [one.line.item.rules.discountable for one in facts.sheet]

    def of(self, index: int, nets: Sequence[Kopecks]) -> Kopecks:
        """The most that the rounds from ``index`` on and hands can take off ``nets``."""
        left, beside = self._left(self._stages[index:], nets)
        return min(sum(nets) - sum(left) + beside, sum(nets) - sum(self._ground.floors))

    def left_out(self, index: int, nets: Sequence[Kopecks], lines: Sequence[int], needed: Kopecks) -> Kopecks:
        """If this round's competition takes less than this off ``lines`` of ``nets``, ``needed`` cannot be saved.

        Its stacking rules and the later rounds follow. What it takes they find no more: of that they miss their
        percentages, but for two kopecks of rounding a line and stage.
        """
        stages = [self._on_top[index], *self._stages[index + 1 :]]
        slope = WHOLE_BP
        for line in lines:
            kept = WHOLE_BP
            for stage in stages:
                kept = div_ceil(kept * (WHOLE_BP - stage.slope_bp(line)), WHOLE_BP)
            slope = min(slope, WHOLE_BP - kept)
        rounding = 2 * len(nets) * (len(stages) + 2)
        left, beside = self._left(stages, nets)
        hoped = min(sum(nets) - sum(left) + beside, sum(nets) - sum(self._ground.floors))
        if slope == WHOLE_BP or any(stage.together for stage in stages):
            slope = 0
        missing = needed - hoped - rounding
        return max(div_floor(missing * WHOLE_BP, WHOLE_BP - slope), 0)

    def unlike_bp(self, index: int, nets: Sequence[Kopecks], lines: Sequence[int]) -> int:
        """By how much the parts differ that the rounds from ``index`` on take of what is left of these lines."""
        left, beside = self._left(self._stages[index:], nets, lines)
        if beside:
            return WHOLE_BP
        rates = [div_ceil((nets[line] - left[line]) * WHOLE_BP, max(nets[line], 1)) for line in lines]
        return max(rates) - min(rates)

    def _bound_to(self, stages: Sequence[_Stage], lines: Sequence[int]) -> frozenset[int]:
        """These lines and all that goods taken together bind to them in these stages."""
        bound = set(lines)
        apart = [frozenset(offer.lines) for stage in stages for offer in stage.together]
        while True:
            joining = [one for one in apart if not bound.isdisjoint(one)]
            if not joining:
                return frozenset(bound)
            bound.update(*joining)
            apart = [one for one in apart if bound.isdisjoint(one)]

    def _left(
        self, stages: Sequence[_Stage], nets: Sequence[Kopecks], lines: Sequence[int] | None = None
    ) -> tuple[list[Kopecks], Kopecks]:
        """The least that may be left by line, and what may be taken off goods together besides.

        Of ``lines`` (None: all) and those that share something with them; what is taken off others then is left out.
        """
        left = list(nets)
        beside = 0
        asked = frozenset(range(len(nets))) if lines is None else self._bound_to(stages, lines)
        for stage in stages:
            together = [offer for offer in stage.together if lines is None or not asked.isdisjoint(offer.lines)]
            parts = self._ground.parts(left)
            crowded = stage.crowded(parts, together) if together else []
            beside += sum(offer.flat_kopecks for offer in together)
            for line in asked:
                left[line], more = stage.after(parts[line], crowded)
                beside += more
        basket = self._on_basket
        if basket is not None:
            if basket.kind is ManualDiscountKind.SUM:
                beside += basket.value
            else:
                beside += part_half_up(sum(net for net, may in zip(nets, self._may, strict=True) if may), basket.value)
        for line, discount in enumerate(self._by_hand):
            if discount is not None and self._may[line]:
                left[line] -= min(_asked(discount, left[line]), left[line] - self._ground.floors[line])
        return left, beside


def _asked(discount: ManualDiscount, net: Kopecks) -> Kopecks:
    return part_half_up(net, discount.value) if discount.kind is ManualDiscountKind.PERCENT else discount.value
