"""A benefit on every unit: a part, a sum or a price for each piece or kilogram, within limits of the rule."""

from collections.abc import Sequence

from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.rate import WHOLE_BP, part_half_up
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import ONE, BasisPoints, Kopecks, Quantity
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.part import Part, amount_off, pieces_of
from pos_app.domain.pricing.refusal import Params, Refusal


class UnitOffer(Offer):
    """``most_quantity`` units or ``most_pieces`` pieces have the benefit, the dearest first (None: all)."""

    __slots__ = ("_rate_bp", "benefit", "most_kopecks", "most_pieces", "most_quantity")

    def __init__(
        self,
        rule: CompiledRule,
        lines: Sequence[int],
        benefit: Benefit,
        *,
        most_quantity: Quantity | None = None,
        most_pieces: int | None = None,
    ) -> None:
        super().__init__(rule, lines)
        self.benefit = benefit
        self._rate_bp = benefit.rate_bp if isinstance(benefit, PercentOff) else None
        self.most_kopecks = benefit.most_kopecks if isinstance(benefit, PercentOff) else None
        self.most_quantity = most_quantity
        self.most_pieces = most_pieces
        self.independent = self.most_kopecks is None and most_quantity is None and most_pieces is None

    def give(self, parts: Sequence[Part]) -> Grant:
        """The benefit on every unit within the limits and the rooms."""
        amounts = [(part, self.most(part)) for part in self.within_limits(parts)]
        total = sum([amount for _, amount in amounts])
        if self.most_kopecks is not None and total > self.most_kopecks:
            each = [amount for _, amount in amounts]
            shares = allocate(self.most_kopecks, each, each)
            amounts = [(part, share) for (part, _), share in zip(amounts, shares, strict=True)]
            total = self.most_kopecks
        amounts = [pair for pair in amounts if pair[1]]
        takes = tuple([(part.line, amount) for part, amount in amounts])
        return Grant(self.rule, takes, tuple([(part.line, part.pieces or 1) for part, _ in amounts]), total)

    def most(self, part: Part) -> Kopecks:
        """The benefit on the whole part, within its room."""
        if self._rate_bp is not None:
            amount = part_half_up(part.base_kopecks, self._rate_bp)
        else:
            amount = amount_off(self.benefit, part)
        room = part.room_kopecks
        return amount if amount < room else room

    def most_of(self, parts: Sequence[Part]) -> Kopecks:
        """The units that it gives most on, within the limits; a kopeck or two of rounding a part."""
        each = [(self.most(part), part) for part in parts]
        most = sum(amount for amount, _ in each)
        if self.most_pieces is not None:
            most = min(most, best_units([(amount, part.shares) for amount, part in each], self.most_pieces))
        if self.most_quantity is not None:
            most = min(most, best_units([(amount, part.quantity) for amount, part in each], self.most_quantity))
        return most if self.most_kopecks is None else min(most, self.most_kopecks)

    def most_on(self, part: Part) -> Kopecks:
        """The units that the limits leave of it."""
        most = self.most(part)
        return most if self.independent else min(most, self.most_of((part,)))

    @property
    def slope_bp(self) -> BasisPoints:
        """The percentage; the rest does not grow with the price, or grows with all of it."""
        return self.benefit.rate_bp if isinstance(self.benefit, PercentOff) else 0

    def slope_on_bp(self, part: Part) -> BasisPoints:
        """The percentage of what the limits leave; where a sum is the limit it may not grow at all."""
        if self.most_kopecks is not None:
            return 0
        rate_bp = self.slope_bp
        for most, units in ((self.most_pieces, part.shares), (self.most_quantity, part.quantity)):
            if most is not None and most < units:
                rate_bp = div_floor(rate_bp * most, units)
        return rate_bp

    def told(self, parts: Sequence[Part]) -> Params:
        """The benefit's figure."""
        if isinstance(self.benefit, PercentOff):
            return (("rate_bp", self.benefit.rate_bp),)
        return ((f"{self.benefit.kind}_kopecks", self.benefit.kopecks),)

    def shortfall(self, parts: Sequence[Part]) -> Refusal:
        """Less than a kopeck, or nothing above the floors."""
        asked = any(amount_off(self.benefit, part) for part in self.within_limits(parts))
        return Refusal(reasons.FLOOR_REACHED if asked else reasons.TOO_LITTLE)

    def within_limits(self, parts: Sequence[Part]) -> list[Part]:
        """The units that the limits leave, in the order of lines."""
        if self.most_quantity is None and self.most_pieces is None:
            return list(parts)
        left_quantity, left_pieces = self.most_quantity, self.most_pieces
        chosen: list[Part] = []
        for part in sorted(parts, key=lambda one: (-div_floor(one.base_kopecks * ONE, max(one.quantity, 1)), one.line)):
            fitting: Part | None = part
            if left_pieces is not None:
                fitting = pieces_of(part, left_pieces) if left_pieces else None
            if fitting is not None and left_quantity is not None:
                fitting = up_to(fitting, left_quantity)
            if fitting is None:
                continue
            chosen.append(fitting)
            if left_pieces is not None:
                left_pieces -= fitting.shares
            if left_quantity is not None:
                left_quantity -= fitting.quantity
        return sorted(chosen)


def best_units(amounts: Sequence[tuple[Kopecks, int]], most: int) -> Kopecks:
    """The most that ``most`` units give; each amount is what so many units of a part give together."""
    total, left = 0, most
    for amount, units in sorted(amounts, key=lambda one: -div_floor(one[0] * WHOLE_BP, max(one[1], 1))):
        if units > left:
            return total + div_ceil(amount * left, units) + 2 * len(amounts)
        total += amount
        left -= units
    return total


def up_to(part: Part, quantity: Quantity) -> Part | None:
    """As much of the part as ``quantity`` allows; None for nothing. A weighed part may be cut."""
    if part.quantity <= quantity:
        return part
    if part.pieces:
        count = div_floor(quantity, ONE)
        return pieces_of(part, count) if count else None
    if quantity == 0:
        return None
    base = div_floor(part.base_kopecks * quantity, part.quantity)
    room = div_floor(part.room_kopecks * quantity, part.quantity)
    return Part(part.line, base, room, quantity, 0)
