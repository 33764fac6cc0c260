"""What the screen needs of the till's settings."""

from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from hardware.scanner.wedge_settings import WedgeSettings
from pos_app.domain.money.units import Kopecks

_MOSCOW = ZoneInfo("Europe/Moscow")
_WEDGE = WedgeSettings()
DEFAULT_WINDOW_SIZE = (1366, 768)
"""Of a window whose size nobody asked for, on a screen that is larger."""


class CustomerScreenMode(StrEnum):
    """Where the customer's window is: nowhere, on the second screen while there is one, a window beside the till's."""

    OFF = "off"
    SECOND_SCREEN = "second_screen"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class CustomerScreen:
    """``join_address``: a web address, shown as a QR code, empty for none. ``picture``: a file, empty for none."""

    mode: CustomerScreenMode = CustomerScreenMode.OFF
    join_address: str = ""
    picture: str = ""


_NO_CUSTOMER_SCREEN = CustomerScreen()


@dataclass(frozen=True, slots=True)
class UiSettings:
    """``language``: ``ru`` or ``en``; ``theme``: a name of ``theme/palette.py``; ``text_percent``: 100 or 125.

    ``wedge``: how the keyboard scanner was set up.
    ``window_size``: width and height in pixels that hold on any screen; None: as large as the screen has room for.
    ``idle_lock_seconds``: without a key, a touch or a scan until the till locks; 0: never.
    ``float_asked_again_kopecks``: a float of so much is asked about once more.
    ``keymap_path``: a TOML file, empty for the default keys.
    ``is_training``: nothing counts on this till, and every screen must say so.
    """

    language: str = "ru"
    theme: str = "light"
    text_percent: int = 100
    till_code: str = "1"
    shop_name: str = ""
    zone: tzinfo = _MOSCOW
    sound_volume_percent: int = 60
    full_screen: bool = False
    wedge: WedgeSettings = _WEDGE
    keymap_path: str = ""
    is_training: bool = False
    window_size: tuple[int, int] | None = None
    customer_screen: CustomerScreen = _NO_CUSTOMER_SCREEN
    idle_lock_seconds: int = 0
    float_asked_again_kopecks: Kopecks = 3_000_000
    reports_folder: Path = Path("reports")
    """Where reports are saved as files; it is made when it is first needed."""
    banknotes_kopecks: tuple[Kopecks, ...] = (10_000, 50_000, 100_000, 200_000, 500_000)
