"""Groups of so many pieces, from the dearest down: the cheapest of each have the benefit, all of the group share it.

N for M: the N − M cheapest are free. N-th at a discount: the cheapest has the benefit.
"""

from collections.abc import Sequence

from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import ONE, Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.n_for_m import Group, Run, form_groups
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.part import Part, amount_off
from pos_app.domain.pricing.refusal import Params, Refusal, refused

FREE = PercentOff(10_000)


class GroupOffer(Offer):
    """Of every ``take`` pieces the ``cheap`` cheapest have ``benefit``, in at most ``max_times`` groups."""

    __slots__ = ("_gifts", "_grants", "_split", "benefit", "cheap", "max_times", "most_kopecks", "take")

    def __init__(
        self,
        rule: CompiledRule,
        lines: Sequence[int],
        take: int,
        cheap: int,
        benefit: Benefit,
        max_times: int | None,
    ) -> None:
        super().__init__(rule, lines)
        self.take = take
        self.cheap = cheap
        self.benefit = benefit
        self.moves = not isinstance(benefit, PercentOff)
        self.max_times = max_times
        self.most_kopecks = benefit.most_kopecks if isinstance(benefit, PercentOff) else None
        self._gifts: dict[Kopecks, Kopecks] = {}
        self._grants: dict[tuple[tuple[int, int, Kopecks, Kopecks], ...], Grant] = {}
        self._split: dict[tuple[tuple[Run, ...], Kopecks, tuple[Kopecks, ...]], tuple[Kopecks, ...]] = {}

    def give(self, parts: Sequence[Part]) -> Grant:
        """Whole groups out of the pieces; each group's gift is split over its pieces."""
        row = self._serving(parts)
        if row is None:
            return self._given(parts)
        grant = self._grants.get(row)
        if grant is None:
            grant = self._grants[row] = self._given(parts)
        return grant

    def _serving(self, parts: Sequence[Part]) -> tuple[tuple[int, int, Kopecks, Kopecks], ...] | None:
        """Line, number, price and room of the pieces that fill groups: more pieces change nothing.

        None where pieces of a line do not all cost the same to the kopeck.
        """
        row: list[tuple[Kopecks, int, int, Kopecks]] = []
        total = 0
        for line, base, room, _, pieces in parts:
            if pieces:
                if base % pieces or room % pieces:
                    return None
                row.append((-div_floor(base, pieces), line, pieces, div_floor(room, pieces)))
                total += pieces
        row.sort()
        left = total - total % self.take
        if self.max_times is not None:
            left = min(left, self.max_times * self.take)
        serving: list[tuple[int, int, Kopecks, Kopecks]] = []
        for price, line, pieces, room in row:
            if left <= 0:
                break
            serving.append((line, min(pieces, left), price, room))
            left -= pieces
        return tuple(serving)

    def _given(self, parts: Sequence[Part]) -> Grant:
        by_line = {part.line: part for part in parts}
        left = self.most_kopecks
        taken = dict.fromkeys(by_line, 0)
        used: dict[int, int] = {}
        for runs, times in self.groups(parts):
            gift = self._gift(runs) * times
            if left is not None:
                gift = min(gift, left)
            if len(runs) == 1:
                line, _, count = runs[0]
                count *= times
                gift = min(gift, by_line[line].room_of(count))
                taken[line] += gift
                used[line] = used.get(line, 0) + count
            else:
                shares = self._shares(runs, gift, tuple([by_line[run[0]].room_of(run[2]) for run in runs]))
                gift = sum(shares)
                for (line, _, count), share in zip(runs, shares, strict=True):
                    taken[line] += share
                    used[line] = used.get(line, 0) + count
            if left is not None:
                left -= gift
        return self.granted_by_line(taken, used)

    def _shares(self, runs: tuple[Run, ...], gift: Kopecks, rooms: tuple[Kopecks, ...]) -> tuple[Kopecks, ...]:
        """What each of the runs takes of its group's gift; the same groups come again and again."""
        key = (runs, gift, rooms)
        shares = self._split.get(key)
        if shares is None:
            weights = [run.price_kopecks * run.pieces for run in runs]
            shares = self._split[key] = allocate(min(gift, sum(rooms)), weights, rooms)
        return shares

    def groups(self, parts: Sequence[Part]) -> tuple[Group, ...]:
        """The groups that the parts make, as many as the rule allows."""
        runs = [Run(part.line, part.piece_kopecks, part.pieces) for part in parts if part.pieces]
        runs.sort(key=lambda run: (-run.price_kopecks, run.line))
        formed = form_groups(runs, self.take)
        if self.max_times is None:
            return formed
        allowed: list[Group] = []
        left = self.max_times
        for group in formed:
            times = min(group.times, left)
            if times == 0:
                break
            allowed.append(group if times == group.times else Group(group.runs, times))
            left -= times
        return tuple(allowed)

    def most(self, part: Part) -> Kopecks:
        """The cheapest of a group are gifts of no more than the average of all its pieces."""
        if not part.pieces:
            return 0
        gift = self.piece_gift(part.piece_kopecks)
        return div_ceil(gift * part.pieces * self.cheap, self.take)

    def most_of(self, parts: Sequence[Part]) -> Kopecks:
        """What its groups would give without floors: another piece pushes the cheap ones to dearer places only."""
        gifts = sum(self._gift(runs) * times for runs, times in self.groups(parts))
        return gifts if self.most_kopecks is None else min(gifts, self.most_kopecks)

    def piece_gift(self, price_kopecks: Kopecks) -> Kopecks:
        """What the benefit takes off one piece of that price."""
        gift = self._gifts.get(price_kopecks)
        if gift is None:
            gift = min(price_kopecks, amount_off(self.benefit, Part(0, price_kopecks, price_kopecks, ONE, 1)))
            self._gifts[price_kopecks] = gift
        return gift

    def told(self, parts: Sequence[Part]) -> Params:
        """How many groups there may be and what is missing to the next one."""
        pieces = sum(part.pieces for part in parts)
        formed = div_floor(pieces, self.take)
        if self.max_times is not None:
            formed = min(formed, self.max_times)
        missing = 0 if self.max_times is not None and formed >= self.max_times else self.take - pieces % self.take
        return (("groups", formed), ("pieces", formed * self.take), ("missing", missing))

    def shortfall(self, parts: Sequence[Part]) -> Refusal:
        """Pieces missing to the first group, or floors."""
        pieces = sum(part.pieces for part in parts)
        if pieces == 0:
            return refused(reasons.NO_GOODS, missing=self.take)
        if pieces < self.take:
            return refused(reasons.PIECES_MISSING, missing=self.take - pieces, pieces=pieces)
        gives = any(self._gift(runs) for runs, _ in self.groups(parts))
        return Refusal(reasons.FLOOR_REACHED if gives else reasons.TOO_LITTLE)

    def _gift(self, runs: Sequence[Run]) -> Kopecks:
        """What the cheapest pieces of one group have off."""
        total, left = 0, self.cheap
        for run in reversed(runs):
            count = min(left, run.pieces)
            if count == 0:
                break
            total += count * self.piece_gift(run.price_kopecks)
            left -= count
        return total
