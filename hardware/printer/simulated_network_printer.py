"""A printer at a network port of this machine: prints at its pace, answers status questions, runs out of paper."""

import socket
import threading
import time
from types import TracebackType

from hardware.printer.printer_status import ASK_IN_LINE, FORGET_ALL, OFFLINE_CAUSE, PAPER, PRINTER, status_command

_FINE = 0x12
_BY_FAULT = {
    "": {},
    "cover_open": {PRINTER: 0x08, OFFLINE_CAUSE: 0x04},
    "paper_out": {PRINTER: 0x08, OFFLINE_CAUSE: 0x20, PAPER: 0x60},
    "offline": {PRINTER: 0x08},
}
_WAKE_S = 0.02
_CUT = b"\x1dV\x00"
_MEMORY_BYTES = 4096
DIES = "dies"


class SimulatedNetworkPrinter:
    """Listens on loopback while it is entered; ``jobs`` holds the bytes that each finished connection put on paper.

    ``fault`` is ``""``, ``paper_out``, ``cover_open`` or ``offline``. ``answers`` False: a printer without status;
    ``proves`` False: without the answer that stands in line. ``bytes_a_second``: its pace, 0 for at once.
    ``questions`` counts those that were asked at once; the next ``misses`` of them it does not answer.
    ``fault_after(count, fault)``: that many bytes into the next paper the fault comes, or the printer ``DIES``.
    """

    def __init__(self) -> None:
        self.jobs: list[bytes] = []
        self.fault = ""
        self.answers = True
        self.proves = True
        self.bytes_a_second = 0
        self.questions = 0
        self.misses = 0
        self.job_arrived = threading.Event()
        self._fault_after: tuple[int, str] | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_WAKE_S)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="simulated-printer")

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._listener.getsockname()[1])

    def papers(self) -> list[bytes]:
        """What was cut off, paper by paper; the last one is what still hangs out."""
        return b"".join(self.jobs).split(_CUT)

    def fault_after(self, count: int, fault: str) -> None:
        """Spoil the next paper ``count`` bytes from its beginning."""
        self._fault_after = (count, fault)

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
        held, paper, hung_up = bytearray(), bytearray(), False
        begun_s = time.monotonic()
        while not self._stopping.is_set() and not (hung_up and (not held or self.fault)):
            try:
                if len(held) >= _MEMORY_BYTES:
                    time.sleep(_WAKE_S)  # a full memory takes no more until some of it is printed
                elif received := connection.recv(_MEMORY_BYTES):
                    held += received
                else:
                    hung_up = True
                    time.sleep(_WAKE_S if held else 0)
            except TimeoutError:
                pass
            except ConnectionError:
                break
            self._answer_at_once(connection, held)
            if not self._print(connection, held, paper, begun_s):
                return
        if paper:
            self.jobs.append(bytes(paper))
            self.job_arrived.set()

    def _answer_at_once(self, connection: socket.socket, held: bytearray) -> None:
        if FORGET_ALL in held:
            held[:] = held[held.index(FORGET_ALL) + len(FORGET_ALL) :]
        for kind in (PRINTER, OFFLINE_CAUSE, PAPER):
            question = status_command(kind)
            while (at := held.find(question)) >= 0:
                del held[at : at + len(question)]
                self.questions += 1
                if self.misses > 0:
                    self.misses -= 1
                elif self.answers:
                    connection.sendall(bytes([_FINE | _BY_FAULT[self.fault].get(kind, 0)]))

    def _print(self, connection: socket.socket, held: bytearray, paper: bytearray, begun_s: float) -> bool:
        """Put on paper what may be there by now; False when the printer died over it."""
        while held and not self.fault:
            if held.startswith(ASK_IN_LINE):
                del held[: len(ASK_IN_LINE)]
                if self.answers and self.proves:
                    connection.sendall(b"\x00")
                continue
            if ASK_IN_LINE.startswith(held[: len(ASK_IN_LINE)]) and len(held) < len(ASK_IN_LINE):
                return True  # the rest of a question is on its way
            pace = self.bytes_a_second
            if pace and len(paper) >= (time.monotonic() - begun_s) * pace:
                return True
            paper.append(held.pop(0))
            if self._fault_after is not None and len(paper) >= self._fault_after[0]:
                fault, self._fault_after = self._fault_after[1], None
                if fault == DIES:
                    self.jobs.append(bytes(paper))
                    return False
                self.fault = fault
        return True
