"""A two-line display on a serial line, opened when there is something to show and again after it was pulled out."""

from collections.abc import Callable

from hardware.display.cd5220 import lines_bytes, start_bytes
from hardware.printer.channel import Channel

_WRITE_S = 1.0


class LineDisplay:
    """``open_channel`` raises OSError when the display is not there. Belongs to one thread."""

    def __init__(self, open_channel: Callable[[], Channel]) -> None:
        self._open_channel = open_channel
        self._channel: Channel | None = None

    def show(self, upper: str, lower: str) -> None:
        """Show two lines. Raises OSError; the next call opens the line anew."""
        try:
            if self._channel is None:
                self._channel = self._open_channel()
                self._channel.write(start_bytes(), _WRITE_S)
            self._channel.write(lines_bytes(upper, lower), _WRITE_S)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Give the line back; the display keeps what it shows."""
        channel, self._channel = self._channel, None
        if channel is not None:
            channel.close()
