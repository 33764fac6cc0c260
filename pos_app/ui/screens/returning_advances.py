"""Certificates, top-ups, kept change on the screen of returns: the server is asked what is left, a second or two."""

import logging
from collections.abc import Callable, Sequence

from pos_app.services.advance_returns import NOT_ASKED, AdvanceReply, ReturnableAdvance
from pos_app.services.returnable import ReturnableReceipt
from pos_app.ui.language import translate
from pos_app.ui.screens.screen import Screen

_log = logging.getLogger("kopilka.ui")
Taken = Callable[[ReturnableAdvance, int], None]


def take_advances(
    screen: Screen, receipt: ReturnableReceipt, wanted: Sequence[ReturnableAdvance], taken: Taken
) -> None:
    """Have what is left of each set aside, one after the other; ``taken`` gets each with its kopecks.

    A refusal is shown in the line and the others are not asked for. Keys and scans wait meanwhile.
    """
    if not wanted:
        return
    returns, back = screen.ui.services.returns, wanted[0]
    question = screen.attempt(lambda: returns.advance_question(receipt, back))
    if question is None:
        return
    screen.busy.emit(True)
    if screen.entry is not None:
        screen.entry.show_waiting(translate("ReturningAdvances", "Asking the server what is left of it…"))

    def calm() -> None:
        if screen.entry is not None:
            screen.entry.calm()

    def settle(reply: AdvanceReply) -> None:
        calm()
        try:
            kopecks = screen.attempt(lambda: returns.settle_advance(receipt.sale.receipt_id, question, reply))
            _log.info("advance=%s", "refused" if kopecks is None else "set_aside")
            if kopecks is None:
                screen.ui.nudge()  # what was asked is given back: the sooner the server knows, the better
            else:
                taken(back, kopecks)
        finally:
            screen.busy.emit(False)
        if kopecks is not None:
            take_advances(screen, receipt, wanted[1:], taken)

    def failed(error: Exception) -> None:
        _log.error("advance=ask_failed", exc_info=error)
        settle(NOT_ASKED)  # the server may have set it aside: it is given back

    screen.ui.background.run(lambda: returns.ask_advance(question), settle, failed)


def spent_of_it(screen: Screen, back: ReturnableAdvance | None, kopecks: int) -> str:
    """Why less comes back than was paid; "" where all of it does, and where nothing is chosen."""
    if back is None or not 0 < kopecks < back.left:
        return ""
    roubles = screen.ui.formatting.roubles
    words = translate("ReturningAdvances", "{spent} of it are spent already: {left} come back")
    return words.format(spent=roubles(back.left - kopecks), left=roubles(kopecks))
