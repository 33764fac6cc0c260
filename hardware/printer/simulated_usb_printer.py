"""A USB printer's twin: a device file that may come and go, and the system's description by which it is found."""

import os
import pty
import select
import socket
import threading
from pathlib import Path
from types import TracebackType

from hardware.printer.simulated_network_printer import SimulatedNetworkPrinter
from hardware.printer.usb_port import UsbPrinterId

_WAKE_S = 0.02
_READ_MAX = 4096


class SimulatedUsbPrinter:
    """``device`` holds the paper and is spoiled; ``system`` and ``devices`` are the folders ``find_usb_printer`` takes.

    While it is plugged in, each opening and closing of the device file is one guest of ``device``. Unix only.
    """

    def __init__(self, folder: Path, identity: UsbPrinterId) -> None:
        self.device = SimulatedNetworkPrinter()
        self.identity = identity
        self.system, self.devices = folder / "usbmisc", folder / "usb"
        self._folder = folder
        self._number = 0
        self._master: int | None = None
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> "SimulatedUsbPrinter":
        self.device.__enter__()
        self.plug()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.unplug()
        self.device.__exit__(None, None, None)

    def plug(self) -> None:
        """Appear, under another number than before, as Linux may number it."""
        if self._master is not None:
            return
        self._master, slave = pty.openpty()
        described = self._folder / f"bus-{self._number}"
        interface = described / "interface"
        interface.mkdir(parents=True)
        for name, value in (
            ("idVendor", self.identity.vendor),
            ("idProduct", self.identity.product),
            ("serial", self.identity.serial_number),
        ):
            (described / name).write_text(f"{value}\n", encoding="utf-8")
        entry = self.system / self._name
        entry.mkdir(parents=True)
        (entry / "device").symlink_to(interface)
        self.devices.mkdir(exist_ok=True)
        (self.devices / self._name).symlink_to(os.ttyname(slave))
        os.close(slave)
        self._ending.clear()
        self._thread = threading.Thread(target=self._serve, args=(self._master,), name="simulated-usb-printer")
        self._thread.start()

    def unplug(self) -> None:
        """Disappear, in the middle of a paper if need be."""
        if self._master is None or self._thread is None:
            return
        (self.devices / self._name).unlink()
        (self.system / self._name / "device").unlink()
        (self.system / self._name).rmdir()
        self._ending.set()
        self._thread.join()
        os.close(self._master)
        self._master = None
        self._number += 1

    @property
    def _name(self) -> str:
        return f"lp{self._number}"

    def _serve(self, master: int) -> None:
        guest: socket.socket | None = None

        def leave() -> None:
            nonlocal guest
            if guest is not None:
                guest.close()
            guest = None

        poll = select.poll()
        poll.register(master, select.POLLIN)
        while not self._ending.is_set():
            events = dict(poll.poll(_WAKE_S * 1_000)).get(master, 0)
            if events & select.POLLIN:
                guest = guest or socket.create_connection(("127.0.0.1", self.device.port))
                guest.sendall(os.read(master, _READ_MAX))
            elif events & select.POLLHUP:  # nobody has the device file open
                leave()
                self._ending.wait(_WAKE_S)
            if guest is not None and select.select([guest], [], [], 0)[0]:
                answer = guest.recv(_READ_MAX)
                if answer:
                    os.write(master, answer)
                else:
                    leave()
        leave()
