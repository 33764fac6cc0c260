import queue
import threading
import time
from pathlib import Path

import pytest

from hardware.device import DeviceState
from hardware.scanner.serial import SerialScanner, SerialSettings
from hardware.scanner.serial_ports import SerialPortId
from hardware.scanner.simulated_serial import SimulatedSerialScanner
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology


def monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class Line:
    """A real driver at a simulated scanner."""

    def __init__(self, link: Path) -> None:
        self.twin = SimulatedSerialScanner(link)
        self.scanner = SerialScanner("desk", SerialSettings(SerialPortId(device=self.twin.device)), monotonic_ms)
        self.scans: queue.Queue[ScanData] = queue.Queue()
        self.states: queue.Queue[DeviceState] = queue.Queue()

    def __enter__(self) -> "Line":
        self.scanner.start(self.scans.put, self.states.put)
        return self

    def __exit__(self, *_: object) -> None:
        self.scanner.stop()
        self.twin.unplug()

    def wait_until_read(self) -> None:
        """Until the driver has taken all that was sent: nothing of it lies in the system any more."""
        give_up_s = time.monotonic() + 30
        time.sleep(0.3)  # the system hands over what was written a moment later, and tells nobody
        while self.twin.unread:
            assert time.monotonic() < give_up_s, "the driver does not read"
            time.sleep(0.005)

    def state(self) -> DeviceState:
        return self.states.get(timeout=30)

    def scan(self) -> ScanData:
        return self.scans.get(timeout=30)


def test_a_scanner_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    with Line(tmp_path / "port") as line:
        absent = line.state()
        assert (absent.online, absent.detail_key) == (False, "scanner_not_found")
        line.twin.plug()
        ready = line.state()
        assert (ready.online, ready.detail_key) == (True, "scanner_ready")
        before = monotonic_ms()
        line.twin.scan("4600051000057", "]E0", b"\r\n")
        scan = line.scan()
        assert (scan.data, scan.source, scan.symbology) == ("4600051000057", ScanSource.SERIAL, Symbology.EAN13)
        assert before <= scan.received_ms <= monotonic_ms()


def test_two_thousand_codes_whole_and_byte_by_byte(tmp_path: Path) -> None:
    line = Line(tmp_path / "port")
    line.twin.plug()
    expected = [f"{number:013d}" for number in range(2000)]

    def send() -> None:
        for text in expected[:1000]:
            line.twin.scan(text)
        for byte in "".join(f"{text}\r" for text in expected[1000:]).encode():
            line.twin.send(bytes([byte]))

    with line:
        assert line.state().online
        sender = threading.Thread(target=send)
        sender.start()
        received = [line.scan().data for _ in expected]
        sender.join()
    assert received == expected
    assert line.scans.empty()


def test_a_code_torn_by_the_plug_does_not_stick_to_the_next(tmp_path: Path) -> None:
    line = Line(tmp_path / "port")
    line.twin.plug()
    with line:
        assert line.state().online
        line.twin.scan("11111111")
        assert line.scan().data == "11111111"
        line.twin.send(b"46000")
        line.wait_until_read()  # what the pseudo-terminal has not delivered goes with its end
        line.twin.unplug()
        assert not line.state().online
        torn = line.scan()
        assert (torn.torn, torn.data) == (True, ""), "it is told, and nothing of it is kept"
        line.twin.plug()
        assert line.state().online
        line.twin.scan("96385074")
        assert line.scan().data == "96385074"


def test_without_suffix_a_pause_ends_the_code(tmp_path: Path) -> None:
    line = Line(tmp_path / "port")
    line.twin.plug()
    with line:
        assert line.state().online
        line.twin.scan("4600051000057", suffix=b"")
        assert line.scan().data == "4600051000057"


def test_a_port_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "port").write_bytes(b"")  # a file is no serial port
    line = Line(tmp_path / "port")
    with line:
        state = line.state()
    assert (state.online, state.detail_key) == (False, "scanner_failed")
    assert dict(state.params)["reason"]


def test_the_simulated_scanner_must_be_plugged_in(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError):
        SimulatedSerialScanner(tmp_path / "port").scan("1")
