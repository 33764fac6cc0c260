"""``python tests/ui/preview.py SCREEN LANGUAGE SIZE OUT.png [THEME]``: a picture of a screen, to look at it.

SCREEN is a name of ``SCENES`` or ``all`` (then OUT.png is a folder), LANGUAGE ``ru`` or ``en``, SIZE like ``1366x768``.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.ui.app import TillUi, build_till, show_till
from pos_app.ui.key_press import KeyPress
from pos_app.ui.ui_settings import UiSettings
from sync.protocol.status import Link
from tests.ui.demo_till import CARD, CHEESE, CHOCOLATE, GOODS, MILK, TOBACCO, DemoTill


class Stage:
    """A till and hands that press its keys."""

    def __init__(self, language: str, width: int, height: int, theme: str = "light", text_percent: int = 100) -> None:
        self.till = DemoTill(language)
        settings = UiSettings(
            language=language,
            theme=theme,
            till_code="2",
            shop_name="Магазин «Копилка»",
            sound_volume_percent=0,
            text_percent=text_percent,
            offline_points_per_customer_day=30_000,
        )
        self.ui: TillUi = build_till(self.till.services, self.till.sync, self.till.clock, settings)
        self.window = self.ui.window
        self.window.resize(width, height)
        show_till(self.ui)
        self.settle()

    def settle(self) -> None:
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def keys(self, *names: str) -> None:
        """Press keys by name; a longer text that is no key's name is typed character by character."""
        known = {"Enter", "Esc", "Up", "Down", "Delete", "Backspace", "PageDown"}
        for name in names:
            is_key = name in known or (name[0] == "F" and name[1:].isdigit())
            for part in (name,) if is_key else name:
                screen = self.window.current
                if not self.window.take_key(KeyPress(part)) and screen is not None and self.window.current is screen:
                    if part == "Backspace" and screen.entry is not None:
                        screen.entry.rub_out()
                    elif screen.entry is not None and len(part) == 1:
                        screen.entry.type_text(part)
                self.settle()

    def scan(self, *codes: str) -> None:
        for code in codes:
            self.window.take_scan(ScanData(code, ScanSource.SERIAL))
        self.settle()

    def open_shift(self) -> None:
        self.keys("1111", "Enter", "3000", "Enter")

    def goods(self, count: int = 13) -> None:
        self.open_shift()
        pieces = [item for item in GOODS if item.codes]
        for index in range(count):
            self.scan(pieces[index % len(pieces)].codes[0])

    def offline(self, minutes: float = 3, link: Link = Link.NO_NETWORK) -> None:
        self.till.online = False
        self.window.take_status(self.till.status(link, queue_depth=4, offline_minutes=minutes))

    def sold(self, *keys: str) -> None:
        """A finished sale: milk twice, cheese, the customer, all points, then ``keys``."""
        self.open_shift()
        self.scan(MILK, MILK, CHEESE, CARD)
        self.keys("F6", "Enter", *keys)


def _first_load(stage: Stage) -> None:
    stage.window.take_status(replace(stage.till.status(Link.CONNECTING), first_load_done=False))
    stage.window.go("first_load", None)


def _customer_choice(stage: Stage) -> None:
    stage.goods(3)
    stage.keys("F2", "2342", "Enter")


def _search(stage: Stage) -> None:
    stage.goods(3)
    stage.keys("F3", "молоко")


def _points(stage: Stage) -> None:
    stage.goods(13)
    stage.scan(CARD)
    stage.keys("F6", "300", "Enter", "Down", "Down", "Down", "60", "Enter")


def _pieces(stage: Stage) -> None:
    stage.open_shift()
    stage.scan(MILK, MILK, MILK, TOBACCO, CHEESE, CARD)
    stage.keys("F6", "Down", "2ш", "Enter", "Down")


def _approval(stage: Stage) -> None:
    stage.goods(3)
    stage.keys("F7", "30", "Enter")


def _payment_parts(stage: Stage) -> None:
    stage.goods(6)
    stage.scan(CARD)
    stage.keys("F12", "500", "F11", "1000")


def _receipt_no_paper(stage: Stage) -> None:
    stage.till.printer.fault = "paper_out"
    stage.sold("F12", "500", "Enter")
    stage.till.queue.work_off_one()
    stage.window.take_print_state(stage.till.queue.state)


def _return_recent(stage: Stage) -> None:
    stage.sold("F12", "500", "Enter")
    stage.keys("F9")


def _return_lines(stage: Stage) -> None:
    stage.sold("F12", "500", "Enter")
    stage.keys("F9", "1", "Enter", "1", "Enter")


def _shift_closed(stage: Stage) -> None:
    stage.sold("F12", "500", "Enter")
    stage.keys("F10", "F8", "3200", "Enter", "Enter")


def _checking(stage: Stage) -> None:
    stage.goods(2)
    stage.till.books.lose_next_commit(stored=False)
    stage.window.go("checking", None)


def _resumed(stage: Stage) -> None:
    stage.goods(5)
    stage.window.go("sale", "The open receipt was brought back: check it and go on")


SCENES: dict[str, Callable[[Stage], None]] = {
    "first_load": _first_load,
    "sign_on": lambda stage: stage.keys("12"),
    "sign_on_wrong": lambda stage: stage.keys("9999", "Enter"),
    "shift_open": lambda stage: stage.keys("1111", "Enter", "3000"),
    "sale_empty": lambda stage: stage.open_shift(),
    "sale": lambda stage: stage.goods(13) or stage.scan(CARD),
    "sale_promotion": lambda stage: stage.goods(2) or stage.scan(CHOCOLATE, CHOCOLATE, CHOCOLATE, TOBACCO),
    "sale_error": lambda stage: stage.goods(5) or stage.scan("4600000009999"),
    "sale_offline": lambda stage: stage.goods(12) or stage.offline() or stage.scan(CARD),
    "help": lambda stage: stage.goods(3) or stage.keys("F1"),
    "customer": lambda stage: stage.goods(3) or stage.keys("F2", "23"),
    "customer_choice": _customer_choice,
    "customer_unknown": lambda stage: stage.goods(3) or stage.keys("F2", "89730000000", "Enter"),
    "search": _search,
    "quantity": lambda stage: stage.goods(3) or stage.keys("F4", "5"),
    "points": _points,
    "points_pieces": _pieces,
    "points_help": lambda stage: _points(stage) or stage.keys("F1"),
    "discount": lambda stage: stage.goods(3) or stage.keys("F7", "10"),
    "approval": _approval,
    "void": lambda stage: stage.goods(4) or stage.keys("F8"),
    "void_all": lambda stage: stage.goods(4) or stage.keys("F8", "F8"),
    "payment": lambda stage: stage.goods(6) or stage.keys("F12", "5000"),
    "payment_parts": _payment_parts,
    "receipt": lambda stage: stage.sold("F12", "500", "Enter"),
    "receipt_no_paper": _receipt_no_paper,
    "return_recent": _return_recent,
    "return_lines": _return_lines,
    "shift": lambda stage: stage.sold("F11") or stage.keys("F10"),
    "shift_x": lambda stage: stage.sold("F11") or stage.keys("F10", "F4"),
    "shift_reason": lambda stage: stage.sold("F11") or stage.keys("F10", "F3", "1000", "Enter"),
    "shift_count": lambda stage: stage.sold("F11") or stage.keys("F10", "F8", "3000"),
    "shift_confirm": lambda stage: stage.sold("F11") or stage.keys("F10", "F8", "3000", "Enter"),
    "shift_closed": _shift_closed,
    "checking": _checking,
    "resumed": _resumed,
}


def render(scene: str, language: str, size: str, out: Path, theme: str = "light") -> None:
    """Play a scene and save the window as PNG."""
    width, height = (int(part) for part in size.split("x"))
    stage = Stage(language, width, height, theme)
    SCENES[scene](stage)
    stage.till.clock.advance(minutes=0)
    stage.settle()
    stage.window.grab().save(str(out))
    stage.window.close()
    stage.ui.close()
    stage.window.deleteLater()
    stage.settle()


def main() -> None:
    if len(sys.argv) not in (5, 6):
        raise SystemExit(f"{__doc__}\nscreens: {', '.join(SCENES)}")
    scene, language, size, out = sys.argv[1:5]
    theme = sys.argv[5] if len(sys.argv) == 6 else "light"
    if scene != "all":
        render(scene, language, size, Path(out), theme)
        return
    Path(out).mkdir(parents=True, exist_ok=True)
    for name in SCENES:
        render(name, language, size, Path(out) / f"{name}-{language}-{size}-{theme}.png", theme)


if __name__ == "__main__":
    main()
