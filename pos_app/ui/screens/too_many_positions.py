"""More fiscal positions than registrars take: said before anybody pays, and the receipt made two by one key."""

import logging

from pos_app.domain.pricing.positions import MOST_POSITIONS
from pos_app.services.errors import ServiceError
from pos_app.services.sale_state import SaleState
from pos_app.ui.key_action import KeyAction
from pos_app.ui.keymap import Action
from pos_app.ui.language import translate
from pos_app.ui.screens.screen import Screen
from pos_app.ui.sounds import Sound

_log = logging.getLogger("kopilka.ui")


def too_many_positions(screen: Screen, state: SaleState | None) -> str:
    """What to tell the cashier; "" where the receipt is short enough, or somebody has paid already."""
    sale = screen.ui.services.sale
    if state is None or state.tenders or not sale.has_too_many_positions:
        return ""
    words = translate(
        "TooManyPositions",
        "⚠ {count} fiscal positions; some registrars take {most}. {key} makes it two receipts;"
        " paid as it is, one that is refused waits for a senior person (F10 F9)",
    )
    return words.format(count=sale.fiscal_positions, most=MOST_POSITIONS, key=screen.ui.key(Action.PAY_SPLIT))


def split_keys(screen: Screen, state: SaleState | None) -> tuple[KeyAction, ...]:
    """The key that makes two receipts of it, where there is reason to."""
    if not too_many_positions(screen, state):
        return ()
    words = translate("TooManyPositions", "Two receipts")
    return (KeyAction(screen.ui.key(Action.PAY_SPLIT), words, lambda: split_receipt(screen)),)


def split_receipt(screen: Screen) -> None:
    """Back to the goods with the first part; the rest waits among the receipts put aside.

    Where it cannot be made two the payment is left all the same: that and why are told beside the goods.
    """
    sale = screen.ui.services.sale
    if sale.state.tenders or not sale.has_too_many_positions:
        return

    if screen.attempt(sale.cancel_payment) is None:
        return
    try:
        state = sale.split(translate("TooManyPositions", "second part"))
    except ServiceError as error:
        screen.ui.sounds.play(Sound.ERROR)
        screen.go_to.emit("sale", f"⚠ {screen.explain(error)}")
        return
    _log.info("sale=split")
    roubles = screen.ui.formatting.roubles
    waits = sale.held()[-1].held
    told = translate(
        "TooManyPositions", "The first part: {first}. Pay it, then {key} takes up the second: {second}. Counted anew"
    )
    key = screen.ui.key(Action.HOLD)
    sums = {"first": roubles(state.to_pay_kopecks), "second": roubles(waits.sum_kopecks)}
    screen.go_to.emit("sale", told.format(key=key, **sums))
