"""Sounds never disturb: no device, no library, no volume."""

import sys
import threading
import types

import pytest

from pos_app.ui.sounds import Sound, Sounds, _Clip


def test_no_volume_starts_no_thread() -> None:
    before = set(threading.enumerate())
    sounds = Sounds(0)
    sounds.play(Sound.GOODS)
    assert set(threading.enumerate()) <= before
    sounds.close()


def test_without_a_device_it_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoDeviceError(Exception):
        pass

    def no_device(**_: object) -> None:
        raise NoDeviceError

    library = types.SimpleNamespace(
        MiniaudioError=NoDeviceError, PlaybackDevice=no_device, SampleFormat=types.SimpleNamespace(SIGNED16=1)
    )
    monkeypatch.setitem(sys.modules, "miniaudio", library)
    sounds = Sounds(50)
    for _ in range(10):
        sounds.play(Sound.ERROR)
    sounds.close()


def test_sounds_are_played_whole_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[int] = []
    both = threading.Event()

    class Device:
        def __init__(self, **_: object) -> None:
            pass

        def __enter__(self) -> "Device":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def start(self, stream: object) -> None:
            samples = [sample for _ in range(40) for sample in stream.send(400)]  # type: ignore[attr-defined]
            played.append(max(place for place, sample in enumerate(samples) if sample))
            if len(played) == 2:
                both.set()

        def stop(self) -> None:
            pass

    library = types.SimpleNamespace(
        MiniaudioError=RuntimeError, PlaybackDevice=Device, SampleFormat=types.SimpleNamespace(SIGNED16=1)
    )
    monkeypatch.setitem(sys.modules, "miniaudio", library)
    sounds = Sounds(50)
    sounds.play(Sound.GOODS)
    sounds.play(Sound.ERROR)
    assert both.wait(30)
    sounds.close()
    assert played[0] < played[1]


def test_volume_scales_the_samples() -> None:
    ended = threading.Event()
    loud, quiet = _Clip(Sound.CUSTOMER, 100).stream(ended), _Clip(Sound.CUSTOMER, 50).stream(ended)
    next(loud)
    next(quiet)
    pairs = list(zip(loud.send(300), quiet.send(300), strict=True))
    assert any(one for one, _ in pairs)
    assert all(abs(half - one / 2) <= 1 for one, half in pairs)
