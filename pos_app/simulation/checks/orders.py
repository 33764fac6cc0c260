"""I15 every order ends exactly once: handed out or cancelled; what is handed out beside that is told."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.pre_order.pre_order import OPEN_STATES, PreOrder, PreOrderState
from pos_app.domain.transaction.tender_kind import TenderKind
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.checks.papers import Papers
from pos_app.simulation.truth import Truth
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind
from sync.server.central import Central
from sync.server.database import reading
from sync.server.numbers.post import ORDER_CONFLICT, ORDER_UNKNOWN
from sync.server.tables import OPERATION, ORDER_PICK_UP, PRE_ORDER


def check_orders(central: Central, papers: Papers, truth: Truth) -> Iterator[Violation]:
    """Papers against the server's orders, position by position."""
    with reading(central.engine) as connection:
        orders = {row.number: decode(PreOrder, bytes(row.body)) for row in connection.execute(select(PRE_ORDER))}
        pick_ups = {(row.number, row.receipt_id): row for row in connection.execute(select(ORDER_PICK_UP))}
    by_right: dict[str, Counter[int]] = {}
    for sale in papers.sales.values():
        if sale.picked_up is None:
            continue
        number, order = sale.picked_up.number, orders.get(sale.picked_up.number)
        told = bool(papers.flags[sale.receipt_id] & {ORDER_CONFLICT, ORDER_UNKNOWN})
        row = pick_ups.get((number, sale.receipt_id))
        if row is None or (order is not None and not order.counts(sale.receipt_id)):
            yield Violation("I15", f"order {number}: the server does not know that {sale.number} handed it out")
            continue
        if bool(row.conflict) != told:
            yield Violation("I15", f"order {number}: {sale.number}: conflict {row.conflict}, but told is another thing")
        if row.conflict is None:
            by_right.setdefault(number, Counter()).update(dict(enumerate(sale.picked_up.quantities)))
        elif not (_may_clash(truth) or any(each.at_risk for key, each in pick_ups.items() if key[0] == number)):
            yield Violation("I15", f"order {number} was handed out twice, always with the server's word")
        prepaid = sum(each.amount_kopecks for each in sale.tenders if each.kind is TenderKind.PREPAID)
        if prepaid and order is None and not _may_clash(truth):
            yield Violation("I15", f"order {number}: {prepaid} prepaid kopecks paid, and nobody knows the order")
    for number, order in sorted(orders.items()):
        if order.is_open:
            yield Violation("I15", f"order {number} does not end: {order.state.value}")
        handed = by_right.get(number, Counter())
        for place, line in enumerate(order.lines):
            if handed[place] > line.quantity:
                yield Violation("I15", f"order {number}: {handed[place]} of {line.quantity} {line.item_id} handed out")
        whole = all(line.left == 0 for line in order.lines)
        if order.state is PreOrderState.PICKED_UP and not whole:
            yield Violation("I15", f"order {number} is picked up, and something of it waits")


def check_cancelled(central: Central) -> Iterator[Violation]:
    """Before the office cancels what waits still: nothing waits that a till cancelled."""
    with reading(central.engine) as connection:
        waiting = set(
            connection.execute(
                select(PRE_ORDER.c.number).where(PRE_ORDER.c.state.in_([each.value for each in OPEN_STATES]))
            ).scalars()
        )
        cancelled = connection.execute(
            select(OPERATION).where(OPERATION.c.kind == OperationKind.ORDER_CANCELLED, OPERATION.c.state == "applied")
        ).all()
    for row in cancelled:
        number = decode(OrderCancelled, bytes(row.body)).number
        if number in waiting and ORDER_UNKNOWN not in (row.flags or "").split():
            yield Violation("I15", f"order {number} was cancelled at {row.till_id}, and waits still")


def _may_clash(truth: Truth) -> bool:
    return truth.may_risk or bool(truth.faults["server_restored"])
