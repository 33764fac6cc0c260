"""Having the server set points aside before they are spent: a second at most, and the sale goes on whatever it says."""

import logging
from collections.abc import Callable

from pos_app.services.errors import ServiceError
from pos_app.services.points_desk import PointsQuestion, PointsReply, PointsSettled
from pos_app.services.sale_state import SaleState
from pos_app.ui.language import translate
from pos_app.ui.screens.screen import Screen

_log = logging.getLogger("kopilka.ui")


def set_points_aside(screen: Screen, then: Callable[[], None]) -> None:
    """Ask for what the basket's points lack, then go on; at once if nothing is lacking or nobody can be asked.

    Keys and scans wait meanwhile. If fewer points came than were chosen, the cashier is told the new sum first and
    ``then`` is not called: he presses the key again.
    """
    question = _question(screen)
    if question is None:
        then()
        return
    points = screen.ui.services.sale.state.priced.points
    screen.busy.emit(True)
    if screen.entry is not None:
        screen.entry.show_waiting(translate("SetAside", "Asking the server for the points…"))

    def settled(state: SaleState | None) -> None:
        if screen.entry is not None and not screen.entry.error:
            screen.entry.calm()  # the words of waiting go; what the server said stays to be read
        try:
            if state is not None and state.priced.points == points:
                then()
        finally:
            screen.busy.emit(False)

    _ask(screen, question, settled)


def ask_in_the_background(screen: Screen) -> None:
    """The same while the goods go on: nothing waits for it, the customer's card shows what came."""
    question = _question(screen)
    if question is not None:
        _ask(screen, question, lambda _state: None)


def _question(screen: Screen) -> PointsQuestion | None:
    try:
        return screen.ui.services.sale.points_question()
    except ServiceError as error:
        _log.warning("points=not_asked cause=%s", error.params.get("cause"))
        return None  # what cannot be stored is not asked; payment says the rest


def _ask(screen: Screen, question: PointsQuestion, done: Callable[[SaleState | None], None]) -> None:
    sale = screen.ui.services.sale

    def settle(reply: PointsReply) -> None:
        outcome = screen.attempt(lambda: sale.settle_points(question, reply))
        screen.refresh()
        if outcome is not None:
            _tell(screen, outcome)
        done(sale.state if outcome is not None else None)
        if outcome is None or outcome.refusal:
            screen.ui.nudge()  # what was asked is given back: the sooner the server knows, the better

    def failed(error: Exception) -> None:
        _log.error("points=ask_failed", exc_info=error)
        done(None)

    screen.ui.background.run(lambda: sale.ask_points(question), settle, failed)


def _tell(screen: Screen, outcome: PointsSettled) -> None:
    points = screen.ui.formatting.points
    if outcome.refusal:
        screen.refuse(_refusal(outcome.refusal))
    elif outcome.elsewhere:
        text = translate("SetAside", "{points} points are set aside at another till and come back when it is online")
        screen.refuse(text.format(points=points(outcome.elsewhere)))


def _refusal(code: str) -> str:
    match code:
        case "promises_paused":
            return translate("SetAside", "The server was restored and gives no points yet: they can be spent later")
        case "customer_unknown":
            return translate("SetAside", "The server does not know this customer yet: points can be spent later")
        case "no_answer":
            return translate("SetAside", "The server does not answer: only points that are set aside here")
    return translate("SetAside", "The server did not give the points: only those that are set aside here")
