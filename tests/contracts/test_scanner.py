"""What every scanner with a thread of its own promises, real or simulated."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from hardware.device import DeviceState
from hardware.scanner.camera import CameraScanner, CameraSettings
from hardware.scanner.serial import SerialScanner, SerialSettings
from hardware.scanner.serial_ports import SerialPortId
from hardware.scanner.simulated_camera import SimulatedCamera
from hardware.scanner.simulated_keyboard import SimulatedKeyboardScanner
from hardware.scanner.simulated_scanner import SimulatedScanner
from hardware.scanner.simulated_serial import SimulatedSerialScanner
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.services.ports import Scanner
from tests.hardware.scanner.pictures import on_counter, qr_picture

WAIT_S = 30.0


def monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000


@dataclass
class Bench:
    """A scanner, a hand that shows it codes, and one that pulls its plug."""

    scanner: Scanner
    show: Callable[[str], None]
    plug: Callable[[], None]
    unplug: Callable[[], None]


class Listener:
    """Collects what a scanner says, with the thread it came from."""

    def __init__(self) -> None:
        self.scans: queue.Queue[ScanData] = queue.Queue()
        self.states: queue.Queue[DeviceState] = queue.Queue()
        self.threads: set[int] = set()

    def on_scan(self, scan: ScanData) -> None:
        self.threads.add(threading.get_ident())
        self.scans.put(scan)

    def on_state(self, state: DeviceState) -> None:
        self.threads.add(threading.get_ident())
        self.states.put(state)


def _simulated() -> Bench:
    scanner = SimulatedScanner("desk")
    return Bench(
        scanner,
        lambda text: scanner.scan(ScanData(text, ScanSource.SERIAL, Symbology.QR)),
        scanner.plug,
        scanner.unplug,
    )


def _serial(link: Path, stack: ExitStack) -> Bench:
    twin = SimulatedSerialScanner(link)
    stack.callback(twin.unplug)
    twin.plug()
    scanner = SerialScanner("desk", SerialSettings(SerialPortId(device=twin.device)), monotonic_ms)
    return Bench(scanner, lambda text: twin.scan(text, "]Q1"), twin.plug, twin.unplug)


def _camera() -> Bench:
    twin = SimulatedCamera()
    scanner = CameraScanner("desk", CameraSettings(0), monotonic_ms, twin.open)
    return Bench(scanner, lambda text: twin.hold_up(on_counter(qr_picture(text))), twin.plug, twin.unplug)


def _keyboard(*, russian: bool) -> Bench:
    """The real decoder behind simulated keys; real keys in a real window are typed by ``./till campaign keyboard``."""
    twin = SimulatedKeyboardScanner("desk", russian=russian)
    return Bench(twin, lambda text: twin.scan(text, "]Q1"), twin.plug, twin.unplug)


@pytest.fixture(params=["simulated", "serial", "camera", "keyboard", "keyboard, Russian layout"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with ExitStack() as stack:
        if request.param == "camera":
            bench = _camera()
        elif request.param.startswith("keyboard"):
            bench = _keyboard(russian="Russian" in request.param)
        else:
            bench = _simulated() if request.param == "simulated" else _serial(tmp_path / "scanner", stack)
        stack.callback(bench.scanner.stop)
        yield bench


def test_codes_arrive_in_order_from_the_scanners_thread(bench: Bench) -> None:
    listener = Listener()
    bench.scanner.start(listener.on_scan, listener.on_state)
    assert listener.states.get(timeout=WAIT_S).online
    shown = [f"KP{number:09d}" for number in range(20)]
    scans = []
    for text in shown:
        bench.show(text)
        scans.append(listener.scans.get(timeout=WAIT_S))
    assert [scan.data for scan in scans] == shown
    assert {scan.symbology for scan in scans} == {Symbology.QR}
    assert threading.get_ident() not in listener.threads
    assert len(listener.threads) == 1


def test_unplugging_is_told_and_so_is_coming_back(bench: Bench) -> None:
    listener = Listener()
    bench.scanner.start(listener.on_scan, listener.on_state)
    assert listener.states.get(timeout=WAIT_S).online
    bench.unplug()
    assert not listener.states.get(timeout=WAIT_S).online
    bench.plug()
    state = listener.states.get(timeout=WAIT_S)
    assert state.online
    assert state.name == "desk"
    bench.show("4600051000057")
    assert listener.scans.get(timeout=WAIT_S).data == "4600051000057"


def test_it_stops_within_a_second_and_can_start_again(bench: Bench) -> None:
    """One of the stops at least: a busy machine may keep some of them waiting."""
    seconds: list[float] = []
    while len(seconds) < 2 or (min(seconds) >= 1.0 and len(seconds) < 20):
        listener = Listener()
        bench.scanner.start(listener.on_scan, listener.on_state)
        assert listener.states.get(timeout=WAIT_S).online
        with pytest.raises(RuntimeError, match="twice"):
            bench.scanner.start(listener.on_scan, listener.on_state)
        started = time.monotonic()
        bench.scanner.stop()
        bench.scanner.stop()
        seconds.append(time.monotonic() - started)
    assert min(seconds) < 1.0
