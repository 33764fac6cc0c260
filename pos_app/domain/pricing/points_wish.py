"""The customer's wish as kopecks by line, after every cap: choices by line first, then what the rest takes by mode."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.pieces import dearest_pieces
from pos_app.domain.money.quantity import whole_units
from pos_app.domain.money.rounding import div_ceil
from pos_app.domain.money.units import Kopecks, Unit
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.best_split import BestSplit
from pos_app.domain.pricing.points_caps import PointsCaps
from pos_app.domain.pricing.points_room import Room
from pos_app.domain.pricing.worksheet import SheetLine

ROUBLE: Kopecks = 100

BestUse = Callable[[Room, tuple[int, ...]], BestSplit]
"""Finds the best split within a room; with the lines that have no choice of their own."""


@dataclass(frozen=True, slots=True)
class Granted:
    """``kopecks[i]`` pays line i. ``pool`` are the lines without a choice of their own.

    ``wished_kopecks`` is what was asked for before the caps. ``unmet`` is a reason key where the mode could not be met
    at all, with ``needed_kopecks`` if that is known. ``searched``: where the best use is not proven to be the
    best, how many splits were tried and how much more there might be at most.
    """

    kopecks: tuple[Kopecks, ...]
    pool: tuple[int, ...]
    wished_kopecks: Kopecks
    unmet: str | None = None
    needed_kopecks: Kopecks = 0
    searched: tuple[int, Kopecks] | None = None


def grant(
    sheet: Sequence[SheetLine], choice: PointsChoice, caps: PointsCaps, least_kopecks: Kopecks, best: BestUse
) -> Granted:
    """Apply caps to the wish. ``least_kopecks`` is the least sum that the programme's minimum of points allows.

    ``best`` finds the best split where that is the wish.
    """
    wishes = dict(choice.lines)
    chosen = [0] * len(sheet)
    asked = 0
    pool: list[int] = []
    for index, one in enumerate(sheet):
        wish = wishes.get(one.line.line_id)
        if wish is None:
            pool.append(index)
            continue
        wanted = wished_of_line(one, wish)
        asked += wanted
        chosen[index] = min(wanted, caps.line_kopecks[index])
    if sum(chosen) > caps.limit_kopecks:
        chosen = list(allocate(caps.limit_kopecks, [one.net_kopecks for one in sheet], chosen))
    spent = sum(chosen)
    weights = [sheet[index].net_kopecks for index in pool]
    rooms = [caps.line_kopecks[index] for index in pool]
    most = min(caps.limit_kopecks - spent, sum(rooms))
    rest, unmet, needed = 0, None, 0
    if choice.mode is PointsMode.ALL:
        rest, asked = most, asked + most
    elif choice.mode is PointsMode.SUM:
        rest, asked = min(choice.sum_kopecks, most), asked + choice.sum_kopecks
    elif choice.mode is PointsMode.WHOLE_ROUBLES:
        left_to_pay = sum(one.net_kopecks for one in sheet) - spent
        needed = _to_whole_roubles(left_to_pay, spent, least_kopecks)
        asked += needed
        if needed <= most:
            rest = needed
            unmet = reasons.ALREADY_WHOLE if needed == 0 else None
        else:
            unmet = reasons.WHOLE_ROUBLES_UNREACHABLE
    elif choice.mode is PointsMode.BEST:
        if choice.sum_kopecks:
            most = min(most, choice.sum_kopecks)
        free = [0] * len(sheet)
        for index, room in zip(pool, rooms, strict=True):
            free[index] = room
        found = best(Room(tuple(chosen), tuple(free), most, least_kopecks), tuple(pool))
        total = sum(found.kopecks)
        searched = None if found.more_kopecks is None else (found.tried, found.more_kopecks)
        return Granted(found.kopecks, tuple(pool), asked + total - spent, searched=searched)
    for index, part in zip(pool, allocate(rest, weights, rooms), strict=True):
        chosen[index] = part
    return Granted(tuple(chosen), tuple(pool), asked, unmet, needed)


def wished_of_line(one: SheetLine, wish: LinePoints) -> Kopecks:
    """What a choice asks of its line, before shares and balance: never more than is above the floor, but for a sum."""
    if wish.mode is LinePointsMode.ALL:
        return one.room_kopecks
    if wish.mode is LinePointsMode.SUM:
        return wish.value
    if wish.mode is LinePointsMode.PIECES and one.line.item.unit is Unit.PIECE:
        count = whole_units(one.line.quantity)
        chosen = min(wish.value, count)
        return dearest_pieces(one.net_kopecks, count, chosen) - chosen * one.unit_floor_kopecks
    return 0


def _to_whole_roubles(left_to_pay: Kopecks, spent: Kopecks, least_kopecks: Kopecks) -> Kopecks:
    """The least sum that leaves whole roubles and, with what is spent already, is nothing or enough for the minimum."""
    over = left_to_pay % ROUBLE
    if over + spent == 0:
        return 0
    return over + ROUBLE * div_ceil(max(least_kopecks - spent - over, 0), ROUBLE)
