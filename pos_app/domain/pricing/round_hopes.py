"""What may come of one round's competition: how much it has to give, and what is saved at most if it gives so much.

Everything saved from the round on is bounded in two ways: line by line, as the stages leave a line that came down so
far (``hopes``); and by straight lines, so much at first and a rate of what is taken off each line besides.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pos_app.domain.basket.basket import ManualDiscountKind
from pos_app.domain.money.rate import WHOLE_BP, part_floor
from pos_app.domain.money.rounding import div_ceil
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.hopes import Hopes
from pos_app.domain.pricing.offers.groups import GroupOffer
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.row_hopes import KnownStands, RowHopes, Served
from pos_app.domain.pricing.rows.goods import Figures
from pos_app.domain.pricing.sharing import Promising
from pos_app.domain.pricing.slopes import Slope, whole_slope
from pos_app.domain.pricing.stages.manual_discount import asked_kopecks
from pos_app.domain.pricing.supposed import Beside, Terms

_BY_HAND_ROUNDING: Kopecks = 3


class Needed(NamedTuple):
    """The lines together are to give ``worth``: Σ of what is taken off a line times ``weights_bp[line]``."""

    weights_bp: tuple[int, ...]
    worth: int


class StraightLine(NamedTuple):
    """``at_first_kopecks`` are saved if the competition takes nothing; of what it takes the weights besides."""

    weights_bp: tuple[int, ...]
    at_first_kopecks: Kopecks


class RoundHopes:
    """The round ``index`` and all that follows it, the basket as it stands in ``progress``.

    ``keeps_apart``: its stacking rules do not find what its exclusive rules have.
    """

    def __init__(self, hopes: Hopes, index: int, progress: Progress) -> None:
        self._hopes = hopes
        self._index = index
        self._progress = progress
        self._nets = tuple(progress.nets)
        self._floors = hopes.ground.floors
        self._marks = [mark | progress.receipt_marks for mark in progress.marks]
        stage = hopes.stages[index]
        self._out = hopes.out_of_reach(index, self._nets) | {offer.rule.place for offer in stage.one.competing}
        self._views = list(hopes.views(index, self._out, self._nets, self._floors, closely=True))
        self.keeps_apart = bool(stage.one.stacking) and any(offer.rule.exclusive for offer in stage.one.competing)
        self._stands = KnownStands()
        self._straight: dict[bool, list[StraightLine]] = {}

    def needed(self, kopecks: Kopecks, *, wholly: bool = False) -> Needed:
        """What this round's competition has to give, if ``kopecks`` or more are to be saved from here on.

        Its stacking rules and the later rounds follow. What it takes they find no more: of that they miss their
        percentages, but for a kopeck of rounding each. ``wholly``: over all the room of a line, which takes longer.
        """
        room = [net - floor for net, floor in zip(self._nets, self._floors, strict=True)]
        found, most = Needed((WHOLE_BP,) * len(room), 0), sum(room) * WHOLE_BP
        for other in self.all_needed(kopecks, wholly=wholly):
            reached = sum(map(int.__mul__, other.weights_bp, room))
            if other.worth * most > found.worth * reached:
                found, most = other, reached
        return found

    def all_needed(self, kopecks: Kopecks, *, wholly: bool) -> list[Needed]:
        """The same in every way to look at it: all of them have to be given."""
        lines = dict.fromkeys(self._straight_lines(wholly=wholly))
        return [Needed(line.weights_bp, max(kopecks - line.at_first_kopecks, 0) * WHOLE_BP) for line in lines]

    def filter(self, kopecks: Kopecks) -> Promising:
        """Whether ``kopecks`` or more may be saved, if this round's competition takes so much off each line.

        Also given the lines that this round's stacking rules do not find any more.
        """
        hopes, index, nets, floors = self._hopes, self._index, self._nets, self._floors
        known: dict[tuple[Terms, int], dict[Kopecks, Kopecks]] = {}

        def left(terms: Terms, takes: Sequence[Kopecks], shut: int) -> Iterator[Kopecks]:
            for line, take in enumerate(takes):
                first = terms._replace(first=index + 1) if shut >> line & 1 else terms
                mine = known.setdefault((first, line), {})
                least = mine.get(take)
                if least is None:
                    least = self._least(first, line, take)
                    mine[take] = least
                yield least

        def reached(views: Iterable[tuple[Terms, Beside]], takes: Sequence[Kopecks], shut: int) -> bool:
            for terms, beside in views:
                after = [net - take for net, take in zip(nets, takes, strict=True)]
                if sum(takes) + hopes.given(beside, after, list(left(terms, takes, shut)), self._marks) < kopecks:
                    return False
            return True

        several = any(stage.several for stage in hopes.stages[index:])

        def may_reach(takes: Sequence[Kopecks], shut: int | None) -> bool:
            if shut is None:  # the other pieces may be dearer than what is left of their line on average
                return True
            if not reached(self._views, takes, shut):
                return False
            if not several:
                return True
            after = [net - take for net, take in zip(nets, takes, strict=True)]
            return reached(hopes.views(index, self._out, after, floors), takes, shut)

        return may_reach

    def in_rows(self, takes: Figures, served: Served | None = None) -> Figures:
        """The most that is saved from here on, for each row of what the competition takes off the sheet's lines.

        ``served``: whom the lines served; None where that makes no difference. Other pieces than those of an exclusive
        rule may be dearer than their line on average: where that counts, ``served`` has to tell which these are.
        """
        return self.hopeful(np.arange(len(takes)), takes, served, -1)[1]

    def hopeful(self, ways: Figures, takes: Figures, served: Served | None, least: Kopecks) -> tuple[Figures, Figures]:
        """Those of the ``ways`` by which more than ``least`` may be saved from here on, and how much at most."""
        most = np.full(len(takes), sum(self._nets) - sum(self._floors), dtype=np.int64)
        for straight in self._straight_lines(wholly=True):
            weighed = np.zeros(len(takes), dtype=np.int64)
            for line, weight in enumerate(straight.weights_bp):
                weighed += takes[:, line] * weight
            most = np.minimum(most, straight.at_first_kopecks + np.floor_divide(weighed, WHOLE_BP))
        there = np.flatnonzero(most > least)
        if self.keeps_apart and (served is None or served.exclusive is None):
            return ways[there], most[there]
        for terms, beside in self._views:
            ways, takes, most = ways[there], np.asfortranarray(takes[there]), most[there]
            served = None if served is None else served.of(there)
            rows = RowHopes(self._hopes, self._index, self._progress, takes, served, self._stands)
            most = np.minimum(most, rows.of(terms, beside))
            there = np.flatnonzero(most > least)
        return ways[there], most[there]

    def _least(self, terms: Terms, line: int, take: Kopecks) -> Kopecks:
        return self._hopes.least(terms, line, self._nets[line] - take, self._marks[line], self._progress.took[line])

    # ------------------------------------------------------------ straight lines

    def _straight_lines(self, *, wholly: bool) -> list[StraightLine]:
        if wholly not in self._straight:
            self._straight[wholly] = list(self._drawn(wholly=wholly))
        return self._straight[wholly]

    def _drawn(self, *, wholly: bool) -> Iterator[StraightLine]:
        hopes, lines = self._hopes, range(len(self._nets))
        rooms = [net - floor for net, floor in zip(self._nets, self._floors, strict=True)]
        for terms, beside in self._views:
            steepest = [Slope(*hopes.slope(terms, self._progress, line)) for line in lines]
            at_first = hopes.taken(terms, beside, self._progress)
            yield _straight(at_first, steepest)
            if not wholly or not hopes.stages[self._index].one.divisible:
                continue  # a line is one thing: few ways, soon looked through
            saved = [self._saved_on(terms, line) for line in lines]
            yield _straight(at_first, self._whole(terms, saved, rooms, steepest))
            if hopes.hands and hopes.limits.on_discounted:
                saved = [self._with_hands(line, saved[line]) for line in lines]
                steepest = [Slope(one.rate_bp, one.slack_kopecks + _BY_HAND_ROUNDING) for one in steepest]
                at_first = sum(one(0) for one in saved) + self._beside_hands(terms, beside)
                yield _straight(at_first, self._whole(terms, saved, rooms, steepest))

    def _whole(
        self,
        terms: Terms,
        saved: Sequence[Callable[[Kopecks], Kopecks]],
        rooms: Sequence[Kopecks],
        steepest: Sequence[Slope],
    ) -> list[Slope]:
        """Rates over all the room of the lines, but where pieces beside those of an exclusive rule may be dearer."""
        return [
            steep if self._is_apart(terms, line) else whole_slope(on_line, room, steep)
            for line, (on_line, room, steep) in enumerate(zip(saved, rooms, steepest, strict=True))
        ]

    def _is_apart(self, terms: Terms, line: int) -> bool:
        """Whether a stacking rule that is looked at line by line may find only some pieces of the line."""
        stage = self._hopes.stages[self._index]
        shut = any(offer.rule.exclusive for offer in stage.competing[line])
        return shut and not all(terms.leaves_out(offer) for offer in stage.stacking[line])

    def _saved_on(self, terms: Terms, line: int) -> Callable[[Kopecks], Kopecks]:
        """What rules save on a line at most, by what the competition takes off it; it never falls with that."""
        net = self._nets[line]
        # the gift of a group may fall by a kopeck a piece where its pieces get a kopeck dearer on average
        stacking = self._hopes.stages[terms.first].stacking[line]
        uneven = self._hopes.ground.pieces[line] if any(isinstance(one, GroupOffer) for one in stacking) else 0
        return lambda taken: net - self._least(terms, line, taken) + (uneven if taken else 0)

    def _with_hands(self, line: int, saved: Callable[[Kopecks], Kopecks]) -> Callable[[Kopecks], Kopecks]:
        """The same with percentages, and sums on the line, by hand."""
        hopes, net, floor = self._hopes, self._nets[line], self._floors[line]
        if not hopes.may[line] or self._marks[line] & hopes.manual_bit:
            return saved
        own, on_basket = hopes.by_hand[line], hopes.on_basket
        limit = part_floor(net, hopes.limits.line_bp)

        def with_hands(taken: Kopecks) -> Kopecks:
            left = max(net - saved(taken), floor)
            if own is not None:
                left = max(left - min(asked_kopecks(own, left), limit), floor)
            if on_basket is not None and on_basket.kind is ManualDiscountKind.PERCENT:
                left -= div_ceil(left * on_basket.value, WHOLE_BP)  # what a line has no room for other lines take
            return net - left

        return with_hands

    def _beside_hands(self, terms: Terms, beside: Beside) -> Kopecks:
        """Sums beside the lines, the basket's by hand with them."""
        total = beside.moved
        if beside.kopecks:
            total += min(beside.kopecks, sum(self._least(terms, line, 0) - self._floors[line] for line in beside.lines))
        on_basket = self._hopes.on_basket
        if on_basket is not None and on_basket.kind is not ManualDiscountKind.PERCENT:
            total += on_basket.value
        return total


def _straight(at_first: Kopecks, slopes: Sequence[Slope]) -> StraightLine:
    return StraightLine(tuple(one.rate_bp for one in slopes), at_first + sum(one.slack_kopecks for one in slopes))
