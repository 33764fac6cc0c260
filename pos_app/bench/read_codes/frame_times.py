"""How long a camera's frame takes, with a code in it and without: processor time of one thread."""

import time
from collections.abc import Sequence

import cv2
import numpy as np

from pos_app.bench.figure import Figure, Run
from pos_app.bench.read_codes.code_picture import Picture, code_picture
from pos_app.bench.read_codes.generated import empty_counter, random_text
from pos_app.bench.read_codes.readers import Reader
from pos_app.domain.codes.scan import Symbology

_SIZES = {"720p": (720, 1280), "VGA": (480, 640)}
_TARGETS_MS = {("720p", False): 30, ("720p", True): 20, ("VGA", False): 12, ("VGA", True): 6}
_SHOWN = (Symbology.EAN13, Symbology.CODE128, Symbology.QR, Symbology.DATAMATRIX)
# Single libraries take the same time for every frame of a kind; a few runs are enough.
_RUNS_OF_OTHERS = 8
_SEED = 5


def frame_figures(compared: Sequence[Reader], runs: int, seen: Sequence[Picture]) -> tuple[Figure, ...]:
    """Our frames against the targets, the libraries' beside them. ``seen``: real pictures without a code, if any."""
    ours, others = compared[0], compared[1:]
    figures = []
    for (size, with_code), target_ms in _TARGETS_MS.items():
        frames = _frames(_SIZES[size], seen, with_code=with_code)
        beside = {reader.name: _times(reader, frames, _RUNS_OF_OTHERS) for reader in others}
        measured = tuple(
            Run(total, {}, {name: times[place % len(times)] for name, times in beside.items()})
            for place, total in enumerate(_times(ours, frames, runs))
        )
        title = f"{size} frame {'with' if with_code else 'without'} a code"
        key = f"{size.lower()}_{'with' if with_code else 'without'}_code"
        figures.append(Figure(key, title, target_ms, measured))
    return tuple(figures)


def _times(reader: Reader, frames: Sequence[Picture], runs: int) -> list[int]:
    for number, frame in enumerate(frames):
        reader.frame(frame, number)
    times = []
    for number in range(runs):
        frame = frames[number % len(frames)]
        began = time.thread_time_ns()
        # One camera looks at one scene for a while: the number counts on while the frame stays the same.
        reader.frame(frame, number // len(frames))
        times.append(time.thread_time_ns() - began)
    return times


def _frames(size: tuple[int, int], seen: Sequence[Picture], *, with_code: bool) -> list[Picture]:
    """Colour frames as a camera gives them: counters, a grainy one, and a wall of the real pictures."""
    height, width = size
    chance = np.random.default_rng(_SEED)
    scenes = [empty_counter(chance, height, width) for _ in range(2)]
    grain = chance.normal(128, 8, (height, width))
    scenes.append(np.clip(grain, 0, 255).astype(np.uint8))
    if seen:
        scenes.append(_wall(seen, height, width))
    if with_code:
        scenes = [_with(scene, symbology, chance) for scene in scenes for symbology in _SHOWN]
    return [np.asarray(cv2.cvtColor(scene, cv2.COLOR_GRAY2BGR), np.uint8) for scene in scenes]


def _wall(seen: Sequence[Picture], height: int, width: int) -> Picture:
    wall: Picture = np.zeros((height, width), np.uint8)
    top, number = 0, 0
    while top < height:
        left, row_height = 0, height
        while left < width:
            picture = seen[number % len(seen)]
            gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8) if picture.ndim == 3 else picture
            part = gray[: height - top, : width - left]
            wall[top : top + part.shape[0], left : left + part.shape[1]] = part
            left, number, row_height = left + part.shape[1], number + 1, min(row_height, gray.shape[0])
        top += row_height
    return wall


def _with(scene: Picture, symbology: Symbology, chance: np.random.Generator) -> Picture:
    code = code_picture(symbology, random_text(symbology, chance), 3)
    if code.shape[0] < 90:
        code = np.repeat(code, 90 // code.shape[0] + 1, axis=0)
    out = scene.copy()
    top, left = (scene.shape[0] - code.shape[0]) // 2, (scene.shape[1] - code.shape[1]) // 2
    out[top : top + code.shape[0], left : left + code.shape[1]] = code
    return out
