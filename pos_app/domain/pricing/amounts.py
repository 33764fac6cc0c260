"""What each of several rivals gives for how much of which goods, every amount worked out once.

An amount is one number: how many pieces of each line, each line with its own stride. Adding amounts is adding numbers.
"""

from collections.abc import Iterable, Sequence

from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.offers.ladder import LadderOffer
from pos_app.domain.pricing.offers.offer import Grant
from pos_app.domain.pricing.offers.steps import StepsOffer
from pos_app.domain.pricing.offers.unit import UnitOffer
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.steps_left import Steps

Way = tuple[int, ...]
"""An amount for each of the rivals."""

_ASKING_STEPS = 20
"""To ask a rule what it gives takes as long as so many steps."""
_PIECES_A_STEP = 50
"""And one more for so many pieces."""


class Amounts:
    """``divisible``: the pieces of a line may go to several rules. ``weights``: what a kopeck off each line counts.

    Without weights all kopecks count alike. Asking a rule takes of ``steps``, where there are any.
    """

    def __init__(
        self,
        entrants: Sequence[Entrant],
        *,
        divisible: bool,
        steps: Steps | None = None,
        weights: Sequence[int] | None = None,
    ) -> None:
        self.divisible = divisible
        self.parts: dict[int, Part] = {}
        self._entrants = entrants
        self._weights = weights
        self._steps = steps
        self._strides: list[dict[int, int]] = []
        self._grants: list[dict[int, Grant]] = [{} for _ in entrants]
        self._totals: list[dict[int, Kopecks]] = [{0: 0} for _ in entrants]
        self._most: list[dict[int, Kopecks]] = [{0: 0} for _ in entrants]
        self._most_of: dict[tuple[int, int, int], Kopecks] = {}
        self._cut: dict[tuple[int, int], Part] = {}
        self._like: list[dict[int, tuple[int, int]]] = [{0: (0, 0)} for _ in entrants]
        self._kinds: dict[object, int] = {}
        for one in entrants:
            stride = 1
            strides: dict[int, int] = {}
            for part in one.parts:
                self.parts[part.line] = part
                strides[part.line] = stride
                stride *= self.shares(part.line) + 1
            self._strides.append(strides)

    def shares(self, line: int) -> int:
        """Into how many shares the line may be told apart."""
        return self.parts[line].shares if self.divisible else 1

    def added(self, counts: Iterable[tuple[int, int]], line: int) -> Way:
        """So many pieces of the line for each of these entrants, and nothing for the others."""
        added = [0] * len(self._entrants)
        for index, count in counts:
            added[index] = count * self._strides[index][line]
        return tuple(added)

    def total(self, way: Way) -> Kopecks:
        """What all of them give (weighted)."""
        total = 0
        for index, number in enumerate(way):
            kopecks = self._totals[index].get(number)
            total += self._worked_out(index, number) if kopecks is None else kopecks
        return total

    def grants(self, way: Way) -> tuple[Grant, ...]:
        """What the rules that give something give; :meth:`total` was asked before."""
        found = [self._grants[index][number] for index, number in enumerate(way) if number]
        return tuple([grant for grant in found if grant.total_kopecks])

    def likeness(self, way: Way, *, by_takes: bool) -> tuple[int, ...]:
        """The same for ways in which each rule takes the same (else: uses it); :meth:`total` was asked before."""
        place = 0 if by_takes else 1
        return tuple([like[number][place] for like, number in zip(self._like, way, strict=True)])

    def bound(self, way: Way) -> Kopecks:
        """No rule gives more for some of those goods than this for all of them."""
        total = 0
        for index, number in enumerate(way):
            most = self._most[index].get(number)
            if most is None:
                parts = self._parts_of(index, number)
                most = self._entrants[index].offer.most_of(parts) * max(self.weight(part.line) for part in parts)
                if self._weights is not None:
                    apart = (self.most_for(index, part.line, part.shares if self.divisible else 1) for part in parts)
                    most = min(most, sum(apart) + self.flat(index))
                self._most[index][number] = most
            total += most
        return total

    def ceiling(self, line: int, takers: Sequence[int]) -> Kopecks:
        """All together give no more than this for the line, however it is split; each share is rounded for itself."""
        full = self.shares(line)
        rounded = 2 * sum(map(self._most_weight, takers))
        return max(self.most_for(index, line, full) for index in takers) + rounded

    def most_for(self, index: int, line: int, count: int) -> Kopecks:
        """The most that the entrant can give for so many pieces of the line, beside its flat sum."""
        key = (index, line, count)
        most = self._most_of.get(key)
        if most is None:
            offer = self._entrants[index].offer
            # what is split over goods may be taken off another line, which counts more
            by_line = isinstance(offer, UnitOffer | StepsOffer | LadderOffer)
            weight = self.weight(line) if by_line else self._most_weight(index)
            most = offer.most(self._part(line, count)) * weight if count else 0
            self._most_of[key] = most
        return most

    def weight(self, line: int) -> int:
        """What a kopeck off the line counts."""
        return 1 if self._weights is None else self._weights[line]

    def flat(self, index: int) -> Kopecks:
        """The most that the entrant's flat sum counts."""
        flat = self._entrants[index].offer.flat_kopecks
        return flat * self._most_weight(index) if flat else 0

    def _worked_out(self, index: int, number: int) -> Kopecks:
        offer, parts = self._entrants[index].offer, self._parts_of(index, number)
        if self._steps is not None:
            self._steps.take(_ASKING_STEPS + div_floor(sum([part.pieces for part in parts]), _PIECES_A_STEP))
        grant = offer.give(parts) if self.divisible else offer.asked(parts)  # the same pieces hardly come again
        self._grants[index][number] = grant
        nothing = grant.total_kopecks == 0
        self._like[index][number] = (0, 0) if nothing else (self._kind(grant.takes), self._kind(grant.used))
        total = grant.total_kopecks
        if self._weights is not None:
            total = sum([kopecks * self._weights[line] for line, kopecks in grant.takes])
        self._totals[index][number] = total
        return total

    def _kind(self, pairs: tuple[tuple[int, int], ...]) -> int:
        return self._kinds.setdefault(pairs, len(self._kinds) + 1)

    def _most_weight(self, index: int) -> int:
        if self._weights is None:
            return 1
        return max(self.weight(part.line) for part in self._entrants[index].parts)

    def _parts_of(self, index: int, number: int) -> list[Part]:
        parts: list[Part] = []
        left = number
        for line, stride in reversed(self._strides[index].items()):
            count, left = divmod(left, stride)
            if count:
                parts.append(self._part(line, count))
        return parts[::-1]

    def _part(self, line: int, count: int) -> Part:
        """So many pieces of the line, or all of it where lines are not divided."""
        part = self._cut.get((line, count))
        if part is None:
            part = pieces_of(self.parts[line], count) if self.divisible else self.parts[line]
            self._cut[(line, count)] = part
        return part
