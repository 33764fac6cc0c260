"""Bar codes that moved while the shutter was open: the smear is taken back before they are read.

A smear of some length across the bars is a known filter, and Wiener's filter undoes it as far as the noise lets it. The
length is not known, so a few are tried on the averaged rows of an upright code, where only the part of the smear
across the bars is left; so are two guesses of the noise.
"""

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hardware.scanner.gray_image import GrayImage

_STRIP_ROWS = 24
# Share of the smeared row's power that is taken for noise: larger keeps more of the smear, smaller rings.
_NOISE = (0.01, 0.003)
# In columns of an upright code, which are three to a pixel of the picture.
_LENGTHS = range(8, 34, 2)
_BANDS = ((0.15, 0.85), (0.15, 0.5), (0.5, 0.85))
# A code that is truly there comes out at neighbouring lengths; what is not comes once.
_READS_NEEDED = 2


def unsmeared_strips(crop: GrayImage) -> Iterator[GrayImage]:
    """The averaged rows of an upright bar code, as if it had not moved by each of the lengths; as pictures."""
    rows = crop.shape[0]
    for top, bottom in _BANDS:
        profile = crop[int(rows * top) : int(rows * bottom)].astype(np.float64).mean(axis=0)
        for length in _LENGTHS:
            for noise in _NOISE:
                yield np.repeat(_as_bytes(_undone(profile, length, noise))[None, :], _STRIP_ROWS, axis=0)


def agreed(texts: Counter[str]) -> str | None:
    """What was read often enough, and more often than anything else together; None if nothing was."""
    if not texts:
        return None
    text, times = texts.most_common(1)[0]
    return text if times >= _READS_NEEDED and 2 * times > texts.total() else None


def _undone(profile: NDArray[np.float64], length: int, noise: float) -> NDArray[np.float64]:
    padded = np.pad(profile, length, mode="edge")
    smear = np.zeros(padded.size)
    smear[:length] = 1 / length
    spectrum = np.fft.rfft(np.roll(smear, -(length // 2)))
    wiener = np.conj(spectrum) / (np.abs(spectrum) ** 2 + noise)
    return np.asarray(np.fft.irfft(np.fft.rfft(padded) * wiener, padded.size)[length:-length], np.float64)


def _as_bytes(values: NDArray[np.float64]) -> GrayImage:
    """Stretched over the range, but for the brightest and darkest hundredth."""
    low, high = (float(each) for each in np.percentile(values, (1, 99)))
    return np.asarray(np.clip((values - low) * (255 / max(high - low, 1.0)), 0, 255), np.uint8)
