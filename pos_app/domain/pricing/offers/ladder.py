"""The percentage of the highest step that the customer's turnover reaches; this receipt may count already."""

from collections.abc import Hashable, Sequence

from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.standing_discounts import LadderStep
from pos_app.domain.money.units import BasisPoints, Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.offers.unit import UnitOffer
from pos_app.domain.pricing.part import Part
from pos_app.domain.pricing.refusal import Params, Refusal, refused


class LadderOffer(Offer):
    """``turnover_kopecks`` without this receipt; :meth:`at_basket` sets what of it counts before the offer is asked."""

    __slots__ = ("_percent", "basket_kopecks", "counts_this_receipt", "steps", "turnover_kopecks")

    def __init__(
        self,
        rule: CompiledRule,
        lines: Sequence[int],
        steps: Sequence[LadderStep],
        turnover_kopecks: Kopecks,
        *,
        counts_this_receipt: bool,
        basket_kopecks: Kopecks = 0,
    ) -> None:
        super().__init__(rule, lines)
        self.by_sum = counts_this_receipt
        self.independent = True
        self.steps = tuple(steps)
        self.turnover_kopecks = turnover_kopecks
        self.counts_this_receipt = counts_this_receipt
        self.basket_kopecks = basket_kopecks
        self._percent = UnitOffer(rule, lines, PercentOff(self.rate_bp))

    @property
    def counted_kopecks(self) -> Kopecks:
        """The turnover that counts."""
        return self.turnover_kopecks + (self.basket_kopecks if self.counts_this_receipt else 0)

    @property
    def rate_bp(self) -> BasisPoints:
        """The rate of the highest step reached; 0 below the first."""
        reached = [step for step in self.steps if step.from_kopecks <= self.counted_kopecks]
        return max(reached, key=lambda step: step.from_kopecks).rate_bp if reached else 0

    def at_basket(self, basket_kopecks: Kopecks) -> "LadderOffer":
        """The same ladder when the earlier stages left so much of the basket."""
        if not self.counts_this_receipt or basket_kopecks == self.basket_kopecks:
            return self
        ladder = LadderOffer(
            self.rule,
            self.lines,
            self.steps,
            self.turnover_kopecks,
            counts_this_receipt=True,
            basket_kopecks=basket_kopecks,
        )
        ladder.memory = self.memory
        return ladder

    def give(self, parts: Sequence[Part]) -> Grant:
        """The percentage of each part."""
        return self._percent.give(parts)

    def roles(self, lines: Sequence[int]) -> Hashable:
        """The turnover that counts."""
        del lines
        return self.counted_kopecks

    def most(self, part: Part) -> Kopecks:
        """The percentage."""
        return self._percent.most(part)

    @property
    def slope_bp(self) -> BasisPoints:
        """The percentage."""
        return self.rate_bp

    def told(self, parts: Sequence[Part]) -> Params:
        """Rate, turnover, and what is missing to the next step (0: none above)."""
        del parts
        counted, missing = self.counted_kopecks, self.turnover_missing
        return (("rate_bp", self.rate_bp), ("turnover_kopecks", counted), ("missing_kopecks", missing))

    @property
    def turnover_missing(self) -> Kopecks:
        """To the next step; 0 at the top."""
        above = [step.from_kopecks for step in self.steps if step.from_kopecks > self.counted_kopecks]
        return min(above) - self.counted_kopecks if above else 0

    def shortfall(self, parts: Sequence[Part]) -> Refusal:
        """Turnover missing to the first step, or as for any percentage."""
        counted = self.counted_kopecks
        first = min(step.from_kopecks for step in self.steps)
        if counted < first:
            return refused(reasons.TURNOVER_MISSING, missing_kopecks=first - counted)
        return self._percent.shortfall(parts) if self.rate_bp else Refusal(reasons.NO_RATE)
