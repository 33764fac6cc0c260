"""A keyboard scanner at 2 ms a key into the running window on a real X server, US and Russian layout, with XTEST."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

from tests.end_to_end.x_keyboard import XKeyboard
from tests.ui.demo_till import BREAD, CARD, CHEESE, MILK

PATIENCE_S = 60


class Window:
    """The till in a process of its own; its lines as they come."""

    def __init__(self, display: str, *arguments: str) -> None:
        script = Path(__file__).with_name("till_window.py")
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._process = subprocess.Popen(
            [sys.executable, str(script), *arguments], env=environment, stdout=subprocess.PIPE, text=True
        )
        self._lines: Queue[str] = Queue()
        self.seen: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))

    def wait_for(self, wanted: Callable[[str], bool]) -> str:
        """The next line that fits."""
        deadline = time.monotonic() + PATIENCE_S
        while (left := deadline - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except Empty:
                break
            self.seen.append(line)
            if wanted(line):
                return line
        raise TimeoutError(f"not seen within {PATIENCE_S} s; last lines: {self.seen[-15:]}")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._reader.join(30)
        if self._process.stdout is not None:
            self._process.stdout.close()


@pytest.fixture(params=["us", "ru"])
def layout(request: pytest.FixtureRequest, x_server: str) -> Iterator[str]:
    """The keyboard layout of the X server; US again afterwards."""

    def choose(name: str) -> None:
        subprocess.run(
            ["setxkbmap", "-display", x_server, "-layout", name], check=True, capture_output=True, timeout=20
        )

    choose(request.param)
    yield request.param
    choose("us")


@pytest.fixture
def keyboard(x_server: str, layout: str) -> Iterator[XKeyboard]:
    made = XKeyboard(x_server)
    yield made
    made.close()


def open_window(x_server: str, keyboard: XKeyboard, *arguments: str) -> Window:
    window = Window(x_server, *arguments)
    window.wait_for(lambda line: line == "window=ready")
    deadline = time.monotonic() + PATIENCE_S
    while not keyboard.windows():
        if time.monotonic() > deadline:
            raise TimeoutError("no window on the X server")
        time.sleep(0.01)
    keyboard.focus(keyboard.windows()[-1][0])
    return window


@pytest.mark.slow
def test_scans_in_every_state_of_the_screen(x_server: str, keyboard: XKeyboard, layout: str) -> None:
    window = open_window(x_server, keyboard)
    try:
        for code in (MILK, BREAD, CHEESE):
            keyboard.type_like_scanner(code)
            window.wait_for(lambda line: line == "scan=item_added")
        for key in ("F2", "F3", "F4", "F7"):
            keyboard.press(key)
            window.wait_for(lambda line: line.startswith("dialog=") and line != "dialog=none")
            keyboard.type_like_scanner(MILK)
            window.wait_for(lambda line: line == "scan=item_added")
            keyboard.press("Escape")
        keyboard.type_like_scanner(CARD)
        window.wait_for(lambda line: line == "scan=customer_attached")
        last = window.wait_for(lambda line: "customer=c-1" in line)
        assert last == f"basket={MILK}×5,{BREAD}×1,{CHEESE}×1 customer=c-1 line="
        leaked = [line for line in window.seen if line.startswith("basket=") and not line.endswith("line=")]
        assert leaked == []
    finally:
        window.close()


@pytest.mark.slow
def test_a_person_types_beside_the_scanner(x_server: str, keyboard: XKeyboard, layout: str) -> None:
    window = open_window(x_server, keyboard)
    try:
        keyboard.type_by_hand("00010")
        window.wait_for(lambda line: line.endswith("line=00010"))
        keyboard.press("Return")
        window.wait_for(lambda line: line == "scan=item_added")
        keyboard.type_like_scanner(BREAD)
        window.wait_for(lambda line: line == "scan=item_added")
        window.wait_for(lambda line: line == f"basket={MILK}×1,{BREAD}×1 customer=None line=")
    finally:
        window.close()


@pytest.mark.slow
def test_a_busy_window_loses_and_leaks_nothing(x_server: str, keyboard: XKeyboard, layout: str) -> None:
    """100 ms stalls: presses are handled late and in lumps, their own time stamps tell the scanner from a person."""
    window = open_window(x_server, keyboard, "--stall")
    count = 25
    try:
        for _ in range(count):
            keyboard.type_like_scanner(MILK)
            window.wait_for(lambda line: line.startswith("scan="))
        window.wait_for(lambda line: line == f"basket={MILK}×{count} customer=None line=")
        assert [line for line in window.seen if line.startswith("scan=")] == ["scan=item_added"] * count
        assert [line for line in window.seen if line.startswith("basket=") and not line.endswith("line=")] == []
    finally:
        window.close()
