"""A serial port is one program's alone; a lock that a starting process still holds is waited for."""

import fcntl
import os
import pty
import threading
import time
import tty
from collections.abc import Iterator
from itertools import count
from types import SimpleNamespace

import pytest

from hardware.printer import serial_channel
from hardware.printer.serial_channel import SerialChannel


@pytest.fixture
def port() -> Iterator[str]:
    far, near = pty.openpty()
    yield os.ttyname(near)
    os.close(far)
    os.close(near)


def locked(port: str) -> int:
    held = os.open(port, os.O_RDWR | os.O_NOCTTY)
    fcntl.flock(held, fcntl.LOCK_EX)
    return held


def test_a_lock_that_goes_at_once_is_waited_for(port: str) -> None:
    held = locked(port)
    gone = threading.Timer(0.03, os.close, (held,))
    gone.start()
    SerialChannel(port, 9_600).close()
    gone.join()


def test_a_port_of_another_program_is_an_error(port: str) -> None:
    held = locked(port)
    with pytest.raises(OSError, match="lock"):
        SerialChannel(port, 9_600)
    os.close(held)
    SerialChannel(port, 9_600).close()


def test_a_port_that_is_not_there_is_an_error_at_once() -> None:
    with pytest.raises(OSError, match="no-such-port"):
        SerialChannel("/dev/no-such-port", 9_600)


def test_a_write_that_came_late_but_went_out_is_no_failure() -> None:
    master, slave = pty.openpty()
    tty.setraw(slave)
    channel = SerialChannel(os.ttyname(slave), 9_600)
    try:
        channel.write(b"\x05", 1e-9)
        assert os.read(master, 10) == b"\x05"
        with pytest.raises(TimeoutError, match="takes no data"):
            channel.write(bytes(1_000_000), 0.05)  # nobody reads
    finally:
        channel.close()
        os.close(master)
        os.close(slave)


def test_a_slow_line_that_goes_on_taking_has_all_the_time_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long receipt at 1200 baud takes longer than a silence that is waited for: else it would be printed twice."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    channel = SerialChannel(os.ttyname(slave), 1_200)
    ticks = count(step=25)  # seconds between two looks at the clock
    monkeypatch.setattr(serial_channel, "time", SimpleNamespace(monotonic=lambda: next(ticks), sleep=time.sleep))
    wanted, got = bytes(range(256)) * 400, bytearray()

    def read_all() -> None:
        while len(got) < len(wanted):
            got.extend(os.read(master, 1_000))

    reader = threading.Thread(target=read_all, daemon=True)
    reader.start()
    try:
        channel.write(wanted, 60.0)
        reader.join(60)
        assert bytes(got) == wanted
    finally:
        channel.close()
        os.close(master)
        os.close(slave)
