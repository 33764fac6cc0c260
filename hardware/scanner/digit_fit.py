"""How an EAN-13 lies in a profile of brightness, found by least squares together with its digits. Pure."""

from dataclasses import dataclass

import numpy as np

from hardware.scanner.bar_profile import Floats
from hardware.scanner.digit_shapes import (
    MODULES,
    PER_MODULE,
    QUIET,
    SAMPLES,
    States,
    best_digits,
    digit_shapes,
    edges_of,
    next_best,
)

_AT = (np.arange(SAMPLES) + 0.5) / PER_MODULE - QUIET
SHARE = _AT / MODULES
BULGE = 4 * SHARE * (1 - SHARE)
BLACK = 0.495
"""The share of a usual EAN-13's modules that is black."""
_SIGMA_LEAST, _SIGMA_MOST = 0.3, 1.8
_ROUNDS, _STEPS = 3, 5
_NORMAL_AT = np.linspace(-6, 6, 1201)


def _normal_table() -> Floats:
    bell = np.exp(-(_NORMAL_AT**2) / 2)
    sums = np.cumsum(bell)
    return np.asarray((sums - bell / 2) / sums[-1])


_NORMAL = _normal_table()


@dataclass(frozen=True, slots=True)
class CodeLie:
    """How a code lies in a profile: columns of its first and last edge, its bulge in columns, its blur in modules.

    ``black``: the share of it that is ink.
    """

    begin: float
    end: float
    bulge: float
    sigma: float
    black: float = BLACK

    def sampled(self, profile: Floats) -> Floats:
        """Brightness at the samples."""
        columns = self.begin + (self.end - self.begin) * SHARE + self.bulge * BULGE
        return np.interp(columns, np.arange(len(profile)), profile)

    def moved(self, by: Floats) -> "CodeLie":
        """With something added to each of the four, in modules."""
        module = (self.end - self.begin) / MODULES
        sigma = min(max(self.sigma + float(by[3]), _SIGMA_LEAST), _SIGMA_MOST)
        return CodeLie(
            self.begin + float(by[0]) * module,
            self.end + float(by[1]) * module,
            self.bulge + float(by[2]) * module,
            sigma,
            self.black,
        )


@dataclass(frozen=True, slots=True)
class DigitFit:
    """Digits in their place; what they leave unexplained, and what the next best digits there do."""

    lie: CodeLie
    states: States
    left_over: float
    next_best: float

    @property
    def clear(self) -> float:
        """How many times as much the next best leave unexplained."""
        return self.next_best / max(self.left_over, 1e-9)


def settled(profile: Floats, lie: CodeLie, states: States) -> DigitFit | None:
    """Lie and digits improved in turn until the digits stay."""
    for _ in range(_ROUNDS):
        lie = _improved(profile, lie, edges_of(states))
        fit = _fit(profile, lie, states)
        if fit is None or np.array_equal(fit.states, states):
            return fit
        states = fit.states
    return None


def _improved(profile: Floats, lie: CodeLie, edges: Floats) -> CodeLie:
    """Gauss-Newton over begin, end, bulge and blur; light and contrast are solved in between."""
    steps = np.diag([0.05, 0.05, 0.05, 0.03])
    wrong = _residual(profile, lie, edges)
    for _ in range(_STEPS):
        slope = np.stack([_residual(profile, lie.moved(step), edges) - wrong for step in steps], 1) / np.diag(steps)
        change = -np.linalg.lstsq(slope, wrong, rcond=1e-4)[0]
        tried = lie.moved(np.clip(change, -0.7, 0.7))
        then = _residual(profile, tried, edges)
        if then @ then >= wrong @ wrong:
            break
        lie, wrong = tried, then
    return lie


def _basis(lie: CodeLie, edges: Floats) -> Floats:
    """Light and its slope; the bars, their slope and curve."""
    z = (_AT[:, np.newaxis] - edges) / lie.sigma
    steps = np.interp(z, _NORMAL_AT, _NORMAL)
    bars = steps[:, 0::2].sum(1) - steps[:, 1::2].sum(1)
    middle = SHARE - 0.5
    return np.stack([np.ones_like(bars), middle, bars, bars * middle, bars * middle**2], 1)


def _residual(profile: Floats, lie: CodeLie, edges: Floats) -> Floats:
    bright = lie.sampled(profile)
    basis = _basis(lie, edges)
    return np.asarray(bright - basis @ np.linalg.lstsq(basis, bright, rcond=None)[0])


def _fit(profile: Floats, lie: CodeLie, states: States) -> DigitFit | None:
    """The best digits for a lie, in light and contrast as the digits so far say; None if these make no bars."""
    bright = lie.sampled(profile)
    basis = _basis(lie, edges_of(states))
    shares = np.linalg.lstsq(basis, bright, rcond=None)[0]
    middle = SHARE - 0.5
    contrast = shares[2] + shares[3] * middle + shares[4] * middle**2
    if contrast.max() >= 0:
        return None
    ink = ((bright - shares[0] - shares[1] * middle) / contrast)[np.newaxis]
    shapes, total = digit_shapes(max(3, round(lie.sigma * 10))), float(((ink - ink.mean()) ** 2).sum())
    cost, found = best_digits(ink, np.ones(1), shapes)
    return DigitFit(lie, found[0], float(cost[0]) / total, float(next_best(ink, np.ones(1), shapes)[0]) / total)
