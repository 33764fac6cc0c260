"""Voids and returns of receipts that had earned: the goods stay sold, and the money goes out of the drawer."""

from pos_app.domain.suspicion.alarm import Alarm, Pattern
from pos_app.domain.suspicion.excess import Watched, more_than_usual
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.tally import OperatorTally
from pos_app.domain.suspicion.thresholds import Thresholds
from pos_app.domain.suspicion.usual import Usual


def undone_earning(trade: ShiftTrade, tally: OperatorTally, usual: Usual, thresholds: Thresholds) -> tuple[Alarm, ...]:
    """A mistake is voided at once and rung up anew: what is not weighs more."""
    least = thresholds.undone_earning_least
    watched = (
        Watched(Pattern.UNDONE_EARNING, "undone", "receipts", least),
        Watched(Pattern.UNDONE_EARNING, "undone_alone", "cash", least),
    )
    return more_than_usual(trade, tally, usual, thresholds, watched)
