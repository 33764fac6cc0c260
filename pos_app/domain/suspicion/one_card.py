"""One account on many receipts of one cashier: in this shift more often than it comes, or always at him."""

from fractions import Fraction

from pos_app.domain.suspicion.alarm import MOST_ONE_IN, Alarm, Pattern, Sign
from pos_app.domain.suspicion.card_sums import NEVER_CAME
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.tail import at_least, one_in
from pos_app.domain.suspicion.tally import OperatorTally
from pos_app.domain.suspicion.thresholds import Thresholds
from pos_app.domain.suspicion.usual import Usual
from pos_app.domain.transaction.sale import Sale

_LEAST_VISITS_A_WEEK = 2
"""Who comes seldom is taken to come so often: otherwise his second receipt would be a wonder."""
_WEEK = 7
_SLICES = 1_000
"""A day in so many parts, in each of which he may come once."""
_WHOLE_BP = 10_000


def one_card(trade: ShiftTrade, tally: OperatorTally, usual: Usual, thresholds: Thresholds) -> tuple[Alarm, ...]:
    """An alarm for each account; accounts of the people who work here are looked at elsewhere (``own_card.py``)."""
    staff = set(usual.own_accounts.values())
    found = []
    for customer_id, sales in tally.by_card.items():
        if customer_id in staff or len(sales) < 2:
            continue
        alarm = _too_often(trade, tally, customer_id, sales, usual, thresholds) or _one_cashier(
            trade, tally, customer_id, sales, usual, thresholds
        )
        if alarm is not None:
            found.append(alarm)
    return tuple(found)


def _too_often(
    trade: ShiftTrade,
    tally: OperatorTally,
    customer_id: str,
    sales: tuple[Sale, ...],
    usual: Usual,
    thresholds: Thresholds,
) -> Alarm | None:
    """Against how often he comes to the shop on a day."""
    if len(sales) < thresholds.one_card_receipts:
        return None
    days = max(usual.traded_days, _WEEK)
    came = max(usual.card_past.get(customer_id, NEVER_CAME).receipts, days * _LEAST_VISITS_A_WEEK // _WEEK)
    chance = at_least(len(sales), _SLICES, min(came, days * _SLICES), days * _SLICES)
    if chance * thresholds.one_card_one_in > 1:
        return None
    usual_bp = came * _WHOLE_BP // days
    return _alarm(trade, tally, customer_id, sales, Sign.SHIFT, len(sales), len(sales), usual_bp, 1, chance)


def _one_cashier(
    trade: ShiftTrade,
    tally: OperatorTally,
    customer_id: str,
    sales: tuple[Sale, ...],
    usual: Usual,
    thresholds: Thresholds,
) -> Alarm | None:
    """Against how many of the shop's customers this cashier served in the same days."""
    mine = usual.card_with(customer_id, tally.operator_id).receipts + len(sales)
    if mine < thresholds.one_cashier_receipts:
        return None
    all_his = usual.card_recent.get(customer_id, NEVER_CAME).receipts + len(sales)
    part = usual.recent_of(tally.operator_id).named + tally.sums.named
    whole = usual.shop_recent.named + tally.sums.named
    if part >= whole:
        return None
    chance = at_least(mine, all_his, part, whole)
    if chance * thresholds.one_cashier_one_in > 1:
        return None
    usual_bp = part * _WHOLE_BP // whole
    days = thresholds.recent_days
    return _alarm(trade, tally, customer_id, sales, Sign.ONE_CASHIER, mine, all_his, usual_bp, days, chance)


def _alarm(
    trade: ShiftTrade,
    tally: OperatorTally,
    customer_id: str,
    sales: tuple[Sale, ...],
    sign: Sign,
    found: int,
    of: int,
    usual_bp: int,
    days: int,
    chance: Fraction,
) -> Alarm:
    return Alarm(
        pattern=Pattern.ONE_CARD,
        sign=sign,
        shift_id=trade.shift_id,
        operator_id=tally.operator_id,
        customer_id=customer_id,
        found=found,
        of=of,
        usual_bp=usual_bp,
        days=days,
        one_in=one_in(chance, MOST_ONE_IN),
        receipts=tuple(sale.receipt_id for sale in sales),
    )
