"""A benefit on goods taken together: by the sum they reach, or for every full sum; split over them by what they cost.

Goods serve one competing rule: they count towards its sum and take their part of its benefit, or neither.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pos_app.domain.loyalty.rules.benefit import PercentOff, Reduction
from pos_app.domain.money.rate import WHOLE_BP, part_half_up
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import BasisPoints, Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.offers.offer import Grant, Offer, split_over
from pos_app.domain.pricing.offers.unit import UnitOffer, best_units
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.refusal import Params, Refusal, refused


class SumStep(NamedTuple):
    """From ``from_kopecks`` on."""

    from_kopecks: Kopecks
    benefit: Reduction


class TogetherOffer(Offer):
    """The highest step that the goods' sum reaches; ``most_pieces`` of them, the dearest, have it (None: all)."""

    __slots__ = ("_limits", "steps")

    def __init__(
        self, rule: CompiledRule, lines: Sequence[int], steps: Sequence[SumStep], most_pieces: int | None = None
    ) -> None:
        super().__init__(rule, lines)
        self.by_sum = True
        self.steps = tuple(steps)
        self._limits = UnitOffer(rule, lines, steps[0].benefit, most_pieces=most_pieces)
        self.flat_kopecks = max(
            (step.benefit.kopecks for step in steps if not isinstance(step.benefit, PercentOff)), default=0
        )

    @property
    def most_pieces(self) -> int | None:
        """How many of the dearest pieces have the benefit; None: all."""
        return self._limits.most_pieces

    def give(self, parts: Sequence[Part]) -> Grant:
        """The reached step's benefit, split."""
        step = self._reached(sum(part.base_kopecks for part in parts))
        if step is None:
            return self.granted((), ())
        parts = self._limits.within_limits(parts)
        return self.granted(
            split_over(_off(step.benefit, sum(part.base_kopecks for part in parts)), parts),
            ((part.line, part.shares) for part in parts),
        )

    @property
    def slope_bp(self) -> BasisPoints:
        """The best percentage."""
        return max((step.benefit.rate_bp for step in self.steps if isinstance(step.benefit, PercentOff)), default=0)

    def most(self, part: Part) -> Kopecks:
        """The part's share of the best percentage."""
        rate_bp = self.slope_bp
        return div_ceil(part.base_kopecks * rate_bp, WHOLE_BP) + 1 if rate_bp else 0

    def most_on(self, part: Part) -> Kopecks:
        """The same of as many pieces as have it."""
        pieces = self.most_pieces
        return self.most(part if pieces is None else pieces_of(part, pieces))

    def slope_on_bp(self, part: Part) -> BasisPoints:
        """The best percentage of as many pieces as have it."""
        pieces = self.most_pieces
        return self.slope_bp if pieces is None else div_floor(self.slope_bp * min(pieces, part.shares), part.shares)

    def most_of(self, parts: Sequence[Part]) -> Kopecks:
        """The best of the steps that all of them reach."""
        total = sum(part.base_kopecks for part in parts)
        pieces = self._limits.most_pieces
        chosen = total
        if pieces is not None:  # of some of the goods the dearest may come to more than of all of them
            chosen = best_units([(part.base_kopecks, part.shares) for part in parts], pieces)
        most = max((_off(step.benefit, chosen) for step in self.steps if step.from_kopecks <= total), default=0)
        return min(most, chosen)

    def told(self, parts: Sequence[Part]) -> Params:
        """The sum and what it is short of the next step (0: none above)."""
        total = sum(part.base_kopecks for part in parts)
        return (("sum_kopecks", total), ("missing_kopecks", self.sum_missing(total)))

    def sum_missing(self, total_kopecks: Kopecks) -> Kopecks:
        """To the next step."""
        above = [step.from_kopecks for step in self.steps if step.from_kopecks > total_kopecks]
        return min(above) - total_kopecks if above else 0

    def shortfall(self, parts: Sequence[Part]) -> Refusal:
        """Money missing to the first step, or floors."""
        total = sum(part.base_kopecks for part in parts)
        first = min(step.from_kopecks for step in self.steps)
        if total < first:
            return refused(reasons.SUM_MISSING, missing_kopecks=first - total, sum_kopecks=total)
        step = self._reached(total)
        chosen = sum(part.base_kopecks for part in self._limits.within_limits(parts))
        asked = step is not None and _off(step.benefit, chosen) > 0
        return Refusal(reasons.FLOOR_REACHED if asked else reasons.TOO_LITTLE)

    def _reached(self, total_kopecks: Kopecks) -> SumStep | None:
        reached = [step for step in self.steps if step.from_kopecks <= total_kopecks]
        return max(reached, key=lambda step: step.from_kopecks, default=None)


class EveryFullSumOffer(Offer):
    """``off_kopecks`` for every full ``each_kopecks``, at most ``max_times`` times."""

    __slots__ = ("each_kopecks", "max_times", "off_kopecks")

    def __init__(
        self,
        rule: CompiledRule,
        lines: Sequence[int],
        each_kopecks: Kopecks,
        off_kopecks: Kopecks,
        max_times: int | None,
    ) -> None:
        super().__init__(rule, lines)
        self.by_sum = True
        self.each_kopecks = each_kopecks
        self.off_kopecks = off_kopecks
        self.max_times = max_times
        self.moves = off_kopecks > each_kopecks  # a line that costs more may then come out cheaper

    def give(self, parts: Sequence[Part]) -> Grant:
        """For the full sums, split."""
        times = self._times(sum(part.base_kopecks for part in parts))
        if times == 0:
            return self.granted((), ())
        return self.granted(split_over(times * self.off_kopecks, parts), ((part.line, part.shares) for part in parts))

    def most(self, part: Part) -> Kopecks:
        """As if the part had its share of a full sum."""
        return div_ceil(part.base_kopecks * self.off_kopecks, self.each_kopecks) + 1

    def most_of(self, parts: Sequence[Part]) -> Kopecks:
        """For the full sums of all of them."""
        return self._times(sum(part.base_kopecks for part in parts)) * self.off_kopecks

    @property
    def slope_bp(self) -> BasisPoints:
        """The part of a full sum."""
        return min(div_floor(WHOLE_BP * self.off_kopecks, self.each_kopecks), WHOLE_BP)

    def told(self, parts: Sequence[Part]) -> Params:
        """How many full sums there are and what is missing to the next (0: no more)."""
        total = sum(part.base_kopecks for part in parts)
        return (("times", self._times(total)), ("sum_kopecks", total), ("missing_kopecks", self.sum_missing(total)))

    def sum_missing(self, total_kopecks: Kopecks) -> Kopecks:
        """To the next full sum."""
        full = self._times(total_kopecks) == self.max_times
        return 0 if full else self.each_kopecks - total_kopecks % self.each_kopecks

    def shortfall(self, parts: Sequence[Part]) -> Refusal:
        """Money missing to the first full sum, or floors."""
        total = sum(part.base_kopecks for part in parts)
        if total < self.each_kopecks:
            return refused(reasons.SUM_MISSING, missing_kopecks=self.each_kopecks - total, sum_kopecks=total)
        return Refusal(reasons.FLOOR_REACHED)

    def _times(self, total_kopecks: Kopecks) -> int:
        times = div_floor(total_kopecks, self.each_kopecks)
        return times if self.max_times is None else min(times, self.max_times)


def _off(benefit: Reduction, total_kopecks: Kopecks) -> Kopecks:
    if isinstance(benefit, PercentOff):
        off = part_half_up(total_kopecks, benefit.rate_bp)
        return off if benefit.most_kopecks is None else min(off, benefit.most_kopecks)
    return benefit.kopecks
