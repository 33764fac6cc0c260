"""From a printer's address in the settings to its target."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hardware.printer.channel import DeviceChannel, NetworkChannel
from hardware.printer.channel_target import ChannelTarget
from hardware.printer.file_target import FileTarget
from hardware.printer.print_job import PrintTarget
from hardware.printer.serial_channel import BAUD_RATES, SerialChannel
from hardware.printer.usb_port import DEVICE_FILES, SYSTEM_PRINTERS, find_usb_printer, parse_usb_id

_CONNECT_S = 3.0
_RAW_PORT = 9100
_BAUD = 9600


class PrinterAddressError(ValueError):
    """The settings name no printer. ``key`` is ``printer_address``, ``address`` what was given."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"printer {address!r}: expected file, file:FOLDER, tcp:HOST[:PORT], serial:PORT[@BAUD], device:PATH "
            "or usb:VENDOR:PRODUCT[:SERIAL]"
        )
        self.key = "printer_address"
        self.address = address


def open_target(
    address: str,
    folder: Path,
    now: Callable[[], datetime],
    usb: tuple[Path, Path] = (SYSTEM_PRINTERS, DEVICE_FILES),
) -> PrintTarget:
    """The target for an address; nothing is opened before the first job. Raises PrinterAddressError.

    ``file`` writes into ``folder``, ``file:FOLDER`` elsewhere; ``tcp:HOST[:PORT]`` (9100 by default);
    ``serial:/dev/ttyS0@19200`` (9600 by default); ``device:/dev/usb/lp0``; ``usb:04b8:0e15[:SERIAL]``.
    ``now`` dates the files; ``usb``: where the system describes its USB printers, and where their files are.
    """
    kind, _, rest = address.strip().partition(":")
    if kind == "file":
        return FileTarget(Path(rest) if rest else folder, now)
    if kind == "tcp" and rest:
        return ChannelTarget(_network_opener(address, rest))
    if kind == "serial" and rest:
        path, baud = _serial_line(address, rest)
        return ChannelTarget(lambda: SerialChannel(path, baud))
    if kind == "device" and rest:
        return ChannelTarget(lambda: DeviceChannel(Path(rest)))
    if kind == "usb":
        try:
            wanted = parse_usb_id(rest)
        except ValueError:
            raise PrinterAddressError(address) from None
        return ChannelTarget(lambda: DeviceChannel(find_usb_printer(wanted, *usb)))
    raise PrinterAddressError(address)


def _serial_line(address: str, rest: str) -> tuple[str, int]:
    path, at, baud = rest.rpartition("@")
    if not at:
        return rest, _BAUD
    if not path or not baud.isdecimal() or int(baud) not in BAUD_RATES:
        raise PrinterAddressError(address)
    return path, int(baud)


def _network_opener(address: str, rest: str) -> Callable[[], NetworkChannel]:
    host, colon, port_text = rest.rpartition(":")
    if not colon or rest.endswith("]"):
        host, port_text = rest, str(_RAW_PORT)
    host = host.strip("[]")
    if not host or not port_text.isdecimal() or not 0 < int(port_text) < 65_536:
        raise PrinterAddressError(address)
    return lambda: NetworkChannel(host, int(port_text), _CONNECT_S)
