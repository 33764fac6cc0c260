"""Which cameras this machine has, to choose one from."""

import sys
from pathlib import Path

from hardware.device import CameraChoice

_LINUX_FOLDER = Path("/sys/class/video4linux")
_TRIED = 4


def list_cameras(folder: Path = _LINUX_FOLDER) -> tuple[CameraChoice, ...]:
    """The cameras that the system knows now. May take seconds where the system keeps no list: off the UI thread.

    On Linux a camera may appear as several devices, of which only the first (``index`` 0) gives pictures.
    """
    if sys.platform == "linux":
        return tuple(sorted(_linux_cameras(folder), key=lambda choice: int(choice.source)))
    return tuple(_tried_cameras())


def _linux_cameras(folder: Path) -> list[CameraChoice]:
    found = []
    for device in folder.glob("video*"):
        number = device.name.removeprefix("video")
        if not number.isdecimal():
            continue
        try:
            first = (device / "index").read_text().strip() in ("", "0")
            name = (device / "name").read_text().strip()
        except OSError:
            continue  # unplugged while it was looked at
        if first:
            found.append(CameraChoice(number, name))
    return found


def _tried_cameras() -> list[CameraChoice]:
    import cv2

    found = []
    for number in range(_TRIED):
        capture = cv2.VideoCapture(number)
        if capture.isOpened():
            found.append(CameraChoice(str(number), f"camera {number}"))
        capture.release()
    return found
