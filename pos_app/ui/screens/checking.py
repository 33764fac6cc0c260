"""A COMMIT raised: whether the last record is stored is not known. Ask again until it is; nothing else is possible."""

import logging
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.shift.shift import ZReport
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.errors import ServiceError
from pos_app.ui.key_action import KeyAction
from pos_app.ui.screens.finishing import show_finished_return, show_finished_sale
from pos_app.ui.screens.screen import Screen, Unsettled
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.labels import centre, label, panel, show_text

_log = logging.getLogger("kopilka.ui")
RETRY_MS = 2_000


class CheckingScreen(Screen):
    """Tries again every two seconds, and at once on Enter."""

    name: ClassVar[str] = "checking"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._unsettled: Unsettled | None = None
        self._tries = 0
        self._timer = QTimer(self, interval=RETRY_MS)
        self._timer.timeout.connect(self._ask)
        frame = panel("warning")
        frame.setFixedWidth(620)
        centre(self, frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(14)
        column.addWidget(label("⚠ " + self.tr("The last receipt is being checked"), size="title", wrap=True))
        text = self.tr(
            "Do not take the money again and do not give the goods yet: it is not known whether it was stored."
        )
        column.addWidget(label(text, wrap=True))
        self._result = label("", wrap=True)
        column.addWidget(self._result)
        column.addWidget(button(self.tr("Check now  Enter"), self._ask, role="primary", height=60))

    def entered(self, told: object) -> None:
        sale = self.ui.services.sale
        self._unsettled = told if isinstance(told, Unsettled) else Unsettled(sale.finish, "sale")
        self._tries = 0
        show_text(self._result, self.tr("The till tries again by itself"))
        self._timer.start()

    def left(self) -> None:
        self._timer.stop()

    def keys(self) -> tuple[KeyAction, ...]:
        return (KeyAction("Enter", self.tr("Check now"), self._ask),)

    def _ask(self) -> None:
        unsettled = self._unsettled
        if unsettled is None:
            return
        self._tries += 1
        try:
            result = unsettled.action()
        except ServiceError as error:
            if error.key == "checking_last_receipt":
                show_text(self._result, self.tr("Not known yet. Tries: {count}").format(count=self._tries))
                _log.info("checking=unknown tries=%d", self._tries)
            else:
                _log.info("checking=refused key=%s", error.key)
                back = "payment" if unsettled.screen in ("sale", "payment") else unsettled.screen
                self.go_to.emit(back, self.explain(error))
            return
        except (StoreError, CommitUnknownError) as error:
            # Only a look into the books failed: the record is as unknown as before, and is asked for again.
            show_text(self._result, self.explain(error))
            return
        _log.info("checking=settled")
        if isinstance(result, Sale):
            show_finished_sale(self, result)
        elif isinstance(result, SaleReturn):
            show_finished_return(self, result)
        elif isinstance(result, ZReport):
            self.go_to.emit("shift", result)
        else:
            self.go_to.emit(unsettled.screen, None)
