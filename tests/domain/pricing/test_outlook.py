"""What a search supposes of goods that are not shared out yet is never too little."""

from dataclasses import replace
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pos_app.campaign.engine.case import make_case
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.entrant import Entrant, rivalries
from pos_app.domain.pricing.facts import gather
from pos_app.domain.pricing.in_force import rules_in_force
from pos_app.domain.pricing.memory import PricingMemory
from pos_app.domain.pricing.outlook import Outlook, TooWideError
from pos_app.domain.pricing.part import Part, pieces_of
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


def shared_at_random(group: list[Entrant], outlook: Outlook, chance: Random) -> list[dict[int, int]]:
    """Pieces by line for each of the rules; one rule for every unit gets what the others leave of a line."""
    shares: list[dict[int, int]] = [{} for _ in group]
    for line in outlook.lines:
        part = next(part for one in group for part in one.parts if part.line == line)
        wanting = [index for index, one in enumerate(group) if any(mine.line == line for mine in one.parts)]
        grouping = [index for index in wanting if not group[index].offer.independent]
        filling = [index for index in wanting if group[index].offer.independent]
        left = part.shares
        for place, index in enumerate(grouping):
            is_last = place + 1 == len(grouping) and not filling
            count = left if is_last else chance.choice((0, left, chance.randint(0, left)))
            shares[index][line] = count
            left -= count
        if filling:
            shares[chance.choice(filling)][line] = left
    return shares


def bounds(outlook: Outlook, counts: list[tuple[int, ...]]) -> list[int]:
    """What is supposed before each line, when the goods are shared out like that."""
    stands = [(one, outlook.start, one.flat) for one in outlook.scenarios]
    found = [outlook.most]
    for depth, mine in enumerate(counts):
        following = []
        for scenario, states, counted in stands:
            after, more = scenario.after(depth, states, mine)
            following.append((scenario, after, counted + more))
        stands = following
        found.append(max(counted + one.ahead(depth + 1, states) for one, states, counted in stands))
    return found


def whole_lines(group: list[Entrant]) -> dict[int, Part]:
    return {part.line: part for one in group for part in one.parts}


@given(st.integers(0, 1_000_000), st.integers(1, 9), st.booleans(), st.randoms(use_true_random=False))
@example(269400, 8, True, Random(664507))  # a thousandth that no whole piece fits in is left to a weighed line
@settings(max_examples=150)
def test_no_way_to_share_gives_more_than_the_outlook(number: int, most: int, weighted: bool, chance: Random) -> None:
    for group in rivals_of(number, most):
        whole = whole_lines(group)
        weights = {line: chance.randint(1, 10_000) if weighted else 1 for line in whole}
        try:
            outlook = Outlook(group, whole, weights, 400_000)
        except TooWideError:
            continue
        grouping = [index for index, one in enumerate(group) if not one.offer.independent]
        for _ in range(6):
            shares = shared_at_random(group, outlook, chance)
            total = 0
            for one, share in zip(group, shares, strict=True):
                parts = [pieces_of(part, share[part.line]) for part in one.parts if share.get(part.line)]
                total += sum(kopecks * weights[line] for line, kopecks in one.offer.give(parts).takes) if parts else 0
            counts = [
                tuple(shares[grouping[at]].get(line, 0) for at in outlook.takers(depth))
                for depth, line in enumerate(outlook.lines)
            ]
            assert min(bounds(outlook, counts)) >= total
