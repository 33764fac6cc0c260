"""The till with marks at the stages of its start: ``python -m pos_app.bench.till.start_probe HOME MARKS [BADGE]``.

MARKS gets a JSON list of [what ended, monotonic nanoseconds] once a badge is accepted. With BADGE the program scans it
itself as soon as it can, for screens where nobody else can press keys.
"""

import argparse
import time

_FIRST_NS = time.monotonic_ns()

import json  # noqa: E402 - the first line is the end of the interpreter's own start
import sys  # noqa: E402
from functools import wraps  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

_LOOK_MS = 2
_SCAN_AGAIN_MS = 2_000


class Marks:
    """Instants at which something ended for the first time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ends: dict[str, int] = {"interpreter started": _FIRST_NS}

    def end(self, name: str) -> None:
        """It ended now."""
        self._ends.setdefault(name, time.monotonic_ns())

    def write(self) -> None:
        """Write the file, whole."""
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(list(self._ends.items())), encoding="ascii")
        part.replace(self._path)

    def after(self, owner: Any, method: str, name: str, is_last: bool = False) -> None:
        """Mark the end of the first call of a method."""
        inner = getattr(owner, method)

        @wraps(inner)
        def marked(*args: Any, **options: Any) -> Any:
            answer = inner(*args, **options)
            self.end(name)
            if is_last:
                self.write()
            return answer

        setattr(owner, method, marked)


def main(home: Path, path: Path, badge: str) -> int:
    """Run the till with marks."""
    marks = Marks(path)
    import PySide6.QtWidgets  # noqa: F401

    marks.end("imports: Qt")
    from pos_app.bootstrap.till import Till

    marks.end("imports: stores, services, sync")
    from pos_app.bootstrap.till_program import add_screen_arguments, run_till_program
    from pos_app.services.operator import OperatorService
    from pos_app.ui import app
    from pos_app.ui.main_window import MainWindow

    marks.end("imports: screens")
    marks.after(Till, "__init__", "stores opened and checked, wired")
    marks.after(app, "make_application", "application, fonts, theme")
    marks.after(app, "build_till", "window built")
    marks.after(app, "show_till", "window shown")
    _mark_sign_on(marks, MainWindow)
    marks.after(OperatorService, "sign_on_badge", "badge scanned, accepted", is_last=True)
    if badge:
        _scan_itself(app, badge)
    parser = argparse.ArgumentParser()
    add_screen_arguments(parser)
    args = parser.parse_args([])
    args.home = home
    return run_till_program(args)


def _mark_sign_on(marks: Marks, window: Any) -> None:
    inner = window.go

    @wraps(inner)
    def go(self: Any, name: str, told: object) -> None:
        inner(self, name, told)
        if name == "sign_on":
            marks.end("sign-on screen in front")

    window.go = go


def _scan_itself(app: Any, badge: str) -> None:
    inner = app.show_till

    @wraps(inner)
    def show_till(till: Any) -> None:
        from PySide6.QtCore import QTimer

        from pos_app.bench.till.hands import SCANNER_INTERVAL_MS
        from pos_app.bench.till.posted_hands import PostedHands

        inner(till)
        hands = PostedHands(till.window.windowHandle())
        look = QTimer(hands, interval=_LOOK_MS)

        def scan_when_ready() -> None:
            if till.window.current is not None and till.window.current.name == "sign_on":
                look.setInterval(_SCAN_AGAIN_MS)  # a busy computer may tear a scan apart: a person scans again
                hands.press([*badge, "Enter"], SCANNER_INTERVAL_MS)

        look.timeout.connect(scan_when_ready)
        look.start()
        hands.setParent(till.window)

    app.show_till = show_till


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else ""))
