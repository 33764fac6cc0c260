"""The three sounds: small, told apart by pitch and rhythm, and exactly what the script makes."""

import itertools
import wave
from pathlib import Path

import pytest

from resources.paths import resource_path
from resources.sounds.tones import SAMPLE_RATE_HZ, SOUNDS, samples, write_wav


def _read(path: Path) -> tuple[wave._wave_params, list[int]]:
    with wave.open(str(path), "rb") as file:
        data = file.readframes(file.getnframes())
        return file.getparams(), [
            int.from_bytes(data[i : i + 2], "little", signed=True) for i in range(0, len(data), 2)
        ]


@pytest.mark.parametrize("name", sorted(SOUNDS))
def test_shipped_file_is_what_the_script_makes(name: str, tmp_path: Path) -> None:
    write_wav(tmp_path / "made.wav", SOUNDS[name])
    params, values = _read(resource_path("sounds", f"{name}.wav"))
    made_params, made = _read(tmp_path / "made.wav")
    assert params == made_params
    # another machine's sine may differ in the last bit of a sample
    assert all(abs(a - b) <= 1 for a, b in zip(values, made, strict=True))


@pytest.mark.parametrize("name", sorted(SOUNDS))
def test_form(name: str) -> None:
    path = resource_path("sounds", f"{name}.wav")
    params, values = _read(path)
    assert (params.nchannels, params.sampwidth, params.framerate) == (1, 2, SAMPLE_RATE_HZ)
    assert path.stat().st_size <= 20_000
    assert len(values) <= SAMPLE_RATE_HZ // 2, "longer than half a second: the next scan would cut it off"
    assert 8_000 <= max(map(abs, values)) < 32_767, "loud enough, and nothing is clipped"
    assert values[0] == values[-1] == 0, "no click at the ends"


def _pitch_hz(values: list[int]) -> float:
    """Pitch from the upward crossings of zero."""
    ups = [index for index, (a, b) in enumerate(itertools.pairwise(values)) if a < 0 <= b]
    return SAMPLE_RATE_HZ * (len(ups) - 1) / (ups[-1] - ups[0])


def test_sounds_are_told_apart() -> None:
    assert _pitch_hz(samples(SOUNDS["goods"])) == pytest.approx(2_100, rel=0.02)
    first, second = (samples((tone,)) for tone in SOUNDS["customer"])
    assert _pitch_hz(second) > 1.3 * _pitch_hz(first), "the customer's two tones rise"
    buzz, pause, again = (samples((tone,)) for tone in SOUNDS["error"])
    assert _pitch_hz(buzz) < 250
    assert _pitch_hz(again) < 250
    assert set(pause) == {0}
