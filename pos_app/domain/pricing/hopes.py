"""The most that later stages could still take off: a bound that lets a search leave out what cannot be the best.

Line by line each stage takes its largest competing benefit and then all stacking ones, as if every condition on a sum
held and nothing were forbidden; sums for goods together are added as they are.
"""

from collections.abc import Sequence

from pos_app.domain.basket.basket import ManualDiscount, ManualDiscountKind
from pos_app.domain.money.rate import WHOLE_BP, part_half_up
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.rounds import Ground, Round, at_basket


class _Stage:
    """One stage's offers by line, and the sums that it may give on goods together."""

    def __init__(self, one: Round, lines: int, list_kopecks: Kopecks) -> None:
        self.competing: list[list[Offer]] = [[] for _ in range(lines)]
        self.stacking: list[list[Offer]] = [[] for _ in range(lines)]
        self.flat_kopecks = 0
        for offers, by_line in ((one.competing, self.competing), (one.stacking, self.stacking)):
            for offer in offers:
                self.flat_kopecks += offer.flat_kopecks
                for line in offer.lines:
                    by_line[line].append(at_basket(offer, list_kopecks))

    def slope_bp(self, line: int) -> int:
        """At least so much of a rouble that the line costs more is taken off."""
        kept = WHOLE_BP - min((offer.slope_bp for offer in self.competing[line]), default=0)
        for offer in self.stacking[line]:
            kept = div_ceil(kept * (WHOLE_BP - offer.slope_bp), WHOLE_BP)
        return WHOLE_BP - kept

    def after(self, ground: Ground, line: int, net: Kopecks) -> Kopecks:
        """The least that may be left of a line."""
        if self.competing[line]:
            part = ground.part(line, net)
            net -= max(offer.most(part) for offer in self.competing[line])
        for offer in self.stacking[line]:
            net -= offer.most(ground.part(line, net))
        return net


class Hopes:
    """Bounds for the stages of one pricing run."""

    def __init__(self, facts: Facts, rounds: Sequence[Round]) -> None:
        listed = sum(one.list_kopecks for one in facts.sheet)
        self._ground = rounds[0].ground
        self._stages = [_Stage(one, len(facts.sheet), listed) for one in rounds]
        self._by_hand = [one.line.manual_discount for one in facts.sheet]
        self._on_basket = facts.basket.manual_discount
        self._may = [one.line.item.rules.discountable for one in facts.sheet]

    def of(self, index: int, nets: Sequence[Kopecks]) -> Kopecks:
        """The most that the rounds from ``index`` on and hands can take off ``nets``."""
        stages = self._stages[index:]
        flat = sum(stage.flat_kopecks for stage in stages)
        basket = self._on_basket
        if basket is not None and basket.kind is ManualDiscountKind.SUM:
            flat += basket.value
        total = sum(self.of_line(index, line, net) for line, net in enumerate(nets))
        return min(total + flat, sum(nets) - sum(self._ground.floors))

    def left_out(self, index: int, nets: Sequence[Kopecks], lines: Sequence[int], needed: Kopecks) -> Kopecks:
        """A stage that takes less than this off ``lines`` of ``nets`` cannot save ``needed`` with what is hoped for.

        The rounds from ``index`` on follow it. What it takes they find no more: of that they miss their percentages,
        but for two kopecks of rounding a line and stage.
        """
        slope = WHOLE_BP
        for line in lines:
            kept = WHOLE_BP
            for stage in self._stages[index:]:
                kept = div_ceil(kept * (WHOLE_BP - stage.slope_bp(line)), WHOLE_BP)
            slope = min(slope, WHOLE_BP - kept)
        rounding = 2 * len(nets) * (len(self._stages) - index + 2)
        missing = needed - self.of(index, nets) - rounding
        if slope == WHOLE_BP:
            return 0
        return max(div_floor(missing * WHOLE_BP, WHOLE_BP - slope), 0)

    def of_line(self, index: int, line: int, net: Kopecks) -> Kopecks:
        """The same for one line, without the sums for goods together."""
        left = net
        for stage in self._stages[index:]:
            left = stage.after(self._ground, line, left)
        if self._may[line]:
            room = left - self._ground.floors[line]
            left -= min(_asked(self._by_hand[line], left), room)
            basket = self._on_basket
            if basket is not None and basket.kind is ManualDiscountKind.PERCENT:
                left -= min(div_ceil(left * basket.value, WHOLE_BP) + 1, left - self._ground.floors[line])
        return net - left


def _asked(discount: ManualDiscount | None, net: Kopecks) -> Kopecks:
    if discount is None:
        return 0
    return part_half_up(net, discount.value) if discount.kind is ManualDiscountKind.PERCENT else discount.value
