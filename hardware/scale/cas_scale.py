"""A scale that speaks CAS's protocol, on a serial line or a network address opened for each weighing."""

import time
from collections.abc import Callable

from hardware.device import ScaleError
from hardware.printer.channel import Channel
from hardware.scale.cas import ACK, DC1, ENQ, Reading, find_reading
from pos_app.domain.money.units import Quantity

_STEP_S = 0.3
_TRIES = 3
STEADY_S = 2.0


class CasScale:
    """``open_channel`` raises OSError when the scale is not there. Belongs to one thread at a time."""

    def __init__(self, open_channel: Callable[[], Channel], steady_s: float = STEADY_S) -> None:
        self._open_channel = open_channel
        self._steady_s = steady_s

    def weigh(self) -> Quantity:
        """What lies on it, thousandths of a kilogram, once it is steady. May take seconds. Raises ScaleError."""
        reading = self.read()
        if not reading.steady:
            raise ScaleError("scale_moves")
        if reading.weight == 0:
            raise ScaleError("scale_empty")
        if reading.weight < 0:
            raise ScaleError("scale_negative")
        return reading.weight

    def read(self) -> Reading:
        """What it shows: the first steady reading, or the last one in time. Raises ScaleError."""
        try:
            channel = self._open_channel()
        except OSError as error:
            raise ScaleError("scale_offline", error.strerror or str(error)) from error
        try:
            return self._first_steady(channel)
        except OSError as error:
            raise ScaleError("scale_offline", error.strerror or str(error)) from error
        finally:
            channel.close()

    def _first_steady(self, channel: Channel) -> Reading:
        deadline_s = time.monotonic() + self._steady_s
        silences = 0
        last: Reading | None = None
        while True:
            reading = _ask(channel)
            if reading is None:
                silences += 1
                if silences >= _TRIES:
                    raise ScaleError("scale_silent")
                continue
            last = reading
            if last.steady or time.monotonic() > deadline_s:
                return last


def _ask(channel: Channel) -> Reading | None:
    while channel.read(0):
        pass  # what was left of an earlier question
    channel.write(ENQ, _STEP_S)
    if ACK not in channel.read(_STEP_S):
        return None
    channel.write(DC1, _STEP_S)
    received = b""
    while part := channel.read(_STEP_S):
        received += part
        if (reading := find_reading(received)) is not None:
            return reading
    return None
