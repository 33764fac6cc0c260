"""Rules choose in turn from what the earlier ones left; what nobody took goes to the best benefit on every unit."""

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heapreplace
from itertools import permutations

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.part import Part, pieces_of


class Turns:
    """``tried`` counts how often a rule was asked what it would take."""

    def __init__(
        self, rivals: Sequence[Entrant], fillers: Mapping[int, tuple[Offer, Part]], *, divisible: bool
    ) -> None:
        self.tried = 0
        self._rivals = rivals
        self._fillers = fillers
        self._divisible = divisible
        self._whole = {part.line: part for one in rivals for part in one.parts}

    def best_of_all_orders(self) -> tuple[Grant, ...]:
        """The best of all orders of some or all of the rules; the first of equals."""
        best: tuple[Grant, ...] = ()
        most: Kopecks = -1
        for count in range(len(self._rivals) + 1):
            for order in permutations(self._rivals, count):
                used: dict[int, int] = {}
                chosen = [self._chosen(one, used) for one in order]
                total = sum(grant.total_kopecks for grant in chosen) + self._filled_kopecks(used)
                if total > most:
                    most, best = total, (*chosen, *self._filled(used))
        return best

    def largest_gain_first(self) -> tuple[Grant, ...]:
        """Whoever adds most takes its goods, until nobody adds anything.

        Who lost goods to another is asked again when its turn comes: with fewer goods it adds no more than before.
        """
        neighbours: dict[int, list[int]] = {}
        for index, one in enumerate(self._rivals):
            for part in one.parts:
                neighbours.setdefault(part.line, []).append(index)
        used: dict[int, int] = {}
        self.tried += len(self._rivals)
        offered = [(self._gain(one.alone, used), one.alone) for one in self._rivals]
        stale: set[int] = set()
        taken: list[Grant] = []
        order = [(-gain, index) for index, (gain, _) in enumerate(offered)]
        heapify(order)
        while order:
            best = order[0][1]
            if offered[best][0] <= 0:
                break
            if best in stale:
                stale.discard(best)
                offered[best] = self._offered(self._rivals[best], used)
                heapreplace(order, (-offered[best][0], best))
                continue
            heappop(order)
            grant = offered[best][1]
            taken.append(grant)
            for line, count in grant.used:
                used[line] = used.get(line, 0) + count
                stale.update(neighbours[line])
        return (*taken, *self._filled(used))

    def _offered(self, one: Entrant, used: Mapping[int, int]) -> tuple[Kopecks, Grant]:
        """What the rule would add to what is taken, and how."""
        self.tried += 1
        grant = one.offer.asked(self._left(one, used))
        return self._gain(grant, used), grant

    def _gain(self, grant: Grant, used: Mapping[int, int]) -> Kopecks:
        """What a grant adds, less what its goods would have off otherwise."""
        lost = 0
        for line, count in grant.used:
            if line in self._fillers:
                offer = self._fillers[line][0]
                before = self._rest(line, used.get(line, 0))
                after = self._rest(line, used.get(line, 0) + count)
                lost += 0 if before is None else offer.most(before)
                lost -= 0 if after is None else offer.most(after)
        return grant.total_kopecks - lost

    def _chosen(self, one: Entrant, used: dict[int, int]) -> Grant:
        self.tried += 1
        grant = one.offer.asked(self._left(one, used))
        if grant.total_kopecks:
            for line, count in grant.used:
                used[line] = used.get(line, 0) + count
        return grant

    def _left(self, one: Entrant, used: Mapping[int, int]) -> list[Part]:
        left = [self._rest(part.line, used.get(part.line, 0)) for part in one.parts]
        return [part for part in left if part is not None]

    def _rest(self, line: int, gone: int) -> Part | None:
        part = self._whole[line]
        if gone == 0:
            return part
        count = part.shares - gone if self._divisible else 0
        return pieces_of(part, count) if count > 0 else None

    def _filled_kopecks(self, used: Mapping[int, int]) -> Kopecks:
        rests = ((offer, self._rest(line, used.get(line, 0))) for line, (offer, _) in self._fillers.items())
        return sum(offer.most(part) for offer, part in rests if part is not None)

    def _filled(self, used: Mapping[int, int]) -> tuple[Grant, ...]:
        rest: dict[int, tuple[Offer, list[Part]]] = {}
        for line, (offer, _) in self._fillers.items():
            part = self._rest(line, used.get(line, 0))
            if part is not None:
                rest.setdefault(offer.rule.place, (offer, []))[1].append(part)
        return tuple(offer.asked(sorted(parts)) for offer, parts in rest.values())
