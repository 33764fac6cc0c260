"""Splits of points in the order in which lines are covered: from the cheapest to cover to the dearest."""

from collections.abc import Sequence

from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.earning.claims import Claims
from pos_app.domain.pricing.earning.rates import Rates
from pos_app.domain.pricing.points_room import Bound, Room, Split


class SplitPath:
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

    @property
    def course(self) -> object:
        """What tells paths apart."""
        return tuple([(amount, *rooms.items()) for amount, rooms in self._stretches])

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
