"""The ways in which the till reaches a device on a line, each with a twin at the far end."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from hardware.open_channel import channel_opener
from hardware.printer.channel import Channel
from hardware.pty_device import PtyDevice

WAYS = ("serial", "network", "memory")


class MemoryChannel:
    """A line without an operating system: what is written is answered by the twin at once."""

    def __init__(self, twin: PtyDevice) -> None:
        self._twin = twin
        self._answers = b""

    def write(self, data: bytes, timeout_s: float) -> None:
        del timeout_s
        self._answers += self._twin.receive(data)

    def read(self, timeout_s: float) -> bytes:
        del timeout_s
        answers, self._answers = self._answers, b""
        return answers

    def close(self) -> None:
        pass


@contextmanager
def line_to(way: str, twin: PtyDevice) -> Iterator[Callable[[], Channel]]:
    """What opens the line to the twin."""
    if way == "memory":
        yield lambda: MemoryChannel(twin)
    elif way == "serial":
        with twin:
            yield channel_opener(f"serial:{twin.path}@9600")
    else:
        with closing(socket.create_server(("127.0.0.1", 0))) as listener:
            thread = threading.Thread(target=_serve, args=(listener, twin))
            thread.start()
            port = listener.getsockname()[1]
            yield channel_opener(f"tcp:127.0.0.1:{port}")
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(30)


def _serve(listener: socket.socket, twin: PtyDevice) -> None:
    """A terminal server: one guest after the other, until nobody listens."""
    while True:
        try:
            guest, _address = listener.accept()
        except OSError:
            return
        with guest:
            while data := guest.recv(4096):
                if answer := twin.receive(data):
                    guest.sendall(answer)
