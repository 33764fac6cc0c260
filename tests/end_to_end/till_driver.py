"""A person at the counter: presses keys in the till's real window, looks at its log and takes pictures of it."""

import os
import re
import subprocess
import time
from pathlib import Path

from tests.end_to_end.programs import PATIENCE_S, Program, TextFile
from tests.end_to_end.x_keyboard import XKeyboard

PICTURE_AFTER_S = 0.25


class TillDriver:
    """Starts the till in ``home`` on an X server; ``log`` is the till's own log file."""

    def __init__(self, home: Path, display: str, pictures: Path, arguments: tuple[str, ...] = ()) -> None:
        self.home = home
        self.keyboard = XKeyboard(display)
        self.log = TextFile(home / "logs" / "till.log")
        self._display = display
        self._pictures = pictures
        self._arguments = arguments
        self.program: Program

    def start(self) -> None:
        """Start the till and give its window the keyboard."""
        self.log.skip_to_end()
        environment = {"DISPLAY": self._display, "QT_QPA_PLATFORM": "xcb"}
        arguments = ["--home", str(self.home), "run", *self._arguments]
        self.program = Program(arguments, self.home / "till.out", environment)
        self.log.wait_for(r"screen=\w+")
        self.focus()

    def focus(self) -> None:
        """As a window manager does with the only window."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            windows = self.keyboard.windows()
            if windows:
                self.keyboard.focus(windows[-1][0])
                return
            time.sleep(0.02)
        raise TimeoutError("the till showed no window")

    def wait_for(self, pattern: str, patience_s: float = PATIENCE_S) -> re.Match[str]:
        """A line of the till's log."""
        return self.log.wait_for(pattern, patience_s)

    def press(self, *keys: str) -> None:
        """Keys one after another, as a person presses them."""
        for key in keys:
            self.keyboard.press(key)

    def type(self, text: str) -> None:
        """A person types."""
        self.keyboard.type_by_hand(text)

    def scan(self, code: str, outcome: str = "item_added") -> None:
        """A keyboard scanner types a code at 2 ms a key; waits for what came of it."""
        self.keyboard.type_like_scanner(code)
        self.wait_for(rf"scan={outcome}")

    def picture(self, name: str) -> None:
        """What the screen shows now, as a PNG for people to look at."""
        time.sleep(PICTURE_AFTER_S)
        self._pictures.mkdir(parents=True, exist_ok=True)
        grab_screen(self._display, self._pictures / f"{name}.png")

    def layout(self, name: str) -> None:
        """Switch the X server's keyboard layout, e.g. ``ru``."""
        subprocess.run(
            ["setxkbmap", "-layout", name],
            check=True,
            env={**os.environ, "DISPLAY": self._display},
            capture_output=True,
            timeout=PATIENCE_S,
        )

    def close(self) -> None:
        """End whatever runs."""
        self.keyboard.close()
        if hasattr(self, "program"):
            self.program.__exit__(None, None, None)


def grab_screen(display: str, path: Path) -> None:
    """The X server's root window as a PNG."""
    import cv2
    import numpy as np
    from Xlib import X
    from Xlib.display import Display

    connection = Display(display)
    try:
        root = connection.screen().root
        size = root.get_geometry()
        image = root.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF)
        pixels = np.frombuffer(image.data, dtype=np.uint8).reshape(size.height, size.width, 4)
        cv2.imwrite(str(path), pixels[:, :, :3])
    finally:
        connection.close()
