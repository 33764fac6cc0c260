"""Where a person who has just signed on goes on: the shift's opening, the sale, or what a restart interrupted."""

import logging

from pos_app.domain.transaction.draft import DraftStage
from pos_app.ui.language import translate
from pos_app.ui.screens.screen import Screen

_log = logging.getLogger("kopilka.ui")


def start_of_work(screen: Screen) -> None:
    """Lead on from ``screen``. The open sale of an earlier run is brought back once, and the cashier is told so."""
    ui = screen.ui
    if ui.services.shifts.current() is None:
        screen.go_to.emit("shift_open", None)
        return
    resumed = None
    if not ui.session.is_resumed:
        resumed = screen.attempt(ui.services.sale.resume)
        ui.session.is_resumed = True
    state = screen.attempt(lambda: ui.services.sale.state)
    if state is None:
        return
    told: str | None = None
    if resumed is not None and (resumed.basket.lines or resumed.basket.customer_id):
        told = "⚠ " + translate("StartOfWork", "The open receipt was brought back: check it and go on")
        _log.info("resumed=%s lines=%d", resumed.stage.value, len(resumed.basket.lines))
    if state.checking:
        screen.go_to.emit("checking", None)
    elif state.stage is DraftStage.PAYMENT:
        screen.go_to.emit("payment", told)
    else:
        screen.go_to.emit("sale", told)
