"""Having the server set money of a certificate or an account aside: a second at most; keys and scans wait meanwhile."""

import logging
from collections.abc import Callable
from typing import TypeVar

from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.services.sale_state import SaleState
from pos_app.services.value_desk import ValueQuestion, ValueSettled
from pos_app.ui.language import translate
from pos_app.ui.screens.screen import Screen
from pos_app.ui.sentences import sentence
from sync.protocol.stored_value import ValueAnswer, ValueRefused

_log = logging.getLogger("kopilka.ui")
Result = TypeVar("Result")


def pay_with_value(
    screen: Screen,
    kind: ValueKind,
    number: str,
    kopecks: int | None,
    taken: Callable[[SaleState, ValueSettled], None],
) -> None:
    """Pay a sum, or all that it may pay, with it. ``taken`` comes later; a refusal is shown in the line."""
    sale = screen.ui.services.sale
    question = screen.attempt(lambda: sale.value_question(kind, number, kopecks))
    if question is not None:
        _ask(screen, question, sale.settle_value, lambda outcome: taken(*outcome))


def look_at_value(screen: Screen, kind: ValueKind, number: str, seen: Callable[[ValueSettled], None]) -> None:
    """What is on it; nothing is set aside."""
    sale = screen.ui.services.sale
    question = screen.attempt(lambda: sale.look_question(kind, number))
    if question is not None:
        _ask(screen, question, sale.settle_look, seen)


def _ask(
    screen: Screen,
    question: ValueQuestion,
    settle: Callable[[ValueQuestion, ValueAnswer | ValueRefused], Result],
    done: Callable[[Result], None],
) -> None:
    screen.busy.emit(True)
    if screen.entry is not None:
        screen.entry.show_waiting(translate("Value", "Asking the server for the money…"))

    def settled(answer: ValueAnswer | ValueRefused) -> None:
        try:
            if screen.entry is not None:
                screen.entry.calm()
            outcome = screen.attempt(lambda: settle(question, answer))
            if outcome is not None:
                done(outcome)
            else:
                screen.ui.nudge()  # what was asked is given back: the sooner the server knows, the better
        finally:
            screen.busy.emit(False)

    def failed(error: Exception) -> None:
        _log.error("value=ask_failed", exc_info=error)
        try:
            if screen.entry is not None:
                screen.entry.calm()
            screen.refuse(sentence("value_no_answer", {}, screen.ui.formatting))
        finally:
            screen.busy.emit(False)

    screen.ui.background.run(lambda: screen.ui.services.sale.ask_value(question), settled, failed)
