"""The till's window at work, with hands before it and probes inside: what every figure of the counter stands on."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEventLoop, QTimer

from pos_app.bench.benches import BenchError
from pos_app.bench.figure import Run
from pos_app.bench.till.hands import PERSON_INTERVAL_MS, Hands
from pos_app.bench.till.painted import Painted
from pos_app.bench.till.shop_people import ShopPeople
from pos_app.bench.till.stopwatch import Stopwatch
from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.services.till_services import TillServices
from pos_app.ui.main_window import MainWindow
from pos_app.ui.screens.sale import SaleScreen

BEFORE = "the key's way to the window"
BETWEEN = "layout, event loop"
_PATIENCE_MS = 30_000
_QUIET_MS = 25
_LOAD_PATIENCE_S = 60


class NotSeenError(BenchError):
    """What was waited for was not painted in time."""


class Counter:
    """``people``: of the demo shop. Times are monotonic nanoseconds."""

    def __init__(self, window: MainWindow, hands: Hands, stopwatch: Stopwatch, people: ShopPeople) -> None:
        self.window = window
        self.people = people
        self.stopwatch = stopwatch
        self.painted = Painted(window, stopwatch)
        self._hands = hands
        self._painted_lines: SaleScreen | None = None

    @property
    def services(self) -> TillServices:
        """The use cases of the screen in front."""
        if self.window.current is None:
            raise BenchError("the till shows no screen")
        return self.window.current.ui.services

    @property
    def sale(self) -> SaleScreen:
        """The sale's screen, which must be in front."""
        screen = self.window.current
        if not isinstance(screen, SaleScreen):
            raise BenchError(f"expected the sale's screen, the till shows {screen.name if screen else 'none'}")
        if self._painted_lines is not screen:
            self.painted.watch(screen.table.viewport(), "lines")
            self.painted.watch(screen.side.customer.labels()[0], "customer")
            self.painted.watch(screen.choices, "choices")
            self._painted_lines = screen
        return screen

    def go_to_work(self) -> None:
        """Wait for the first load, sign on with a badge, open the shift; leaves the sale's screen in front."""
        deadline = time.monotonic() + _LOAD_PATIENCE_S
        while not self.is_in_front("sign_on"):
            if time.monotonic() > deadline:
                raise BenchError(f"the first load of the demo shop took more than {_LOAD_PATIENCE_S} s")
            self.settle(50)
        self.settle(500)  # the window gets the keyboard
        self._hands.press([*self.people.badge, "Enter"], interval_ms=2)
        self.wait(lambda: self.is_in_front("shift_open"), "the shift to be asked for")
        self._hands.last_key_ns()
        self._hands.press([*"3000", "Enter"])
        self.wait(lambda: self.is_in_front("sale"), "the sale's screen")
        self._hands.last_key_ns()
        self.settle(500)

    def is_in_front(self, name: str) -> bool:
        """Whether a screen is in front."""
        return self.window.current is not None and self.window.current.name == name

    def fill(self, lines: int, card: str | None = None) -> None:
        """A new basket without the hands: goods, the customer of a card, and all points he may spend."""
        sale = self.services.sale
        if sale.is_open or sale.state.basket.customer_id is not None:
            sale.void()
        for code in self.people.codes[:lines]:
            self.services.scans.handle(ScanData(code, ScanSource.SERIAL))
        if card is not None:
            self.services.scans.handle(ScanData(card, ScanSource.SERIAL))
            sale.choose_points(PointsChoice(PointsMode.ALL))
        found = len(sale.state.basket.lines)
        if found != lines:
            raise BenchError(f"expected a basket of {lines} lines, got {found}")
        self.sale.refresh()

    def settle(self, milliseconds: int = _QUIET_MS) -> None:
        """Let the till do what it has to do, then go on."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def wait(self, is_there: Callable[[], bool], what: str) -> int:
        """Run the till until, at the end of an update of the window, ``is_there``; the instant of that end."""
        loop = QEventLoop()
        found: list[int] = []

        def look() -> None:
            if not found and is_there():
                found.append(self.painted.ended_ns)
                loop.quit()

        too_late = QTimer(singleShot=True, interval=_PATIENCE_MS)
        too_late.timeout.connect(loop.quit)
        too_late.start()
        self.painted.updated.connect(look)
        try:
            loop.exec()
        finally:
            self.painted.updated.disconnect(look)
        if not found:
            raise NotSeenError(f"waited {_PATIENCE_MS} ms in vain for {what}; the till shows {self._shown()}")
        return found[0]

    def _shown(self) -> str:
        screen = self.window.current
        if screen is None or screen.entry is None:
            return "no line to type in"
        return f"the screen {screen.name}: {screen.entry.text()!r} {screen.entry.error!r}"

    def press(self, keys: Sequence[str], is_there: Callable[[], bool], what: str, interval_ms: int = 0) -> Run:
        """Press keys once the till is quiet; the run from the last key until ``is_there`` is painted."""
        begin_ns, end_ns = self.pressed(keys, is_there, what, interval_ms)
        return self.run(begin_ns, end_ns)

    def pressed(
        self, keys: Sequence[str], is_there: Callable[[], bool], what: str, interval_ms: int = 0
    ) -> tuple[int, int]:
        """As ``press``; the instants."""
        self.settle()
        self.stopwatch.forget()
        self._hands.press(keys, interval_ms or PERSON_INTERVAL_MS)
        try:
            end_ns = self.wait(is_there, what)
        finally:
            last_key_ns = self._hands.last_key_ns()
        return last_key_ns, end_ns

    def run(self, begin_ns: int, end_ns: int) -> Run:
        """A stretch of time with its parts."""
        return Run(end_ns - begin_ns, self.stopwatch.parts(begin_ns, end_ns, BEFORE, BETWEEN))
