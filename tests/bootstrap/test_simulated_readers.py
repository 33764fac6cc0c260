"""The twins of training: a code that is presented comes through the real drivers, whichever reader is practised on."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.bootstrap import simulated_readers
from pos_app.bootstrap.devices import open_camera, open_readers, open_scanners
from pos_app.bootstrap.simulated_readers import SimulatedReaders
from pos_app.bootstrap.system import SystemClock
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.services.device_setup import DeviceSetup
from pos_app.services.errors import ServiceError
from pos_app.settings import Settings

SETTINGS = Settings(camera_source="simulated", serial_scanner_port="simulated")
GS = "\x1d"


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[SimulatedReaders]:
    made = open_readers(SETTINGS, tmp_path)
    yield made
    made.close()


class Heard:
    """The first scan of a reader."""

    def __init__(self) -> None:
        self.scan: ScanData | None = None
        self._came = threading.Event()

    def take(self, scan: ScanData) -> None:
        self.scan = self.scan or scan
        self._came.set()

    def wait(self) -> ScanData:
        assert self._came.wait(60), "no code came"
        assert self.scan is not None
        return self.scan


@pytest.mark.parametrize(
    ("text", "symbology"),
    [("4600000000107", Symbology.EAN13), ("KP000000018", Symbology.QR), (f"0104600000000107215abc{GS}93wxyz", None)],
)
def test_the_camera_reads_what_is_held_before_it(
    readers: SimulatedReaders, text: str, symbology: Symbology | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera, heard = open_camera(SETTINGS, SystemClock(), readers.camera), Heard()
    monkeypatch.setattr(simulated_readers, "_HELD_UP_S", 60.0)  # a busy machine may look only now and then
    camera.start(heard.take, lambda state: None)
    try:
        readers.present("camera", text)
        scan = heard.wait()
    finally:
        camera.stop()
    assert (scan.data, scan.source) == (text, ScanSource.CAMERA)
    assert scan.symbology is (symbology or Symbology.DATAMATRIX)


def test_the_scanner_reads_what_is_presented_to_it_after_a_while(readers: SimulatedReaders, tmp_path: Path) -> None:
    (scanner,), heard = open_scanners(SETTINGS, SystemClock(), tmp_path), Heard()
    scanner.start(heard.take, lambda state: None)
    try:
        readers.present("serial", "KO000000018", after_s=0.2)
        scan = heard.wait()
    finally:
        scanner.stop()
    assert (scan.data, scan.source, scan.symbology) == ("KO000000018", ScanSource.SERIAL, Symbology.QR)


def test_without_twins_nothing_can_be_presented(tmp_path: Path) -> None:
    none = open_readers(Settings(), tmp_path)
    setup = DeviceSetup(
        save=lambda _: None,
        camera=open_camera(Settings(), SystemClock()),
        cameras=lambda: (),
        missing=lambda: (),
        folder=tmp_path,
        readers=none,
    )
    assert none.names == frozenset() and not setup.may_present_to("camera")
    with pytest.raises(ServiceError, match="code_too_long"):
        setup.present("camera", "1")
    none.close()


def test_what_no_code_can_hold_is_refused(readers: SimulatedReaders) -> None:
    with pytest.raises(ValueError):
        readers.present("camera", "x" * 8_000)
