"""Rules that compete for the pieces of a random contest, before any of them applied."""

from dataclasses import replace
from random import Random

from pos_app.campaign.engine.case import make_case
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.entrant import Entrant, rivalries
from pos_app.domain.pricing.facts import gather
from pos_app.domain.pricing.in_force import rules_in_force
from pos_app.domain.pricing.memory import PricingMemory
from pos_app.domain.pricing.run import Run
from pos_app.domain.pricing.worksheet import open_sheet


def rivals_of(number: int, most_pieces: int) -> list[list[Entrant]]:
    """Rules that compete for the pieces of a random contest."""
    case = make_case(177, 3 * number + 2)
    chance = Random(number)
    lines = tuple(
        replace(line, quantity=ONE * chance.randint(1, most_pieces)) if line.item.unit is Unit.PIECE else line
        for line in case.basket.lines
    )
    basket = replace(case.basket, lines=lines)
    compiled, memory = compile_programme(case.programme), PricingMemory()
    memory.begin(compiled, case.standing)
    sheet = open_sheet(basket, compiled.programme.floor_kopecks)
    facts = gather(basket, case.standing, compiled, case.at, sheet, memory)
    in_force = rules_in_force(facts)
    if not in_force.rounds or not in_force.rounds[0].divisible:
        return []
    entrants = in_force.rounds[0].entrants(Run(facts, in_force.rounds).start)
    return [group for group in rivalries(entrants) if len(group) > 1]
