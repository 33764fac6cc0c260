"""Readers, cameras, printer and drawer."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hardware.device import CameraPicture, DeviceState
from pos_app.domain.codes.scan import ScanData
from pos_app.domain.receipt.document import PrintDocument


class Scanner(Protocol):
    """A reader with a thread of its own (serial, camera); both callbacks come from that thread."""

    def start(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        """Begin to read; returns at once even if the device is absent."""
        ...

    def stop(self) -> None:
        """Ends the thread; returns within a second."""
        ...


class CameraView(Protocol):
    """What a screen may ask of a camera that reads codes, while it reads them."""

    def watch(self, on_picture: Callable[[CameraPicture], None] | None) -> None:
        """Show what it sees, at most ten pictures a second, from the camera's own thread; None ends it."""
        ...

    def choose(self, source: int | Path) -> None:
        """Look through another camera from the next picture on."""
        ...


class CameraChooser(CameraView, Protocol):
    """The till's camera, of which there may be none."""

    @property
    def source(self) -> int | Path | None:
        """The camera that is chosen: its number, or a video file."""
        ...

    def choose(self, source: int | Path | None) -> None:
        """Look through another camera from the next picture on, or through none. May take a second."""
        ...


class ReceiptPrinter(Protocol):
    """Prints whole documents. May take seconds: call it off the UI thread."""

    def print_document(self, document: PrintDocument) -> None:
        """Print and cut. Raises :class:`PrinterError`."""
        ...


class CashDrawer(Protocol):
    """The money drawer."""

    def kick(self) -> None:
        """Open it. Raises :class:`PrinterError`."""
        ...


class CodeReaders(Protocol):
    """The simulated readers of a till that practises: a code is presented to them as a customer or a package would."""

    @property
    def names(self) -> frozenset[str]:
        """The devices that a code can be presented to."""
        ...

    def present(self, name: str, text: str, after_s: float = 0.0) -> None:
        """Present it after so many seconds; returns at once. Raises ValueError for a text that no code can hold."""
        ...
