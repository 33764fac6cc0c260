"""The customer's display follows the sale: the line that was added, the total and the points, the change.

It is shown outside the UI thread, and only the latest lines count: a slow or dead display never holds up a sale.
"""

import logging
from threading import Condition
from typing import Protocol

from hardware.device import DeviceKind, DeviceState, DeviceTest
from pos_app.domain.receipt.customer_lines import CustomerLines, item_lines, paid_lines, total_lines
from pos_app.domain.receipt.labels import LABELS, Language
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.sale import Sale
from pos_app.services.devices import DeviceRegister
from pos_app.services.sale_state import SaleState

_log = logging.getLogger("kopilka.services")
DISPLAY = "display"
"""Its name in the register."""
_AGAIN_S = 5.0


class TwoLines(Protocol):
    """A display. Belongs to the thread that works."""

    def show(self, upper: str, lower: str) -> None:
        """Show two lines. Raises OSError."""
        ...

    def close(self) -> None:
        """Give the line back."""
        ...


class CustomerDisplay:
    """``greeting`` is shown between sales. The wiring starts a thread that calls ``work()``."""

    def __init__(
        self,
        *,
        display: TwoLines,
        devices: DeviceRegister,
        language: Language,
        greeting: str,
        again_s: float = _AGAIN_S,
    ) -> None:
        self._display = display
        self._devices = devices
        self._labels = LABELS[language]
        self._again_s = again_s
        self._condition = Condition()
        self._stopped = False
        self._wanted = CustomerLines(greeting[:20], greeting[20:40])
        self._greeting = self._wanted
        self._shown: CustomerLines | None = None
        self._sold = False
        self._followed = self._greeting
        self._asked: CustomerLines | None = None

    def ask(self, question: CustomerLines | None) -> None:
        """Show what the customer is asked until it is answered (None): the sale's lines come back. Returns at once."""
        self._asked = question
        self._show(self._followed)

    def follow(self, state: SaleState) -> None:
        """The sale changed. Returns at once."""
        basket, priced = state.basket, state.priced
        if basket.is_empty:
            if not self._sold:
                self._show(self._greeting)
            return
        self._sold = False
        line = next((each for each in basket.lines if each.line_id == state.last_line_id), None)
        if state.stage is DraftStage.PAYMENT or line is None:
            self._show(total_lines(state.to_pay_kopecks - state.prepaid_kopecks, priced.points, self._labels))
            return
        cost = next(each.money_kopecks for each in priced.lines if each.line_id == line.line_id)
        self._show(item_lines(line.item.name, line.quantity, line.item.unit, cost, self._labels))

    def finished(self, sale: Sale) -> None:
        """The sale is paid; this stands until the next one begins. Returns at once."""
        self._sold = True
        change = sum(tender.change_kopecks for tender in sale.tenders)
        self._show(paid_lines(change, sale.earned, self._labels))

    def test(self) -> DeviceTest:
        """Show something on purpose; how the last attempt came out stands in the register."""
        with self._condition:
            self._shown = None
            self._condition.notify_all()
        self._show(CustomerLines("12345678901234567890", self._greeting.upper))
        return DeviceTest(True, "display_shown")

    def stop(self) -> None:
        """Let ``work()`` end."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()

    def work(self) -> None:
        """Show what is wanted until ``stop()``: the body of the wiring's thread."""
        try:
            while True:
                with self._condition:
                    self._condition.wait_for(lambda: self._stopped or self._wanted != self._shown)
                    if self._stopped:
                        return
                    lines = self._wanted
                if not self._put(lines):
                    with self._condition:
                        self._condition.wait_for(lambda: self._stopped, self._again_s)
        finally:
            self._display.close()

    def _show(self, lines: CustomerLines) -> None:
        self._followed = lines
        with self._condition:
            self._wanted = self._asked or lines
            self._condition.notify_all()

    def _put(self, lines: CustomerLines) -> bool:
        try:
            self._display.show(lines.upper, lines.lower)
        except OSError as error:
            reason = error.strerror or str(error)
            state = DeviceState(DISPLAY, DeviceKind.DISPLAY, False, "display_offline", (("reason", reason),))
            self._devices.heard_state(state)
            return False
        except Exception:
            _log.exception("the customer's display failed")
            return False
        with self._condition:
            self._shown = lines
        self._devices.heard_state(DeviceState(DISPLAY, DeviceKind.DISPLAY, True))
        self._devices.heard(DISPLAY, "display_shows", (("upper", lines.upper), ("lower", lines.lower)))
        return True
