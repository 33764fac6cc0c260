"""Every way in which rivals can share goods out: each piece, or each whole line, goes to one of the rules that want it.

Of the rules with a benefit on every unit one gets all the pieces of a line that no group takes: to share these would be
a game for a kopeck of rounding. What a rule gives is worked out once for each amount of goods (``amounts``); going
through the ways is then adding figures. A way is given up as soon as what is shared out so far, with all the rest for
everybody who wants it, cannot reach the sum that is asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from math import prod

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.amounts import Amounts, Way
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.offers.offer import Grant
from pos_app.domain.pricing.outlook import Outlook, TooWideError
from pos_app.domain.pricing.promising_first import Choice, promising_first
from pos_app.domain.pricing.splits import splits, splits_count
from pos_app.domain.pricing.steps_left import Steps, TooManyStepsError

Split = tuple[Way, Kopecks]
"""What one split of a line adds to a way; and the most that the entrants can give for that line so split."""
Promising = Callable[[Sequence[Kopecks], int | None], bool]
"""Of what is taken off the lines, and the lines (bits) that exclusive rules have all of; None: some pieces of one."""

_LOOKING_STEPS = 10
"""So many a result that is looked at, and a split that is written down."""
_GLANCING_STEPS = 2
"""And one that is like another."""
_MANY_WAYS = 2_000
"""From so many ways on it is worth working out what the rules can still give (``outlook``)."""
_WORTH_STEPS = 20_000
"""For a search that may take so many steps."""
_MOST_SETS = 400_000
"""How long that may take."""
_MOST_KEPT = 64
"""Of results that a search found before it had to end so many are kept."""


class Sharing:
    """``divisible``: the pieces of a line may go to several rules.

    Without ``steps`` a search takes as many as it needs, with them it may end with :class:`TooManyStepsError`.
    ``weights``: what a kopeck off each line of the sheet counts in the sums asked for (None: a kopeck).
    """

    def __init__(
        self,
        entrants: Sequence[Entrant],
        *,
        divisible: bool,
        steps: Steps | None = None,
        weights: Sequence[int] | None = None,
    ) -> None:
        self.weights = weights
        self._entrants = entrants
        self._amounts = Amounts(entrants, divisible=divisible, steps=steps, weights=weights)
        self._wanting: dict[int, list[int]] = {}
        self._splits: dict[tuple[int, tuple[int, ...]], list[Split]] = {}
        self._outlooks: dict[frozenset[int], Outlook | None] = {}
        self.found: list[tuple[Grant, ...]] = []
        """The most promising results before a search had to end."""
        self._divisible = divisible
        self._budget = steps
        for index, one in enumerate(entrants):
            for part in one.parts:
                self._wanting.setdefault(part.line, []).append(index)

    def count(self) -> int:
        """How many ways there are, without leaving any rule out."""
        return self._count(frozenset(range(len(self._entrants))))

    def best(self) -> tuple[Kopecks, tuple[Grant, ...]]:
        """The largest sum that all the rivals together give; the first way that gives it."""
        most, found = self._best(frozenset(range(len(self._entrants))), 0)
        return most, self._amounts.grants(found)

    def at_least(self, least: Kopecks, lines: int, promising: Promising, *, alike: bool) -> list[tuple[Grant, ...]]:
        """What every way gives that comes to ``least`` or more, also without some of the rules; each result once.

        A rule may be left out as a whole; goods go to one of the rules that are in, whatever these make of them.
        ``promising`` is asked for what a result takes off each of the sheet's ``lines``. ``alike``: which rule took
        something off a line does not matter, only how much.
        """
        results: dict[object, tuple[Grant, ...] | None] = {}
        try:
            self._look_through(results, least, lines, promising, alike=alike)
        except TooManyStepsError:
            found = [grants for grants in results.values() if grants is not None]
            found.sort(key=lambda grants: -sum(grant.total_kopecks for grant in grants))
            self.found = found[:_MOST_KEPT]
            raise
        return [grants for grants in results.values() if grants is not None]

    def _look_through(
        self,
        results: dict[object, tuple[Grant, ...] | None],
        least: Kopecks,
        lines: int,
        promising: Promising,
        *,
        alike: bool,
    ) -> None:
        amounts = self._amounts
        seen: set[tuple[int, ...]] = set()
        for chosen in (frozenset(range(len(self._entrants))), *self._uncovering()):
            for _, way in self._ways(chosen, [least]):
                like = amounts.likeness(way, by_takes=alike)
                is_new = like not in seen
                if self._budget is not None:
                    self._budget.take(_LOOKING_STEPS if is_new else _GLANCING_STEPS)
                if not is_new:
                    continue
                seen.add(like)
                grants = amounts.grants(way)
                takes = [0] * lines
                for grant in grants:
                    for line, kopecks in grant.takes:
                        takes[line] += kopecks
                key = tuple(takes) if alike else _used(grants)
                if key not in results:
                    results[key] = grants if promising(takes, self._shut(grants)) else None

    def _shut(self, grants: Sequence[Grant]) -> int | None:
        """A bit for each line of which exclusive rules have every piece; None where they have some pieces of a line."""
        counts: dict[int, int] = {}
        for grant in grants:
            if grant.rule.exclusive:
                for line, count in grant.used:
                    counts[line] = counts.get(line, 0) + count
        if any(count < self._amounts.parts[line].shares for line, count in counts.items()):
            return None
        return sum(1 << line for line in counts)

    def best_of(self, least: Kopecks) -> list[tuple[Grant, ...]]:
        """What the best way gives, if that is ``least`` or more."""
        most, found = self._best(frozenset(range(len(self._entrants))), max(least, 0))
        return [] if most < 0 else [self._amounts.grants(found)]

    def most(self) -> Kopecks:
        """The largest sum of any way; without some of the rules it is no larger."""
        return self._best(frozenset(range(len(self._entrants))), 0)[0]

    def _best(self, chosen: frozenset[int], least: Kopecks) -> tuple[Kopecks, Way]:
        """The largest sum of ``least`` or more, and the first way that gives it; -1 if there is none."""
        floor = [least]
        most: Kopecks = -1
        found: Way = ()
        for total, way in self._ways(chosen, floor):
            most, found = total, way
            floor[0] = total + 1
            self.found = [self._amounts.grants(way)]
        return most, found

    def _count(self, chosen: frozenset[int]) -> int:
        counts = ((self._amounts.shares(line), *self._takers(line, chosen)) for line in self._wanting)
        return prod(splits_count(shares, len(grouping), len(each)) for shares, grouping, each in counts)

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

    def _ways(self, chosen: frozenset[int], floor: list[Kopecks]) -> Iterator[tuple[Kopecks, Way]]:
        """Every way to share the goods out among the chosen that gives ``floor[0]``, which may rise meanwhile."""
        nobody = (0,) * len(self._entrants)
        lookout = self._outlook(chosen)
        if lookout is not None and self._budget is not None:
            choices = self._choices(lookout, chosen)
            yield from promising_first(lookout, choices, self._amounts.total, floor, self._budget)
            return
        steps: list[list[Split]] = []
        rest: list[tuple[Way, Kopecks]] = [(nobody, sum(map(self._amounts.flat, chosen)))]
        for line in sorted(self._wanting, key=lambda one: (self._amounts.parts[one].base_kopecks, -one)):
            takers = [index for index in self._wanting[line] if index in chosen]
            if takers:
                full = self._amounts.shares(line)
                everything = self._amounts.added([(index, full) for index in takers], line)
                all_of_it, most = rest[-1]
                ceiling = self._amounts.ceiling(line, takers)
                rest.append((tuple(map(int.__add__, all_of_it, everything)), most + ceiling))
                steps.append(self._steps(line, chosen))
        rest.reverse()
        steps.reverse()
        yield from self._down(steps, rest, 0, nobody, 0, floor)

    def _outlook(self, chosen: frozenset[int]) -> Outlook | None:
        """What the chosen can give for what is left, where there are so many ways that it is worth working out."""
        if not self._divisible or self._budget is None or self._budget.left < _WORTH_STEPS:
            return None
        if chosen not in self._outlooks:
            self._outlooks[chosen] = self._looked_out(chosen) if self._count(chosen) > _MANY_WAYS else None
        return self._outlooks[chosen]

    def _looked_out(self, chosen: frozenset[int]) -> Outlook | None:
        entrants = [one for index, one in enumerate(self._entrants) if index in chosen]
        lines = {part.line: part for one in entrants for part in one.parts}
        weights = {line: self._amounts.weight(line) for line in lines}
        most = _MOST_SETS if self._budget is None else min(self._budget.left, _MOST_SETS)
        try:
            return Outlook(entrants, lines, weights, most)
        except TooWideError:
            return None

    def at_most(self) -> Kopecks | None:
        """A bound on what all the rivals together give (weighted); None where there is no outlook."""
        outlook = self._outlook(frozenset(range(len(self._entrants))))
        return None if outlook is None else outlook.most

    def _choices(self, outlook: Outlook, chosen: frozenset[int]) -> list[list[Choice]]:
        """Every split of each line, in the outlook's order."""
        choices: list[list[Choice]] = []
        for line in outlook.lines:
            grouping, independent = self._takers(line, chosen)
            shares = self._amounts.shares(line)
            if self._budget is not None:
                self._budget.take(_LOOKING_STEPS * splits_count(shares, len(grouping), len(independent)))
            mine: list[Choice] = []
            for together in range(shares, -1, -1) if grouping else (0,):
                if together < shares and not independent:
                    break
                rest = [()] if together == shares else [((index, shares - together),) for index in independent]
                for split in splits(together, len(grouping)) if grouping else [()]:
                    counts = tuple(zip(grouping, split, strict=True))
                    mine.append(Choice(split, tuple(self._amounts.added((*counts, *one), line) for one in rest)))
            choices.append(mine)
        return choices

    def _steps(self, line: int, chosen: frozenset[int]) -> list[Split]:
        """Every split of the line among those of the chosen who want it."""
        grouping, independent = self._takers(line, chosen)
        key = (line, (*grouping, -1, *independent))
        known = self._splits.get(key)
        if known is not None:
            return known
        shares = self._amounts.shares(line)
        if self._budget is not None:
            self._budget.take(_LOOKING_STEPS * splits_count(shares, len(grouping), len(independent)))
        steps: list[Split] = []
        for together in range(shares, -1, -1) if grouping else (0,):
            if together < shares and not independent:
                break
            for split in splits(together, len(grouping)) if grouping else [()]:
                counts = list(zip(grouping, split, strict=True))
                if together == shares:
                    steps.append(self._split(line, counts))
                    continue
                steps.extend(self._split(line, [*counts, (index, shares - together)]) for index in independent)
        self._splits[key] = steps
        return steps

    def _split(self, line: int, counts: Sequence[tuple[int, int]]) -> Split:
        most = sum(self._amounts.most_for(index, line, count) for index, count in counts)
        return self._amounts.added(counts, line), most

    def _down(
        self,
        steps: Sequence[list[Split]],
        rest: Sequence[tuple[Way, Kopecks]],
        depth: int,
        way: Way,
        most: Kopecks,
        floor: list[Kopecks],
    ) -> Iterator[tuple[Kopecks, Way]]:
        """``most`` that is given for what is shared out; ``rest``: all that is open for everybody, and its ceiling."""
        if depth == len(steps):
            total = self._amounts.total(way)
            if total >= floor[0]:
                yield total, way
            return
        everything, ceiling = rest[depth + 1]
        last = depth + 1 == len(steps)
        for added, worth in steps[depth]:
            if self._budget is not None:
                self._budget.take()
            if most + worth + ceiling < floor[0]:
                continue
            following = tuple(map(int.__add__, way, added))
            if last:
                total = self._amounts.total(following)
                if total >= floor[0]:
                    yield total, following
            elif self._amounts.bound(tuple(map(int.__add__, following, everything))) >= floor[0]:
                yield from self._down(steps, rest, depth + 1, following, most + worth, floor)


def _used(grants: Sequence[Grant]) -> object:
    return tuple((grant.rule.place, grant.used) for grant in grants)
