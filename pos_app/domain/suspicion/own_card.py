"""Accounts of the people who work here: his own on what he rings up himself, a colleague's on many receipts."""

from pos_app.domain.suspicion.alarm import Alarm, Pattern, Sign
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.tally import OperatorTally
from pos_app.domain.suspicion.thresholds import Thresholds
from pos_app.domain.suspicion.usual import Usual


def own_card(trade: ShiftTrade, tally: OperatorTally, usual: Usual, thresholds: Thresholds) -> tuple[Alarm, ...]:
    """An alarm for each account of the staff; who buys for himself has a colleague ring it up."""
    own = usual.own_accounts.get(tally.operator_id)
    colleagues = set(usual.own_accounts.values()) - {own}
    found = []
    for customer_id, sales in tally.by_card.items():
        if customer_id == own:
            least = thresholds.own_card_receipts
        elif customer_id in colleagues:
            least = thresholds.colleague_receipts
        else:
            continue
        if least and len(sales) >= least:
            found.append(
                Alarm(
                    pattern=Pattern.OWN_CARD,
                    sign=Sign.COUNT,
                    shift_id=trade.shift_id,
                    operator_id=tally.operator_id,
                    customer_id=customer_id,
                    found=len(sales),
                    of=tally.sums.named,
                    usual_bp=0,
                    days=1,
                    one_in=0,
                    receipts=tuple(sale.receipt_id for sale in sales),
                )
            )
    return tuple(found)
