"""Every way in which rivals can share goods out: each piece, or each whole line, goes to one of the rules that want it.

Of the rules with a benefit on every unit one gets all the pieces of a line that no group takes: to share these would be
a game for a kopeck of rounding. What a rule gives is worked out once for each amount of goods; going through the ways
is then adding figures.
"""

from collections.abc import Iterator, Sequence
from math import comb, prod

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.offers.offer import Grant
from pos_app.domain.pricing.part import Part, pieces_of

Way = tuple[int, ...]
"""For each entrant a number that tells how much it gets of each line, 0 for nothing."""


class Sharing:
    """``divisible``: the pieces of a line may go to several rules."""

    def __init__(self, entrants: Sequence[Entrant], *, divisible: bool) -> None:
        self._entrants = entrants
        self._parts: dict[int, Part] = {}
        self._wanting: dict[int, list[int]] = {}
        self._strides: list[list[tuple[int, int]]] = []
        self._grants: list[dict[int, Grant]] = [{} for _ in entrants]
        self._totals: list[dict[int, Kopecks]] = [{0: 0} for _ in entrants]
        self._divisible = divisible
        for index, one in enumerate(entrants):
            stride = 1
            strides: list[tuple[int, int]] = []
            for part in one.parts:
                self._parts[part.line] = part
                self._wanting.setdefault(part.line, []).append(index)
                strides.append((part.line, stride))
                stride *= self._shares(part.line) + 1
            self._strides.append(strides)

    def count(self, *, leaving_out: bool) -> int:
        """How many ways there are; ``leaving_out``: also those without some of the rules."""
        everyone = frozenset(range(len(self._entrants)))
        total = self._count(everyone)
        if leaving_out:
            total += sum(self._count(chosen) for chosen in self._uncovering())
        return total

    def amounts(self) -> int:
        """For how many different amounts of goods a rule would have to be asked."""
        return sum(prod(self._shares(line) + 1 for line, _ in strides) for strides in self._strides)

    def best(self) -> tuple[Kopecks, tuple[Grant, ...]]:
        """The largest sum that all the rivals together give; the first way that gives it."""
        most: Kopecks = -1
        found: Way = ()
        for total, way in self._ways(frozenset(range(len(self._entrants)))):
            if total > most:
                most, found = total, way
        return most, self.grants(found)

    def at_least(self, least: Kopecks, *, alike: bool) -> list[tuple[Grant, ...]]:
        """What every way gives that comes to ``least`` or more, also without some of the rules; each result once.

        A rule may be left out as a whole; goods go to one of the rules that are in, whatever these make of them.
        ``alike``: which rule took something off a line does not matter, only how much.
        """
        results: dict[object, tuple[Grant, ...]] = {}
        for chosen in (frozenset(range(len(self._entrants))), *self._uncovering()):
            for total, way in self._ways(chosen):
                if total >= least:
                    grants = self.grants(way)
                    results.setdefault(_taken(grants) if alike else _used(grants), grants)
        return list(results.values())

    def most(self) -> Kopecks:
        """The largest sum of any way, also without some of the rules."""
        chosen = (frozenset(range(len(self._entrants))), *self._uncovering())
        return max(total for one in chosen for total, _ in self._ways(one))

    def grants(self, way: Way) -> tuple[Grant, ...]:
        """What the rules that give something give."""
        found = (self._grants[index][number] for index, number in enumerate(way) if number)
        return tuple(grant for grant in found if grant.total_kopecks)

    def _shares(self, line: int) -> int:
        return self._parts[line].shares if self._divisible else 1

    def _count(self, chosen: frozenset[int]) -> int:
        counts = ((self._shares(line), *self._takers(line, chosen)) for line in self._wanting)
        return prod(_splits_count(shares, len(grouping), len(each)) for shares, grouping, each in counts)

    def _takers(self, line: int, chosen: frozenset[int]) -> tuple[list[int], list[int]]:
        """Who of the chosen wants the line: rules that look at what they get together, and those for every unit."""
        takers = [index for index in self._wanting[line] if index in chosen]
        independent = [index for index in takers if self._entrants[index].offer.independent]
        return [index for index in takers if index not in independent], independent

    def _uncovering(self) -> Iterator[frozenset[int]]:
        """Choices of rules that leave some goods without any: the others are in the ways of all the rules already."""
        for mask in range((1 << len(self._entrants)) - 1):
            chosen = frozenset(index for index in range(len(self._entrants)) if mask >> index & 1)
            if any(chosen.isdisjoint(wanting) for wanting in self._wanting.values()):
                yield chosen

    def _ways(self, chosen: frozenset[int]) -> Iterator[tuple[Kopecks, Way]]:
        """Every way to share the goods out among the chosen, with the sum that it gives."""
        steps = [self._steps(line, *self._takers(line, chosen)) for line in sorted(self._wanting)]
        yield from self._down([step for step in steps if step], 0, (0,) * len(self._entrants))

    def _steps(self, line: int, grouping: Sequence[int], independent: Sequence[int]) -> list[tuple[int, ...]]:
        """For each split of the line, what it adds to the number of each entrant; none where nobody wants it."""
        strides = [dict(self._strides[index]).get(line, 0) for index in range(len(self._entrants))]
        shares = self._shares(line)
        steps: list[tuple[int, ...]] = []
        for together in range(shares, -1, -1) if grouping else (0,):
            for split in splits(together, len(grouping)) if grouping else [()]:
                added = [0] * len(self._entrants)
                for index, count in zip(grouping, split, strict=True):
                    added[index] = count * strides[index]
                if together == shares:
                    steps.append(tuple(added))
                    continue
                for index in independent:
                    step = added.copy()
                    step[index] = (shares - together) * strides[index]
                    steps.append(tuple(step))
        return steps

    def _down(self, steps: Sequence[list[tuple[int, ...]]], depth: int, way: Way) -> Iterator[tuple[Kopecks, Way]]:
        if depth == len(steps):
            yield self._total(way), way
            return
        for step in steps[depth]:
            following = tuple(map(int.__add__, way, step))
            if depth + 1 < len(steps):
                yield from self._down(steps, depth + 1, following)
            else:
                yield self._total(following), following

    def _total(self, way: Way) -> Kopecks:
        total = 0
        for index, number in enumerate(way):
            kopecks = self._totals[index].get(number)
            total += self._worked_out(index, number) if kopecks is None else kopecks
        return total

    def _worked_out(self, index: int, number: int) -> Kopecks:
        parts: list[Part] = []
        left = number
        for line, stride in reversed(self._strides[index]):
            count, left = divmod(left, stride)
            if count:
                part = self._parts[line]
                parts.append(pieces_of(part, count) if self._divisible else part)
        grant = self._entrants[index].offer.asked(parts[::-1])
        self._grants[index][number] = grant
        self._totals[index][number] = grant.total_kopecks
        return grant.total_kopecks


def has_few_ways(entrants: Sequence[Entrant], most: int, *, divisible: bool) -> bool:
    """Whether there are no more than ``most`` ways, without leaving any rule out; asked before they are listed."""
    shares: dict[int, int] = {}
    grouping: dict[int, int] = {}
    independent: dict[int, int] = {}
    for one in entrants:
        counts = independent if one.offer.independent else grouping
        for part in one.parts:
            shares[part.line] = part.shares if divisible else 1
            counts[part.line] = counts.get(part.line, 0) + 1
    ways = 1
    for line, count in shares.items():
        ways *= _splits_count(count, grouping.get(line, 0), independent.get(line, 0))
        if ways > most:
            return False
    return True


def _taken(grants: Sequence[Grant]) -> object:
    by_line: dict[int, Kopecks] = {}
    for grant in grants:
        for line, kopecks in grant.takes:
            by_line[line] = by_line.get(line, 0) + kopecks
    return tuple(sorted(by_line.items()))


def _used(grants: Sequence[Grant]) -> object:
    return tuple((grant.rule.place, grant.used) for grant in grants)


def _splits_count(shares: int, grouping: int, independent: int) -> int:
    """How many splits of one line ``_steps`` lists, at least 1."""
    if grouping == 0:
        return max(independent, 1)
    return comb(shares + grouping - 1, grouping - 1) + independent * comb(shares + grouping - 1, grouping)


def splits(count: int, ways: int) -> list[tuple[int, ...]]:
    """Every way to write ``count`` as a sum of ``ways`` numbers from 0 up."""
    if ways == 1:
        return [(count,)]
    return [(first, *rest) for first in range(count, -1, -1) for rest in splits(count - first, ways - 1)]
