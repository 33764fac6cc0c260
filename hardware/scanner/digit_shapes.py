"""The digits of an EAN-13 as the shapes that blurred bars make: which twelve explain a row of ink best. Pure.

When bars run into each other no edge can be found, but a digit still has a shape of its own, seven modules wide. Blur
spreads it into its neighbours and no further, so the best of all 20⁶ · 10⁶ rows of digits is found digit by digit
(Viterbi): a shape is compared from the middle of one digit to the middle of the next.

Bar patterns: GS1 General Specifications, section 5.2.1 (number sets A, B, C; UPC-A is an EAN-13 that begins with 0).
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pos_app.domain.codes.check_digit import CheckDigit, check_digit_holds

Floats = NDArray[np.float64]
States = NDArray[np.intp]

MODULES = 95
QUIET = 3
"""Modules of white that are looked at on both sides."""
PER_MODULE = 4
"""Samples of a profile for each module."""
SAMPLES = (MODULES + 2 * QUIET) * PER_MODULE

_SET_A = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_SET_C = tuple(pattern.translate(str.maketrans("01", "10")) for pattern in _SET_A)
_SET_B = tuple(pattern[::-1] for pattern in _SET_C)
_LEFT = _SET_A + _SET_B
# The first digit is told by the number sets of the six that follow: True for set B.
_FIRST_DIGITS = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")
_GUARD, _MIDDLE = "101", "01010"
_HALF = PER_MODULE * 7 // 2
_BESIDE = "0" * 12
_ANY = "0101010"


class DigitShapes:
    """The shapes under a Gaussian blur of ``sigma`` modules: quiet zone to first digit, digit to digit, and so on."""

    def __init__(self, sigma: float) -> None:
        def between(rows: list[str], first: int, last: int) -> Floats:
            """Rows of bits (0 and 1 for each module), blurred; of that the samples from ``first`` to ``last``."""
            bits = np.array([[bit == "1" for bit in row] for row in rows], np.float64)
            ink = np.repeat(bits, PER_MODULE, axis=1)
            away = (np.arange(ink.shape[1])[:, np.newaxis] - np.arange(first, last)) / PER_MODULE
            bell = np.exp(-(away**2) / (2 * sigma**2))
            return np.asarray(ink @ (bell / _area_of(sigma)))

        def pairs(one: Sequence[str], other: Sequence[str], middle: str = "") -> Floats:
            rows = [_ANY + a + middle + b + _ANY for a in one for b in other]
            return between(rows, first, last + len(middle) * PER_MODULE).reshape(len(one), len(other), -1)

        digit, before = 7 * PER_MODULE, len(_BESIDE) * PER_MODULE
        first, last = digit + _HALF, 2 * digit + _HALF
        self.begin = between(
            [_BESIDE + _GUARD + left + _ANY for left in _LEFT],
            before - QUIET * PER_MODULE,
            before + 3 * PER_MODULE + _HALF,
        )
        self.left = pairs(_LEFT, _LEFT)
        self.middle = pairs(_LEFT, _SET_C, _MIDDLE)
        self.right = pairs(_SET_C, _SET_C)
        self.end = between(
            [_ANY + right + _GUARD + _BESIDE for right in _SET_C], first, 2 * digit + (3 + QUIET) * PER_MODULE
        )
        self.segments = (self.begin, *[self.left] * 5, self.middle, *[self.right] * 5, self.end)


def _area_of(sigma: float) -> float:
    reach = int(np.ceil(5 * sigma * PER_MODULE))
    return float(np.exp(-((np.arange(-reach, reach + 1) / PER_MODULE) ** 2) / (2 * sigma**2)).sum())


@cache
def digit_shapes(tenths: int) -> DigitShapes:
    """The shapes for a blur of so many tenths of a module."""
    return DigitShapes(tenths / 10)


def best_digits(ink: Floats, strength: Floats, shapes: DigitShapes) -> tuple[Floats, States]:
    """For each row of ``ink`` (rows × SAMPLES, 0 white) the twelve states that explain it best, and what is left over.

    ``strength``: for each row the ink of a bar. Left over: the sum of squares. A state is the place of a digit's
    pattern in set A and B, or in set C for the last six.
    """
    rows = np.arange(len(ink))
    costs = _costs(ink, strength, shapes)
    so_far, came_from = costs[0], []
    for cost in costs[1:-1]:
        sums = so_far[:, :, np.newaxis] + cost
        came_from.append(sums.argmin(1))
        so_far = sums.min(1)
    so_far = so_far + costs[-1]
    chosen = [so_far.argmin(1)]
    for back in reversed(came_from):
        chosen.append(back[rows, chosen[-1]])
    return so_far.min(1), np.stack(chosen[::-1], 1)


def next_best(ink: Floats, strength: Floats, shapes: DigitShapes) -> Floats:
    """For each row how much is left over by the best digits of all that differ from the best in one place or more."""
    costs = _costs(ink, strength, shapes)
    before = [costs[0]]
    for cost in costs[1:-1]:
        before.append((before[-1][:, :, np.newaxis] + cost).min(1))
    behind = [costs[-1]]
    for cost in reversed(costs[1:-1]):
        behind.append((cost + behind[-1][:, np.newaxis, :]).min(2))
    through = [one + other for one, other in zip(before, reversed(behind), strict=True)]
    return np.asarray(np.min([np.partition(each, 1, axis=1)[:, 1] for each in through], axis=0))


def _costs(ink: Floats, strength: Floats, shapes: DigitShapes) -> list[Floats]:
    """For each stretch of the code what each pair of digits leaves over."""
    costs, begin = [], 0
    for shape in shapes.segments:
        length = shape.shape[-1]
        part = ink[:, begin : begin + length]
        begin += length
        flat = shape.reshape(-1, length)
        cost = (strength**2)[:, np.newaxis] * (flat**2).sum(1) - 2 * strength[:, np.newaxis] * (part @ flat.T)
        costs.append(((part**2).sum(1)[:, np.newaxis] + cost).reshape(len(ink), *shape.shape[:-1]))
    return costs


def number_of(states: States) -> str | None:
    """The thirteen digits; None if the number sets name no first digit or the check digit does not hold."""
    sets = "".join("A" if state < len(_SET_A) else "B" for state in states[:6])
    if sets not in _FIRST_DIGITS:
        return None
    text = str(_FIRST_DIGITS.index(sets)) + "".join(str(state % 10) for state in states)
    return text if check_digit_holds(text, CheckDigit.GS1) else None


def edges_of(states: States) -> Floats:
    """Where the bars begin and end, in modules from the first bar; begins and ends in turn."""
    bits = _GUARD + "".join(_LEFT[state] for state in states[:6]) + _MIDDLE
    bits += "".join(_SET_C[state] for state in states[6:]) + _GUARD
    padded = np.array([0, *map(int, bits), 0])
    return np.flatnonzero(np.diff(padded)).astype(np.float64)
