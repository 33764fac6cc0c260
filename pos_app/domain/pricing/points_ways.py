"""Every way to keep or to give up the sums of money that earning rules ask for, while points pay for goods."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations, product

from pos_app.domain.loyalty.rules.earning import EarnByReceipt
from pos_app.domain.money.units import BasisPoints, Kopecks
from pos_app.domain.pricing.earning.claims import Claim, Claims
from pos_app.domain.pricing.earning.tally import level_of
from pos_app.domain.pricing.points_room import Bound, Room

MOST_ORDERED = 6
MOST_WAYS = 4_200
MOST_WAYS_OF_MANY = 64


def ways_to_earn(claims: Claims, room: Room) -> tuple[list[tuple[dict[int, BasisPoints], tuple[Bound, ...]]], bool]:
    """Every way to keep or give up the sums that rules ask for: levels of the rules, and bounds that keep them.

    False where there are too many; then rules keep the most that they can, one at a time or all.
    """
    sheet = claims.facts.sheet
    nets = [one.net_kopecks - paid for one, paid in zip(sheet, room.fixed, strict=True)]
    everything = frozenset(range(len(nets)))
    least = claims.plan.programme.earning.min_basket_kopecks
    head = [(), (Bound(everything, sum(nets) - least),)] if least else [()]
    options: list[list[tuple[BasisPoints | None, tuple[Bound, ...]]]] = []
    steady: dict[int, BasisPoints] = {}
    moving: list[Claim] = []
    for claim in claims.claims:
        mine = list(_options(claims, claim, nets, everything))
        if len(mine) == 1 and mine[0][0] is not None and not mine[0][1]:
            steady[claim.place] = mine[0][0]
        else:
            moving.append(claim)
            options.append(mine)
    count = len(head)
    for one in options:
        count *= len(one)
    exact = count <= (MOST_WAYS if sum(map(bool, room.lines)) <= MOST_ORDERED else MOST_WAYS_OF_MANY)
    chosen = product(*options) if exact else _few(options)
    ways = []
    for picked in chosen:
        levels = dict(steady)
        bounds: list[Bound] = []
        for claim, (level, kept) in zip(moving, picked, strict=True):
            if level is not None:
                levels[claim.place] = level
                bounds += kept
        for opening in head:
            together = (*opening, *bounds)
            if all(bound.most >= 0 for bound in together):
                ways.append((levels, together))
    return ways, exact


def _options(
    claims: Claims, claim: Claim, nets: Sequence[Kopecks], everything: frozenset[int]
) -> Iterator[tuple[BasisPoints | None, tuple[Bound, ...]]]:
    """The levels of a rule with the bounds that keep each; None: it is given up."""
    conditions, rule = claim.rule.conditions, claim.rule
    kept: list[Bound] = []
    if conditions.min_basket_kopecks:
        kept.append(Bound(everything, sum(nets) - conditions.min_basket_kopecks))
    if conditions.min_goods_kopecks:
        lines = frozenset(claims.touched[claim.place])
        kept.append(Bound(lines, sum(nets[line] for line in lines) - conditions.min_goods_kopecks))
    if isinstance(rule, EarnByReceipt):
        lines = frozenset(claim.lines)
        money = sum(nets[line] for line in lines)
        for step in rule.steps:
            if step.from_kopecks <= money:
                bound = (Bound(lines, money - step.from_kopecks),) if step.from_kopecks else ()
                yield step.rate_bp, (*kept, *bound)
        yield None, ()
        return
    level = level_of(claim, 0)
    yield level, tuple(kept)
    if kept:
        yield None, ()


def _few(
    options: Sequence[Sequence[tuple[BasisPoints | None, tuple[Bound, ...]]]],
) -> Iterator[tuple[tuple[BasisPoints | None, tuple[Bound, ...]], ...]]:
    """Where all ways are too many: nothing kept, everything kept, and each rule kept alone."""
    nothing = tuple(one[-1] for one in options)
    yield nothing
    yield tuple(one[max(0, len(one) - 2)] for one in options)
    for index, one in enumerate(options):
        for option in one[:-1]:
            yield (*nothing[:index], option, *nothing[index + 1 :])


def orders_of_lines(bounds: Sequence[Bound], room: Room) -> tuple[Iterable[Sequence[int] | None], bool]:
    """In which orders to cover lines; False where some that might matter are left out.

    None is the order of costs, which is best where of two bounds one holds the other or they share no line.
    """
    crossing = any(
        one.lines & other.lines and not (one.lines <= other.lines or other.lines <= one.lines)
        for place, one in enumerate(bounds)
        for other in bounds[:place]
    )
    lines = [line for line, most in enumerate(room.lines) if most]
    if crossing and len(lines) <= MOST_ORDERED:
        return permutations(lines), True
    return (None,), not crossing
