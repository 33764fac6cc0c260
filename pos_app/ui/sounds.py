"""The three sounds of the till. Off the UI thread; silent where there is no loudspeaker."""

import array
import logging
import queue
import threading
import wave
from collections.abc import Generator
from enum import StrEnum
from typing import Any

from resources.paths import resource_path

_log = logging.getLogger("kopilka.ui")
_WAITING_MAX = 4  # a quick hand's sounds, not a minute of beeps after a stall


class Sound(StrEnum):
    """Names of the WAV files in ``resources/sounds``."""

    GOODS = "goods"
    CUSTOMER = "customer"
    ERROR = "error"


class Sounds:
    """``play`` returns at once. ``volume_percent`` 0 to 100; 0 opens no device at all."""

    def __init__(self, volume_percent: int) -> None:
        self._volume_percent = max(0, min(100, volume_percent))
        self._waiting: queue.Queue[Sound | None] = queue.Queue(_WAITING_MAX)
        self._thread: threading.Thread | None = None

    def play(self, sound: Sound) -> None:
        """Sound it soon, in order; a sound too many is left out."""
        if self._volume_percent == 0:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="sounds", daemon=True)
            self._thread.start()
        try:
            self._waiting.put_nowait(sound)
        except queue.Full:
            _log.debug("sound=left_out")

    def close(self) -> None:
        """End the thread; the sound under way is cut short."""
        if self._thread is None:
            return
        thread, self._thread, self._volume_percent = self._thread, None, 0
        while thread.is_alive():
            try:
                self._waiting.put(None, timeout=0.1)
                break
            except queue.Full:
                continue
        thread.join(timeout=2)

    def _work(self) -> None:
        try:
            # The library costs 30 ms of start-up; the first sound pays it, not the first window.
            import miniaudio
        except (ImportError, OSError) as error:
            _log.info("sounds=off reason=%s", type(error).__name__)
            return
        try:
            clips = {sound: _Clip(sound, self._volume_percent) for sound in Sound}
            rate_hz = clips[Sound.GOODS].rate_hz
            with miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=rate_hz, buffersize_msec=40
            ) as device:
                self._serve(device, clips)
        except miniaudio.MiniaudioError as error:
            _log.info("sounds=off reason=%s", type(error).__name__)

    def _serve(self, device: Any, clips: dict[Sound, "_Clip"]) -> None:
        while (sound := self._waiting.get()) is not None:
            clip = clips[sound]
            ended = threading.Event()
            stream = clip.stream(ended)
            next(stream)
            device.start(stream)
            ended.wait(clip.length_s + 0.5)
            device.stop()


class _Clip:
    """One sound's samples at the till's volume: mono, 16 bit."""

    def __init__(self, sound: Sound, volume_percent: int) -> None:
        with wave.open(str(resource_path("sounds", f"{sound.value}.wav")), "rb") as file:
            self.rate_hz = file.getframerate()
            samples = array.array("h", file.readframes(file.getnframes()))
        self._samples = array.array("h", (value * volume_percent // 100 for value in samples))
        self.length_s = len(samples) / self.rate_hz

    def stream(self, ended: threading.Event) -> Generator[array.array, int, None]:  # type: ignore[type-arg]
        """What the device asks for: it sends the number of frames it wants. ``ended`` is set behind the last one."""
        wanted = yield array.array("h")
        position = 0
        while position < len(self._samples):
            part = self._samples[position : position + wanted]
            position += wanted
            wanted = yield part
        ended.set()
        while True:
            wanted = yield array.array("h", bytes(2 * wanted))
