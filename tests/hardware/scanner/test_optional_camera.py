"""A camera that is chosen, changed and given up while the till runs."""

import queue
import threading
import time

from hardware.device import CameraPicture, DeviceState
from hardware.scanner.camera import CameraScanner, CameraSettings
from hardware.scanner.optional_camera import OptionalCamera
from hardware.scanner.simulated_camera import SimulatedCamera
from pos_app.domain.codes.scan import ScanData


def monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def test_no_thread_without_a_camera_and_one_with() -> None:
    states: queue.Queue[DeviceState] = queue.Queue()
    scans: queue.Queue[ScanData] = queue.Queue()
    pictures: queue.Queue[CameraPicture] = queue.Queue()
    simulated = SimulatedCamera()
    camera = OptionalCamera(
        "camera", None, lambda settings: CameraScanner("camera", settings, monotonic_ms, simulated.open)
    )
    before = threading.active_count()
    camera.watch(pictures.put)
    camera.start(scans.put, states.put)
    assert (camera.source, threading.active_count()) == (None, before)
    try:
        camera.choose(0)
        assert states.get(timeout=30).online
        assert pictures.get(timeout=30).width == 640
        camera.choose(1)
        assert camera.source == 1
        camera.choose(None)
        while (state := states.get(timeout=30)).detail_key != "camera_none":
            assert state.online
        assert (camera.source, threading.active_count()) == (None, before)
    finally:
        camera.stop()
    assert threading.active_count() == before


def test_a_camera_of_the_settings_starts_with_the_till() -> None:
    states: queue.Queue[DeviceState] = queue.Queue()
    simulated = SimulatedCamera()
    camera = OptionalCamera(
        "camera", CameraSettings(0), lambda settings: CameraScanner("camera", settings, monotonic_ms, simulated.open)
    )
    camera.start(lambda _scan: None, states.put)
    try:
        assert states.get(timeout=30).detail_key in ("camera_ready", "zbar_missing")
    finally:
        camera.stop()
