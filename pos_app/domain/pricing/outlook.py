"""The most that rules can still give for goods that are not shared out yet, each piece to one of them.

Every rule is followed by a small number (``tallies``). For each line and each set of numbers it is worked out once what
all the lines that follow can bring, so a search that knows the numbers knows the bound.
"""

from collections.abc import Mapping, Sequence
from itertools import product

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.tallies import tallies_of
from pos_app.domain.pricing.tally import NEVER, Tally, unit_kopecks

States = tuple[int, ...]
"""A number for each of the rules that look at their goods together."""


class TooWideError(Exception):
    """There are too many sets of numbers to follow."""


class Outlook:
    """Of rules that are all in, and the goods that they want. ``lines`` are shared out in their order.

    ``weights``: what a kopeck off a line counts. ``most``: what all the goods bring at most. Raises
    :class:`TooWideError` after ``most_steps``.
    """

    def __init__(
        self,
        entrants: Sequence[Entrant],
        whole: Mapping[int, Part],
        weights: Mapping[int, int],
        most_steps: int,
    ) -> None:
        self._left = most_steps
        self.lines = tuple(sorted(whole, key=lambda line: (-unit_kopecks(whole[line]), line)))
        self._whole = whole
        self._weights = weights
        grouping = [one for one in entrants if not one.offer.independent]
        independent = [one for one in entrants if one.offer.independent]
        wanted = [frozenset(part.line for part in one.parts) for one in grouping]
        self._takers = [tuple(at for at, mine in enumerate(wanted) if line in mine) for line in self.lines]
        self._fillers = [
            tuple(one.offer for one in independent if any(part.line == line for part in one.parts))
            for line in self.lines
        ]
        self._filled: dict[tuple[int, int], Kopecks] = {}
        self._cut: dict[tuple[int, int], Part] = {}
        own = [{line: weights[line] for line in mine} for mine in wanted]
        ways = [tallies_of(one, mine) for one, mine in zip(grouping, own, strict=True)]
        self.scenarios = [Scenario(self, tallies) for tallies in product(*ways)]
        self.start: States = (0,) * len(grouping)
        self.most = max(one.flat + one.ahead(0, self.start) for one in self.scenarios)

    def takers(self, depth: int) -> tuple[int, ...]:
        """The grouping rules that want the line, as places in the states."""
        return self._takers[depth]

    def has_fillers(self, depth: int) -> bool:
        """Whether a rule for every unit wants the line."""
        return bool(self._fillers[depth])

    def part(self, depth: int, count: int) -> Part:
        """So many pieces of the line."""
        line = self.lines[depth]
        found = self._cut.get((line, count))
        if found is None:
            found = self._cut[(line, count)] = pieces_of(self._whole[line], count)
        return found

    def filled(self, depth: int, count: int) -> Kopecks:
        """What the best rule for every unit gives for so many pieces."""
        if count == 0:
            return 0
        key = (depth, count)
        found = self._filled.get(key)
        if found is None:
            part = self.part(depth, count)
            found = max(offer.most(part) for offer in self._fillers[depth]) * self._weights[part.line]
            self._filled[key] = found
        return found

    def take_steps(self, count: int) -> None:
        """So many more sets of numbers. Raises :class:`TooWideError`."""
        self._left -= count
        if self._left < 0:
            raise TooWideError

    @property
    def depth(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def shares(self, depth: int) -> int:
        """The line's pieces."""
        return self._whole[self.lines[depth]].shares


class Scenario:
    """One way in which every rule may come about."""

    def __init__(self, outlook: Outlook, tallies: Sequence[Tally]) -> None:
        self._outlook = outlook
        self._tallies = tuple(tallies)
        self.flat = sum(one.flat for one in tallies)
        self._ahead: dict[tuple[int, States], Kopecks] = {}

    def after(self, depth: int, states: States, counts: Sequence[int]) -> tuple[States, Kopecks]:
        """When the takers of the line get so many of its pieces each, and the rest goes to the rules for every unit."""
        outlook = self._outlook
        following = list(states)
        gain, left = 0, outlook.shares(depth)
        for at, count in zip(outlook.takers(depth), counts, strict=True):
            if count:
                left -= count
                following[at], more = self._tallies[at].after(following[at], outlook.part(depth, count))
                gain += more
        return tuple(following), gain + outlook.filled(depth, left)

    def ahead(self, depth: int, states: States) -> Kopecks:
        """What the lines from ``depth`` on bring at most."""
        key = (depth, states)
        found = self._ahead.get(key)
        if found is None:
            if depth == self._outlook.depth:
                found = sum(one.end(state) for one, state in zip(self._tallies, states, strict=True))
            else:
                found = self._best(depth, states)
            self._ahead[key] = max(found, NEVER)
        return found

    def _best(self, depth: int, states: States) -> Kopecks:
        """Taker by taker; of equal numbers with as many pieces left only the larger sum counts."""
        outlook = self._outlook
        takers, filling = outlook.takers(depth), outlook.has_fillers(depth)
        stands: dict[tuple[States, int], Kopecks] = {(states, outlook.shares(depth)): 0}
        for place, at in enumerate(takers):
            tally = self._tallies[at]
            is_last = place + 1 == len(takers) and not filling
            following: dict[tuple[States, int], Kopecks] = {}
            for (before, left), gain in stands.items():
                outlook.take_steps(1 if is_last else left + 1)
                for count in (left,) if is_last else range(left + 1):
                    if count:
                        state, more = tally.after(before[at], outlook.part(depth, count))
                        key = ((*before[:at], state, *before[at + 1 :]), left - count)
                    else:
                        key, more = (before, left), 0
                    if gain + more > following.get(key, NEVER * 4):
                        following[key] = gain + more
            stands = following
        return max(
            gain + outlook.filled(depth, left) + self.ahead(depth + 1, after) for (after, left), gain in stands.items()
        )
