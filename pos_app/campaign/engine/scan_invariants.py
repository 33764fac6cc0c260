"""What must hold while a basket grows scan by scan with one memory of what was priced before."""

from dataclasses import replace

from pos_app.campaign.engine.case import Case
from pos_app.campaign.engine.chance import Chance
from pos_app.campaign.engine.invariants import same
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.memory import PricingMemory
from pos_app.domain.pricing.priced import PricedBasket


def memory_changes_nothing(case: Case, priced: PricedBasket) -> None:
    """Some lines, one more, another one removed, all; with and without the customer: as if priced anew."""
    compiled, memory = compile_programme(case.programme), PricingMemory()
    chance = Chance(case.mix)
    lines = list(case.basket.lines)
    chance.shuffle(lines)
    begun = chance.randint(0, max(len(lines) - 1, 0))
    for step in (tuple(lines[:begun]), tuple(lines[: begun + 1]), tuple(lines[1:])):
        grown = replace(case.basket, lines=step)
        anew = price(grown, case.standing, compiled, case.at)
        same(f"{len(step)} lines with memory", anew, price(grown, case.standing, compiled, case.at, memory=memory))
        if chance.happens(20):
            by_nobody = replace(grown, customer_id=None)
            price(by_nobody, None, compiled, case.at, memory=memory)
    same("the basket as it is", priced, price(case.basket, case.standing, compiled, case.at, memory=memory))
