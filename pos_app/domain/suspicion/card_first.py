"""The customer named before any goods: cards that a cashier keeps at hand, for receipts of people who have none.

Many customers show the card first, and some cashiers ask for it: a cashier is compared with himself. The careful one is
given away by his cards: they come before the goods at him alone.
"""

from fractions import Fraction

from pos_app.domain.suspicion.alarm import MOST_ONE_IN, Alarm, Pattern, Sign
from pos_app.domain.suspicion.card_sums import NEVER_CAME
from pos_app.domain.suspicion.excess import Watched, more_than_usual
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.tail import at_least, one_in
from pos_app.domain.suspicion.tally import OperatorTally, came_first
from pos_app.domain.suspicion.thresholds import Thresholds
from pos_app.domain.suspicion.usual import Usual

_WHOLE_BP = 10_000
_HABITS = 30
"""Who shows his card first does it at every visit."""


def card_first(trade: ShiftTrade, tally: OperatorTally, usual: Usual, thresholds: Thresholds) -> tuple[Alarm, ...]:
    """At most one alarm for a cashier."""
    least = thresholds.card_first_least
    watched = (
        Watched(Pattern.CARD_FIRST, "first", "told", least, _HABITS),
        Watched(Pattern.CARD_FIRST, "first_again", "receipts", least),
    )
    return more_than_usual(trade, tally, usual, thresholds, watched) or _kept_cards(trade, tally, usual, thresholds)


def _kept_cards(trade: ShiftTrade, tally: OperatorTally, usual: Usual, thresholds: Thresholds) -> tuple[Alarm, ...]:
    """Accounts that are named first by this cashier, more than his share of such receipts would have it."""
    part = usual.recent_of(tally.operator_id).first + tally.sums.first
    whole = usual.shop_recent.first + tally.sums.first
    if part >= whole:
        return ()
    staff = set(usual.own_accounts.values())
    kept: list[tuple[Fraction, int, int, tuple[str, ...]]] = []
    for customer_id, sales in tally.by_card.items():
        now = tuple(sale.receipt_id for sale in sales if came_first(sale))
        mine = usual.card_with(customer_id, tally.operator_id).first + len(now)
        if not now or mine < thresholds.kept_card_receipts or customer_id in staff:
            continue
        all_his = usual.card_recent.get(customer_id, NEVER_CAME).first + len(now)
        chance = at_least(mine, all_his, part, whole)
        if chance * thresholds.kept_cards_one_in <= 1:
            kept.append((chance, mine, all_his, now))
    rarest = min((chance for chance, *_ in kept), default=Fraction(1))
    if len(kept) < 2 and rarest * thresholds.kept_card_one_in > 1:
        return ()
    return (
        Alarm(
            pattern=Pattern.CARD_FIRST,
            sign=Sign.ONE_CASHIER,
            shift_id=trade.shift_id,
            operator_id=tally.operator_id,
            customer_id="",
            found=sum(mine for _, mine, _, _ in kept),
            of=sum(all_his for _, _, all_his, _ in kept),
            usual_bp=part * _WHOLE_BP // whole,
            days=thresholds.recent_days,
            one_in=one_in(rarest, MOST_ONE_IN),
            receipts=tuple(receipt for *_, now in kept for receipt in now),
            figure="first",
        ),
    )
