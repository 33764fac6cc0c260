"""What the machine lacks is named with the line that cures it."""

import os
from pathlib import Path

import pytest

from pos_app.bootstrap import missing_parts as module
from pos_app.bootstrap.missing_parts import System, missing_parts
from pos_app.settings import Settings


@pytest.fixture(autouse=True)
def complete_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_library", lambda _name: "libzbar.so.0")
    monkeypatch.setattr(module, "_user", lambda: "kassa")


def test_nothing_is_missing(tmp_path: Path) -> None:
    assert missing_parts(Settings(), System(tmp_path)) == ()


def test_the_library_zbar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_library", lambda _name: None)
    (part,) = missing_parts(Settings(), System(tmp_path))
    assert (part.key, part.cure) == ("zbar_missing", "sudo apt-get install libzbar0")


def test_permissions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may open everything, so that the test says what the system would answer a cashier."""
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    monkeypatch.setattr(Path, "group", lambda path: "video" if path.name == "video0" else "root")
    scanner, camera = tmp_path / "ttyUSB0", tmp_path / "video0"
    settings = Settings(
        serial_scanner_port=str(scanner), camera_source="0", printer=f"serial:{tmp_path / 'ttyS0'}@9600"
    )
    assert missing_parts(settings, System(tmp_path)) == ()
    for path in (scanner, camera, tmp_path / "ttyS0"):
        path.touch()
    found = {Path(part.place).name: part.cure for part in missing_parts(settings, System(tmp_path))}
    assert found == {
        "ttyUSB0": "sudo usermod -aG dialout kassa",
        "video0": "sudo usermod -aG video kassa",
        "ttyS0": "sudo usermod -aG dialout kassa",
    }


def test_a_usb_printer_whose_driver_is_not_loaded(tmp_path: Path) -> None:
    system = System(tmp_path / "dev", tmp_path / "usbmisc", tmp_path / "bus")
    settings = Settings(printer="usb:04b8:0e15")
    assert missing_parts(settings, system) == (), "it is not plugged in: the printer's state says so"
    device = system.usb_bus / "1-2"
    device.mkdir(parents=True)
    for name, value in (("idVendor", "04b8"), ("idProduct", "0e15"), ("serial", "A1")):
        (device / name).write_text(f"{value}\n")
    (part,) = missing_parts(settings, system)
    assert (part.key, part.cure, part.place) == ("usb_printer_driver", "sudo modprobe usblp", "04b8:0e15")
    assert missing_parts(Settings(printer="usb:04b8:0e15:B2"), system) == ()
    interface = device / "1-2:1.0"
    interface.mkdir()
    (system.usb_printers / "lp0").mkdir(parents=True)
    (system.usb_printers / "lp0" / "device").symlink_to(interface)
    assert missing_parts(settings, system) == ()
