"""The ink along a bar code that was laid upright: its rows put in line and averaged, and where it may begin and end."""

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.scanner.gray_image import GrayImage

Floats = NDArray[np.float64]

# Bands of rows, each compared with the next; how far bars may lean from one to the next, in columns.
_BANDS, _LEAN_MAX = 8, 16
# In shares of a module of the widest code that fits: white before the first bar, bars behind it, and the softening.
_WHITE, _BARS, _SOFT = 3.0, 10.0, 0.5
_DROP_MIN, _ROUGH_MAX = 0.15, 0.12
# Beyond this one beginning is as clear as another.
_CLEAR = 0.4
_MOST = 6


def straightened(crop: GrayImage) -> GrayImage:
    """The crop sheared so that its bars stand, on its left and on its right half by what each needs."""
    rows, columns = crop.shape
    height = rows // _BANDS
    bands = np.stack([crop[top : top + height].mean(axis=0) for top in range(0, height * _BANDS, height)])
    slopes = np.gradient(bands, axis=1)
    half = columns // 2
    left, right = (_lean(slopes[:, side]) * _BANDS for side in (slice(0, half), slice(half, columns)))
    if max(abs(left), abs(right)) < 1:
        return crop
    across = np.linspace(-0.5, 1.5, columns)  # 0 and 1 in the middle of each half
    down = (np.arange(rows)[:, np.newaxis] + 0.5) / rows - 0.5
    from_columns = np.arange(columns) + down * (left + (right - left) * across)
    from_rows = np.broadcast_to(np.arange(rows)[:, np.newaxis], (rows, columns))
    out = cv2.remap(
        crop,
        from_columns.astype(np.float32),
        from_rows.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(out, np.uint8)


def _lean(slopes: Floats) -> float:
    """By how many columns each band must be shifted to agree best with the one above it."""
    columns = slopes.shape[1]
    if columns <= 4 * _LEAN_MAX:
        return 0.0
    upper = slopes[:-1, _LEAN_MAX : columns - _LEAN_MAX]
    likeness = np.array(
        [
            float((upper * slopes[1:, _LEAN_MAX + shift : columns - _LEAN_MAX + shift]).sum())
            for shift in range(-_LEAN_MAX, _LEAN_MAX + 1)
        ]
    )
    best = int(np.argmax(likeness))
    if not 0 < best < len(likeness) - 1:
        return 0.0
    before, peak, behind = likeness[best - 1 : best + 2]
    curve = before - 2 * peak + behind
    return float(best - _LEAN_MAX + (0.5 * (before - behind) / curve if curve < 0 else 0.0))


def profile_of(crop: GrayImage, top: float, bottom: float) -> Floats:
    """Mean brightness of each column between two shares of the crop's height."""
    return _mean_of(crop, top, bottom)


def spans(profile: Floats, widest: float) -> list[tuple[float, float]]:
    """Where a code may lie: from the begin of its first bar to the end of its last, the likeliest first.

    ``widest``: columns that a code can have at most.
    """
    module = widest / 95
    begins = _begins(profile, module)
    ends = [(len(profile) - 1 - place, score) for place, score in _begins(profile[::-1], module)]
    pairs = [
        (score + other, begin, end)
        for begin, score in begins
        for end, other in ends
        if 0.45 * widest < end - begin < 1.05 * widest
    ]
    return [(begin, end) for _, begin, end in sorted(pairs, reverse=True)]


def _begins(profile: Floats, module: float) -> list[tuple[float, float]]:
    """Places where ink begins behind even white, each with how clear that is."""
    white, bars = max(3, int(_WHITE * module)), max(5, int(_BARS * module))
    soft = cv2.GaussianBlur(profile[np.newaxis], (0, 0), max(0.5, _SOFT * module))[0]
    inner = soft[len(soft) // 8 : -len(soft) // 8]
    span = float(np.percentile(inner, 95) - np.percentile(inner, 5))
    if span <= 0 or len(soft) <= white + bars:
        return []
    sums, squares = (np.concatenate([[0.0], np.cumsum(values)]) for values in (soft, soft**2))
    at = np.arange(white, len(soft) - bars)
    mean = (sums[at] - sums[at - white]) / white
    rough = np.sqrt(np.maximum((squares[at] - squares[at - white]) / white - mean**2, 0))
    drop = mean - (sums[at + bars] - sums[at]) / bars
    score = np.where((drop > _DROP_MIN * span) & (rough < _ROUGH_MAX * span), (drop - 2 * rough) / span, -np.inf)
    found = []
    for run in np.split(np.arange(len(at)), np.flatnonzero(~np.isfinite(score))):
        good = run[np.isfinite(score[run])]
        if len(good):
            best = int(good[np.argmax(score[good])])
            place = _half_way(soft, int(at[best]), float(mean[best]), max(2, int(3.5 * module)))
            found.append((place, min(float(score[best]), _CLEAR)))
    return sorted(found, key=lambda each: -each[1])[:_MOST]


def _half_way(soft: Floats, begin: int, white: float, reach: int) -> float:
    """Where the first bar's edge is: half-way down to the darkest place behind it."""
    darkest = float(soft[begin : begin + reach].min())
    below = np.flatnonzero(soft[begin:] <= white - (white - darkest) * 0.45)
    return float(begin + below[0]) if len(below) else float(begin)


def _mean_of(crop: GrayImage, top: float, bottom: float) -> Floats:
    rows = crop.shape[0]
    return np.asarray(crop[int(rows * top) : int(rows * bottom)].mean(axis=0), np.float64)
