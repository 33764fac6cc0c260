"""Finds a USB printer's device file by vendor, product and serial number: Linux may number it anew each time."""

import re
from dataclasses import dataclass
from pathlib import Path

_ADDRESS = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?::(.+))?")
SYSTEM_PRINTERS = Path("/sys/class/usbmisc")
DEVICE_FILES = Path("/dev/usb")
USB_BUS = Path("/sys/bus/usb/devices")


@dataclass(frozen=True, slots=True)
class UsbPrinterId:
    """Vendor and product as four hexadecimal digits in small letters; ``serial_number`` empty: any."""

    vendor: str
    product: str
    serial_number: str = ""


def parse_usb_id(text: str) -> UsbPrinterId:
    """``04b8:0e15`` or ``04b8:0e15:SERIAL``. Raises ValueError."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(f"USB printer {text!r}: expected vendor:product or vendor:product:serial, e.g. 04b8:0e15")
    return UsbPrinterId(match[1].lower(), match[2].lower(), match[3] or "")


def find_usb_printer(wanted: UsbPrinterId, system: Path = SYSTEM_PRINTERS, devices: Path = DEVICE_FILES) -> Path:
    """The device file of the printer. Raises FileNotFoundError when it is not plugged in."""
    for entry in sorted(system.glob("lp*")):
        # .../lp0/device is the USB interface; the device above it carries the numbers.
        described = (entry / "device").resolve().parent
        if _attribute(described, "idVendor") != wanted.vendor or _attribute(described, "idProduct") != wanted.product:
            continue
        if not wanted.serial_number or _attribute(described, "serial") == wanted.serial_number:
            return devices / entry.name
    raise FileNotFoundError(2, f"no USB printer {wanted.vendor}:{wanted.product} is plugged in")


def is_plugged_in(wanted: UsbPrinterId, bus: Path = USB_BUS) -> bool:
    """Whether the bus knows the printer, with a device file or without one (its driver is missing)."""
    return any(
        _attribute(each, "idVendor") == wanted.vendor
        and _attribute(each, "idProduct") == wanted.product
        and (not wanted.serial_number or _attribute(each, "serial") == wanted.serial_number)
        for each in bus.glob("*")
    )


def _attribute(device: Path, name: str) -> str:
    try:
        return (device / name).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
