"""Round steps for an axis, in whole units of what is measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.report.kind import Kind

_STEPS = (1, 2, 5)
_WHOLE = {Kind.MONEY: 100, Kind.POINTS: 100, Kind.SHARE: 100, Kind.QUANTITY: 1000, Kind.DURATION: 60_000}
"""What a person counts as one: a rouble, a point, a per cent, a piece, a minute."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Ticks from ``ticks[0]`` to ``ticks[-1]``; zero is one of them."""

    ticks: tuple[int, ...]

    @property
    def span(self) -> int:
        """From the first tick to the last."""
        return self.ticks[-1] - self.ticks[0]

    def share(self, value: int) -> float:
        """Where a value lies: 0.0 at the first tick, 1.0 at the last."""
        return (value - self.ticks[0]) / self.span


def axis_for(values: Sequence[int], kind: Kind, most_ticks: int = 6) -> Axis:
    """An axis on which all ``values`` and zero lie, with at most about ``most_ticks`` ticks."""
    low, high = min((0, *values)), max((0, *values))
    unit = _WHOLE.get(kind, 1)
    if low == high:
        high = unit
    step = _step(-(-(high - low) // unit), most_ticks - 1) * unit
    first, last = low // step, -(-high // step)
    return Axis(tuple(number * step for number in range(first, last + 1)))


def _step(span: int, most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, … that goes into ``span`` at most ``most`` times."""
    power = 1
    while True:
        for each in _STEPS:
            if span <= each * power * most:
                return each * power
        power *= 10
