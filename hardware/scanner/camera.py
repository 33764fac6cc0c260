"""A camera as a scanner: a thread that looks at each picture and hands on the codes it believes.

OpenCV is loaded by that thread, not with this file: it costs the till's start 0.3 s.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hardware.device import CameraPicture, DeviceKind, DeviceState
from hardware.scanner import callback
from hardware.scanner.frame_judge import FrameJudge
from pos_app.domain.codes.scan import ScanData, ScanSource

if TYPE_CHECKING:
    from hardware.scanner.decoding import ImageDecoder
    from hardware.scanner.frame_source import FrameSource

_RETRY_S = 1.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """``source`` is the camera's number in the system, or a video file, which plays once each time it is (re)placed."""

    source: int | Path
    width: int = 1280
    height: int = 720


def parse_source(text: str) -> int | Path:
    """A camera from the settings: a number, or the name of a video file. Raises ValueError for an empty text."""
    wanted = text.strip()
    if not wanted:
        raise ValueError("camera: expected a number (0 is the first) or a video file, got nothing")
    return int(wanted) if wanted.isdecimal() else Path(wanted)


class CameraScanner:
    """Reads until it is stopped. ``monotonic_ms`` dates the scans; both callbacks come from the scanner's thread.

    States: ``camera_ready``, or ``zbar_missing`` (online, param ``cure``: the line that installs it);
    ``camera_not_found``, ``camera_ended`` (a video's end), ``camera_failed``, ``camera_library_missing``.
    ``open_source`` stands in for the camera in tests; it raises OSError when there is none.

    Someone may ``watch`` what it sees, and ``choose`` another camera, while it runs.
    """

    def __init__(
        self,
        name: str,
        settings: CameraSettings,
        monotonic_ms: Callable[[], int],
        open_source: "Callable[[], FrameSource] | None" = None,
    ) -> None:
        self._name = name
        self._settings = settings
        self._monotonic_ms = monotonic_ms
        self._open_source = open_source or self._open
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._told: DeviceState | None = None
        self._watcher: Callable[[CameraPicture], None] | None = None
        self._chosen = threading.Event()

    def watch(self, on_picture: Callable[[CameraPicture], None] | None) -> None:
        """Show what the camera sees, at most ten pictures a second; None ends it. Called from the camera's thread.

        A watcher that is slow makes the camera slow: it takes the picture and returns.
        """
        self._watcher = on_picture

    @property
    def source(self) -> int | Path:
        """The camera it looks through, or will when it is there."""
        return self._settings.source

    def choose(self, source: int | Path) -> None:
        """Look through another camera from the next picture on."""
        self._settings = replace(self._settings, source=source)
        self._chosen.set()

    def start(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        """Begin to look; returns at once even if the camera is absent. Raises RuntimeError when it runs."""
        if self._thread is not None:
            raise RuntimeError(f"camera {self._name} was started twice")
        self._stopping.clear()
        self._told = None
        self._thread = threading.Thread(target=self._run, args=(on_scan, on_state), name=f"camera-{self._name}")
        self._thread.start()

    def stop(self) -> None:
        """End the thread; returns within a second. Not to be called from a callback."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        try:
            from hardware.scanner.decoding import ImageDecoder

            decoder = ImageDecoder()
        except ImportError as error:
            self._tell(on_state, False, "camera_library_missing", reason=str(error))
            return
        played: tuple[int, int] | None = None
        while not self._stopping.is_set():
            version = self._file_version()
            if version is None or version != played:
                try:
                    played = self._look(decoder, version, on_scan, on_state)
                except Exception as error:
                    # Whatever a driver or a picture makes OpenCV raise: the camera comes back, the till goes on.
                    _log.exception("camera %s failed", self._name)
                    self._tell(on_state, False, "camera_failed", reason=type(error).__name__)
            if self._chosen.is_set():
                self._chosen.clear()
                played = None
            else:
                self._stopping.wait(_RETRY_S)

    def _look(
        self,
        decoder: "ImageDecoder",
        version: tuple[int, int] | None,
        on_scan: Callable[[ScanData], None],
        on_state: Callable[[DeviceState], None],
    ) -> tuple[int, int] | None:
        """Look until the pictures end; the version of the video that was played."""
        try:
            source = self._open_source()
        except OSError as error:
            self._tell(on_state, False, "camera_not_found", reason=error.strerror or str(error))
            return None
        try:
            if decoder.missing is None:
                self._tell(on_state, True, "camera_ready")
            else:
                self._tell(on_state, True, decoder.missing.key, cure=decoder.missing.cure)
            self._read_frames(source, decoder, on_scan)
        finally:
            source.close()
        if not (self._stopping.is_set() or self._chosen.is_set()):
            self._tell(on_state, False, "camera_not_found" if version is None else "camera_ended")
        return version

    def _read_frames(self, source: "FrameSource", decoder: "ImageDecoder", on_scan: Callable[[ScanData], None]) -> None:
        from hardware.scanner.preview import Preview

        judge = FrameJudge()
        preview = Preview()
        number = 0
        while not (self._stopping.is_set() or self._chosen.is_set()) and (frame := source.read()) is not None:
            sightings = decoder.decode_frame(frame, number)
            number += 1
            now_ms = self._monotonic_ms()
            accepted = judge.see(sightings, now_ms)
            for code in accepted:
                scan = ScanData(code.text, ScanSource.CAMERA, code.symbology, now_ms)
                callback.tell(on_scan, scan, self._name)
            watcher = self._watcher
            if watcher is not None and (picture := preview.picture(frame, sightings, accepted, now_ms)) is not None:
                callback.tell(watcher, picture, self._name)

    def _open(self) -> "FrameSource":
        from hardware.scanner.frame_source import CameraSource, VideoSource

        source = self._settings.source
        if isinstance(source, int):
            return CameraSource(source, self._settings.width, self._settings.height)
        return VideoSource(source, self._stopping.wait)

    def _file_version(self) -> tuple[int, int] | None:
        """What tells one video in the file's place from the next; None for a camera or where there is no file."""
        if isinstance(self._settings.source, int):
            return None
        try:
            status = self._settings.source.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _tell(self, on_state: Callable[[DeviceState], None], online: bool, key: str, **params: str) -> None:
        state = DeviceState(self._name, DeviceKind.CAMERA, online, key, tuple(sorted(params.items())))
        if state != self._told:
            self._told = state
            callback.tell(on_state, state, self._name)
