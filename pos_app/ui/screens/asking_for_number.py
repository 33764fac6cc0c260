"""Asking the server for a single coupon or an order: a second at most; keys and scans wait meanwhile."""

import logging
from collections.abc import Callable

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.services.claim_desk import ClaimQuestion
from pos_app.services.scan_outcome import ScanOutcome, ScanRefused
from pos_app.ui.language import translate
from pos_app.ui.screens.screen import Screen
from sync.protocol.claim import ClaimAnswer, ClaimRefused

_log = logging.getLogger("kopilka.ui")
NO_ANSWER = ClaimRefused("no_answer")


def ask_for_number(screen: Screen, question: ClaimQuestion, done: Callable[[ScanOutcome], None]) -> None:
    """``done`` comes later, with what became of the scan."""
    screen.busy.emit(True)
    scans = screen.ui.services.scans
    if screen.entry is not None:
        screen.entry.show_waiting(
            translate("Numbers", "Asking the server about the order…")
            if question.request.kind is ClaimKind.ORDER
            else translate("Numbers", "Asking the server about the coupon…")
        )

    def settled(answer: ClaimAnswer | ClaimRefused) -> None:
        try:
            if screen.entry is not None:
                screen.entry.calm()
            outcome = screen.attempt(lambda: scans.settle_claim(question, answer))
            if outcome is not None:
                done(outcome)
            if outcome is None or isinstance(outcome, ScanRefused):
                screen.ui.nudge()  # what was asked is given back: the sooner the server knows, the better
        finally:
            screen.busy.emit(False)

    def failed(error: Exception) -> None:
        _log.error("claim=ask_failed", exc_info=error)
        settled(NO_ANSWER)

    screen.ui.background.run(lambda: scans.ask_claim(question), settled, failed)
