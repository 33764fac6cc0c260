"""Goods bought together: one or more pieces for each part make a bundle, whose benefit all its pieces share."""

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff, PriceOf, SumOff
from pos_app.domain.money.rate import part_half_up
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import BasisPoints, Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.offers.offer import Grant, Offer, split_over
from pos_app.domain.pricing.offers.unit import best_units
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.refusal import Params, Refusal, refused


class _Stand(NamedTuple):
    """Pieces ``left`` by line, the dearest first; bundles and kopecks that there may still be (None: any)."""

    left: tuple[tuple[int, int], ...]
    times: int | None
    most_kopecks: Kopecks | None


class _Formed(NamedTuple):
    """What bundles took off by line, and of what."""

    taken: dict[int, Kopecks]
    used: dict[int, int]


class BundleOffer(Offer):
    """``places`` are the bundle's parts: how many pieces, of which lines. At most ``max_times`` bundles.

    Bundles are formed one after another, each out of the dearest pieces that its places find; the place with the
    fewest pieces to choose from chooses first.
    """

    __slots__ = ("_each", "_formed", "benefit", "count", "max_times", "places")

    def __init__(
        self,
        rule: CompiledRule,
        lines: Sequence[int],
        places: Sequence[tuple[int, frozenset[int]]],
        benefit: Benefit,
        max_times: int | None,
    ) -> None:
        super().__init__(rule, lines)
        self.places = tuple(places)
        self.count = sum(count for count, _ in places)
        self.benefit = benefit
        self.moves = not isinstance(benefit, PercentOff)
        self.max_times = max_times
        self._each: dict[int, tuple[Kopecks, Kopecks]] = {}
        self._formed: dict[_Stand, _Formed] = {}

    def give(self, parts: Sequence[Part]) -> Grant:
        """As many bundles as there are, the dearest first."""
        by_line = {part.line: part for part in parts if part.pieces}
        order = _dearest_first(by_line)
        most = self.benefit.most_kopecks if isinstance(self.benefit, PercentOff) else None
        stand = _Stand(tuple([(line, by_line[line].pieces) for line in order]), self.max_times, most)
        known = self._formed_of(by_line)
        steps: list[tuple[_Stand, _Formed]] = []
        formed = known.get(stand)
        while formed is None:
            following, one = self._form(stand, by_line)
            if following is None:
                formed = known[stand] = one
                break
            steps.append((stand, one))
            stand = following
            formed = known.get(stand)
        for before, one in reversed(steps):
            formed = known[before] = _Formed(_summed(one.taken, formed.taken), _summed(one.used, formed.used))
        return self.granted_by_line(formed.taken, formed.used)

    def _formed_of(self, by_line: Mapping[int, Part]) -> "dict[_Stand, _Formed]":
        """What was formed of pieces that cost as much as these: their number is all that differs."""
        for line, part in by_line.items():
            each = (div_floor(part.base_kopecks, part.pieces), div_floor(part.room_kopecks, part.pieces))
            even = (each[0] * part.pieces, each[1] * part.pieces) == (part.base_kopecks, part.room_kopecks)
            if not even or self._each.setdefault(line, each) != each:
                return {}
        return self._formed

    def _form(self, stand: "_Stand", by_line: Mapping[int, Part]) -> "tuple[_Stand | None, _Formed]":
        """The next bundle as often as it can be formed, and what is left then; None for no bundle."""
        left, most = dict(stand.left), stand.most_kopecks
        bundle = self._next(list(left), left) if stand.times != 0 else {}
        if not bundle:
            return None, _Formed({}, {})
        times = min([div_floor(left[line], count) for line, count in bundle.items()])
        if stand.times is not None:
            times = min(times, stand.times)
        chosen = [pieces_of(by_line[line], count) for line, count in sorted(bundle.items())]
        shares: list[tuple[int, Kopecks]] = []  # where the limit is reached what is left makes bundles for nothing
        if most != 0:
            shares = split_over(self._gift(sum([part.base_kopecks for part in chosen])), chosen)
            gift = sum([share for _, share in shares])
            if most is not None and gift:
                times = max(min(times, div_floor(most, gift)), 1)
                if gift > most:
                    shares = split_over(most, chosen)
                most = max(most - gift * times, 0)
        for line, count in bundle.items():
            left[line] -= count * times
        following = _Stand(
            tuple([pair for pair in left.items() if pair[1]]),
            None if stand.times is None else stand.times - times,
            most,
        )
        taken = {line: share * times for line, share in shares}
        return following, _Formed(taken, {line: count * times for line, count in bundle.items()})

    def roles(self, lines: Sequence[int]) -> Hashable:
        """Which places a line may take."""
        return tuple([tuple([line in goods for _, goods in self.places]) for line in lines])

    def most(self, part: Part) -> Kopecks:
        """An equal part of the benefit for each piece, or the piece's part of a percentage."""
        if not part.pieces:
            return 0
        if isinstance(self.benefit, SumOff):
            return div_ceil(self.benefit.kopecks * part.pieces, self.count)
        if isinstance(self.benefit, PriceOf):
            return max(part.base_kopecks - div_floor(self.benefit.kopecks * part.pieces, self.count), 0)
        return div_ceil(part.base_kopecks * self.benefit.rate_bp, 10_000) + part.pieces

    def slope_on_bp(self, part: Part) -> BasisPoints:
        """The percentage."""
        return self.benefit.rate_bp if part.pieces and isinstance(self.benefit, PercentOff) else 0

    def most_of(self, parts: Sequence[Part]) -> Kopecks:
        """As many bundles as there may be, of the pieces that have most off; no more than the limit."""
        pieces = [part for part in parts if part.pieces]
        times = self.times_of(pieces)
        if times == 0:
            return 0
        most = best_units([(self.most(part), part.pieces) for part in pieces], times * self.count)
        if isinstance(self.benefit, SumOff):
            most = min(most, times * self.benefit.kopecks)
        limit = self.benefit.most_kopecks if isinstance(self.benefit, PercentOff) else None
        return most if limit is None else min(most, limit)

    def times_of(self, parts: Sequence[Part]) -> int:
        """A bound: some or all of these parts make no more bundles than this."""
        pieces = {part.line: part.pieces for part in parts}
        times = min(
            div_floor(sum(count for line, count in pieces.items() if line in lines), wanted)
            for wanted, lines in (*self.places, (self.count, frozenset(self.lines)))
        )
        return times if self.max_times is None else min(times, self.max_times)

    def told(self, parts: Sequence[Part]) -> Params:
        """How many bundles there may be."""
        used = sum(count for _, count in self.asked(parts).used)
        return (("groups", div_floor(used, self.count)), ("pieces", used))

    def shortfall(self, parts: Sequence[Part]) -> Refusal:
        """The pieces that the places lack, or floors."""
        have = {part.line: part for part in parts if part.pieces}
        if not have:
            return refused(reasons.NO_GOODS, missing=self.count)
        order = _dearest_first(have)
        pieces = {line: part.pieces for line, part in have.items()}
        missing = self._missing(order, pieces)
        if missing:
            return refused(reasons.PIECES_MISSING, missing=missing, pieces=self.count - missing)
        bundle = self._next(order, pieces)
        gives = self._gift(sum(pieces_of(have[line], count).base_kopecks for line, count in bundle.items()))
        return Refusal(reasons.FLOOR_REACHED if gives else reasons.TOO_LITTLE)

    def _next(self, order: Sequence[int], left: dict[int, int]) -> dict[int, int]:
        """The next bundle as pieces by line; empty where there is none."""
        spare = dict(left)
        bundle: dict[int, int] = {}
        for count, lines in self._scarcest_first(spare):
            wanted = count
            for line in order:
                if wanted and line in lines and spare[line]:
                    chosen = min(wanted, spare[line])
                    spare[line] -= chosen
                    bundle[line] = bundle.get(line, 0) + chosen
                    wanted -= chosen
            if wanted:
                return {}
        return bundle

    def _scarcest_first(self, left: dict[int, int]) -> list[tuple[int, frozenset[int]]]:
        def spare_of(place: tuple[int, frozenset[int]]) -> int:
            return sum(count for line, count in left.items() if line in place[1]) - place[0]

        return sorted(self.places, key=lambda place: (spare_of(place), len(place[1]), place[0], sorted(place[1])))

    def _missing(self, order: Sequence[int], have: dict[int, int]) -> int:
        """Pieces that the places lack to one bundle, when they choose as bundles are formed."""
        spare = dict(have)
        missing = 0
        for count, lines in self._scarcest_first(spare):
            wanted = count
            for line in order:
                if line in lines:
                    chosen = min(wanted, spare[line])
                    spare[line] -= chosen
                    wanted -= chosen
            missing += wanted
        return missing

    def _gift(self, costs_kopecks: Kopecks) -> Kopecks:
        """What one bundle that costs so much has off."""
        if isinstance(self.benefit, PercentOff):
            return part_half_up(costs_kopecks, self.benefit.rate_bp)
        if isinstance(self.benefit, SumOff):
            return min(self.benefit.kopecks, costs_kopecks)
        return max(costs_kopecks - self.benefit.kopecks, 0)


def _dearest_first(parts: Mapping[int, Part]) -> list[int]:
    """Their lines, by what a piece costs."""
    return sorted(parts, key=lambda line: (-parts[line].piece_kopecks, line))


def _summed(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    sums = dict(one)
    for line, amount in other.items():
        sums[line] = sums.get(line, 0) + amount
    return sums
