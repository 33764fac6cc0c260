"""One pricing run through stages 2 to 6 in which every stage takes off what it can, whatever comes after."""

from collections.abc import Collection
from typing import NamedTuple

from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.competition import Patience, settle
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.progress import Progress, beginning
from pos_app.domain.pricing.rounds import Round
from pos_app.domain.pricing.stages.manual_discount import ByHand, discounts_by_hand

SMALL_LINES = 6
"""Baskets of so many lines are given the time that the best there is takes."""


class Straight(NamedTuple):
    """``more_kopecks``: the stages together cannot have taken off more than that besides, each for itself.

    ``shared`` are the lines whose goods several rules shared in a way that later stages may mind. ``tried``:
    combinations.
    """

    progress: Progress
    more_kopecks: Kopecks
    shared: frozenset[int]
    tried: int


class Run:
    """The rounds of a basket, to be run with some rules left out."""

    def __init__(self, facts: Facts, rounds: tuple[Round, ...]) -> None:
        self.facts = facts
        self.rounds = rounds
        self.start = beginning([one.list_kopecks for one in facts.sheet])
        self.list_kopecks = sum(self.start.nets)
        small = len(facts.sheet) <= SMALL_LINES
        self.patience = Patience(1_000, 20_000) if small else Patience(48, 2_000)
        self.by_hand = facts.basket.manual_discount is not None or any(
            one.line.manual_discount is not None for one in facts.sheet
        )
        bars = facts.compiled.bars
        name = Stage.MANUAL_DISCOUNT.value
        self._manual_bit = 1 << bars.index(name) if name in bars else 0

    def straight_on(self, without: Collection[int] = ()) -> Straight:
        """Every stage takes off what it can; ``without`` the rules at these places."""
        return self._straight(self.start, 0, without)

    def onwards(self, progress: Progress, index: int) -> Progress:
        """Every stage from the ``index``-th round on takes off what it can."""
        return self._straight(progress, index, ()).progress

    def _straight(self, progress: Progress, index: int, without: Collection[int]) -> Straight:
        more, tried = 0, 1
        shared: set[int] = set()
        for one in self.rounds[index:]:
            left_out = frozenset(without)
            while True:
                settled = settle(one.entrants(progress, left_out), self.patience, divisible=one.divisible)
                tried += settled.tried
                following = progress.opening()
                refused = one.close(following, settled.grants, left_out)
                if not refused:
                    break
                left_out |= frozenset(refused)
            progress = following
            more += settled.more_kopecks
            shared |= settled.shared
        return Straight(progress, more, frozenset(shared), tried)

    def hands(self, progress: Progress) -> tuple[ByHand, ...]:
        """The discounts by hand on what the stages left."""
        if not self.by_hand:
            return ()
        barred = [bool((mark | progress.receipt_marks) & self._manual_bit) for mark in progress.marks]
        limits = self.facts.compiled.programme.manual
        return discounts_by_hand(self.facts.sheet, progress.nets, barred, self.facts.basket.manual_discount, limits)

    def saved(self, progress: Progress) -> Kopecks:
        """All that rules and hands take off."""
        by_hand = sum(one.total_kopecks for one in self.hands(progress))
        return self.list_kopecks - sum(progress.nets) + by_hand
