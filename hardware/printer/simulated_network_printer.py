"""A printer at a network port of this machine: takes jobs, answers status questions, can run out of paper."""

import socket
import threading
from types import TracebackType

from hardware.printer.printer_status import OFFLINE_CAUSE, PAPER, PRINTER, status_command

_FINE = 0x12
_BY_FAULT = {
    "": {},
    "cover_open": {PRINTER: 0x08, OFFLINE_CAUSE: 0x04},
    "paper_out": {PRINTER: 0x08, OFFLINE_CAUSE: 0x20, PAPER: 0x60},
    "offline": {PRINTER: 0x08},
}
_WAKE_S = 0.05


class SimulatedNetworkPrinter:
    """Listens on loopback while it is entered; ``jobs`` holds the bytes of each finished connection.

    ``fault`` is ``""``, ``paper_out``, ``cover_open`` or ``offline``. ``answers`` False: a printer without status.
    """

    def __init__(self) -> None:
        self.jobs: list[bytes] = []
        self.fault = ""
        self.answers = True
        self.job_arrived = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_WAKE_S)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="simulated-printer")

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._listener.getsockname()[1])

    def __enter__(self) -> "SimulatedNetworkPrinter":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            with connection:
                self._converse(connection)

    def _converse(self, connection: socket.socket) -> None:
        connection.settimeout(_WAKE_S)
        job = b""
        while not self._stopping.is_set():
            try:
                received = connection.recv(4096)
            except TimeoutError:
                continue
            except ConnectionError:
                break
            if not received:
                break
            job += received
            for kind in (PRINTER, OFFLINE_CAUSE, PAPER):
                # Questions come before the job and one at a time, so they stand at its end when they arrive.
                if job.endswith(status_command(kind)):
                    job = job.removesuffix(status_command(kind))
                    if self.answers:
                        connection.sendall(bytes([_FINE | _BY_FAULT[self.fault].get(kind, 0)]))
        if job:
            self.jobs.append(job)
            self.job_arrived.set()
