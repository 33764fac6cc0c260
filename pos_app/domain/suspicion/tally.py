"""A shift's records read once: by cashier what was counted, with the receipts behind every figure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from pos_app.domain.people.customer_came import CameBy
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.suspicion.card_sums import NEVER_CAME, CardSums
from pos_app.domain.suspicion.operator_sums import OperatorSums
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.usual import Usual
from pos_app.domain.transaction.sale import Sale, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn

_WEAK = frozenset({CameBy.LAST_DIGITS, CameBy.CARD_TYPED, CameBy.NAMED})
_PROVED_OFTEN = 2
_RUNG_ANEW = timedelta(minutes=10)
_DISCOUNTS = frozenset({DeedKind.LINE_DISCOUNT, DeedKind.BASKET_DISCOUNT})


@dataclass(frozen=True)
class OperatorTally:
    """One cashier in one shift. ``behind``: ids of the receipts behind each figure, by its name in OperatorSums.

    ``by_card``: his sales to each account, in order.
    """

    operator_id: str
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_card: Mapping[str, tuple[Sale, ...]] = field(default_factory=dict)

    @property
    def sums(self) -> OperatorSums:
        """How many of each."""
        return OperatorSums(**{name: len(receipts) for name, receipts in self.behind.items()})

    def card_sums(self) -> Mapping[str, CardSums]:
        """What to keep of each account that came to him."""
        return {
            customer_id: CardSums(len(sales), sum(map(came_first, sales)), len(sales) - 1, sum(map(was_proved, sales)))
            for customer_id, sales in self.by_card.items()
        }


def tallies_of(trade: ShiftTrade, usual: Usual) -> Mapping[str, OperatorTally]:
    """By cashier. Of ``usual`` it takes which accounts mostly were proved before."""
    behind: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    cards: dict[str, dict[str, list[Sale]]] = defaultdict(lambda: defaultdict(list))
    for sale in trade.sales:
        mine = behind[sale.operator_id]
        seen = cards[sale.operator_id]
        for name in _figures_of(sale, sale.customer_id in seen, usual):
            mine[name].append(sale.receipt_id)
        if sale.customer_id is not None:
            seen[sale.customer_id].append(sale)
    sold = {sale.receipt_id: sale for sale in trade.sales}
    for back in trade.returns:
        for name in _figures_of_return(back, sold.get(back.sale_id), trade.sales):
            behind[back.operator_id][name].append(back.receipt_id)
    for operator_id, receipt_id in _given_at_limit(trade.deeds):
        sale = sold.get(receipt_id)  # type: ignore[assignment]
        if sale is not None:
            behind[operator_id]["at_limit"].append(receipt_id)
            if _is_cash(sale):
                behind[operator_id]["at_limit_cash"].append(receipt_id)
                if sale.customer_id is None:
                    behind[operator_id]["at_limit_nobody"].append(receipt_id)
    return {
        operator_id: OperatorTally(
            operator_id,
            {name: tuple(receipts) for name, receipts in figures.items()},
            {customer_id: tuple(sales) for customer_id, sales in cards[operator_id].items()},
        )
        for operator_id, figures in behind.items()
    }


def came_first(sale: Sale) -> bool:
    """Whether the customer was named before any goods."""
    return sale.came is not None and sale.came.lines == 0


def was_proved(sale: Sale) -> bool:
    """Whether the customer proved himself on it."""
    return sale.came is not None and sale.came.proved


def _is_cash(sale: Sale) -> bool:
    return any(tender.kind is TenderKind.CASH for tender in sale.tenders)


def _figures_of(sale: Sale, came_before: bool, usual: Usual) -> list[str]:
    names = ["receipts"]
    cash = _is_cash(sale)
    if cash:
        names.append("cash")
    if sale.customer_id is None:
        return names
    names.append("named")
    if sale.came is None:
        return names
    names.append("told")
    if sale.came.lines == 0:
        names.append("first")
        if came_before:
            names.append("first_again")
    if sale.points and not sale.came.proved:
        names.append("unproved")
        if cash:
            names.append("unproved_cash")
        if sale.came.way in _WEAK:
            names.append("unproved_weak")
        before = usual.card_past.get(sale.customer_id, NEVER_CAME)
        if before.proved >= _PROVED_OFTEN and before.proved * 3 >= before.receipts * 2:
            names.append("unproved_unlike")
    return names


def _figures_of_return(back: SaleReturn, sale: Sale | None, sales: tuple[Sale, ...]) -> list[str]:
    """``sale`` None: it is not of this shift."""
    if back.customer_id is None or back.earned == 0 or back.without_receipt:
        return []
    names = ["undone"]
    whole = back.completes or back.voids or (sale is not None and back.money_kopecks == sale.money_kopecks)
    alone = sale is not None and whole and _is_cash(sale) and sale.operator_id == back.operator_id
    if alone and not any(
        again.customer_id == back.customer_id and timedelta(0) <= again.sold_at - back.returned_at <= _RUNG_ANEW
        for again in sales
    ):
        names.append("undone_alone")
    return names


def _given_at_limit(deeds: tuple[Deed, ...]) -> list[tuple[str, str]]:
    """Cashier and receipt of discounts that he gave alone, of all that he may give; each receipt once."""
    found: dict[tuple[str, str], None] = {}
    for deed in deeds:
        asked, limit = deed.fact("asked_bp"), deed.fact("limit_bp")
        if deed.kind not in _DISCOUNTS or deed.approved_by is not None:
            continue
        if isinstance(asked, int) and isinstance(limit, int) and 0 < limit <= asked:
            found[deed.operator_id, deed.receipt_id] = None
    return list(found)
