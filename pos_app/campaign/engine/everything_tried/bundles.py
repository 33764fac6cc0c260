"""What a bundle gives for the pieces that it gets: places of bundles are looked for piece by piece."""

from collections.abc import Sequence
from functools import lru_cache

from pos_app.campaign.engine.everything_tried.goods import Line, Parts, Pieces, Takes, limit_of, off, split
from pos_app.domain.loyalty.rules.benefit import PriceOf
from pos_app.domain.loyalty.rules.goods_promotions import Bundle

Fits = tuple[tuple[bool, ...], ...]
"""By piece, the dearest first: which of the bundle's parts it may be."""
Places = list[list[int | None]]
"""By part, the pieces in its places."""


def bundles_of(lines: list[Line], parts: Parts, rule: Bundle) -> tuple[Takes, Pieces]:
    """As many bundles as there can be, of the dearest pieces; at a price, the number that saves most."""
    row = sorted(
        (line for line, part in parts.items() for _ in range(part.pieces)), key=lambda line: (-parts[line].each, line)
    )
    fits = tuple(tuple(one.goods.chooses(lines[line].item) for one in rule.parts) for line in row)
    counts = tuple(one.count for one in rule.parts)
    times = 0
    while (rule.max_times is None or times < rule.max_times) and _chosen(fits, counts, times + 1) is not None:
        times += 1
    if isinstance(rule.benefit, PriceOf) and any(sum(one) > 1 for one in fits):
        price = rule.benefit.kopecks

        def saved(number: int) -> int:
            pieces = _chosen(fits, counts, number) or ()
            return sum(parts[row[piece]].each for piece in pieces) - number * price

        times = max(range(times + 1), key=lambda number: (saved(number), -number))
    most = limit_of(rule.benefit)
    takes: Takes = {}
    used: Pieces = {}
    for bundle in _formed(fits, counts, times):
        group: Pieces = {}
        for piece in bundle:
            group[row[piece]] = group.get(row[piece], 0) + 1
        chosen = {line: parts[line].some(count) for line, count in sorted(group.items())}
        costs = sum(part.base for part in chosen.values())
        gift = min(off(rule.benefit, costs), costs)
        shares = split(gift if most is None else min(gift, most), chosen)
        most = None if most is None else most - sum(shares.values())
        for line, count in group.items():
            used[line] = used.get(line, 0) + count
            takes[line] = takes.get(line, 0) + shares[line]
    return takes, used


@lru_cache(maxsize=20_000)
def _chosen(fits: Fits, counts: tuple[int, ...], times: int) -> tuple[int, ...] | None:
    """The dearest pieces that fill so many bundles; None where they are not filled."""
    places: Places = [[None] * (count * times) for count in counts]
    found = tuple(piece for piece in range(len(fits)) if _placed(piece, fits, places, set()))
    return found if len(found) == times * sum(counts) else None


def _placed(piece: int, fits: Fits, places: Places, asked: set[tuple[int, int]]) -> bool:
    """Puts the piece into a place; whoever is there looks for another one."""
    for part, mine in enumerate(places):
        for place, held in enumerate(mine):
            if fits[piece][part] and (part, place) not in asked:
                asked.add((part, place))
                if held is None or _placed(held, fits, places, asked):
                    mine[place] = piece
                    return True
    return False


@lru_cache(maxsize=20_000)
def _formed(fits: Fits, counts: tuple[int, ...], times: int) -> tuple[tuple[int, ...], ...]:
    """Each piece, the dearest first, into the first bundle with a place for it that the others can spare."""
    pieces = _chosen(fits, counts, times) or ()
    filled = [0] * len(counts)
    bundles: list[list[int]] = [[] for _ in range(times)]
    for at, piece in enumerate(pieces):
        for part in sorted(range(len(counts)), key=lambda part: (filled[part] // counts[part], part)):
            if not fits[piece][part]:
                continue
            filled[part] += 1
            if _all_find_places(pieces[at + 1 :], fits, [c * times - f for c, f in zip(counts, filled, strict=True)]):
                bundles[(filled[part] - 1) // counts[part]].append(piece)
                break
            filled[part] -= 1
    return tuple(map(tuple, bundles))


def _all_find_places(pieces: Sequence[int], fits: Fits, free: Sequence[int]) -> bool:
    if min(free) < 0:
        return False
    places: Places = [[None] * count for count in free]
    return all(_placed(piece, fits, places, set()) for piece in pieces)
