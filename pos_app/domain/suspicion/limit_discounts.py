"""Discounts by hand of all that the role may give alone: no second person is asked, and the difference may be kept."""

from pos_app.domain.suspicion.alarm import Alarm, Pattern
from pos_app.domain.suspicion.excess import Watched, more_than_usual
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.tally import OperatorTally
from pos_app.domain.suspicion.thresholds import Thresholds
from pos_app.domain.suspicion.usual import Usual


def limit_discounts(trade: ShiftTrade, tally: OperatorTally, usual: Usual, thresholds: Thresholds) -> tuple[Alarm, ...]:
    """The limit is a round figure and honest people give it, too: only more than usual.

    More on cash weighs more, and most where no customer sees the receipt in his account.
    """
    least = thresholds.limit_discounts_least
    watched = (
        Watched(Pattern.LIMIT_DISCOUNTS, "at_limit", "receipts", least),
        Watched(Pattern.LIMIT_DISCOUNTS, "at_limit_cash", "cash", least),
        Watched(Pattern.LIMIT_DISCOUNTS, "at_limit_nobody", "cash", least),
    )
    return more_than_usual(trade, tally, usual, thresholds, watched)
