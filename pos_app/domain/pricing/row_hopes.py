"""The most that is saved from a round on, for many ways in which its competition may end: ``hopes`` row by row."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pos_app.domain.basket.basket import ManualDiscount, ManualDiscountKind
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import ONE, Kopecks
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.hopes import Hopes
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.part import Part
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.rows.goods import Figures, across, told_apart
from pos_app.domain.pricing.rows.limits import most_in_rows
from pos_app.domain.pricing.supposed import Beside, Terms

_MOST_KNOWN = 30_000
"""So many stands of a line are remembered."""


class Served(NamedTuple):
    """Bits by place among the entrants, by row and line; and of those that forbid on all of the receipt, by row.

    ``exclusive``: pieces that exclusive rules have, and what these took off them, by row and line; None where that
    makes no difference.
    """

    entrants: Sequence[Entrant]
    by_line: Figures
    on_receipt: Figures
    exclusive: tuple[Figures, Figures] | None = None

    def of(self, rows: Figures) -> "Served":
        """Of some of the rows."""
        kept = self.exclusive
        kept = None if kept is None else (kept[0][rows], kept[1][rows])
        return Served(self.entrants, self.by_line[rows], self.on_receipt[rows], kept)


class _Stand(NamedTuple):
    """How a line stands: what is off, what may not apply there, what has; what exclusive rules have of it."""

    take: Kopecks
    marks: int
    took: int
    kept_pieces: int = 0
    kept_kopecks: Kopecks = 0


class KnownStands:
    """The least that may be left of a line, by what is supposed and how the line stands: of one round and basket."""

    def __init__(self) -> None:
        self._known: dict[tuple[Terms, int], dict[_Stand, Kopecks]] = {}

    def of(self, terms: Terms, line: int) -> dict[_Stand, Kopecks]:
        """What is known of the line; forgotten where it grows too much."""
        known = self._known.setdefault((terms, line), {})
        if len(known) > _MOST_KNOWN:
            known.clear()
        return known


class _Line(NamedTuple):
    """A line's distinct stands, and the stand of each row."""

    stands: list[_Stand]
    of_row: Figures

    def figures(self, found: Sequence[int]) -> Figures:
        """A figure for each stand, row by row."""
        return np.asarray(np.array(found, dtype=np.int64)[self.of_row])


class RowHopes:
    """``takes`` by row and line of the sheet are what the competition of the round ``index`` takes off."""

    def __init__(
        self,
        hopes: Hopes,
        index: int,
        progress: Progress,
        takes: Figures,
        served: Served | None,
        known: KnownStands,
    ) -> None:
        self._known = known
        self._hopes = hopes
        self._index = index
        self._progress = progress
        self._takes = takes
        self._lines = [self._line(line, served) for line in range(takes.shape[1])]
        self._limits: dict[int, Figures | None] = {}

    def of(self, terms: Terms, beside: Beside) -> Figures:
        """What the competition takes, and all that may follow it, if things are as supposed."""
        floors, nets = self._hopes.ground.floors, self._progress.nets
        left = np.empty_like(self._takes)
        for line, mine in enumerate(self._lines):
            known = self._known.of(terms, line)
            found: list[Kopecks] = []
            for stand in mine.stands:
                least = known.get(stand)
                if least is None:
                    least = known[stand] = self._least(terms, line, stand)
                found.append(least)
            left[:, line] = mine.figures(found)
        total = sum(nets) - across(left) + beside.moved
        if beside.kopecks:
            lines = sorted(beside.lines)
            room = across(left[:, lines]) - sum(floors[line] for line in lines)
            total = total + np.minimum(self._limited(terms, beside), room)
        return np.asarray(total + self._handed(left) if self._hopes.hands else total)

    def _least(self, terms: Terms, line: int, stand: _Stand) -> Kopecks:
        hopes, ground = self._hopes, self._hopes.ground
        net, pieces = self._progress.nets[line] - stand.take, max(ground.pieces[line], 1)
        if stand.kept_pieces == 0 or terms.first > self._index:
            return hopes.least(terms, line, net, stand.marks, stand.took)
        rest = pieces - stand.kept_pieces
        if rest <= 0:
            return hopes.least(terms._replace(first=self._index + 1), line, net, stand.marks, stand.took)
        opened = self._progress.nets[line]
        base = net - (div_floor(opened * stand.kept_pieces, pieces) - stand.kept_kopecks)
        room = max(min(base - div_ceil(ground.floors[line] * rest, pieces), net - ground.floors[line]), 0)
        return hopes.least_beside(terms, Part(line, base, room, rest * ONE, rest), net, stand.marks, stand.took)

    def _line(self, line: int, served: Served | None) -> _Line:
        marks, took = self._progress.marks[line] | self._progress.receipt_marks, self._progress.took[line]
        if served is None:
            distinct, of_row = told_apart(self._takes[:, line])
            return _Line([_Stand(take, marks, took) for take in distinct.tolist()], of_row)
        count = len(served.entrants)
        amounts, of_amount = told_apart(self._takes[:, line])
        codes, of_code = told_apart((served.by_line[:, line] << count) | served.on_receipt)
        both, of_row = told_apart(of_amount * len(codes) + of_code)
        rules = [one.offer.rule for one in served.entrants]
        stands: list[_Stand] = []
        for amount, code in zip(
            amounts[np.floor_divide(both, len(codes))].tolist(), codes[both % len(codes)].tolist(), strict=True
        ):
            marked, taken = marks, took
            for index, rule in enumerate(rules):
                if code >> count & 1 << index:
                    marked, taken = marked | rule.forbids, taken | rule.names
                if code & 1 << index:
                    marked |= rule.forbids
            stands.append(_Stand(amount, marked, taken))
        return (
            _Line(stands, of_row) if served.exclusive is None else _kept_apart(stands, of_row, line, served.exclusive)
        )

    def _limited(self, terms: Terms, beside: Beside) -> Figures:
        """The sums beside the lines, as what the competition takes makes them smaller."""
        total = np.zeros(len(self._takes), dtype=np.int64)
        for stage in self._hopes.stages[self._index :]:
            for offer in stage.several:
                place = offer.rule.place
                if place in terms.capped and place not in terms.out:
                    total += self._limit(offer, is_first=stage is self._hopes.stages[self._index])
        return np.minimum(total, beside.kopecks)

    def _limit(self, offer: Offer, *, is_first: bool) -> Figures:
        place = offer.rule.place
        if place not in self._limits:
            ground, nets = self._hopes.ground, self._progress.nets
            wholes = [ground.part(line, nets[line]) for line in offer.lines]
            found = most_in_rows(offer, wholes, self._off(offer, wholes, is_first=is_first))
            at_first = offer.most_of(wholes)
            known = np.full(len(self._takes), at_first, dtype=np.int64)
            self._limits[place] = known if found is None else np.minimum(found, known)
        limit = self._limits[place]
        return np.zeros(len(self._takes), dtype=np.int64) if limit is None else limit

    def _off(self, offer: Offer, wholes: Sequence[Part], *, is_first: bool) -> Figures:
        """What is off its lines; all of one on which it may not apply, nothing of one that exclusive rules share."""
        off = self._takes[:, list(offer.lines)].copy()
        for place, (line, whole) in enumerate(zip(offer.lines, [part.base_kopecks for part in wholes], strict=True)):
            mine = self._lines[line]
            if is_first and any(stand.kept_pieces for stand in mine.stands):
                kept = mine.figures([stand.kept_pieces for stand in mine.stands])
                off[:, place] = np.where(kept > 0, 0, off[:, place])
            barred = [
                int(bool(marks & offer.rule.names or took & offer.rule.forbids)) for _, marks, took, *_ in mine.stands
            ]
            if any(barred):
                off[:, place] = np.where(mine.figures(barred) > 0, whole, off[:, place])
        return off

    def _handed(self, left: Figures) -> Figures:
        """What hands take off at most, if the rules leave no less than ``left``."""
        hopes, nets = self._hopes, self._progress.nets
        limits, floors = hopes.limits, hopes.ground.floors
        handed, together = np.zeros(len(left), dtype=np.int64), np.zeros(len(left), dtype=np.int64)
        for line, discount in enumerate(hopes.by_hand):
            if not hopes.may[line]:
                continue
            found = nets[line] - self._takes[:, line]
            mine = self._lines[line]
            there = mine.figures([int(not marks & hopes.manual_bit) for _, marks, *_ in mine.stands]) > 0
            if not limits.on_discounted:
                there &= found == hopes.listed[line]
            together += np.where(there, left[:, line], 0)
            if discount is not None:
                most = np.minimum(_asked(discount, left[:, line]), np.floor_divide(found * limits.line_bp, WHOLE_BP))
                handed += np.where(there, np.minimum(most, left[:, line] - floors[line]), 0)
        if hopes.on_basket is not None:
            handed = handed + np.minimum(_asked(hopes.on_basket, together), together)
        after = sum(nets) - across(self._takes)
        return np.minimum(handed, np.floor_divide(after * limits.basket_bp, WHOLE_BP))


def _kept_apart(stands: Sequence[_Stand], of_row: Figures, line: int, exclusive: tuple[Figures, Figures]) -> _Line:
    """The stands told apart by what exclusive rules have of the line."""
    kept_pieces, kept_kopecks = exclusive[0][:, line], exclusive[1][:, line]
    amounts, of_amount = told_apart(kept_kopecks)
    most = int(kept_pieces.max(initial=0)) + 1
    codes = (of_row * len(amounts) + of_amount) * most + kept_pieces
    distinct, apart = told_apart(codes)
    found: list[_Stand] = []
    for code in distinct.tolist():
        rest, pieces = divmod(code, most)
        stand, amount = divmod(rest, len(amounts))
        found.append(stands[stand]._replace(kept_pieces=pieces, kept_kopecks=int(amounts[amount])))
    return _Line(found, apart)


def _asked(discount: ManualDiscount, figures: Figures) -> Figures:
    """``asked_kopecks`` row by row."""
    if discount.kind is ManualDiscountKind.PERCENT:
        return np.asarray(np.floor_divide(2 * figures * discount.value + WHOLE_BP, 2 * WHOLE_BP))
    return np.full_like(figures, discount.value)
