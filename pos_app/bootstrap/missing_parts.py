"""What this machine lacks for the devices of the settings: libraries, permissions, each with the line that cures it."""

import getpass
import importlib.util
import os
import sys
from ctypes.util import find_library
from pathlib import Path

from hardware.scanner.serial_ports import find_port, parse_port, serial_ports
from hardware.scanner.zbar_reader import ZBAR_INSTALL_LINE
from pos_app.bootstrap.simulated_readers import SIMULATED
from pos_app.services.device_setup import MissingPart
from pos_app.settings import Settings

_GROUPS = {"tty": "dialout", "video": "video", "lp": "lp", "usb": "lp", "hidraw": "plugdev"}
_DEVICES = Path("/dev")


def missing_parts(settings: Settings, devices: Path = _DEVICES) -> tuple[MissingPart, ...]:
    """Looks at the system as it is now; may take a second. ``devices`` is the folder of the system's device files."""
    found = []
    if sys.platform == "linux" and find_library("zbar") is None:
        found.append(MissingPart("zbar_missing", f"sudo {ZBAR_INSTALL_LINE}"))
    if importlib.util.find_spec("cv2") is None:
        found.append(MissingPart("camera_library_missing", "./till"))
    for path in _used_files(settings, devices):
        if path.exists() and not os.access(path, os.R_OK | os.W_OK):
            found.append(MissingPart("no_permission", f"sudo usermod -aG {_group(path)} {_user()}", str(path)))
    return tuple(found)


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
