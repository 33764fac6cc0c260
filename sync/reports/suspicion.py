"""Looks at folded shifts for suspicious use, and keeps alarms and what is usual. One code for a till and the server.

A shift is looked at once it is closed, and again when operations of it came later; what it was judged by are the days
before its own, so that the order of looking does not matter within a day. An alarm that a later look does not give any
more goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, or_, select

from pos_app.domain.people.deed import Deed
from pos_app.domain.suspicion.card_sums import CardSums
from pos_app.domain.suspicion.detect import LookedAt, look_at
from pos_app.domain.suspicion.kept import CardDay, OperatorDay, first_day, usual_on
from pos_app.domain.suspicion.operator_sums import OPERATOR_FIGURES, OperatorSums
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.thresholds import Thresholds
from pos_app.domain.suspicion.usual import Usual
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import encode
from sync.reports.fact import FactRecord
from sync.reports.shift_row import ShiftRow, shift_row
from sync.reports.tables import (
    REPORT_SHIFT,
    SUSPICION_ALARM,
    SUSPICION_CARD,
    SUSPICION_OPERATOR,
    SUSPICION_SHIFT,
)
from sync.reports.told import ShiftFacts

_AT_ONCE = 400
"""Accounts in one condition."""
_CARD_FIGURES = ("receipts", "first", "again", "proved")


@dataclass(frozen=True)
class Look:
    """What was seen in one shift, to be written by ``keep_look``; ``reached``: the operations that it was read from."""

    row: ShiftRow
    reached: tuple[int, int]
    seen: LookedAt


def shifts_to_look_at(connection: Connection, today: date, thresholds: Thresholds, limit: int) -> tuple[ShiftRow, ...]:
    """Closed shifts with something new, the earliest first; none that lies further back than anything is asked of."""
    shift, looked = REPORT_SHIFT.c, SUSPICION_SHIFT.c
    is_new = or_(looked.shift_id.is_(None), looked.epoch != shift.last_epoch, looked.seq != shift.last_seq)
    rows = connection.execute(
        select(REPORT_SHIFT)
        .outerjoin(SUSPICION_SHIFT, looked.shift_id == shift.shift_id)
        .where(shift.day >= first_day(today, thresholds), shift.closed_ms.is_not(None), is_new)
        .order_by(shift.day, shift.opened_ms, shift.shift_id)
        .limit(limit)
    )
    return tuple(shift_row(row) for row in rows)


def look_at_shift(
    connection: Connection, row: ShiftRow, facts: ShiftFacts, own_accounts: Mapping[str, str], thresholds: Thresholds
) -> Look:
    """Judge one shift by what is kept of the days before; writes nothing."""
    trade = trade_of(row, facts.told(connection, row).records)
    came = sorted({sale.customer_id for sale in trade.sales if sale.customer_id is not None})
    usual = _usual(connection, trade, came, own_accounts, thresholds)
    return Look(row, (row.cells["last_epoch"], row.cells["last_seq"]), look_at(trade, usual, thresholds))


def trade_of(row: ShiftRow, records: Sequence[FactRecord]) -> ShiftTrade:
    """The shift's sales, returns and deeds, each once however often it was told."""
    shift_id = row.cells["shift_id"]
    sales = {each.receipt_id: each for each in records if isinstance(each, Sale) and each.shift_id == shift_id}
    returns = {each.receipt_id: each for each in records if isinstance(each, SaleReturn) and each.shift_id == shift_id}
    deeds = {each.deed_id: each for each in records if isinstance(each, Deed)}
    return ShiftTrade(
        shift_id=shift_id,
        shop_id=row.shop_id,
        day=row.day,
        sales=tuple(sorted(sales.values(), key=lambda sale: (sale.sold_at, sale.receipt_id))),
        returns=tuple(sorted(returns.values(), key=lambda back: (back.returned_at, back.receipt_id))),
        deeds=tuple(sorted(deeds.values(), key=lambda deed: (deed.at, deed.deed_id))),
    )


def keep_look(connection: Connection, look: Look) -> None:
    """Write it in the place of what an earlier look at the same shift kept; in a write transaction."""
    row, shift_id = look.row, look.row.cells["shift_id"]
    for table in (SUSPICION_SHIFT, SUSPICION_OPERATOR, SUSPICION_CARD, SUSPICION_ALARM):
        connection.execute(delete(table).where(table.c.shift_id == shift_id))
    where: dict[str, Any] = {"shift_id": shift_id, "shop_id": row.shop_id, "day": row.day}
    operators = [
        {**where, "operator_id": operator_id, **{name: getattr(sums, name) for name in OPERATOR_FIGURES}}
        for operator_id, sums in look.seen.operators.items()
    ]
    cards = [
        {
            **where,
            "customer_id": customer_id,
            "operator_id": operator_id,
            **{name: getattr(sums, name) for name in _CARD_FIGURES},
        }
        for (customer_id, operator_id), sums in look.seen.cards.items()
    ]
    alarms = [
        {**where, "number": number, "pattern": alarm.pattern.value, "one_in": alarm.one_in, "body": encode(alarm)}
        for number, alarm in enumerate(look.seen.alarms, 1)
    ]
    for table, rows in ((SUSPICION_OPERATOR, operators), (SUSPICION_CARD, cards), (SUSPICION_ALARM, alarms)):
        _put_in(connection, table, rows)
    epoch, seq = look.reached
    connection.execute(insert(SUSPICION_SHIFT).values(**where, epoch=epoch, seq=seq))


def forget_cards(connection: Connection, today: date, thresholds: Thresholds) -> int:
    """Drop what no look asks for any more: which account came to whom, so long ago. How many rows."""
    oldest = first_day(today, thresholds) - timedelta(days=thresholds.recent_days + thresholds.past_days)
    return connection.execute(delete(SUSPICION_CARD).where(SUSPICION_CARD.c.day < oldest)).rowcount


def _put_in(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])


def _usual(
    connection: Connection,
    trade: ShiftTrade,
    came: Sequence[str],
    own_accounts: Mapping[str, str],
    thresholds: Thresholds,
) -> Usual:
    begins = first_day(trade.day, thresholds)

    def before(table: Table) -> Any:
        return and_(table.c.shop_id == trade.shop_id, table.c.day >= begins, table.c.day < trade.day)

    operators = [
        OperatorDay(row.operator_id, row.day, OperatorSums(*(getattr(row, name) for name in OPERATOR_FIGURES)))
        for row in connection.execute(select(SUSPICION_OPERATOR).where(before(SUSPICION_OPERATOR)))
    ]
    cards: list[CardDay] = []
    for start in range(0, len(came), _AT_ONCE):
        some = SUSPICION_CARD.c.customer_id.in_(came[start : start + _AT_ONCE])
        rows = connection.execute(select(SUSPICION_CARD).where(before(SUSPICION_CARD), some))
        cards += [
            CardDay(
                row.customer_id,
                row.operator_id,
                row.day,
                CardSums(*(getattr(row, name) for name in _CARD_FIGURES)),
            )
            for row in rows
        ]
    return usual_on(trade.day, operators, cards, own_accounts, thresholds)
