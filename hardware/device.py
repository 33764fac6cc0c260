"""What every device tells of itself, and how a printer says that it did not print."""

from dataclasses import dataclass
from enum import StrEnum


class DeviceKind(StrEnum):
    """Families of devices."""

    SCANNER = "scanner"
    CAMERA = "camera"
    PRINTER = "printer"
    DRAWER = "drawer"
    FISCAL = "fiscal"
    DISPLAY = "display"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A device's state for the screen: ``detail_key`` is a key to translate, ``params`` fill its sentence, as pairs."""

    name: str
    kind: DeviceKind
    online: bool
    detail_key: str = ""
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceTest:
    """How a device's own test came out: ``key`` is a key to translate, ``params`` fill its sentence, as pairs."""

    passed: bool
    key: str
    params: tuple[tuple[str, str], ...] = ()


Outline = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
"""Four corners (column, row) in order around a code."""


@dataclass(frozen=True, slots=True)
class CameraPicture:
    """What a camera sees now, for people: ``rgb`` holds three bytes for each of ``width`` × ``height`` pixels by rows.

    ``outlines`` are the codes seen in it, ``accepted`` whether one of them was handed on just now.
    """

    width: int
    height: int
    rgb: bytes
    outlines: tuple[Outline, ...]
    accepted: bool


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """A camera of this machine: ``source`` is what the settings name it by, ``name`` what its maker calls it.

    ``simulated``: a twin, before which pictures are held; its maker calls it nothing.
    """

    source: str
    name: str
    simulated: bool = False


class PrinterError(Exception):
    """The printer did not print. ``key``: ``paper_out``, ``cover_open``, ``offline`` or ``write_failed``."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(f"printer: {key} {detail}".rstrip())
        self.key = key
        self.detail = detail


class ScaleError(Exception):
    """No weight. ``key``: ``scale_offline``, ``scale_silent``, ``scale_moves``, ``scale_empty``, ``scale_negative``."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(f"scale: {key} {detail}".rstrip())
        self.key = key
        self.detail = detail
