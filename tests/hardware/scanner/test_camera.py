import queue
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from hardware.device import DeviceState
from hardware.scanner.camera import CameraScanner, CameraSettings, parse_source
from hardware.scanner.simulated_camera import SimulatedCamera
from pos_app.domain.codes import card_number
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from tests.hardware.scanner.pictures import Picture, bar_picture, on_counter, photographed, qr_picture

CARD = card_number.generate(42)


def monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def write_video(path: Path, frames: list[Picture]) -> None:
    """A video of 25 pictures a second, put in its place when it is whole."""
    part = path.with_name(f"part-{path.name}")
    writer = cv2.VideoWriter(str(part), cv2.VideoWriter.fourcc(*"MJPG"), 25.0, (640, 480))
    assert writer.isOpened()
    for frame in frames:
        writer.write(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR))
    writer.release()
    part.replace(path)


class Desk:
    """A camera and what it says."""

    def __init__(self, scanner: CameraScanner) -> None:
        self.scanner = scanner
        self.scans: queue.Queue[ScanData] = queue.Queue()
        self.states: queue.Queue[DeviceState] = queue.Queue()

    def __enter__(self) -> "Desk":
        self.scanner.start(self.scans.put, self.states.put)
        return self

    def __exit__(self, *_: object) -> None:
        self.scanner.stop()

    def state(self) -> DeviceState:
        return self.states.get(timeout=30)

    def scan(self) -> ScanData:
        return self.scans.get(timeout=30)


def test_a_card_in_a_video(tmp_path: Path) -> None:
    """A card's QR comes into view and stays for half a second: one scan."""
    counter = on_counter(qr_picture(CARD) * 0 + 190)
    card = on_counter(qr_picture(CARD))
    video = tmp_path / "camera.avi"
    write_video(video, [counter] * 5 + [photographed(card, seed) for seed in range(12)] + [counter] * 5)
    with Desk(CameraScanner("desk", CameraSettings(video), monotonic_ms)) as desk:
        assert desk.state().online
        before = monotonic_ms()
        scan = desk.scan()
        assert (scan.data, scan.source, scan.symbology) == (CARD, ScanSource.CAMERA, Symbology.QR)
        assert 0 <= scan.received_ms - before < 10_000
        ended = desk.state()
        assert (ended.online, ended.detail_key) == (False, "camera_ended")
        assert desk.scans.empty()


def test_a_video_plays_once_each_time_it_is_placed(tmp_path: Path) -> None:
    video = tmp_path / "camera.avi"
    with Desk(CameraScanner("desk", CameraSettings(video), monotonic_ms)) as desk:
        assert desk.state().detail_key == "camera_not_found"
        for text in (CARD, "tel:+79730000042"):
            write_video(video, [on_counter(qr_picture(text))] * 8)
            assert desk.state().online
            assert desk.scan().data == text
            assert desk.state().detail_key == "camera_ended"
        assert desk.scans.empty()


def test_goods_held_up_once_and_again() -> None:
    camera = SimulatedCamera()
    scanner = CameraScanner("desk", CameraSettings(0), monotonic_ms, camera.open)
    with Desk(scanner) as desk:
        assert desk.state().online
        camera.hold_up(on_counter(bar_picture("EAN13", "4600051000057")))
        assert desk.scan().data == "4600051000057"
        camera.hold_up(on_counter(qr_picture(CARD)))
        assert desk.scan().data == CARD
        with pytest.raises(queue.Empty):
            desk.scans.get(timeout=0.3)
        camera.unplug()
        state = desk.state()
        assert (state.online, state.detail_key) == (False, "camera_not_found")
        camera.plug()
        assert desk.state().online
        assert desk.scan().data == CARD


def test_a_film_waits_for_a_computer_that_stood_still(tmp_path: Path) -> None:
    from hardware.scanner.frame_source import VideoSource

    film = tmp_path / "film.avi"
    write_video(film, [np.full((480, 640), level, np.uint8) for level in range(0, 240, 10)])
    clock = [0.0]
    source = VideoSource(film, lambda seconds: clock.__setitem__(0, clock[0] + seconds), lambda: clock[0])
    shown = []
    while (frame := source.read()) is not None:
        shown.append(round(int(frame[240, 320, 0]) / 10))
        clock[0] += 60 if len(shown) == 2 else 0.01
    source.close()
    assert shown == [0, 1, 7, *range(8, 24)], "five are left out, then it goes on in its time"


def test_a_camera_that_is_not_there(tmp_path: Path) -> None:
    for source in (97, tmp_path / "none.avi"):
        with Desk(CameraScanner("desk", CameraSettings(source), monotonic_ms)) as desk:
            state = desk.state()
        assert (state.online, state.detail_key) == (False, "camera_not_found")


def test_what_zbar_lacks_is_told_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyzbar", None)
    camera = SimulatedCamera()
    camera.hold_up(on_counter(qr_picture(CARD)))
    with Desk(CameraScanner("desk", CameraSettings(0), monotonic_ms, camera.open)) as desk:
        state = desk.state()
        assert (state.online, state.detail_key) == (True, "zbar_missing")
        assert dict(state.params)["cure"].startswith("apt-get install")
        assert desk.scan().data == CARD


def test_sources_of_the_settings() -> None:
    assert parse_source(" 0 ") == 0
    assert parse_source("film.avi") == Path("film.avi")
    with pytest.raises(ValueError, match="expected a number"):
        parse_source(" ")


@pytest.mark.allow_log("camera desk failed")
def test_a_picture_that_makes_the_library_fail_does_not_end_the_camera() -> None:
    camera = SimulatedCamera()
    camera.hold_up(np.zeros(7, np.uint8))  # no picture at all
    with Desk(CameraScanner("desk", CameraSettings(0), monotonic_ms, camera.open)) as desk:
        assert desk.state().online
        assert desk.state().detail_key == "camera_failed"
        camera.hold_up(on_counter(qr_picture(CARD)))
        assert desk.state().online
        assert desk.scan().data == CARD


def test_the_tills_start_does_not_load_opencv() -> None:
    code = (
        "import sys, hardware.scanner.camera, hardware.scanner.serial, hardware.scanner.wedge, "
        "hardware.printer.open_target, hardware.printer.escpos_printer, hardware.drawer.printer_drawer;"
        "print(*sorted({'cv2', 'numpy', 'zxingcpp', 'pyzbar', 'escpos', 'phonenumbers'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []
