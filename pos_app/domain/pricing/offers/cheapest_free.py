"""The cheapest of all the pieces are the gift, once: seven pieces give what three give, and all seven share it."""

from collections.abc import Sequence

from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import BasisPoints, Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.offers.offer import Grant, Offer, split_over
from pos_app.domain.pricing.part import Part
from pos_app.domain.pricing.refusal import Params, Refusal, refused


class CheapestFreeOffer(Offer):
    """Of ``at_least`` or more pieces the ``free`` cheapest are free."""

    __slots__ = ("at_least", "free")

    def __init__(self, rule: CompiledRule, lines: Sequence[int], at_least: int, free: int) -> None:
        super().__init__(rule, lines)
        self.grows = False
        self.at_least = at_least
        self.free = free

    def give(self, parts: Sequence[Part]) -> Grant:
        """One gift out of all the parts."""
        pieces = [part for part in parts if part.pieces]
        if sum(part.pieces for part in pieces) < self.at_least:
            return self.granted((), ())
        gift, left = 0, self.free
        for part in sorted(pieces, key=lambda one: (one.piece_kopecks, -one.line)):
            count = min(left, part.pieces)
            gift += part.base_of(count)
            left -= count
        return self.granted(split_over(gift, pieces), ((part.line, part.pieces) for part in pieces))

    def most(self, part: Part) -> Kopecks:
        """The cheapest cost no more than the average of ``at_least`` pieces."""
        return div_ceil(part.base_kopecks * self.free, self.at_least) if part.pieces else 0

    def slope_on_bp(self, part: Part) -> BasisPoints:
        """The part of the cheapest."""
        return div_floor(WHOLE_BP * self.free, self.at_least) if part.pieces else 0

    def most_of(self, parts: Sequence[Part]) -> Kopecks:
        """The cheapest are dearest where no more pieces than it takes come together, and the dearest of all."""
        passed, left, total = self.at_least - self.free, self.free, 0
        dearest = sorted((part for part in parts if part.pieces), key=lambda one: -one.piece_kopecks)
        for part in dearest:
            count = part.pieces - min(passed, part.pieces)
            passed -= part.pieces - count
            count = min(count, left)
            total += (part.piece_kopecks + 1) * count
            left -= count
        return min(total, sum(part.room_kopecks for part in dearest)) if left == 0 else 0

    def told(self, parts: Sequence[Part]) -> Params:
        """How many pieces share the gift."""
        return (("pieces", sum(part.pieces for part in parts)), ("free", self.free))

    def shortfall(self, parts: Sequence[Part]) -> Refusal:
        """Pieces missing, or floors."""
        pieces = sum(part.pieces for part in parts)
        if pieces == 0:
            return refused(reasons.NO_GOODS, missing=self.at_least)
        if pieces < self.at_least:
            return refused(reasons.PIECES_MISSING, missing=self.at_least - pieces, pieces=pieces)
        return Refusal(reasons.FLOOR_REACHED)
