"""What this machine lacks for the devices of the settings: libraries, permissions, each with the line that cures it."""

import getpass
import importlib.util
import os
import sys
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

from hardware.printer.usb_port import SYSTEM_PRINTERS, USB_BUS, find_usb_printer, is_plugged_in, parse_usb_id
from hardware.scanner.serial_ports import find_port, parse_port, serial_ports
from hardware.scanner.zbar_reader import ZBAR_INSTALL_LINE
from pos_app.bootstrap.simulated_readers import SIMULATED
from pos_app.services.device_setup import MissingPart
from pos_app.settings import Settings

_GROUPS = {"tty": "dialout", "video": "video", "lp": "lp", "usb": "lp", "hidraw": "plugdev"}
_USBLP = "sudo modprobe usblp"


@dataclass(frozen=True, slots=True)
class System:
    """Where the system keeps its device files, and what it says of USB printers and of the whole bus."""

    devices: Path = Path("/dev")
    usb_printers: Path = SYSTEM_PRINTERS
    usb_bus: Path = USB_BUS


_THIS_SYSTEM = System()


def missing_parts(settings: Settings, system: System = _THIS_SYSTEM) -> tuple[MissingPart, ...]:
    """Looks at the system as it is now; may take a second."""
    found = []
    if sys.platform == "linux" and find_library("zbar") is None:
        found.append(MissingPart("zbar_missing", f"sudo {ZBAR_INSTALL_LINE}"))
    if importlib.util.find_spec("cv2") is None:
        found.append(MissingPart("camera_library_missing", "./till"))
    for path in _used_files(settings, system.devices):
        if path.exists() and not os.access(path, os.R_OK | os.W_OK):
            found.append(MissingPart("no_permission", f"sudo usermod -aG {_group(path)} {_user()}", str(path)))
    return (*found, *_printer_without_driver(settings, system))


def _printer_without_driver(settings: Settings, system: System) -> tuple[MissingPart, ...]:
    """A USB printer that is plugged in and has no device file: its driver was never loaded, or CUPS keeps it away."""
    kind, _, rest = settings.printer.partition(":")
    if kind != "usb" or sys.platform != "linux":
        return ()
    try:
        wanted = parse_usb_id(rest)
        find_usb_printer(wanted, system.usb_printers)
    except ValueError:
        return ()
    except FileNotFoundError:
        return (MissingPart("usb_printer_driver", _USBLP, rest),) if is_plugged_in(wanted, system.usb_bus) else ()
    return ()


def _used_files(settings: Settings, devices: Path) -> list[Path]:
    """The device files that the settings come to, as far as they are files."""
    paths = []
    if settings.serial_scanner_port not in ("", SIMULATED):
        wanted = parse_port(settings.serial_scanner_port)
        port = find_port(wanted, serial_ports() if not wanted.device else ())
        paths += [Path(port)] if port is not None else []
    if settings.camera_source.isdecimal():
        paths.append(devices / f"video{settings.camera_source}")
    elif settings.camera_source != SIMULATED:
        paths += sorted(devices.glob("video[0-9]*"))[:1]
    for address in (settings.printer, settings.customer_display, settings.scale):
        kind, _, rest = address.partition(":")
        if kind in ("device", "serial") and rest:
            paths.append(Path(rest.rpartition("@")[0] or rest))
        elif kind == "usb":
            paths += sorted((devices / "usb").glob("lp[0-9]*"))
    return [path for path in dict.fromkeys(paths) if path.is_absolute()]


def _group(path: Path) -> str:
    """The group that may use the file; where the file's own is root, the one that Debian gives such files."""
    usual = next((group for begin, group in _GROUPS.items() if path.name.startswith(begin)), "dialout")
    try:
        own = path.group()
    except (OSError, KeyError, NotImplementedError):
        return usual
    return usual if own == "root" else own


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "$USER"
