"""An offer with the goods that it may get; and which offers want goods of each other."""

from collections.abc import Sequence
from typing import NamedTuple

from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.part import Part


class Entrant(NamedTuple):
    """``parts`` stand in the order of lines, each line once. ``alone`` is what the offer gives for all of them."""

    offer: Offer
    parts: tuple[Part, ...]
    alone: Grant


def rivalries(entrants: Sequence[Entrant]) -> list[list[Entrant]]:
    """Entrants grouped so that no line is wanted by two groups; the order of the entrants is kept."""
    leader = list(range(len(entrants)))

    def leader_of(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    owner: dict[int, int] = {}
    for index, one in enumerate(entrants):
        for part in one.parts:
            other = owner.setdefault(part.line, index)
            if other != index:
                first, second = leader_of(other), leader_of(index)
                leader[max(first, second)] = min(first, second)
    groups: dict[int, list[Entrant]] = {}
    for index, one in enumerate(entrants):
        groups.setdefault(leader_of(index), []).append(one)
    return list(groups.values())
