"""EAN-13 and UPC-A too blurred for any edge: the row of digits whose blurred shapes explain the picture.

Where the code lies, how it bulges and how blurred it is are found together with the digits: a net of guesses first,
then least squares. What is believed must explain the profile nearly wholly, clearly better than all other digits, and
by itself, without help of them, name a number whose number sets and check digit hold (one chance row in 64 does).
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from hardware.scanner.bar_profile import Floats, profile_of, spans, straightened
from hardware.scanner.digit_fit import BLACK, BULGE, SHARE, CodeLie, settled
from hardware.scanner.digit_shapes import MODULES, PER_MODULE, QUIET, States, best_digits, digit_shapes, number_of
from hardware.scanner.gray_image import GrayImage

# Of all the modules of an EAN-13 as many are black as its digits say: 38 to 62 of 95, mostly half of them.
_BLACKS = (0.43, BLACK, 0.57)
# Shares of the variance left unexplained: after a quick look, after a net, after least squares, and at the end.
_HINT_MAX, _ROUGH_MAX, _PROMISING_MAX, _LEFT_OVER_MAX = 0.4, 0.25, 0.08, 0.06
# How many times as much the next best digits must leave unexplained. Of 3,000 blurred codes of all kinds nothing wrong
# came above 1.06, and that at the greatest blur tried, which is not believed at all.
_CLEAR, _SIGMA_BELIEVED = 1.12, 1.75
_ROWS = (0.15, 0.85)
_TRIED, _TRIED_BESIDE = 4, 10
_NEAR, _FAR = (-0.5, -0.25, 0.0, 0.25, 0.5), (-1.0, -0.5, 0.0, 0.5, 1.0)
# How many places for a code are looked at quickly, each way round, and how many of them well.
_SPANS, _TRIES = 6, 2


@dataclass(frozen=True, slots=True)
class _Net:
    """Guesses around a lie: ``shifts`` of both ends and ``bulges`` in modules, ``blurs`` in tenths, ``blacks``."""

    shifts: tuple[float, ...]
    bulges: tuple[float, ...]
    blurs: tuple[int, ...]
    blacks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A number, and the share of the profile's variance that it leaves unexplained."""

    text: str
    left_over: float


def matched(crop: GrayImage, widest: float) -> Match | None:
    """The number in a code that was laid upright, either way round; None if none is proven.

    Takes some hundredths of a second, a few tenths where there is much to try: too long for a camera's frame.
    ``widest``: columns that the code has at most.
    """
    straight = straightened(crop)
    images = (straight, np.ascontiguousarray(straight[:, ::-1]))
    hints = [
        (share, number, lie)
        for number, image in enumerate(images)
        for share, lie in _hints(profile_of(image, *_ROWS), widest)
    ]
    for _, number, lie in sorted(hints, key=lambda hint: hint[0])[:_TRIES]:
        found = _proven(images[number], lie)
        if found is not None:
            return found
    return None


def _hints(profile: Floats, widest: float) -> list[tuple[float, CodeLie]]:
    """Where a code may lie, and how much of the profile a quick look leaves unexplained."""
    found = []
    for begin, end in spans(profile, widest)[:_SPANS]:
        at = CodeLie(begin, end, 0.0, 1.0)
        best = _best_of_net(profile, at, _Net((-0.7, 0.0, 0.7), (-1.0, 1.0), (7, 12), _BLACKS), 1)
        if best and best[0][0] <= _HINT_MAX:
            found.append((best[0][0], best[0][1]))
    return found


def _proven(image: GrayImage, lie: CodeLie) -> Match | None:
    profile = profile_of(image, *_ROWS)
    blurs = (5, 8) if lie.sigma < 1 else (10, 12, 15)
    net = _best_of_net(profile, lie, _Net(_NEAR, (-0.8, 0.0, 0.8), blurs, (lie.black,)), _TRIED)
    best = min(
        (found for each in net if each[0] <= _ROUGH_MAX and (found := settled(profile, *each[1:])) is not None),
        key=lambda fit: fit.left_over,
        default=None,
    )
    if best is None or best.left_over > _PROMISING_MAX:
        return None
    if best.clear < _CLEAR:
        # The digits hang together with where the code is taken to lie: look beside it too.
        blur = round(best.lie.sigma * 10)
        far = _Net(_FAR, (-1.5, 0.0, 1.5), (blur - 2, blur), (best.lie.black,))
        beside = _best_of_net(profile, best.lie, far, _TRIED_BESIDE)
        others = (settled(profile, *each[1:]) for each in beside)
        best = min((best, *(fit for fit in others if fit is not None)), key=lambda fit: fit.left_over)
    text = number_of(best.states)
    if text is None or best.left_over > _LEFT_OVER_MAX or best.clear < _CLEAR or best.lie.sigma > _SIGMA_BELIEVED:
        return None
    return Match(text, best.left_over)


def _best_of_net(profile: Floats, lie: CodeLie, net: _Net, most: int) -> list[tuple[float, CodeLie, States]]:
    """The best of a net of lies around one: what each leaves unexplained, no two with the same digits."""
    module = (lie.end - lie.begin) / MODULES
    offsets = np.array(list(product(net.shifts, net.shifts, net.bulges))) * module
    begins, ends, bulge = lie.begin + offsets[:, 0], lie.end + offsets[:, 1], lie.bulge + offsets[:, 2]
    columns = begins[:, np.newaxis] + (ends - begins)[:, np.newaxis] * SHARE + bulge[:, np.newaxis] * BULGE
    bright = np.interp(columns.ravel(), np.arange(len(profile)), profile).reshape(columns.shape)
    ink, mean = _ink(bright)
    core = ink[:, QUIET * PER_MODULE : -QUIET * PER_MODULE]
    total = ((core - core.mean(1)[:, np.newaxis]) ** 2).sum(1) + 1e-9
    found: list[tuple[float, CodeLie, States]] = []
    for tenths, black in product(net.blurs, net.blacks):
        cost, states = best_digits(ink, mean / black, digit_shapes(tenths))
        share = cost / total
        for place in np.argsort(share)[:most]:
            at = CodeLie(float(begins[place]), float(ends[place]), float(bulge[place]), tenths / 10, black)
            found.append((float(share[place]), at, states[place]))
    chosen: dict[tuple[int, ...], tuple[float, CodeLie, States]] = {}
    for each in sorted(found, key=lambda each: each[0]):
        chosen.setdefault(tuple(each[2]), each)
    return list(chosen.values())[:most]


def _ink(bright: Floats) -> tuple[Floats, Floats]:
    """Ink of each row from the white on its two sides, and how much that is in the mean."""
    side = (QUIET - 1) * PER_MODULE
    left, right = np.percentile(bright[:, :side], 70, axis=1), np.percentile(bright[:, -side:], 70, axis=1)
    white = left[:, np.newaxis] + (right - left)[:, np.newaxis] * np.clip(SHARE, 0, 1)
    ink = white - bright
    return ink, ink[:, QUIET * PER_MODULE : -QUIET * PER_MODULE].mean(1)
