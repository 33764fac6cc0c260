"""Rules of a stage that choose in turn, in every order, any of them left out: each takes what it uses of what is left.

However many pieces there are, there are no more ways than orders: 1,957 of six rules.
"""

from collections.abc import Mapping, Sequence

from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.offers.offer import Grant
from pos_app.domain.pricing.part import Part, pieces_of


def in_every_order(entrants: Sequence[Entrant]) -> list[tuple[Grant, ...]]:
    """What the rules give in each order, each result once; the orders of the first rules first."""
    whole = {part.line: part for one in entrants for part in one.parts}
    results: dict[object, tuple[Grant, ...]] = {}

    def go_on(turned: tuple[int, ...], grants: tuple[Grant, ...], used: Mapping[int, int]) -> None:
        results.setdefault(frozenset((grant.rule.place, grant.takes, grant.used) for grant in grants), grants)
        for index, one in enumerate(entrants):
            if index in turned:
                continue
            left = _left(one.parts, used)
            grant = one.offer.asked(left) if left else None
            if grant is not None and grant.total_kopecks:
                after = dict(used)
                for line, count in grant.used:
                    after[line] = after.get(line, 0) + min(count, whole[line].shares)
                go_on((*turned, index), (*grants, grant), after)

    go_on((), (), {})
    return list(results.values())


def _left(parts: Sequence[Part], used: Mapping[int, int]) -> list[Part]:
    left: list[Part] = []
    for part in parts:
        gone = used.get(part.line, 0)
        if gone < part.shares:
            left.append(pieces_of(part, part.shares - gone))
    return left
