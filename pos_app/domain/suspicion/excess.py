"""More than usual: a figure of a cashier against his own past and the shop's, in one shift and over the recent days."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.suspicion.alarm import MOST_ONE_IN, Alarm, Pattern, Sign
from pos_app.domain.suspicion.operator_sums import OperatorSums
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.tail import at_least, one_in
from pos_app.domain.suspicion.tally import OperatorTally
from pos_app.domain.suspicion.thresholds import Thresholds
from pos_app.domain.suspicion.usual import Usual

_SHRINK = 100
"""The shop's rate counts as so many receipts beside the cashier's own."""
_WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure and what it is counted among, by their names in OperatorSums; ``least`` of it in a shift or in all.

    ``rarer``: so many times rarer than else must it be over the weeks, where the same people do it again and again and
    one receipt says little beside another.
    """

    pattern: Pattern
    figure: str
    among: str
    least: int
    rarer: int = 1


@dataclass(frozen=True, slots=True)
class _Rate:
    part: int
    whole: int

    @property
    def bp(self) -> int:
        return self.part * _WHOLE_BP // self.whole


def more_than_usual(
    trade: ShiftTrade, tally: OperatorTally, usual: Usual, thresholds: Thresholds, watched: Sequence[Watched]
) -> tuple[Alarm, ...]:
    """At most one alarm for a cashier: of all figures of a pattern the one that chance explains least."""
    found = [
        alarm
        for each in watched
        for alarm in (
            _in_shift(trade, tally, usual, thresholds, each),
            _in_weeks(trade, tally, usual, thresholds, each),
        )
        if alarm is not None
    ]
    return (max(found, key=lambda alarm: (alarm.one_in, alarm.found)),) if found else ()


def _in_shift(
    trade: ShiftTrade, tally: OperatorTally, usual: Usual, thresholds: Thresholds, watched: Watched
) -> Alarm | None:
    receipts = tally.behind.get(watched.figure, ())
    if len(receipts) < watched.least:
        return None
    own = usual.past_of(tally.operator_id).plus(usual.recent_of(tally.operator_id))
    shop = usual.shop_past.plus(usual.shop_recent)
    rate = _rate(own, shop, thresholds, watched)
    return None if rate is None else _judged(trade, tally, watched, tally.sums, rate, 1, thresholds.shift_one_in)


def _in_weeks(
    trade: ShiftTrade, tally: OperatorTally, usual: Usual, thresholds: Thresholds, watched: Watched
) -> Alarm | None:
    if not tally.behind.get(watched.figure):
        return None
    lately = usual.recent_of(tally.operator_id).plus(tally.sums)
    if getattr(lately, watched.figure) < watched.least + 1:
        return None
    rate = _rate(usual.past_of(tally.operator_id), usual.shop_past, thresholds, watched)
    if rate is None or not _exceeds(tally.sums, rate, watched):
        return None  # an earlier shift's matter: it had its alarm then
    days = thresholds.recent_days
    return _judged(trade, tally, watched, lately, rate, days, thresholds.weeks_one_in * watched.rarer)


def _judged(
    trade: ShiftTrade,
    tally: OperatorTally,
    watched: Watched,
    sums: OperatorSums,
    rate: _Rate,
    days: int,
    rare: int,
) -> Alarm | None:
    found, of = getattr(sums, watched.figure), getattr(sums, watched.among)
    if not _exceeds(sums, rate, watched):
        return None
    chance = at_least(min(found, of), of, rate.part, rate.whole)
    if chance * rare > 1:
        return None
    sign = Sign.SHIFT if days == 1 else Sign.WEEKS
    receipts = tally.behind[watched.figure]
    rarity = one_in(chance, MOST_ONE_IN)
    return Alarm(
        pattern=watched.pattern,
        sign=sign,
        shift_id=trade.shift_id,
        operator_id=tally.operator_id,
        customer_id="",
        found=found,
        of=of,
        usual_bp=rate.bp,
        days=days,
        one_in=rarity,
        receipts=receipts,
        figure=watched.figure,
    )


def _exceeds(sums: OperatorSums, rate: _Rate, watched: Watched) -> bool:
    return bool(getattr(sums, watched.figure) * rate.whole > getattr(sums, watched.among) * rate.part)


def _rate(own: OperatorSums, shop: OperatorSums, thresholds: Thresholds, watched: Watched) -> _Rate | None:
    """How often it is usual; None while the shop is not known well enough."""
    if shop.receipts < thresholds.learn_receipts:
        return None
    shop_part, shop_whole = getattr(shop, watched.figure) + 1, getattr(shop, watched.among) + 2
    if own.receipts < thresholds.least_own_receipts:
        return _Rate(min(shop_part * thresholds.newcomer_factor, shop_whole), shop_whole)
    part, whole = getattr(own, watched.figure), getattr(own, watched.among)
    return _Rate(min(part, whole) * shop_whole + _SHRINK * shop_part, (whole + _SHRINK) * shop_whole)
