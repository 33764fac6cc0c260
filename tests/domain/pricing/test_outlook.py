"""What a search supposes of goods that are not shared out yet is never too little."""

from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.outlook import Outlook, TooWideError
from pos_app.domain.pricing.part import Part, pieces_of
from tests.domain.pricing.rivals import rivals_of


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
