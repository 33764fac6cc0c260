"""The search through and through: every way in which a basket's rules can be combined, the promising ones first.

A way is left out only where even the largest hope (``hopes``) does not reach the best found so far, or where it leads
to a stand of the basket that was looked at before.
"""

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import count, product
from typing import NamedTuple

from pos_app.domain.money.rounding import div_ceil
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.competition import settle
from pos_app.domain.pricing.entrant import Entrant, rivalries
from pos_app.domain.pricing.hopes import Hopes
from pos_app.domain.pricing.in_turns import in_every_order
from pos_app.domain.pricing.offers.offer import Grant
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.round_hopes import Needed, RoundHopes
from pos_app.domain.pricing.rounds import Round
from pos_app.domain.pricing.run import Run
from pos_app.domain.pricing.sharing import Sharing
from pos_app.domain.pricing.steps_left import Steps, TooManyStepsError
from pos_app.domain.pricing.survey import Bounds, Survey, is_surveyed

Grants = list[tuple[Grant, ...]]

_FEW_WAYS = 100
"""To look at so many one by one takes no longer than a survey."""

_LINE_STEPS = 4
"""Where a line is one thing there are few ways each time, and more times."""


class Effort(NamedTuple):
    """``most_steps`` of sharing goods out and ``most_visits`` in all, ``most_results`` of a stage.

    ``most_ways`` that are looked at in rows (0: none), of ``most_rows`` of these it is worked out what they promise,
    ``most_looked_at`` are looked at one by one. ``most_steps_beyond`` where these were too many: one by one there are
    not fewer. ``most_kept`` of the ways that promise more are held. Rules that are asked about more than
    ``most_amounts`` of their goods are not looked at in rows.
    """

    most_steps: int
    most_results: int
    most_visits: int
    most_ways: int = 0
    most_looked_at: int = 0
    most_steps_beyond: int = 0
    most_rows: int = 600_000
    most_amounts: int = 700_000
    most_kept: int = 200_000


class Walk:
    """``best`` so far and what it saves; ``more_kopecks`` there might be in what the effort did not reach.

    ``in_turns``: the pieces of lines are not shared out one by one; the rules choose in turn, in every order.
    """

    def __init__(self, run: Run, best: Progress, effort: Effort, *, in_turns: bool = False) -> None:
        self.best = best
        self.best_saved = run.saved(best)
        self.more_kopecks: Kopecks = 0
        self.visits = 0
        self._run = run
        self._effort = effort
        self._in_turns = in_turns
        self._steps = {True: Steps(effort.most_steps), False: Steps(_LINE_STEPS * effort.most_steps)}
        self._hopes = Hopes(run.facts, run.rounds)
        self._rounds_hoped: dict[object, RoundHopes] = {}
        self._seen: set[object] = set()

    def go(self) -> None:
        """Search. Then ``more_kopecks`` is 0 unless the effort was too small."""
        if self._hope(0, self._run.start) > self.best_saved:
            self._go(0, self._run.start)
        self.more_kopecks = max(self.more_kopecks - self.best_saved, 0)

    def _go(self, index: int, progress: Progress) -> None:
        if index == len(self._run.rounds):
            saved = self._run.saved(progress)
            if saved > self.best_saved:
                self.best, self.best_saved = progress, saved
            return
        if self._surveyed(index, progress):
            return
        following: list[tuple[Kopecks, int, Progress]] = []
        for number, after in enumerate(self._results(index, progress)):
            hope = self._hope(index + 1, after)
            if hope > self.best_saved:
                following.append((-hope, number, after))
        following.sort(key=lambda one: one[:2])
        for worst, _, after in following:
            if -worst <= self.best_saved:
                return
            if self.visits >= self._effort.most_visits:
                self.more_kopecks = max(self.more_kopecks, -worst)
                return
            self._visit(index, after)

    def _surveyed(self, index: int, progress: Progress) -> bool:
        """Look at the ways of a round in the order of what they promise; False where they are too few or too many."""
        one = self._run.rounds[index]
        if self._in_turns or not one.divisible or not self._effort.most_ways:
            return False
        entrants = one.entrants(progress)
        if len(entrants) < 2 or not is_surveyed(entrants, _FEW_WAYS, self._effort.most_amounts):
            return False
        saved = self._run.list_kopecks - sum(progress.nets)
        hopes = self._round_hopes(index, progress)
        effort = self._effort
        bounds = Bounds(effort.most_ways, effort.most_rows, effort.most_kept)
        survey = Survey(entrants, hopes, progress.nets, bounds, alike=_is_alike(one))
        if not survey.work_out():
            return False
        for after in self._combined(one, progress, [[survey.first(self.best_saved - saved)]]):
            self._visit(index, after)  # what is good at once asks more of all the others
        if not survey.look(self.best_saved - saved):
            self._steps[True].left = min(self._steps[True].left, self._effort.most_steps_beyond)
            return False
        opened: list[tuple[Kopecks, int, Progress]] = []
        numbers = count()
        for after in self._combined(one, progress, [[()]]):
            heappush(opened, (-self._hope(index + 1, after), next(numbers), after))
        for looked_at, (most, grants) in enumerate(survey.promising()):
            self._open(index, opened, max(saved + most, self.best_saved))
            if saved + most <= self.best_saved:
                break
            if looked_at >= self._effort.most_looked_at:
                self.more_kopecks = max(self.more_kopecks, saved + most)
                break
            for after in self._combined(one, progress, [[grants]]):
                hope = self._hope(index + 1, after)
                if hope > self.best_saved:
                    heappush(opened, (-hope, next(numbers), after))
        self._open(index, opened, self.best_saved)
        return True

    def _open(self, index: int, opened: list[tuple[Kopecks, int, Progress]], least: Kopecks) -> None:
        """Visit those that promise more than ``least``, the most first."""
        while opened and -opened[0][0] > max(least, self.best_saved):
            hope, _, after = heappop(opened)
            if self.visits >= self._effort.most_visits:
                self.more_kopecks = max(self.more_kopecks, -hope)
                return
            self._visit(index, after)

    def _round_hopes(self, index: int, progress: Progress) -> RoundHopes:
        key = (index, progress.key())
        found = self._rounds_hoped.get(key)
        if found is None:
            found = self._rounds_hoped[key] = RoundHopes(self._hopes, index, progress)
        return found

    def _visit(self, index: int, after: Progress) -> None:
        key = (index, after.key())
        if key not in self._seen:
            self._seen.add(key)
            self.visits += 1
            self._go(index + 1, after)

    def _hope(self, index: int, progress: Progress) -> Kopecks:
        saved = self._run.list_kopecks - sum(progress.nets)
        return saved + self._hopes.of(index, progress, self.best_saved - saved)

    def _hope_within(self, index: int, progress: Progress, sharing: Sharing | None) -> Kopecks:
        """The same, where the round's competition gives no more than there is to share out."""
        hope = self._hope(index, progress)
        most = None if sharing is None else sharing.at_most()
        if sharing is None or most is None:
            return hope
        saved = self._run.list_kopecks - sum(progress.nets)
        least = self.best_saved
        while least < hope:
            middle = div_ceil(least + hope, 2)
            weights, worth = self._round_hopes(index, progress).needed(middle - saved)
            if sharing.weights is None:
                reached = worth <= max(weights) * most
            else:
                reached = tuple(weights) != tuple(sharing.weights) or worth <= most
            least, hope = (middle, hope) if reached else (least, middle - 1)
        return hope

    def _results(self, index: int, progress: Progress) -> list[Progress]:
        """What a stage can leave, each once; only what may still lead to more than the best so far."""
        one = self._run.rounds[index]
        entrants = one.entrants(progress)
        if len(entrants) == 1:  # nobody to share with: all or nothing
            return self._combined(one, progress, [[(entrants[0].alone,), ()]])
        if self._in_turns and one.divisible:
            return self._combined(one, progress, [in_every_order(entrants)])
        groups = rivalries(entrants)
        tried: list[list[Sharing]] = []
        try:
            listed = self._listed(index, progress, groups, tried)
        except TooManyStepsError:
            sharing = tried[0][0] if tried and len(groups) == 1 else None
            self.more_kopecks = max(self.more_kopecks, self._hope_within(index, progress, sharing))
            listed = [[settle(rivals, self._run.patience, divisible=one.divisible).grants] for rivals in groups]
            for sharings in tried:
                for mine, sharing in zip(listed, sharings, strict=True):
                    mine.extend(sharing.found if len(groups) == 1 else sharing.found[:1])
        return self._combined(one, progress, listed)

    def _listed(
        self, index: int, progress: Progress, groups: Sequence[list[Entrant]], tried: list[list[Sharing]]
    ) -> list[Grants]:
        """For each group of rivals what it may give, if all groups together are to give what is needed.

        ``tried`` is added to, for the case that the search has to end.
        """
        one = self._run.rounds[index]
        last = index + 1 == len(self._run.rounds) and not self._run.by_hand
        alike = _is_alike(one)
        needed = self._needed(index, progress)
        sharings = self._sharings(one, groups, needed)
        tried.append(sharings)
        best = [sharing.best_of(needed.worth if len(sharings) == 1 else 0) for sharing in sharings]
        if not all(best):
            return best
        if alike and not one.stacking and last:
            return best
        for after in self._combined(one, progress, best):
            self._visit(index, after)  # what is good at once asks more of all the others
        rising = self._needed(index, progress)
        if rising.weights_bp != needed.weights_bp:
            sharings = self._sharings(one, groups, rising)
            tried.append(sharings)
        saved = self._run.list_kopecks - sum(progress.nets)
        promising = self._round_hopes(index, progress).filter(self.best_saved + 1 - saved) if len(groups) == 1 else _any
        most = [sharing.most() for sharing in sharings] if len(sharings) > 1 else [0]
        listed: list[Grants] = []
        count = 1
        for sharing, own in zip(sharings, most, strict=False):
            asked = rising.worth - (sum(most) - own)
            found = sharing.at_least(asked, len(progress.nets), promising, alike=alike)
            count *= len(found)
            if count > self._effort.most_results:
                self.more_kopecks = max(self.more_kopecks, self._hope(index, progress))
                found = found[:1]
                count = 1
            listed.append(found)
        return listed

    def _needed(self, index: int, progress: Progress) -> Needed:
        """What the round has to give for more than the best so far; where all lines count alike, in kopecks."""
        saved = self._run.list_kopecks - sum(progress.nets)
        weights, worth = self._round_hopes(index, progress).needed(self.best_saved + 1 - saved)
        if worth == 0 or min(weights) == max(weights):
            return Needed((), div_ceil(worth, max(weights[0], 1)))
        return Needed(weights, worth)

    def _sharings(self, one: Round, groups: Sequence[list[Entrant]], needed: Needed) -> list[Sharing]:
        weights = needed.weights_bp or None
        return [
            Sharing(each, divisible=one.divisible, steps=self._steps[one.divisible], weights=weights) for each in groups
        ]

    def _combined(self, one: Round, progress: Progress, listed: Sequence[Grants]) -> list[Progress]:
        switches = [offer.rule.place for offer in one.stacking if offer.rule.forbids]
        results: dict[object, Progress] = {}
        for grants in product(*listed):
            together = sorted(
                (grant for group in grants for grant in group),
                key=lambda grant: (-grant.total_kopecks, grant.rule.rule_id),
            )
            for without in _subsets(switches):
                after = progress.opening()
                if not one.close(after, together, without):
                    results.setdefault(after.key(), after)
        return list(results.values())


def _is_alike(one: Round) -> bool:
    """Whether all that comes after minds only how much was taken off each line, not by which rule."""
    rules = [offer.rule for offer in (*one.competing, *one.stacking)]
    return not any(rule.names or rule.forbids or (rule.exclusive and one.stacking) for rule in rules)


def _any(takes: Sequence[Kopecks], shut: int | None) -> bool:
    del takes, shut
    return True


def _subsets(places: Sequence[int]) -> list[frozenset[int]]:
    masks = range(1 << min(len(places), 6))
    return [frozenset(place for index, place in enumerate(places) if mask >> index & 1) for mask in masks]
