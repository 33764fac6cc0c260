"""From the address of a display or a scale in the settings to the line it hangs on."""

from collections.abc import Callable
from pathlib import Path

from hardware.printer.channel import Channel, DeviceChannel, NetworkChannel
from hardware.printer.serial_channel import BAUD_RATES, SerialChannel

_CONNECT_S = 1.0


def channel_opener(address: str, default_baud: int = 9600) -> Callable[[], Channel]:
    """What opens ``serial:PORT[@BAUD]``, ``tcp:HOST:PORT`` or ``device:PATH``; each call may raise OSError.

    Raises ValueError for another address.
    """
    kind, _, rest = address.strip().partition(":")
    if kind == "serial" and rest:
        path, at, baud = rest.rpartition("@")
        if not at:
            return lambda: SerialChannel(rest, default_baud)
        if path and baud.isdecimal() and int(baud) in BAUD_RATES:
            return lambda: SerialChannel(path, int(baud))
    if kind == "device" and rest:
        return lambda: DeviceChannel(Path(rest))
    if kind == "tcp":
        host, _, port = rest.rpartition(":")
        if host and port.isdecimal() and 0 < int(port) < 65_536:
            return lambda: NetworkChannel(host.strip("[]"), int(port), _CONNECT_S)
    raise ValueError(f"{address!r}: expected serial:PORT[@BAUD], tcp:HOST:PORT or device:PATH")
