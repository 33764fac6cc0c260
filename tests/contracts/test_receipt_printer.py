"""What every receipt printer promises, real or simulated."""

import os
import pty
import select
import socket
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.device import PrinterError
from hardware.printer.channel_target import ChannelTarget
from hardware.printer.escpos_printer import EscposPrinter
from hardware.printer.file_target import FileTarget
from hardware.printer.open_target import open_target
from hardware.printer.simulated_network_printer import SimulatedNetworkPrinter
from hardware.printer.simulated_printer import SimulatedPrinter
from hardware.printer.simulated_usb_printer import SimulatedUsbPrinter
from hardware.printer.usb_port import UsbPrinterId
from pos_app.domain.receipt.document import Align, PrintDocument, QrBlock, Row, Text
from pos_app.services.ports import ReceiptPrinter

DOCUMENT = PrintDocument(
    "sale 2-000231",
    (Text("Магазин", Align.CENTER), Row("Хлеб", "45,00 ₽"), QrBlock("K2-000231-7", "Возврат")),
)
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class PtyLine:
    """Carries bytes between a pseudo-terminal and a port of this machine until it hangs up."""

    def __init__(self, port: int) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._wake, self._waker = os.pipe()
        self._thread = threading.Thread(target=self._carry)

    def __enter__(self) -> "PtyLine":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()
        for end in (self._master, self._slave, self._wake, self._waker):
            os.close(end)

    def hang_up(self) -> None:
        """The printer sees the end of its line once everything has arrived."""
        os.write(self._waker, b"x")
        self._thread.join()
        self._socket.close()

    def _carry(self) -> None:
        while True:
            ready, _, _ = select.select([self._master, self._socket, self._wake], [], [])
            if self._master in ready:
                self._socket.sendall(os.read(self._master, 4096))
            elif self._socket in ready:
                os.write(self._master, self._socket.recv(4096))
            elif self._wake in ready:
                return


class Bench:
    """A printer, what it put on paper, and a hand that spoils it."""

    def __init__(self, printer: ReceiptPrinter, paper: Callable[[], list[bytes]], spoil: Callable[[str], None]) -> None:
        self.printer = printer
        self.paper = paper
        self.spoil = spoil


def _simulated() -> Bench:
    printer = SimulatedPrinter(42)
    return Bench(
        printer,
        lambda: [job.data for job in printer.target.jobs],
        lambda fault: setattr(printer.target, "fault", fault),
    )


def _file(folder: Path) -> Bench:
    def spoil(fault: str) -> None:
        # The folder's place is taken by a file, as on a damaged or full disk nothing can be written there.
        moved = folder.rename(folder.with_name("moved")) if fault else folder.with_name("moved")
        if fault:
            folder.write_bytes(b"")
        else:
            folder.unlink()
            moved.rename(folder)

    return Bench(
        EscposPrinter(FileTarget(folder, lambda: NOW), 42),
        lambda: [path.read_bytes() for path in sorted(folder.glob("*.bin"))] if folder.is_dir() else [],
        spoil,
    )


def _network(stack: ExitStack) -> Bench:
    device = stack.enter_context(SimulatedNetworkPrinter())

    def paper() -> list[bytes]:
        device.job_arrived.wait(30)
        return device.jobs

    target = open_target(f"tcp:127.0.0.1:{device.port}", Path("unused"), lambda: NOW)
    assert isinstance(target, ChannelTarget)
    return Bench(EscposPrinter(target, 42), paper, lambda fault: setattr(device, "fault", fault))


def _serial(stack: ExitStack) -> Bench:
    """The network twin behind a pseudo-terminal: the same printer at the other end of a serial line."""
    device = stack.enter_context(SimulatedNetworkPrinter())
    line = stack.enter_context(PtyLine(device.port))

    def paper() -> list[bytes]:
        line.hang_up()
        device.job_arrived.wait(30)
        return device.jobs

    target = open_target(f"serial:{line.path}@19200", Path("unused"), lambda: NOW)
    return Bench(EscposPrinter(target, 42), paper, lambda fault: setattr(device, "fault", fault))


def _usb(stack: ExitStack, folder: Path) -> Bench:
    printer = stack.enter_context(SimulatedUsbPrinter(folder, UsbPrinterId("04b8", "0e15", "J4")))

    def paper() -> list[bytes]:
        printer.device.job_arrived.wait(30)
        return printer.device.jobs

    usb = (printer.system, printer.devices)
    target = open_target("usb:04b8:0e15:J4", Path("unused"), lambda: NOW, usb)
    return Bench(EscposPrinter(target, 42), paper, lambda fault: setattr(printer.device, "fault", fault))


@pytest.fixture(params=["simulated", "file", "network", "serial", "usb"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with ExitStack() as stack:
        if request.param == "simulated":
            yield _simulated()
        elif request.param == "file":
            (tmp_path / "printer").mkdir()
            yield _file(tmp_path / "printer")
        elif request.param == "serial":
            yield _serial(stack)
        elif request.param == "usb":
            yield _usb(stack, tmp_path)
        else:
            yield _network(stack)


def test_a_document_comes_out_whole_and_is_cut(bench: Bench) -> None:
    bench.printer.print_document(DOCUMENT)
    (job,) = bench.paper()
    text = job.decode("cp866")
    assert "Магазин" in text
    assert "45,00 руб." in text
    assert b"1P0K2-000231-7" in job
    assert job.endswith(b"\x1dV\x00")


def test_a_printer_that_cannot_print_says_so_and_prints_nothing(bench: Bench) -> None:
    bench.spoil("paper_out")
    with pytest.raises(PrinterError) as caught:
        bench.printer.print_document(DOCUMENT)
    assert caught.value.key in {"paper_out", "write_failed"}
    bench.spoil("")
    bench.printer.print_document(DOCUMENT)
    assert len(bench.paper()) == 1


def test_a_usb_printer_is_found_again_under_another_name(tmp_path: Path) -> None:
    with SimulatedUsbPrinter(tmp_path, UsbPrinterId("04b8", "0e15", "J4")) as printer:
        target = open_target("usb:04b8:0e15", Path("unused"), lambda: NOW, (printer.system, printer.devices))
        wanted = EscposPrinter(target, 42)
        for _ in range(2):
            printer.device.job_arrived.clear()
            wanted.print_document(DOCUMENT)
            assert printer.device.job_arrived.wait(30)
            printer.unplug()
            with pytest.raises(PrinterError, match="offline"):
                wanted.print_document(DOCUMENT)
            printer.plug()
        assert len(printer.device.jobs) == 2
        other = open_target("usb:04b8:0e16", Path("unused"), lambda: NOW, (printer.system, printer.devices))
        with pytest.raises(PrinterError, match="offline"):
            EscposPrinter(other, 42).print_document(DOCUMENT)
