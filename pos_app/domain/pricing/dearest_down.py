"""Sharing pieces out among promotions that form groups, when there are too many ways to list them.

Walking from the dearest piece down, the only thing that matters about the past is how full each promotion's begun
group is; so the way that takes off most is found without listing them.
"""

from collections.abc import Mapping, Sequence
from math import prod
from typing import NamedTuple

from pos_app.domain.money.units import ONE, Kopecks
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.n_for_m import Run
from pos_app.domain.pricing.offers.groups import GroupOffer
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.part import Part, pieces_of


class SharedOut(NamedTuple):
    """``entrants`` with their parts of the goods. Nothing takes off more than ``most_kopecks`` (without floors)."""

    entrants: tuple[Entrant, ...]
    most_kopecks: Kopecks
    steps: int


def share_out(
    rivals: Sequence[Entrant], fillers: Mapping[int, tuple[Offer, Part]], most_steps: int
) -> SharedOut | None:
    """The best way for groups without limits; None where a rule is of another kind or the walk would be too long."""
    offers = [one.offer for one in rivals if isinstance(one.offer, GroupOffer)]
    if len(offers) < len(rivals) or any(one.max_times is not None or one.most_kopecks is not None for one in offers):
        return None
    parts = {part.line: part for one in rivals for part in one.parts if part.pieces}
    count = sum(part.pieces for part in parts.values())
    steps = count * prod(offer.take for offer in offers) * (len(offers) + 1)
    if steps > most_steps:
        return None
    runs = sorted(
        (Run(line, part.piece_kopecks, part.pieces) for line, part in parts.items()),
        key=lambda run: (-run.price_kopecks, run.line),
    )
    pieces = [Run(run.line, run.price_kopecks, 1) for run in runs for _ in range(run.pieces)]
    wanting = [frozenset(part.line for part in one.parts) for one in rivals]
    filling = {
        run.line: fillers[run.line][0].most(Part(run.line, run.price_kopecks, run.price_kopecks, ONE, 1))
        for run in runs
        if run.line in fillers
    }
    counts, most = _walk(offers, wanting, pieces, filling)
    return SharedOut(_entrants(rivals, fillers, parts, counts), most, steps)


def _walk(
    offers: Sequence[GroupOffer],
    wanting: Sequence[frozenset[int]],
    pieces: Sequence[Run],
    filling: Mapping[int, Kopecks],
) -> tuple[list[dict[int, int]], Kopecks]:
    """Pieces by line for each offer, and what they take off with the fillers. A state is how full each group is."""
    nobody = len(offers)
    dear = [offer.take - offer.cheap for offer in offers]
    savings: dict[tuple[int, ...], Kopecks] = {(0,) * len(offers): 0}
    trail: list[dict[tuple[int, ...], tuple[tuple[int, ...], int]]] = []
    for piece in pieces:
        rest = filling.get(piece.line, 0)
        after = {state: saving + rest for state, saving in savings.items()}
        step = {state: (state, nobody) for state in savings}
        takers = [index for index, lines in enumerate(wanting) if piece.line in lines]
        gifts = [offers[index].piece_gift(piece.price_kopecks) for index in takers]
        for state, saving in savings.items():
            for index, gift in zip(takers, gifts, strict=True):
                held = state[index]
                reached = saving + (gift if held >= dear[index] else 0)
                following = (*state[:index], (held + 1) % offers[index].take, *state[index + 1 :])
                if reached > after.get(following, -1):
                    after[following] = reached
                    step[following] = (state, index)
        savings = after
        trail.append(step)
    # a begun group that holds a gift already would never be paid for: it does not count
    ends = [state for state in savings if all(held <= pay for held, pay in zip(state, dear, strict=True))]
    state = max(ends, key=lambda end: savings[end])
    most = savings[state]
    counts: list[dict[int, int]] = [{} for _ in offers]
    for piece, step in zip(reversed(pieces), reversed(trail), strict=True):
        state, index = step[state]
        if index != nobody:
            counts[index][piece.line] = counts[index].get(piece.line, 0) + 1
    return counts, most


def _entrants(
    rivals: Sequence[Entrant],
    fillers: Mapping[int, tuple[Offer, Part]],
    parts: Mapping[int, Part],
    counts: Sequence[Mapping[int, int]],
) -> tuple[Entrant, ...]:
    """The offers with the pieces that they got, the fillers with the rest."""
    shared: list[tuple[Offer, list[Part]]] = [
        (one.offer, [pieces_of(parts[line], count) for line, count in sorted(share.items())])
        for one, share in zip(rivals, counts, strict=True)
    ]
    for line, (offer, part) in sorted(fillers.items()):
        left = part.shares - sum(share.get(line, 0) for share in counts)
        if left:
            shared.append((offer, [pieces_of(part, left)]))
    return tuple(Entrant(offer, tuple(mine), offer.asked(mine)) for offer, mine in shared if mine)
