"""Where a person who has just signed on goes on: the shift's opening, the sale, or what a restart interrupted."""

import logging

from pos_app.domain.transaction.draft import Draft, DraftStage
from pos_app.domain.transaction.return_draft import ReturnDraft
from pos_app.ui.language import translate
from pos_app.ui.screens.finishing import ReceiptShown
from pos_app.ui.screens.screen import Screen
from pos_app.ui.screens.unprinted import papers_due, shown_unprinted
from pos_app.ui.under_way.going_on import go_on

_log = logging.getLogger("kopilka.ui")


def start_of_work(screen: Screen) -> None:
    """Lead on from ``screen``.

    Once after a start, what an earlier run stored and did not print is shown first. The open sale of an earlier run is
    brought back once, and the cashier is told so.
    """
    ui = screen.ui
    if not ui.session.is_paper_asked:
        ui.session.is_paper_asked = True
        shown = screen.attempt(lambda: _paper_due(screen))
        if shown is not None:
            _log.info("unprinted=%d", len(shown.due))
            screen.go_to.emit("receipt", shown)
            return
    shifts = screen.attempt(lambda: (ui.services.shifts.current(),))
    if shifts is None:
        return
    if shifts == (None,):
        go_on(screen, "shift_open", None)
        return
    resumed: Draft | None = None
    under_way: ReturnDraft | None = None
    if not ui.session.is_resumed:
        resuming = screen.attempt(lambda: (ui.services.sale.resume(),))
        if resuming is None:
            return  # the basket is still in the books: signing on once more tries it once more
        (resumed,) = resuming
        under_way = (screen.attempt(lambda: (ui.services.returns.under_way(),)) or (None,))[0]
        ui.session.is_resumed = True
    state = screen.attempt(lambda: ui.services.sale.state)
    if state is None:
        return
    told: str | None = None
    if resumed is not None and (resumed.basket.lines or resumed.basket.customer_id):
        told = "⚠ " + translate("StartOfWork", "The open receipt was brought back: check it and go on")
        _log.info("resumed=%s lines=%d", resumed.stage.value, len(resumed.basket.lines))
    if state.checking:
        go_on(screen, "checking", None)
    elif state.stage is DraftStage.PAYMENT:
        go_on(screen, "payment", told)
    elif under_way is not None:
        count = len(under_way.chosen) if under_way.basket is None else len(under_way.basket.lines)
        _log.info("resumed=return lines=%d", count)
        go_on(screen, "free_return" if under_way.basket is not None else "sale_return", under_way)
    else:
        go_on(screen, "sale", told)


def _paper_due(screen: Screen) -> ReceiptShown | None:
    due = papers_due(screen)
    return shown_unprinted(screen, due) if due else None
