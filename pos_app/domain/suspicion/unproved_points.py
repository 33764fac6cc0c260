"""Points spent by somebody who did not prove himself: a phone that was only said may be anybody's."""

from pos_app.domain.suspicion.alarm import Alarm, Pattern
from pos_app.domain.suspicion.excess import Watched, more_than_usual
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.tally import OperatorTally
from pos_app.domain.suspicion.thresholds import Thresholds
from pos_app.domain.suspicion.usual import Usual


def unproved_points(trade: ShiftTrade, tally: OperatorTally, usual: Usual, thresholds: Thresholds) -> tuple[Alarm, ...]:
    """Said phones are common and honest: only more of them than usual, or more where cash may be kept, is an alarm."""
    least = thresholds.unproved_points_least
    watched = (
        Watched(Pattern.UNPROVED_POINTS, "unproved", "receipts", least),
        Watched(Pattern.UNPROVED_POINTS, "unproved_cash", "cash", least),
        Watched(Pattern.UNPROVED_POINTS, "unproved_weak", "receipts", least),
        Watched(Pattern.UNPROVED_POINTS, "unproved_unlike", "receipts", least),
    )
    return more_than_usual(trade, tally, usual, thresholds, watched)
