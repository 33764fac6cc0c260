"""A gift with a purchase: so much bought makes some pieces cheap; what was bought and the gift share the benefit.

So a return of what was bought gives back its fair part, and nobody keeps a gift for nothing.
"""

from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import ONE, Kopecks, Quantity
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.offers.offer import Grant, Offer, split_over
from pos_app.domain.pricing.part import Part, pieces_of, unit_told
from pos_app.domain.pricing.refusal import Params, Refusal, refused


class Purchase(NamedTuple):
    """For each ``quantity`` (thousandths) or each ``kopecks`` bought, one of both, ``gifts`` pieces are the gift."""

    quantity: Quantity | None
    kopecks: Kopecks | None
    gifts: int


class GiftOffer(Offer):
    """``bought`` and ``gift_lines`` may share lines: what is a gift is not bought. Gifts cost ``price_kopecks``.

    Of the pieces that may be a gift the dearest are, as far as enough is left that was bought.
    """

    __slots__ = ("bought", "gift_lines", "max_times", "price_kopecks", "purchase")

    def __init__(
        self,
        rule: CompiledRule,
        bought: Sequence[int],
        gift_lines: Sequence[int],
        purchase: Purchase,
        price_kopecks: Kopecks,
        max_times: int | None,
    ) -> None:
        super().__init__(rule, sorted({*bought, *gift_lines}))
        self.moves = True
        self.bought = frozenset(bought)
        self.gift_lines = frozenset(gift_lines)
        self.purchase = purchase
        self.price_kopecks = price_kopecks
        self.max_times = max_times

    def give(self, parts: Sequence[Part]) -> Grant:
        """As many gifts as what was bought allows."""
        gifts = [part for part in parts if part.line in self.gift_lines and part.pieces]
        gifts.sort(key=lambda part: (-part.piece_kopecks, part.line))
        pieces = sum(part.pieces for part in gifts)
        most = min(div_floor(pieces, self.purchase.gifts), self._times(self._worth(parts)))
        least, most = 0, most if self.max_times is None else min(most, self.max_times)
        best: tuple[list[Part], list[Part]] | None = None
        while least < most:  # the largest number of times that leaves enough bought
            times = div_ceil(least + most, 2)
            chosen = self._choose(parts, gifts, times)
            if chosen is None:
                most = times - 1
            else:
                least, best = times, chosen
        if best is None:
            return self.granted((), ())
        return self._granted(best[0], self._needed(best[1], least))

    def _choose(self, parts: Sequence[Part], gifts: Sequence[Part], times: int) -> tuple[list[Part], list[Part]] | None:
        """The dearest gifts in a row that leave enough bought, and what is left; None where none do."""
        count = times * self.purchase.gifts
        last = sum(part.pieces for part in gifts) - count

        def leaves_enough(skipped: int) -> bool:
            return self._times(self._worth(self._rest(parts, _row(gifts, skipped, count)))) >= times

        for first, end in pairwise(_turns(gifts, count, last)):
            # in between, each step swaps a piece of one line for one of another: what is left only rises or only falls
            low, high = first, end - 1
            if leaves_enough(low):
                high = low
            elif high == low or not leaves_enough(high):
                continue
            while high - low > 1:
                middle = div_floor(low + high, 2)
                low, high = (low, middle) if leaves_enough(middle) else (middle, high)
            chosen = _row(gifts, high, count)
            return chosen, self._rest(parts, chosen)
        return None

    def roles(self, lines: Sequence[int]) -> Hashable:
        """What may be bought, what may be the gift."""
        return tuple([(line in self.bought, line in self.gift_lines) for line in lines])

    def most(self, part: Part) -> Kopecks:
        """All that a gift has off."""
        return self._off(part) if part.line in self.gift_lines else 0

    def most_of(self, parts: Sequence[Part]) -> Kopecks:
        """The gifts that have most off, as many as all that may be bought allows."""
        gifts = [part for part in parts if part.line in self.gift_lines and part.pieces]
        left = self.times_of(parts) * self.purchase.gifts
        total = 0
        for off, pieces in sorted(
            ((div_ceil(self._off(part), part.pieces), part.pieces) for part in gifts), reverse=True
        ):
            count = min(left, pieces)
            total += (off + 1) * count
            left -= count
        return total

    def times_of(self, parts: Sequence[Part]) -> int:
        """A bound: for some or all of these parts there are gifts no more times than this."""
        gifts = sum(part.pieces for part in parts if part.line in self.gift_lines)
        times = min(div_floor(gifts, self.purchase.gifts), self._times(self._worth(parts)))
        return times if self.max_times is None else min(times, self.max_times)

    def told(self, parts: Sequence[Part]) -> Params:
        """How many gifts there are in the basket."""
        return (("gifts", sum(part.pieces for part in parts if part.line in self.gift_lines)),)

    def shortfall(self, parts: Sequence[Part]) -> Refusal:
        """What is missing to the gift; or the gift, which is not in the basket or is no dearer than that."""
        gifts = sum(part.pieces for part in parts if part.line in self.gift_lines)
        reserved = 0 if self.bought.isdisjoint(self.gift_lines) else min(gifts, self.purchase.gifts)
        cheapest = sorted(
            (part for part in parts if part.line in self.gift_lines and part.pieces),
            key=lambda part: (part.piece_kopecks, part.line),
        )
        rest = self._rest(parts, _row(cheapest, 0, reserved)) if reserved else list(parts)
        worth = self._worth(rest)
        if self.purchase.kopecks is not None and worth < self.purchase.kopecks:
            return refused(reasons.SUM_MISSING, missing_kopecks=self.purchase.kopecks - worth)
        if self.purchase.quantity is not None and worth < self.purchase.quantity:
            units = unit_told(part.unit for part in parts if part.line in self.bought)
            return refused(reasons.QUANTITY_MISSING, missing_quantity=self.purchase.quantity - worth, **units)
        if gifts < self.purchase.gifts:
            return refused(reasons.GIFT_MISSING, missing=self.purchase.gifts - gifts)
        dearer = any(part.base_kopecks > line_amount(self.price_kopecks, part.quantity) for part in cheapest)
        return Refusal(reasons.FLOOR_REACHED if dearer else reasons.TOO_LITTLE)

    def _worth(self, parts: Sequence[Part]) -> int:
        """What was bought, in kopecks or thousandths."""
        if self.purchase.kopecks is not None:
            return sum(part.base_kopecks for part in parts if part.line in self.bought)
        return sum(part.quantity for part in parts if part.line in self.bought)

    def _times(self, worth: int) -> int:
        return div_floor(worth, self.purchase.kopecks or self.purchase.quantity or 1)

    def _off(self, part: Part) -> Kopecks:
        return min(max(part.base_kopecks - line_amount(self.price_kopecks, part.quantity), 0), part.room_kopecks)

    def _rest(self, parts: Sequence[Part], gifts: Sequence[Part]) -> list[Part]:
        """What is bought beside the gifts."""
        counts = {gift.line: gift.pieces for gift in gifts}
        rest: list[Part] = []
        for part in parts:
            left = part.shares - counts.get(part.line, 0)
            if part.line in self.bought and left:
                rest.append(pieces_of(part, left))
        return rest

    def _needed(self, rest: Sequence[Part], times: int) -> list[Part]:
        """What of the bought goods earns the gifts, the dearest first."""
        needed: list[Part] = []
        missing = times * (self.purchase.kopecks or self.purchase.quantity or 1)
        for part in sorted(rest, key=lambda one: (-one.piece_kopecks, one.line)):
            if missing <= 0:
                break
            each = max(self._worth([pieces_of(part, 1)]), 1)
            count = min(part.shares, div_ceil(missing, each))
            chosen = pieces_of(part, count)
            needed.append(chosen)
            missing -= self._worth([chosen])
        return needed

    def _granted(self, gifts: Sequence[Part], bought: Sequence[Part]) -> Grant:
        """The gifts' benefit over all that made it."""
        together: dict[int, Part] = {}
        for part in (*gifts, *bought):
            other = together.get(part.line)
            together[part.line] = part if other is None else _joined(part, other)
        group = [together[line] for line in sorted(together)]
        off = sum(self._off(part) for part in gifts)
        return self.granted(split_over(off, group), ((part.line, part.shares) for part in group))


def _turns(gifts: Sequence[Part], count: int, last: int) -> list[int]:
    """Where in the row of gifts the first or the last of ``count`` pieces is of another line than a piece before."""
    turns, reached = {0, last + 1}, 0
    for part in gifts:
        reached += part.pieces
        turns |= {reached, reached - count}
    return sorted(turn for turn in turns if 0 <= turn <= last + 1)


def _row(parts: Sequence[Part], skipped: int, count: int) -> list[Part]:
    """``count`` pieces after the first ``skipped`` of the parts in their order."""
    row: list[Part] = []
    for part in parts:
        leaving = min(skipped, part.pieces)
        skipped -= leaving
        taking = min(part.pieces - leaving, count)
        if taking:
            row.append(pieces_of(part, taking))
            count -= taking
    return row


def _joined(part: Part, other: Part) -> Part:
    count = part.pieces + other.pieces
    base, room = part.base_kopecks + other.base_kopecks, part.room_kopecks + other.room_kopecks
    return Part(part.line, base, room, count * ONE, count)
