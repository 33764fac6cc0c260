"""How much of a kopeck that a line costs less all stages together save besides, over the whole room of the line.

A later discount that makes up for an earlier one (a price for every unit, say) leaves little of what the earlier one
takes off, until that goes below it. So one rate over all of the room says more than the steepest of its parts does.
"""

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import Kopecks

_NEAR: Kopecks = 4
"""What so little makes is no rate: it counts as slack."""
_SPANS = 16
"""Into so many equal spans the room is told apart."""


class Slope(NamedTuple):
    """What is saved grows by no more than ``rate_bp`` of what is taken off at first, and ``slack_kopecks`` at once."""

    rate_bp: int
    slack_kopecks: Kopecks


class Corner(NamedTuple):
    """Up to ``taken_kopecks`` the line may be reached by ``saved_kopecks`` more than with nothing taken off."""

    taken_kopecks: Kopecks
    saved_kopecks: Kopecks


def whole_slope(saved: Callable[[Kopecks], Kopecks], room_kopecks: Kopecks, steepest: Slope) -> Slope:
    """The least rate that bounds ``saved`` over all the room.

    ``saved`` of what is taken off at first never falls, and between any two amounts it grows by no more than
    ``steepest`` says.
    """
    if room_kopecks <= _NEAR * 2:
        return steepest
    corners = _corners(saved, room_kopecks, steepest)
    slack = max(corner.saved_kopecks for corner in corners[:2])
    rate = max(div_ceil((corner.saved_kopecks - slack) * WHOLE_BP, max(corner.taken_kopecks, 1)) for corner in corners)
    found = Slope(max(rate, 0), slack)
    return found if _at_most(found, room_kopecks) < _at_most(steepest, room_kopecks) else steepest


def _at_most(slope: Slope, room_kopecks: Kopecks) -> Kopecks:
    """What it says of half of the room."""
    return slope.slack_kopecks * WHOLE_BP + div_floor(slope.rate_bp * room_kopecks, 2)


def _corners(saved: Callable[[Kopecks], Kopecks], room_kopecks: Kopecks, steepest: Slope) -> Sequence[Corner]:
    """Where a line that stays within its bounds between the asked amounts may stand out; the first two are near 0."""
    amounts = [0, _NEAR]
    while amounts[-1] * 4 * _SPANS < room_kopecks:
        amounts.append(amounts[-1] * 4)
    amounts += [one for span in range(1, _SPANS) if (one := div_floor(room_kopecks * span, _SPANS)) > amounts[-1]]
    amounts.append(room_kopecks)
    none = before = saved(0)
    corners: list[Corner] = []
    for first, last in itertools.pairwise(amounts):
        after = saved(last)
        jumped = min(after, before + steepest.slack_kopecks)
        corners.append(Corner(first, jumped - none))
        if steepest.rate_bp:
            reached = first + div_floor(max(after - jumped, 0) * WHOLE_BP, steepest.rate_bp)
            corners.append(Corner(min(reached, last), after - none))
        before = after
    return corners
