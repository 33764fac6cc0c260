"""Best use of points: the split that saves most, money not paid and the worth of what is earned taken together.

Lines that earn little are covered before lines that earn much. Where rules ask for a sum of money (a minimum, a step)
each way to keep or to give up such a sum is tried as a bound on the points of its goods, most hopeful first; where
rules have a limit, what is beyond it costs nothing to cover. Rounding down is met by giving back the few kopecks that
make the next step. Sums whose goods overlap without one holding the other are tried in every order of up to
``MOST_ORDERED`` lines. Beyond that many lines, too many ways (``points_ways``), ``MOST_TRIED`` splits or ``MOST_PATHS``
orders, the answer is good, not proven best, and says how much more there might be.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pos_app.domain.loyalty.rules.earning import (
    EarnByReceipt,
    EarnForGroup,
    EarnLadder,
    EarnMultiplier,
    EarnPerItem,
    EarnPerVisit,
    EarnRate,
)
from pos_app.domain.money.points import WHOLE_POINT
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import ONE, Kopecks, Points
from pos_app.domain.pricing.earning.claims import Claim, Claims
from pos_app.domain.pricing.earning.rates import Rates, rates_of
from pos_app.domain.pricing.earning.tally import tally
from pos_app.domain.pricing.points_path import SplitPath
from pos_app.domain.pricing.points_room import Bound, Room, Split
from pos_app.domain.pricing.points_ways import MOST_ORDERED, orders_of_lines, ways_to_earn

MOST_SHIFTED: Kopecks = 6
MOST_TRIED = 3_000
MOST_PATHS = 12_000
"""Splits that are judged, and orders in which lines are covered; then the best so far is the answer, with what there

might be more.
"""
_FOR_RECEIPT = (EarnForGroup, EarnLadder, EarnPerVisit)


@dataclass(frozen=True, slots=True)
class BestSplit:
    """Kopecks by line of the sheet, what was paid by choice of line included; ``tried`` splits were judged.

    ``more_kopecks``: no split saves more than that besides (None: no split saves more at all).
    """

    kopecks: Split
    tried: int
    more_kopecks: Kopecks | None


def best_split(claims: Claims, room: Room, finish: Callable[[Split], Split] = lambda split: split) -> BestSplit:
    """The best of all splits within ``room``. ``finish`` makes a split lawful (weighed lines) before it is judged."""
    search = _Search(claims, room, finish)
    search.consider(room.fixed)
    ways, all_ways = ways_to_earn(claims, room)
    hopeful = []
    for levels, bounds in ways:
        rates = rates_of(claims, levels)
        hopeful.append((search.hope(rates, bounds), rates, bounds))
    hopeful.sort(key=lambda one: -one[0])
    open_hope = -1  # of what was left out or given up
    for hope, rates, bounds in hopeful:
        if hope < search.worth:
            break
        orders, all_orders = orders_of_lines(bounds, room)
        if not all_orders:
            open_hope = max(open_hope, hope)
        for order in orders:
            if search.tried >= MOST_TRIED or search.paths >= MOST_PATHS:
                open_hope = max(open_hope, hope)
                break
            search.follow(rates, bounds, order)
    search.polish()
    if not all_ways:
        open_hope = max(open_hope, search.largest_hope())
    more = None if open_hope < 0 else div_ceil(max(open_hope - search.worth, 0), WHOLE_POINT)
    return BestSplit(search.best, search.tried, more)


def _most_earned(claims: Claims, line: int, money: Kopecks, mine: Sequence[Claim]) -> Points:
    """All rates together, under all multipliers that add something, and all points for units: hundredths."""
    rate_bp, points = claims.rate_bp, 0
    multipliers = []
    for claim in mine:
        if isinstance(claim.rule, EarnRate):
            rate_bp += claim.rule.rate_bp
        elif isinstance(claim.rule, EarnByReceipt):
            rate_bp += max(step.rate_bp for step in claim.rule.steps)
        elif isinstance(claim.rule, EarnMultiplier):
            multipliers.append(max(claim.rule.multiplier_bp, WHOLE_BP))
        elif isinstance(claim.rule, EarnPerItem):
            points += div_ceil(claim.points * claims.facts.sheet[line].line.quantity, ONE)
    earned = div_ceil(money * rate_bp, WHOLE_BP)
    for multiplier_bp in multipliers:
        earned = div_ceil(earned * multiplier_bp, WHOLE_BP)
    return earned + points


def _apart(bounds: Sequence[Bound]) -> list[tuple[Bound, ...]]:
    """Families of bounds that share no line, as large as they get, one from every bound on; none of them is fine."""
    families: list[tuple[Bound, ...]] = [()]
    for place in range(len(bounds)):
        family: list[Bound] = []
        for bound in (*bounds[place:], *bounds[:place]):
            if all(bound.lines.isdisjoint(other.lines) for other in family):
                family.append(bound)
        families.append(tuple(family))
    return families


def _most_gained(
    gains: Sequence[tuple[int, Kopecks]], order: Sequence[int], most: Kopecks, family: Sequence[Bound]
) -> int:
    """The largest gain within bounds that share no line: the dearest to cover first."""
    slack = [bound.most for bound in family]
    of_line = {line: place for place, bound in enumerate(family) for line in bound.lines}
    total = 0
    for line in order:
        gain, room = gains[line]
        place = of_line.get(line)
        amount = min(room, most) if place is None else min(room, most, slack[place])
        if amount <= 0:
            continue
        total += gain * amount
        most -= amount
        if place is not None:
            slack[place] -= amount
    return total


class _Search:
    """The best split that was seen, by its worth: hundredths of a kopeck."""

    def __init__(self, claims: Claims, room: Room, finish: Callable[[Split], Split]) -> None:
        self._claims = claims
        self._room = room
        self._finish = finish
        self._nets = tuple(one.net_kopecks for one in claims.facts.sheet)
        self._seen: dict[Split, tuple[int, Kopecks]] = {}
        self._tallies: dict[Split, tuple[Points, Points]] = {}
        self._uneven = False
        self.paths = 0
        self._followed: set[object] = set()
        self.best: Split = room.fixed
        self._worth: tuple[int, Kopecks] = (-1, -1)

    @property
    def tried(self) -> int:
        """Splits that were judged."""
        return len(self._tallies)

    def largest_hope(self) -> int:
        """No split saves more, whatever rules hold: all that may be paid is paid, and every rule adds what it can."""
        claims, room = self._claims, self._room
        earned = 0
        for line, net in enumerate(self._nets):
            if line in claims.eligible:
                mine = [claim for claim in claims.claims if line in claim.lines]
                earned += _most_earned(claims, line, net - room.fixed[line], mine)
        earned += sum(claim.points for claim in claims.claims if isinstance(claim.rule, _FOR_RECEIPT))
        return WHOLE_POINT * (sum(room.fixed) + room.most) + self._value() * earned

    @property
    def worth(self) -> int:
        """Of the best split so far, hundredths of a kopeck."""
        return self._worth[0]

    def hope(self, rates: Rates, bounds: Sequence[Bound]) -> int:
        """No split saves more if the rates are these: limits and rounding down left out, bounds that share no line."""
        room, value, scale = self._room, self._value(), rates.scale
        fixed = sum(claim.points for claim in rates.for_receipt) * scale
        raw, gains = fixed, []
        for line, parts in enumerate(rates.per_kopeck):
            cost = sum(figure for _, figure in parts)
            raw += cost * (self._nets[line] - room.fixed[line]) + sum(figure for _, figure in rates.per_line[line])
            gains.append((WHOLE_POINT * scale - value * cost, room.lines[line]))
        order = sorted(
            (line for line, (gain, most) in enumerate(gains) if gain > 0 and most), key=lambda x: -gains[x][0]
        )
        fewest = min(_most_gained(gains, order, room.most, family) for family in _apart(bounds))
        return div_ceil(WHOLE_POINT * scale * sum(room.fixed) + value * raw + fewest, scale)

    def consider(self, split: Split) -> tuple[int, Kopecks]:
        """The worth of a split once it is lawful, with its sum; kept if it is the best so far."""
        worth = self._seen.get(split)
        if worth is not None:
            return worth
        lawful = self._finish(split)
        self._uneven = self._uneven or lawful != split
        total = sum(lawful)
        if 0 < total < self._room.least:
            worth = (-1, total)
        else:
            worth = (WHOLE_POINT * total + self._value() * self._earned(lawful), total)
        self._seen[split] = worth
        if worth > self._worth:
            self.best, self._worth = lawful, worth
        return worth

    def follow(self, rates: Rates, bounds: Sequence[Bound], order: Sequence[int] | None) -> None:
        """Cover lines from the cheapest to cover to the dearest, and judge every turn of that path."""
        self.paths += 1
        path = SplitPath(self._claims, self._room, self._nets, rates, bounds, order)
        if path.course in self._followed:
            return
        self._followed.add(path.course)
        turns = [0, *path.turns]
        for turn in turns:
            self.consider(path.at(turn))
        for low, high in pairwise(turns):
            if max(self._unrounded(path.at(low)), self._unrounded(path.at(high))) >= self.worth:
                self._before_the_step(path, low, high)
        if self._room.least:
            short = self._room.least - sum(self._room.fixed)
            if 0 < short <= path.length:
                self.consider(path.at(short))

    def polish(self) -> None:
        """Move a few kopecks between lines while that saves more: weighed lines take only sums that multiply out."""
        lines = [line for line, most in enumerate(self._room.lines) if most]
        if not self._uneven or len(lines) > MOST_ORDERED:
            return
        worth = (-1, -1)
        while self._worth > worth:
            worth, start = self._worth, self.best
            spare = self._room.most - sum(start) + sum(self._room.fixed)
            for line in lines:
                for moved in (*range(-MOST_SHIFTED, 0), *range(1, MOST_SHIFTED + 1)):
                    self._shift(start, {line: moved})
                    for other in lines:
                        if other != line:
                            self._shift(start, {line: moved, other: -moved})
                            self._shift(start, {line: moved, other: spare - moved})

    def _shift(self, split: Split, moves: dict[int, Kopecks]) -> None:
        made = list(split)
        for line, moved in moves.items():
            made[line] += moved
            extra = made[line] - self._room.fixed[line]
            if not 0 <= extra <= self._room.lines[line]:
                return
        if sum(made) - sum(self._room.fixed) <= self._room.most:
            self.consider(tuple(made))

    def _before_the_step(self, path: SplitPath, low: Kopecks, high: Kopecks) -> None:
        """The most that can be covered on a stretch without losing the points that its end loses last."""
        lost = self._earned(path.at(high))
        if self._earned(path.at(low)) == lost:
            return
        while high - low > 1:
            middle = div_floor(low + high, 2)
            if self._earned(path.at(middle)) > lost:
                low = middle
            else:
                high = middle
        self.consider(path.at(low))

    def _earned(self, split: Split) -> Points:
        return self._tallied(split)[0]

    def _unrounded(self, split: Split) -> int:
        """The worth of a split as if nothing were rounded down: on a stretch none saves more than its better end."""
        return WHOLE_POINT * sum(split) + self._value() * self._tallied(split)[1]

    def _tallied(self, split: Split) -> tuple[Points, Points]:
        """What is earned, rounded down as it is, and before that (rounded up)."""
        found = self._tallies.get(split)
        if found is None:
            money = [net - kopecks for net, kopecks in zip(self._nets, split, strict=True)]
            counted = tally(self._claims, money, sum(split))
            raw = sum(figure for line in counted.parts for _, figure in line)
            found = self._tallies[split] = (counted.total, div_ceil(raw, counted.scale))
        return found

    def _value(self) -> Kopecks:
        return self._claims.plan.programme.points.point_value_kopecks
