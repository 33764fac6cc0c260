"""Asking the server for a receipt that another till made: a second at most, keys and scans wait meanwhile."""

import logging
from collections.abc import Callable

from pos_app.services.errors import ServiceError
from pos_app.services.receipts_elsewhere import ReceiptQuestion, ReceiptReply
from pos_app.services.returnable import ReturnableReceipt
from pos_app.ui.language import translate
from pos_app.ui.screens.screen import Screen

_log = logging.getLogger("kopilka.ui")


def fetch_receipt(screen: Screen, question: ReceiptQuestion, done: Callable[[ReturnableReceipt | None], None]) -> None:
    """Ask; ``done`` gets the receipt, or None after a refusal was shown."""
    returns = screen.ui.services.returns
    screen.busy.emit(True)
    if screen.entry is not None:
        screen.entry.show_waiting(translate("ReceiptElsewhere", "Another till's receipt: asking the server…"))

    def settle(reply: ReceiptReply) -> None:
        if screen.entry is not None:
            screen.entry.calm()
        try:
            done(screen.attempt(lambda: returns.settle(question, reply)))
        finally:
            screen.busy.emit(False)

    def failed(error: Exception) -> None:
        _log.error("receipt=ask_failed", exc_info=error)
        if screen.entry is not None:
            screen.entry.calm()
        screen.refuse(screen.explain(ServiceError("receipt_no_answer", number=question.number)))
        screen.busy.emit(False)

    screen.ui.background.run(lambda: returns.ask(question), settle, failed)


def check_elsewhere(screen: Screen, receipt: ReturnableReceipt, changed: Callable[[ReturnableReceipt], None]) -> None:
    """Learn whether something of a receipt of this till came back at another one; nothing waits for the answer.

    ``changed`` gets the receipt anew if so.
    """
    returns = screen.ui.services.returns
    question = returns.about(receipt.sale)
    if question is None:
        return

    def settle(reply: ReceiptReply) -> None:
        try:
            told = returns.settle(question, reply)
        except ServiceError as error:
            _log.info("receipt=not_checked cause=%s", error.key)  # it is not there yet, or nobody answered
            return
        went_on = (told.lines, told.advances) != (receipt.lines, receipt.advances)
        if told.sale.receipt_id == receipt.sale.receipt_id and went_on:
            changed(told)

    screen.ui.background.run(lambda: returns.ask(question), settle)
