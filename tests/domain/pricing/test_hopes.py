"""What is hoped of later stages is never less than what they give: else a search would leave out the best."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pos_app.campaign.engine.case import make_case
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.facts import gather
from pos_app.domain.pricing.hopes import Hopes
from pos_app.domain.pricing.in_force import rules_in_force
from pos_app.domain.pricing.memory import PricingMemory
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.round_hopes import RoundHopes
from pos_app.domain.pricing.run import Run
from pos_app.domain.pricing.search import best_combination
from pos_app.domain.pricing.worksheet import open_sheet


def stands_of(run: Run, progress: Progress) -> list[Progress]:
    """How the basket stood before every stage, and after the last."""
    stands = [run.start]
    for one in run.rounds:
        after = stands[-1].opening()
        mine = [grant for grant in progress.grants if grant.rule.stage is one.stage]
        for grant in mine:
            after.take(grant)
        stands.append(after)
    return stands


@given(st.integers(0, 1_000_000), st.booleans())
@example(614613, False)
@example(266695, True)
@example(884905, False)
@example(7255249, False)  # a percentage by hand of a line that has no room for it is taken off others
@example(5657286, True)  # a rule with a limit has a piece of a line, another rule the rest
@settings(max_examples=150)
def test_hopes_are_never_too_small(number: int, by_hand: bool) -> None:
    case = make_case(77, 3 * number + 2)
    discount = make_case(78, 3 * number).basket.manual_discount if by_hand else case.basket.manual_discount
    basket = replace(case.basket, manual_discount=discount)
    compiled, memory = compile_programme(case.programme), PricingMemory()
    memory.begin(compiled, case.standing)
    facts = gather(
        basket, case.standing, compiled, case.at, open_sheet(basket, compiled.programme.floor_kopecks), memory
    )
    in_force = rules_in_force(facts)
    if not in_force.rounds:
        return
    run = Run(facts, in_force.rounds)
    hopes = Hopes(facts, run.rounds)
    places = [offer.rule.place for one in run.rounds for offer in one.competing]
    runs = [run.straight_on(without).progress for without in ((), *((place,) for place in places))]
    for progress in (best_combination(facts, in_force).progress, *runs):
        never_too_small(run, hopes, progress)


def never_too_small(run: Run, hopes: Hopes, progress: Progress) -> None:
    """Before each stage: what is hoped for, and what its competition has to give, for as much as is saved there."""
    saved = run.saved(progress)
    for index, (before, after) in enumerate(pairwise(stands_of(run, progress))):
        later = saved - (run.list_kopecks - sum(before.nets))
        assert hopes.of(index, before) >= later
        competition = [0] * len(before.nets)
        for grant in after.grants[len(before.grants) :]:
            if grant.rule.competes:
                for line, kopecks in grant.takes:
                    competition[line] += kopecks
        mine = RoundHopes(hopes, index, before)
        for needed in (mine.needed(later), mine.needed(later, wholly=True)):
            worth = sum(kopecks * weight for kopecks, weight in zip(competition, needed.weights_bp, strict=True))
            assert worth >= needed.worth
        if not any(grant.rule.exclusive for grant in after.grants):
            assert mine.filter(later)(competition, 0)
        assert mine.in_rows(np.array([competition], dtype=np.int64))[0] >= later
