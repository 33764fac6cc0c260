import os
import pty
import socket
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.device import PrinterError
from hardware.printer.channel import DeviceChannel, NetworkChannel
from hardware.printer.channel_target import ChannelTarget, Patience
from hardware.printer.file_target import FileTarget
from hardware.printer.open_target import PrinterAddressError, open_target
from hardware.printer.print_job import PrintJob
from hardware.printer.printer_status import ASK_IN_LINE, OFFLINE_CAUSE, PAPER, PRINTER, status_command
from hardware.printer.simulated_network_printer import DIES, SimulatedNetworkPrinter
from hardware.printer.usb_port import UsbPrinterId, find_usb_printer, parse_usb_id

NOW = datetime(2026, 3, 1, 12, 30, 5, 42_000, tzinfo=UTC)
QUICK = Patience(write_s=0.3, look_s=0.1, paper_s=60.0)
JOB = PrintJob("sale 2-000231", b"\x1b@data\n\x1dV\x00", "data\n")


def test_files_are_named_by_time_and_title(tmp_path: Path) -> None:
    target = FileTarget(tmp_path / "printer", lambda: NOW)
    target.send(JOB)
    target.send(JOB)
    target.send(PrintJob("../X отчёт 1.5", b"x", "x"))
    names = sorted(path.name for path in (tmp_path / "printer").iterdir())
    stem = "20260301-123005-042000-"
    assert names == sorted(
        f"{stem}{title}.{ending}"
        for title in ("sale-2-000231", "sale-2-000231-1", "X-отчёт-1.5")
        for ending in ("bin", "txt")
    )
    assert (tmp_path / "printer" / f"{stem}sale-2-000231.bin").read_bytes() == JOB.data
    assert (tmp_path / "printer" / f"{stem}sale-2-000231.txt").read_text(encoding="utf-8") == JOB.text


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(PrinterError) as caught:
        FileTarget(tmp_path / "taken", lambda: NOW).send(JOB)
    assert caught.value.key == "write_failed"


@pytest.mark.parametrize("fault", ["paper_out", "cover_open"])
@pytest.mark.parametrize("size", [400, 60_000])
def test_a_fault_in_the_middle_costs_no_receipt(fault: str, size: int) -> None:
    """The rest of the torn paper is thrown away, the stub is cut off, and the paper comes again whole."""
    job = PrintJob("sale", b"\x1b@" + b"x" * size + b"\x1dV\x00", "", tuple(range(2, size, 100)))
    with SimulatedNetworkPrinter() as device:
        target = ChannelTarget(lambda: NetworkChannel("127.0.0.1", device.port, 30), QUICK)
        device.fault_after(200, fault)
        with pytest.raises(PrinterError) as caught:
            target.send(job)
        assert caught.value.key == fault
        with pytest.raises(PrinterError):
            target.send(job)
        device.fault = ""
        target.send(job)
        assert device.job_arrived.wait(30)
    assert [paper for paper in device.papers() if b"x" * size in paper] == [job.data.removesuffix(b"\x1dV\x00")]
    assert len(device.papers()[0]) < size


def test_a_printer_that_dies_in_the_middle() -> None:
    with SimulatedNetworkPrinter() as device:
        target = ChannelTarget(lambda: NetworkChannel("127.0.0.1", device.port, 30), QUICK)
        target.send(JOB)
        device.fault_after(4, DIES)
        with pytest.raises(PrinterError) as caught:
            target.send(JOB)
        assert caught.value.key in {"offline", "write_failed"}
        target.send(JOB)
    assert sum(JOB.data.removesuffix(b"\x1dV\x00") in paper for paper in device.papers()) == 2


def test_a_slow_printer_is_waited_for() -> None:
    job = PrintJob("sale", b"x" * 900, "")
    with SimulatedNetworkPrinter() as device:
        device.bytes_a_second = 2_000
        ChannelTarget(lambda: NetworkChannel("127.0.0.1", device.port, 30), QUICK).send(job)
        device.job_arrived.wait(30)
    assert device.jobs == [job.data]


def test_a_printer_that_proves_nothing_is_believed() -> None:
    with SimulatedNetworkPrinter() as device:
        device.proves = False
        ChannelTarget(lambda: NetworkChannel("127.0.0.1", device.port, 30), QUICK).send(JOB)
        device.job_arrived.wait(30)
    assert device.jobs == [JOB.data]


def test_a_check_uses_no_paper() -> None:
    with SimulatedNetworkPrinter() as device:
        target = open_target(f"tcp:127.0.0.1:{device.port}", Path("unused"), lambda: NOW)
        target.check()
        device.fault = "cover_open"
        with pytest.raises(PrinterError, match="cover_open"):
            target.check()
    assert device.jobs == []


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "offline"])
def test_the_network_printer_tells_what_is_wrong(fault: str) -> None:
    with SimulatedNetworkPrinter() as device:
        target = open_target(f"tcp:127.0.0.1:{device.port}", Path("unused"), lambda: NOW)
        device.fault = fault
        with pytest.raises(PrinterError) as caught:
            target.send(JOB)
        assert caught.value.key == fault
        device.fault = ""
        target.send(JOB)
        assert device.job_arrived.wait(30)
        assert device.jobs == [JOB.data]


def test_a_printer_without_status_prints_and_is_soon_asked_no_more() -> None:
    with SimulatedNetworkPrinter() as device:
        device.answers = False
        target = open_target(f"tcp:127.0.0.1:{device.port}", Path("unused"), lambda: NOW)
        asked = []
        for _ in range(5):
            device.job_arrived.clear()
            target.send(JOB)
            assert device.job_arrived.wait(30)
            asked.append(device.questions)
        assert device.jobs == [JOB.data] * 5
        assert asked[0] == 3, "a slow one gets three chances"
        assert asked[3] == asked[4], "it costs no more time"


def test_a_printer_that_is_late_to_answer_is_believed_and_proves() -> None:
    with SimulatedNetworkPrinter() as device:
        device.misses = 2
        target = open_target(f"tcp:127.0.0.1:{device.port}", Path("unused"), lambda: NOW)
        device.fault_after(len(JOB.data) // 2, "paper_out")
        with pytest.raises(PrinterError, match="paper_out"):
            target.send(JOB)
        device.fault, device.misses = "", 2
        target.send(JOB)
    assert JOB.data in b"".join(device.jobs)


def test_nobody_listens() -> None:
    with socket.socket() as held:  # bound, so that nobody else is given the port, and deaf
        held.bind(("127.0.0.1", 0))
        target = open_target(f"tcp:127.0.0.1:{held.getsockname()[1]}", Path("unused"), lambda: NOW)
        with pytest.raises(PrinterError) as caught:
            target.send(JOB)
    assert caught.value.key == "offline"


def test_a_printer_that_hangs_up() -> None:
    class Broken:
        closed = False

        def write(self, data: bytes, timeout_s: float) -> None:
            raise ConnectionResetError(104, "reset")

        def read(self, timeout_s: float) -> bytes:
            return b""

        def close(self) -> None:
            self.closed = True

    channel = Broken()
    with pytest.raises(PrinterError) as caught:
        ChannelTarget(lambda: channel).send(JOB)
    assert (caught.value.key, caught.value.detail) == ("write_failed", "reset")
    assert channel.closed


def test_a_device_gets_every_byte_as_it_is() -> None:
    """Over a pseudo-terminal, which mangles line ends unless it is made raw."""
    master, slave = pty.openpty()
    path = Path(os.ttyname(slave))
    received = bytearray()
    data = bytes(range(256)) * 40
    asked, proofs = [], []

    def printer() -> None:
        while data not in proofs:
            received.extend(os.read(master, 4096))
            for kind, answer in ((OFFLINE_CAUSE, 0x12), (PAPER, 0x12), (PRINTER, 0x12)):
                if bytes(received) == status_command(kind):
                    received.clear()
                    asked.append(kind)
                    os.write(master, bytes([answer]))
            if bytes(received) == ASK_IN_LINE:
                received.clear()
                proofs.append(b"")
            if bytes(received) == data + ASK_IN_LINE:
                del received[-len(ASK_IN_LINE) :]
                proofs.append(data)
            if proofs and len(received) in {0, len(data)}:
                os.write(master, b"\x00")

    thread = threading.Thread(target=printer)
    thread.start()
    ChannelTarget(lambda: DeviceChannel(path)).send(PrintJob("x", data, ""))
    thread.join(30)
    os.close(slave)
    os.close(master)
    assert bytes(received) == data
    assert asked == [OFFLINE_CAUSE, PAPER, PRINTER]


def test_a_device_that_is_not_there(tmp_path: Path) -> None:
    for address in (f"device:{tmp_path / 'lp0'}", "usb:ffff:fffe"):
        with pytest.raises(PrinterError) as caught:
            open_target(address, Path("unused"), lambda: NOW).send(JOB)
        assert caught.value.key == "offline"


def _plug(system: Path, bus: Path, name: str, vendor: str, product: str, serial: str) -> None:
    interface = bus / f"{name}-device" / "interface"
    interface.mkdir(parents=True)
    for attribute, value in (("idVendor", vendor), ("idProduct", product), ("serial", serial)):
        (interface.parent / attribute).write_text(f"{value}\n", encoding="utf-8")
    (system / name).mkdir(parents=True)
    (system / name / "device").symlink_to(interface)


def test_a_usb_printer_is_found_by_its_numbers(tmp_path: Path) -> None:
    system, devices = tmp_path / "class", Path("/dev/usb")
    _plug(system, tmp_path / "bus", "lp0", "04b8", "0e15", "A1")
    _plug(system, tmp_path / "bus", "lp1", "0416", "5011", "B2")
    _plug(system, tmp_path / "bus", "lp2", "0416", "5011", "B3")
    assert find_usb_printer(parse_usb_id("04B8:0E15"), system, devices) == devices / "lp0"
    assert find_usb_printer(parse_usb_id("0416:5011"), system, devices) == devices / "lp1"
    assert find_usb_printer(parse_usb_id("0416:5011:B3"), system, devices) == devices / "lp2"
    with pytest.raises(FileNotFoundError):
        find_usb_printer(UsbPrinterId("0416", "5011", "B4"), system, devices)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "lpt1",
        "tcp:",
        "tcp::9100",
        "tcp:host:x",
        "tcp:host:0",
        "tcp:host:70000",
        "device:",
        "usb:1:2",
        "serial:",
        "serial:/dev/ttyS0@300",
    ],
)
def test_addresses_that_name_no_printer(address: str) -> None:
    with pytest.raises(PrinterAddressError, match="expected file"):
        open_target(address, Path("unused"), lambda: NOW)


def test_file_addresses(tmp_path: Path) -> None:
    open_target("file", tmp_path / "a", lambda: NOW).send(JOB)
    open_target(f"file:{tmp_path / 'b'}", tmp_path / "a", lambda: NOW).send(JOB)
    assert len(list((tmp_path / "a").iterdir())) == len(list((tmp_path / "b").iterdir())) == 2
