"""The combination of all rules that saves the customer most: through all stages, not stage by stage.

First every stage takes off what it can (``run``). That is the best there is unless a rule forbids another, a sum that
a rule asks for is just missed, or goods are shared among rules while later stages still take their part. Then a small
basket is searched through and through (``walk``); on a larger one rules that stand in the way of others are left out,
one after another, and the answer states how much more there might be.
"""

from typing import NamedTuple

from pos_app.domain.money.quantity import whole_units
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import Kopecks, Unit
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.hopes import Hopes
from pos_app.domain.pricing.in_force import InForce
from pos_app.domain.pricing.many_starts import ManyStarts
from pos_app.domain.pricing.obstacles import Obstacles, obstacles
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.run import SMALL_LINES, Run, Straight
from pos_app.domain.pricing.stages.manual_discount import ByHand
from pos_app.domain.pricing.walk import Effort, Walk

SMALL_RULES = 6
FEW_PIECES = 18
THROUGH = Effort(
    most_steps=8_000_000,
    most_results=300_000,
    most_visits=60_000,
    most_ways=30_000_000,
    most_looked_at=60_000,
    most_steps_beyond=8_000_000,
    most_rows=2_000_000,
    most_kept=2_000_000,
)
"""For a basket of ``SMALL_LINES`` and so many pieces under so many competing rules: as much as it takes."""
SMALL_BASKET = Effort(
    most_steps=300_000,
    most_results=40_000,
    most_visits=8_000,
    most_ways=30_000_000,
    most_looked_at=10_000,
    most_steps_beyond=20_000,
)
"""The same with more pieces, at first: nearly all are searched through by that."""
AGAIN = Effort(
    most_steps=2_000_000,
    most_results=40_000,
    most_visits=40_000,
    most_ways=30_000_000,
    most_looked_at=40_000,
    most_steps_beyond=20_000,
    most_rows=7_000_000,
    most_amounts=3_100_000,
)
"""And once more for the rest, from the best that exchanges found: the better it is, the less is left to look at."""
MODEST_PIECES = 120
"""That is done with up to so many pieces, twenty a line: with more a cashier would wait, and it rarely gets there."""
FEW_LINES = 12
FEW_RULES = 12
FEW_WAYS = Effort(most_steps=1_000, most_results=128, most_visits=64)
"""For a basket of so many, searched in passing."""
MOST_EXCHANGES = 4_000
MORE_EXCHANGES = 6_000
"""How many ways are looked at by exchanges from many beginnings, where a search did not get to the end; and where it
did not get there either when it was done again."""
MOST_TRIES = 6
MOST_ASKED = 120
"""How often a rule is left out on a larger basket, and how many lines and rules are looked at again for that."""


class Best(NamedTuple):
    """``more_kopecks``: at most so much more there might be (0: this is the best there is). ``tried`` combinations."""

    progress: Progress
    by_hand: tuple[ByHand, ...]
    more_kopecks: Kopecks
    tried: int


def best_combination(facts: Facts, in_force: InForce) -> Best:
    """Stages 2 to 6 of a basket."""
    run = Run(facts, in_force.rounds)
    straight = run.straight_on()
    if not in_force.rounds:
        return Best(straight.progress, run.hands(straight.progress), 0, 1)
    found = obstacles(facts, in_force.rounds, straight.progress)
    rules = sum(len(one.competing) for one in in_force.rounds)
    lines = len(facts.sheet)
    small = lines <= SMALL_LINES and rules <= SMALL_RULES
    later = len(in_force.rounds) > 1 or run.by_hand or any(one.stacking for one in in_force.rounds)
    open_questions = found.stake_kopecks or straight.more_kopecks or (straight.shared and later)
    if not open_questions and not (small and later):
        return Best(straight.progress, run.hands(straight.progress), 0, straight.tried)
    if small or (lines <= FEW_LINES and rules <= FEW_RULES):
        walked = _walked(run, straight, _effort(facts) if small else FEW_WAYS)
        if walked.more_kopecks == 0 or not open_questions:
            return walked._replace(more_kopecks=0)
        return _better(run, walked, _leaving_out(run, straight, found))
    return _leaving_out(run, straight, found)


def _effort(facts: Facts) -> Effort:
    return THROUGH if _pieces(facts) <= FEW_PIECES else SMALL_BASKET


def _pieces(facts: Facts) -> int:
    return sum(whole_units(one.line.quantity) for one in facts.sheet if one.line.item.unit is Unit.PIECE)


def _better(run: Run, first: Best, second: Best) -> Best:
    """The one that saves more, with the narrower of both bounds."""
    saved, other = run.saved(first.progress), run.saved(second.progress)
    best = max(saved, other)
    more = min(saved + first.more_kopecks, other + second.more_kopecks) - best
    chosen = first if saved >= other else second
    return Best(chosen.progress, chosen.by_hand, max(more, 0), first.tried + second.tried)


def _walked(run: Run, straight: Straight, effort: Effort) -> Best:
    walk = Walk(run, straight.progress, effort)
    walk.go()
    tried = straight.tried + walk.visits
    if not walk.more_kopecks or effort is FEW_WAYS:
        return Best(walk.best, run.hands(walk.best), walk.more_kopecks, tried)
    turns = Walk(run, walk.best, effort, in_turns=True)
    turns.go()
    starts = ManyStarts(run, turns.best)
    starts.go(MOST_EXCHANGES)
    tried += turns.visits + starts.tried
    if _pieces(run.facts) > MODEST_PIECES:
        more = walk.best_saved + walk.more_kopecks - starts.best_saved
        return Best(starts.best, run.hands(starts.best), max(more, 0), tried)
    return _once_more(run, walk, starts, tried)


def _once_more(run: Run, walk: Walk, starts: ManyStarts, tried: int) -> Best:
    """From the best that was found the search begins again, and exchanges go on."""
    before = starts.tried
    again = Walk(run, starts.best, AGAIN)
    again.go()
    if again.more_kopecks:
        starts.go_on(again.best, MORE_EXCHANGES)
    best, saved = (starts.best, starts.best_saved) if again.more_kopecks else (again.best, again.best_saved)
    most = min(walk.best_saved + walk.more_kopecks, again.best_saved + again.more_kopecks)
    tried += starts.tried - before + again.visits
    return Best(best, run.hands(best), max(most - saved, 0), tried)


def _leaving_out(run: Run, straight: Straight, found: Obstacles) -> Best:
    """Leave out single rules that stand in the way of others, as long as that saves more."""
    best, first_saved = straight, run.saved(straight.progress)
    best_saved, tried = first_saved, straight.tried
    without: frozenset[int] = frozenset()
    asked = len(run.facts.sheet) + sum(len(one.competing) + len(one.stacking) for one in run.rounds)
    for place in found.places[: min(MOST_TRIES, div_floor(MOST_ASKED, asked))]:
        other = run.straight_on(without | {place})
        tried += other.tried
        saved = run.saved(other.progress)
        if saved > best_saved:
            best, best_saved, without = other, saved, without | {place}
    more = straight.more_kopecks + found.stake_kopecks + _unlike(run, straight) - (best_saved - first_saved)
    return Best(best.progress, run.hands(best.progress), max(more, 0), tried)


def _unlike(run: Run, straight: Straight) -> Kopecks:
    """What another sharing of goods could gain because later stages take more off some lines than off others.

    The later stages take a part of what is left of each line: another sharing of the same sum can gain no more than the
    difference of the largest and the smallest part of that sum, and a kopeck of rounding a line and stage.
    """
    stages = len(run.rounds) - 1 + run.by_hand
    if not straight.shared or not stages:
        return 0
    nets = straight.progress.opened[1] if len(straight.progress.opened) > 1 else tuple(straight.progress.nets)
    unlike_bp = Hopes(run.facts, run.rounds).unlike_bp(1, nets, sorted(straight.shared))
    taken = sum(
        kopecks
        for grant in straight.progress.grants
        if grant.rule.stage is run.rounds[0].stage
        for line, kopecks in grant.takes
        if line in straight.shared
    )
    return div_ceil(unlike_bp * taken, WHOLE_BP) + len(straight.shared) * stages
