"""A small proxy between till and server that does to whole HTTP messages what bad networks do to them."""

import random
import socket
import threading
import time
from collections import Counter
from contextlib import suppress

FATES = (
    "pass",
    "lose_request",
    "lose_answer",
    "cut_request",
    "cut_answer",
    "slow",
    "double",
    "late_copy",
    "silence",
    "page_200",
    "page_403",
    "page_413",
    "page_500",
    "page_502",
)
"""``silence``: the request is taken, the connection stays open and nothing comes. ``page_N``: a page of somebody else's
in the server's place; with 500 and 502 only after the server has done what it was asked."""
_PAGE = b"<html><body>Please sign on to this network</body></html>"
_SILENCE_S = 3.0
_LONGEST_LATE_S = 0.5


class ChaosProxy:
    """Listens on ``port`` of loopback; ``calm`` lets everything pass. Counts what it did in ``done``."""

    def __init__(self, server_port: int, seed: int) -> None:
        self.server_port = server_port
        self.calm = False
        self._over = threading.Event()
        self.done: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._deck: list[str] = []
        self._threads: list[threading.Thread] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._spawn(self._accept)

    def close(self) -> None:
        """Stop and wait for what is under way."""
        self.calm = True
        self._over.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(30)

    def _spawn(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, name="proxy", daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self._spawn(self._serve, connection)

    def _serve(self, till: socket.socket) -> None:
        """One connection of the till: message after message until a fate breaks it."""
        with till:
            till.settimeout(60)
            while True:
                try:
                    request = _message(till)
                    if request is None or not self._carry(till, request, self._draw()):
                        return
                except OSError:
                    return

    def _draw(self) -> str:
        with self._lock:
            if not self._deck:
                self._deck = [*FATES, *("pass",) * 6]
                self._chance.shuffle(self._deck)
            fate = "pass" if self.calm else self._deck.pop()
            self.done[fate] += 1
        return fate

    def _carry(self, till: socket.socket, request: bytes, fate: str) -> bool:
        """Whether the connection lives on."""
        if fate == "lose_request":
            return False
        if fate == "cut_request":
            self._send_only(request[: len(request) * 2 // 3])
            return False
        if fate == "silence":
            self._over.wait(_SILENCE_S)
            return False
        if fate in ("page_200", "page_403", "page_413"):
            till.sendall(_page(fate))
            return True
        if fate == "slow":
            time.sleep(self._chance.random() * 0.3)
        if fate == "double":
            self._asked(request)
        if fate == "late_copy":
            self._spawn(self._later, request)
        answer = self._asked(request)
        if answer is None or fate == "lose_answer":
            return False
        if fate in ("page_500", "page_502"):
            till.sendall(_page(fate))
            return True
        if fate == "cut_answer":
            till.sendall(answer[: len(answer) // 2])
            return False
        till.sendall(answer)
        return True

    def _later(self, request: bytes) -> None:
        """The same bytes once more, behind younger ones."""
        time.sleep(self._chance.random() * _LONGEST_LATE_S)
        self._asked(request)

    def _asked(self, request: bytes) -> bytes | None:
        try:
            with socket.create_connection(("127.0.0.1", self.server_port), 5) as server:
                server.sendall(request)
                return _message(server)
        except OSError:
            return None

    def _send_only(self, part: bytes) -> None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.server_port), 5) as server:
            server.sendall(part)


def _page(fate: str) -> bytes:
    status = fate.removeprefix("page_").encode()
    head = b"HTTP/1.1 %b Page\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % (status, len(_PAGE))
    return head + _PAGE


def _message(connection: socket.socket) -> bytes | None:
    """A whole HTTP/1.1 message with a length, None when the connection ends before it."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65_536)
        if not part:
            return None
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
    )
    while len(body) < length:
        part = connection.recv(65_536)
        if not part:
            return None
        body += part
    return head + b"\r\n\r\n" + body
