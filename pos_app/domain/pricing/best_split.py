"""Best use of points: the split that saves most, money not paid and the worth of what is earned taken together.

Lines that earn little are covered before lines that earn much. Where rules ask for a sum of money (a minimum, a step)
each way to keep or to give up such a sum is tried as a bound on the points of its goods, most hopeful first; where
rules have a limit, what is beyond it costs nothing to cover. Rounding down is met by giving back the few kopecks that
make the next step. Sums whose goods overlap without one holding the other are tried in every order of up to
``MOST_ORDERED`` lines. Beyond that many lines, or ``MOST_WAYS`` ways (``MOST_WAYS_OF_MANY`` for more lines), the answer
is good, not proven best, and says so.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product

from pos_app.domain.loyalty.rules.earning import EarnByReceipt
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.points import WHOLE_POINT
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import BasisPoints, Kopecks, Points
from pos_app.domain.pricing.earning.claims import Claim, Claims
from pos_app.domain.pricing.earning.rates import Rates, rates_of
from pos_app.domain.pricing.earning.tally import level_of, tally

MOST_ORDERED = 6
MOST_WAYS = 1500
MOST_WAYS_OF_MANY = 64
MOST_SHIFTED: Kopecks = 6

Split = tuple[Kopecks, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """The points on these lines together are at most so much."""

    lines: frozenset[int]
    most: Kopecks


@dataclass(frozen=True, slots=True)
class BestSplit:
    """Kopecks by line of the sheet, what was paid by choice of line included; ``exact``: no split saves more."""

    kopecks: Split
    exact: bool


@dataclass(frozen=True, slots=True)
class Room:
    """``fixed`` is paid by choices of single lines. Beside it line i may take ``lines[i]``, all together ``most``;

    with ``fixed`` together at least ``least``, or nothing.
    """

    fixed: Split
    lines: Split
    most: Kopecks
    least: Kopecks


def best_split(claims: Claims, room: Room, finish: Callable[[Split], Split] = lambda split: split) -> BestSplit:
    """The best of all splits within ``room``. ``finish`` makes a split lawful (weighed lines) before it is judged."""
    search = _Search(claims, room, finish)
    search.consider(room.fixed)
    ways, exact = _ways(claims, room)
    hopeful = []
    for levels, bounds in ways:
        rates = rates_of(claims, levels)
        hopeful.append((search.hope(rates, bounds), rates, bounds))
    hopeful.sort(key=lambda one: -one[0])
    for hope, rates, bounds in hopeful:
        if hope < search.worth:
            break
        orders, all_orders = _orders(bounds, room)
        exact = exact and all_orders
        for order in orders:
            search.follow(rates, bounds, order)
    search.polish()
    return BestSplit(search.best, exact)


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
        self.best: Split = room.fixed
        self._worth: tuple[int, Kopecks] = (-1, -1)

    @property
    def worth(self) -> int:
        """Of the best split so far, hundredths of a kopeck."""
        return self._worth[0]

    def hope(self, rates: Rates, bounds: Sequence[Bound]) -> int:
        """No split saves more if the rates are these: limits and rounding down left out, each bound by itself."""
        room, value, scale = self._room, self._value(), rates.scale
        fixed = sum(claim.points for claim in rates.for_receipt) * scale
        raw, gains = fixed, []
        for line, parts in enumerate(rates.per_kopeck):
            cost = sum(figure for _, figure in parts)
            raw += cost * (self._nets[line] - room.fixed[line]) + sum(figure for _, figure in rates.per_line[line])
            gains.append((WHOLE_POINT * scale - value * cost, room.lines[line]))
        left = room.most
        for bound in bounds:
            outside = sum(most for line, most in enumerate(room.lines) if line not in bound.lines)
            left = min(left, bound.most + outside)
        hope = WHOLE_POINT * scale * sum(room.fixed) + value * raw
        for gain, most in sorted(gains, reverse=True):
            if gain <= 0 or left <= 0:
                break
            hope += gain * min(most, left)
            left -= most
        return div_ceil(hope, scale)

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
        path = _Path(self._claims, self._room, self._nets, rates, bounds, order)
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

    def _before_the_step(self, path: "_Path", low: Kopecks, high: Kopecks) -> None:
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


class _Path:
    """Splits by their sum, each adding to the one before: ``at(t)`` covers t kopecks beside what is fixed."""

    def __init__(
        self,
        claims: Claims,
        room: Room,
        nets: Split,
        rates: Rates,
        bounds: Sequence[Bound],
        order: Sequence[int] | None,
    ) -> None:
        self._room = room
        self._nets = nets
        self._stretches: list[tuple[Kopecks, dict[int, Kopecks]]] = []
        self.length: Kopecks = 0
        limits = {
            claim.rule.rule_id: claim.rule.most_points * rates.scale
            for claim in claims.claims
            if claim.rule.most_points is not None
        }
        costs = _Costs(rates, nets, room.fixed, limits)
        if not limits and not bounds and order is None:
            self._by_classes(costs)
        else:
            self._by_lines(costs, bounds, order)

    @property
    def turns(self) -> list[Kopecks]:
        """Sums at which the cost of a kopeck changes, rising."""
        reached, turns = 0, []
        for amount, _ in self._stretches:
            reached += amount
            turns.append(reached)
        return turns

    def at(self, total: Kopecks) -> Split:
        """The split that covers ``total`` kopecks beside what is fixed."""
        made = list(self._room.fixed)
        left = total
        for amount, rooms in self._stretches:
            part = min(left, amount)
            if part == 0:
                break
            lines = list(rooms)
            shares = allocate(part, [self._nets[line] for line in lines], [rooms[line] for line in lines])
            for line, share in zip(lines, shares, strict=True):
                made[line] += share
            left -= part
        return tuple(made)

    def _by_classes(self, costs: "_Costs") -> None:
        """Without limits and bounds: lines of one cost share a stretch in proportion."""
        classes: dict[int, dict[int, Kopecks]] = {}
        for line, most in enumerate(self._room.lines):
            if most:
                classes.setdefault(costs.of(line)[0], {})[line] = most
        for cost in sorted(classes):
            rooms = classes[cost]
            self._add(min(sum(rooms.values()), self._room.most - self.length), rooms)

    def _by_lines(self, costs: "_Costs", bounds: Sequence[Bound], order: Sequence[int] | None) -> None:
        left = {line: most for line, most in enumerate(self._room.lines) if most}
        slack = [bound.most for bound in bounds]
        rank = {line: place for place, line in enumerate(order)} if order is not None else {}
        while left and self.length < self._room.most:
            line = min(left, key=lambda one: (rank.get(one, 0), costs.of(one)[0], one))
            steady = costs.of(line)[1]
            mine = [index for index, bound in enumerate(bounds) if line in bound.lines]
            within = min([left[line], self._room.most - self.length, *(slack[index] for index in mine)])
            amount = within if steady is None else min(within, steady)
            if amount <= 0:
                del left[line]
                continue
            self._add(amount, {line: amount})
            costs.covered(line, amount)
            for index in mine:
                slack[index] -= amount
            left[line] -= amount
            if left[line] == 0:
                del left[line]

    def _add(self, amount: Kopecks, rooms: dict[int, Kopecks]) -> None:
        if amount > 0:
            self._stretches.append((amount, rooms))
            self.length += amount


class _Costs:
    """What covering one more kopeck of a line loses, in parts of the rates' scale, while rules with limits run down."""

    def __init__(self, rates: Rates, nets: Split, fixed: Split, limits: dict[str, int]) -> None:
        self._rates = rates
        self._excess: dict[str, int] = {}
        for rule_id, limit in limits.items():
            given = sum(
                figure * (net - paid)
                for parts, net, paid in zip(rates.per_kopeck, nets, fixed, strict=True)
                for part_id, figure in parts
                if part_id == rule_id
            )
            self._excess[rule_id] = max(0, given - limit)

    def of(self, line: int) -> tuple[int, Kopecks | None]:
        """The cost of the next kopeck, and for how many it stays so (None: for all)."""
        cost, steady = 0, None
        for rule_id, figure in self._rates.per_kopeck[line]:
            excess = self._excess.get(rule_id, 0)
            if excess:
                cost += figure - min(figure, excess)
                lasting = max(1, div_floor(excess, figure))
                steady = lasting if steady is None else min(steady, lasting)
            else:
                cost += figure
        return cost, steady

    def covered(self, line: int, kopecks: Kopecks) -> None:
        """So many kopecks of the line are covered now."""
        for rule_id, figure in self._rates.per_kopeck[line]:
            if rule_id in self._excess:
                self._excess[rule_id] = max(0, self._excess[rule_id] - figure * kopecks)


def _ways(claims: Claims, room: Room) -> tuple[list[tuple[dict[int, BasisPoints], tuple[Bound, ...]]], bool]:
    """Every way to keep or give up the sums that rules ask for: levels of the rules, and bounds that keep them.

    False where there are too many; then rules keep the most that they can, one at a time or all.
    """
    sheet = claims.facts.sheet
    nets = [one.net_kopecks - paid for one, paid in zip(sheet, room.fixed, strict=True)]
    everything = frozenset(range(len(nets)))
    least = claims.plan.programme.earning.min_basket_kopecks
    head = [(), (Bound(everything, sum(nets) - least),)] if least else [()]
    options: list[list[tuple[BasisPoints | None, tuple[Bound, ...]]]] = []
    steady: dict[int, BasisPoints] = {}
    moving: list[Claim] = []
    for claim in claims.claims:
        mine = list(_options(claims, claim, nets, everything))
        if len(mine) == 1 and mine[0][0] is not None and not mine[0][1]:
            steady[claim.place] = mine[0][0]
        else:
            moving.append(claim)
            options.append(mine)
    count = len(head)
    for one in options:
        count *= len(one)
    exact = count <= (MOST_WAYS if sum(map(bool, room.lines)) <= MOST_ORDERED else MOST_WAYS_OF_MANY)
    chosen = product(*options) if exact else _few(options)
    ways = []
    for picked in chosen:
        levels = dict(steady)
        bounds: list[Bound] = []
        for claim, (level, kept) in zip(moving, picked, strict=True):
            if level is not None:
                levels[claim.place] = level
                bounds += kept
        for opening in head:
            together = (*opening, *bounds)
            if all(bound.most >= 0 for bound in together):
                ways.append((levels, together))
    return ways, exact


def _options(
    claims: Claims, claim: Claim, nets: Sequence[Kopecks], everything: frozenset[int]
) -> Iterator[tuple[BasisPoints | None, tuple[Bound, ...]]]:
    """The levels of a rule with the bounds that keep each; None: it is given up."""
    conditions, rule = claim.rule.conditions, claim.rule
    kept: list[Bound] = []
    if conditions.min_basket_kopecks:
        kept.append(Bound(everything, sum(nets) - conditions.min_basket_kopecks))
    if conditions.min_goods_kopecks:
        lines = frozenset(claims.touched[claim.place])
        kept.append(Bound(lines, sum(nets[line] for line in lines) - conditions.min_goods_kopecks))
    if isinstance(rule, EarnByReceipt):
        lines = frozenset(claim.lines)
        money = sum(nets[line] for line in lines)
        for step in rule.steps:
            if step.from_kopecks <= money:
                bound = (Bound(lines, money - step.from_kopecks),) if step.from_kopecks else ()
                yield step.rate_bp, (*kept, *bound)
        yield None, ()
        return
    level = level_of(claim, 0)
    yield level, tuple(kept)
    if kept:
        yield None, ()


def _few(
    options: Sequence[Sequence[tuple[BasisPoints | None, tuple[Bound, ...]]]],
) -> Iterator[tuple[tuple[BasisPoints | None, tuple[Bound, ...]], ...]]:
    """Where all ways are too many: nothing kept, everything kept, and each rule kept alone."""
    nothing = tuple(one[-1] for one in options)
    yield nothing
    yield tuple(one[max(0, len(one) - 2)] for one in options)
    for index, one in enumerate(options):
        for option in one[:-1]:
            yield (*nothing[:index], option, *nothing[index + 1 :])


def _orders(bounds: Sequence[Bound], room: Room) -> tuple[Iterable[Sequence[int] | None], bool]:
    """In which orders to cover lines; False where some that might matter are left out.

    None is the order of costs, which is best where of two bounds one holds the other or they share no line.
    """
    crossing = any(
        one.lines & other.lines and not (one.lines <= other.lines or other.lines <= one.lines)
        for place, one in enumerate(bounds)
        for other in bounds[:place]
    )
    lines = [line for line, most in enumerate(room.lines) if most]
    if crossing and len(lines) <= MOST_ORDERED:
        return permutations(lines), True
    return (None,), not crossing
