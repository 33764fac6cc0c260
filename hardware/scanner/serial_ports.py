"""Which serial port is the scanner's: remembered by what it is, not by the name it happens to get."""

from dataclasses import dataclass

from serial.tools import list_ports


@dataclass(frozen=True, slots=True)
class SerialPortId:
    """``device`` is a fixed port (``/dev/ttyS0``, ``COM3``); else vendor, product and, if not empty, serial number."""

    device: str = ""
    vendor: int = 0
    product: int = 0
    serial_number: str = ""


@dataclass(frozen=True, slots=True)
class SerialPort:
    """A port of this machine; ``vendor`` is None for ports that are no USB devices."""

    device: str
    vendor: int | None
    product: int | None
    serial_number: str
    description: str


def serial_ports() -> tuple[SerialPort, ...]:
    """The ports that the system lists now, sorted by name."""
    found = (
        SerialPort(port.device, port.vid, port.pid, port.serial_number or "", port.description or "")
        for port in list_ports.comports()
    )
    return tuple(sorted(found, key=lambda port: port.device))


def find_port(wanted: SerialPortId, ports: tuple[SerialPort, ...]) -> str | None:
    """The name of the wanted port among ``ports``, None when it is not plugged in. A fixed device is taken as it is."""
    if wanted.device:
        return wanted.device
    for port in ports:
        same_model = (port.vendor, port.product) == (wanted.vendor, wanted.product)
        if same_model and wanted.serial_number in ("", port.serial_number):
            return port.device
    return None


def parse_port(text: str) -> SerialPortId:
    """A port from the settings: a device name, or ``usb:VENDOR:PRODUCT[:SERIAL]`` in hexadecimal. Raises ValueError."""
    kind, _, rest = text.strip().partition(":")
    if kind.lower() != "usb":
        if not text.strip():
            raise ValueError("serial port: expected a device name or usb:VENDOR:PRODUCT[:SERIAL], got nothing")
        return SerialPortId(device=text.strip())
    vendor, _, product_and_serial = rest.partition(":")
    product, _, serial_number = product_and_serial.partition(":")
    try:
        return SerialPortId(vendor=int(vendor, 16), product=int(product, 16), serial_number=serial_number)
    except ValueError:
        raise ValueError(f"serial port {text!r}: expected usb:VENDOR:PRODUCT[:SERIAL], e.g. usb:0c2e:0b61") from None
