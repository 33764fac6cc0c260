"""What people see of a camera, which one is chosen, and that a till that fails does not end the reading."""

import queue
import time
from pathlib import Path

import numpy as np
import pytest

from hardware.device import CameraChoice, CameraPicture, DeviceState
from hardware.scanner.camera import CameraScanner, CameraSettings
from hardware.scanner.camera_list import list_cameras
from hardware.scanner.preview import Preview
from hardware.scanner.read_code import ReadCode, Sighting
from hardware.scanner.serial import SerialScanner, SerialSettings
from hardware.scanner.serial_ports import SerialPortId
from hardware.scanner.simulated_camera import SimulatedCamera
from hardware.scanner.simulated_serial import SimulatedSerialScanner
from pos_app.domain.codes.scan import ScanData, Symbology
from tests.hardware.scanner.pictures import on_counter, qr_picture

WAIT_S = 10.0


def monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def test_the_found_code_is_outlined_while_the_till_scans() -> None:
    camera = SimulatedCamera()
    scanner = CameraScanner("desk", CameraSettings(0), monotonic_ms, camera.open)
    pictures: queue.Queue[CameraPicture] = queue.Queue()
    scans: queue.Queue[ScanData] = queue.Queue()
    states: queue.Queue[DeviceState] = queue.Queue()
    scanner.watch(pictures.put)
    scanner.start(scans.put, states.put)
    try:
        first = pictures.get(timeout=WAIT_S)
        assert (first.width, first.height, len(first.rgb)) == (640, 480, 640 * 480 * 3)
        assert first.outlines == ()
        camera.hold_up(on_counter(qr_picture("KP000000422")))
        assert scans.get(timeout=WAIT_S).data == "KP000000422"
        outlined = pictures.get(timeout=WAIT_S)
        while not outlined.outlines:
            outlined = pictures.get(timeout=WAIT_S)
        assert outlined.accepted
        (outline,) = outlined.outlines
        assert all(150 < x < 490 and 100 < y < 380 for x, y in outline)
        scanner.watch(None)
    finally:
        scanner.stop()


def test_outlines_linger_and_pictures_are_few() -> None:
    preview, frame = Preview(), np.full((720, 1280, 3), 90, np.uint8)
    seen = Sighting(ReadCode(Symbology.QR, "x"), ((200, 100), (400, 100), (400, 300), (200, 300)))
    shown = preview.picture(frame, [seen], [], 0)
    assert shown is not None
    assert (shown.width, shown.height) == (640, 360)
    assert shown.outlines == (((100, 50), (200, 50), (200, 150), (100, 150)),)
    assert preview.picture(frame, [], [seen.code], 40) is None
    later = preview.picture(frame, [], [], 120)
    assert later is not None
    assert later.outlines
    assert later.accepted, "what was accepted between two pictures is told with the next"
    gone = preview.picture(frame, [], [], 400)
    assert gone is not None
    assert gone.outlines == ()


def test_another_camera_is_chosen_while_it_runs(tmp_path: Path) -> None:
    opened: list[int | Path] = []
    cameras = {0: SimulatedCamera(), 1: SimulatedCamera()}
    cameras[1].hold_up(on_counter(qr_picture("KP000000422")))

    def open_chosen() -> SimulatedCamera:
        source = scanner.source
        opened.append(source)
        assert isinstance(source, int)
        return cameras[source].open()

    scanner = CameraScanner("desk", CameraSettings(0), monotonic_ms, open_chosen)
    scans: queue.Queue[ScanData] = queue.Queue()
    states: queue.Queue[DeviceState] = queue.Queue()
    scanner.start(scans.put, states.put)
    try:
        assert states.get(timeout=WAIT_S).online
        scanner.choose(1)
        assert scans.get(timeout=WAIT_S).data == "KP000000422"
        assert opened == [0, 1]
    finally:
        scanner.stop()


def test_the_cameras_of_a_linux_machine(tmp_path: Path) -> None:
    for device, index, name in (("video2", "0", "Desk camera"), ("video0", "0", "Lid"), ("video1", "1", "Lid")):
        (tmp_path / device).mkdir()
        (tmp_path / device / "index").write_text(f"{index}\n")
        (tmp_path / device / "name").write_text(f"{name}\n")
    (tmp_path / "video3").mkdir()  # unplugged meanwhile
    assert list_cameras(tmp_path) == (CameraChoice("0", "Lid"), CameraChoice("2", "Desk camera"))
    assert list_cameras(tmp_path / "none") == ()


@pytest.mark.allow_log("callback failed error=ZeroDivisionError")
def test_a_till_that_fails_on_a_scan_does_not_end_the_reading(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    twin = SimulatedSerialScanner(tmp_path / "port")
    twin.plug()
    scanner = SerialScanner("desk", SerialSettings(SerialPortId(device=twin.device)), monotonic_ms)
    scans: queue.Queue[ScanData] = queue.Queue()
    states: queue.Queue[DeviceState] = queue.Queue()

    def on_scan(scan: ScanData) -> None:
        scans.put(scan)
        raise ZeroDivisionError(scan.data)

    scanner.start(on_scan, states.put)
    try:
        assert states.get(timeout=WAIT_S).online
        for text in ("tel:+79730000042", "4600051000057"):
            twin.scan(text)
            assert scans.get(timeout=WAIT_S).data == text
    finally:
        scanner.stop()
        twin.unplug()
    assert "79730000042" not in caplog.text
