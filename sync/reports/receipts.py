"""The receipts behind a figure: by the index of their shift, never a look at all receipts."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, select, tuple_

from pos_app.domain.report.figures import ReceiptPage
from pos_app.domain.report.receipt_choice import ReceiptChoice
from pos_app.domain.report.receipt_line import ReceiptLine, Trait
from sync.protocol.operation import instant_of
from sync.reports.tables import REPORT_RECEIPT, REPORT_SHIFT

_SHIFTS_AT_ONCE = 50


def receipts_of(connection: Connection, choice: ReceiptChoice, limit: int, after: str) -> ReceiptPage:
    """A page of them in the order of shift and number; ``after`` is what the page before gave ("" for the first)."""
    table = REPORT_RECEIPT.c
    condition = and_(table.shift_id.in_(_shifts(connection, choice)), *_conditions(choice))
    key = (table.shift_id, table.running, table.receipt_id)
    page = select(REPORT_RECEIPT).where(condition).order_by(*key).limit(limit + 1)
    if after:
        page = page.where(tuple_(*key) > tuple_(*_key_in(after)))
    found = connection.execute(page).all()
    sums = (func.sum(_signed(table.money_kopecks)), func.sum(_signed(table.points)))
    whole = connection.execute(select(func.count().label("count"), *sums).where(condition)).one()
    lines = tuple(_line(row) for row in found[:limit])
    more = found[limit - 1] if len(found) > limit else None
    following = None if more is None else f"{more.shift_id}|{more.running}|{more.receipt_id}"
    return ReceiptPage(lines, int(whole[0]), int(whole[1] or 0), int(whole[2] or 0), following)


def all_of_shift(connection: Connection, shift_id: str) -> tuple[ReceiptLine, ...]:
    """Every receipt of a shift as it is folded, by number."""
    table = REPORT_RECEIPT.c
    rows = connection.execute(
        select(REPORT_RECEIPT).where(table.shift_id == shift_id).order_by(table.running, table.receipt_id)
    )
    return tuple(_line(row) for row in rows)


def named_receipts(connection: Connection, named: Mapping[str, Collection[str]]) -> dict[str, ReceiptLine]:
    """Receipts by their ids; ``named``: ids by shift, as many as stand on a page."""
    table = REPORT_RECEIPT.c
    found: dict[str, ReceiptLine] = {}
    shifts = sorted(named)
    for start in range(0, len(shifts), _SHIFTS_AT_ONCE):
        some = shifts[start : start + _SHIFTS_AT_ONCE]
        ids = sorted({each for shift_id in some for each in named[shift_id]})
        rows = connection.execute(select(REPORT_RECEIPT).where(table.shift_id.in_(some), table.receipt_id.in_(ids)))
        found |= {row.receipt_id: _line(row) for row in rows}
    return found


def _shifts(connection: Connection, choice: ReceiptChoice) -> list[str]:
    """The shifts that are looked into, asked first: so no plan begins with the receipts."""
    shift = REPORT_SHIFT.c
    asked = select(shift.shift_id)
    if choice.shift_id:
        asked = asked.where(shift.shift_id == choice.shift_id)
    if choice.day is not None:
        asked = asked.where(shift.day == choice.day)
    if choice.shop_ids is not None:
        asked = asked.where(shift.shop_id.in_(sorted(choice.shop_ids)))
    return list(connection.execute(asked).scalars()) if choice.shift_id or choice.day is not None else []


def _conditions(choice: ReceiptChoice) -> list[ColumnElement[bool]]:
    table = REPORT_RECEIPT.c
    conditions: list[ColumnElement[bool]] = []
    if choice.traits:
        conditions.append(table.traits.bitwise_and(int(choice.traits)) == int(choice.traits))
    if choice.operator_id:
        conditions.append(table.operator_id == choice.operator_id)
    if choice.hour is not None:
        conditions.append(table.hour == choice.hour)
    return conditions


def _signed(column: Any) -> Any:
    """A return takes away."""
    table = REPORT_RECEIPT.c
    return case((table.traits.bitwise_and(int(Trait.RETURN)) > 0, -column), else_=column)


def _key_in(after: str) -> tuple[str, int, str]:
    shift_id, running, receipt_id = [*after.split("|", 2), "", ""][:3]
    return shift_id, int(running) if running.isascii() and running.isdigit() else 0, receipt_id


def _line(row: Row[Any]) -> ReceiptLine:
    return ReceiptLine(
        receipt_id=row.receipt_id,
        shift_id=row.shift_id,
        number=row.number,
        at=instant_of(row.at_ms),
        operator_id=row.operator_id,
        customer_id=row.customer_id,
        traits=Trait(row.traits),
        list_kopecks=row.list_kopecks,
        net_kopecks=row.net_kopecks,
        money_kopecks=row.money_kopecks,
        paid_kopecks=row.paid_kopecks,
        points=row.points,
        points_kopecks=row.points_kopecks,
        earned=row.earned,
        business_day=row.business_day,
    )
