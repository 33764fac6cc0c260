"""A figure whole, from the sums that reports show: how much, of how many receipts, on which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, func, literal, select

from pos_app.domain.report.discount_part import DiscountReason
from pos_app.domain.report.receipt_choice import ANY_REASON, Figure, ReceiptChoice
from sync.reports.spans import rolled_up_of
from sync.reports.tables import (
    DAY,
    REPORT_CASHIER_SUM,
    REPORT_DISCOUNT,
    REPORT_DISCOUNT_SUM,
    REPORT_HOUR_SUM,
    REPORT_PART,
    REPORT_SHIFT,
    REPORT_SUM,
)


@dataclass(frozen=True, slots=True)
class WholeFigure:
    """``count`` None: these receipts are not counted apart. ``days``: on which there are any, oldest first."""

    count: int | None
    amount: int
    days: tuple[date, ...]


def whole_figure(connection: Connection, choice: ReceiptChoice) -> WholeFigure:
    """From the shift's row or its parts, or day by day from the rolled-up sums."""
    return _of_shift(connection, choice) if choice.span.shift_id else _of_days(connection, choice)


def shifts_with_any(choice: ReceiptChoice) -> ColumnElement[bool]:
    """Of ``report_shift``: whether any receipt of the choice is in it."""
    span, shift = choice.span, REPORT_SHIFT.c
    if choice.discount is not None:
        discount = REPORT_DISCOUNT.c
        return exists(
            select(literal(1)).where(discount.shift_id == shift.shift_id, *_of_reason(discount, choice.discount))
        )
    if span.operator_id or span.hour is not None:
        part = REPORT_PART.c
        return exists(
            select(literal(1)).where(
                part.shift_id == shift.shift_id, *_of_part(part, choice), _any(part, choice.figure)
            )
        )
    return _any(shift, choice.figure)


def _of_shift(connection: Connection, choice: ReceiptChoice) -> WholeFigure:
    span, shift = choice.span, REPORT_SHIFT.c
    where = [shift.shift_id == span.shift_id]
    if span.shop_ids is not None:
        where.append(shift.shop_id.in_(sorted(span.shop_ids)))
    day = connection.execute(select(shift.day).where(*where)).scalar_one_or_none()
    if day is None:
        return WholeFigure(0, 0, ())
    table, mine = _table_of_shift(choice)
    row = connection.execute(
        select(*_sums(table, choice)).where(table.c.shift_id == span.shift_id, *mine(table.c, choice))
    ).one()
    return _whole(choice, [row], (day,))


def _of_days(connection: Connection, choice: ReceiptChoice) -> WholeFigure:
    span = choice.span
    table = _table_of_days(choice)
    columns = table.c
    conditions = [
        columns.span == DAY,
        columns.start.between(span.first_day, span.last_day),
        *rolled_up_of(columns, span.shop_ids),
    ]
    if choice.discount is not None:
        conditions += _of_reason(columns, choice.discount)
    else:
        conditions += _of_part(columns, choice)
    rows = connection.execute(
        select(columns.start, *_sums(table, choice))
        .where(and_(*conditions))
        .group_by(columns.start)
        .order_by(columns.start)
    ).all()
    there = [row for row in rows if any(row[1:])]
    return _whole(choice, [row[1:] for row in there], tuple(row.start for row in there))


def _whole(choice: ReceiptChoice, rows: Sequence[Any], days: tuple[date, ...]) -> WholeFigure:
    """Of rows with what adds, what takes away, and what counts."""
    adds, takes, counts = (sum(int(row[place] or 0) for row in rows) for place in range(3))
    # A receipt with two reasons counts for both: for all of them together nobody counts receipts.
    is_counted = choice.discount not in (None, ANY_REASON) or bool(choice.figure.counts)
    return WholeFigure(counts if is_counted else None, adds - takes, days)


def _sums(table: Table, choice: ReceiptChoice) -> list[Any]:
    columns = table.c
    if choice.discount is not None:
        return [
            func.sum(columns.kopecks).label("adds"),
            literal(0).label("takes"),
            func.sum(columns.receipts_count).label("counts"),
        ]
    figure = choice.figure
    named = (("adds", figure.adds), ("takes", figure.takes), ("counts", figure.counts))
    return [(func.sum(_together(columns, names)) if names else literal(0)).label(label) for label, names in named]


def _together(columns: Any, names: Sequence[str]) -> Any:
    first, *others = (columns[name] for name in names)
    for other in others:
        first = first + other
    return first


def _any(columns: Any, figure: Figure) -> ColumnElement[bool]:
    """A part whose sums are nothing has none of the receipts: none of them adds less than nothing."""
    adds = _together(columns, figure.counts or figure.adds)
    there: ColumnElement[bool] = adds > 0
    if figure.takes and not figure.counts:
        there = adds != _together(columns, figure.takes)
    return there


def _of_part(columns: Any, choice: ReceiptChoice) -> list[ColumnElement[bool]]:
    conditions = []
    if choice.span.operator_id:
        conditions.append(columns.operator_id == choice.span.operator_id)
    if choice.span.hour is not None:
        conditions.append(columns.hour == choice.span.hour)
    return conditions


def _of_reason(columns: Any, reason: DiscountReason) -> list[ColumnElement[bool]]:
    if reason == ANY_REASON:
        return []
    return [columns.stage == reason.stage, columns.rule_id == reason.rule_id, columns.reason == reason.reason]


def _table_of_shift(choice: ReceiptChoice) -> tuple[Table, Any]:
    if choice.discount is not None:
        wanted = choice.discount
        return REPORT_DISCOUNT, lambda columns, _choice: _of_reason(columns, wanted)
    if choice.span.operator_id or choice.span.hour is not None:
        return REPORT_PART, _of_part
    return REPORT_SHIFT, lambda _columns, _choice: []


def _table_of_days(choice: ReceiptChoice) -> Table:
    if choice.discount is not None:
        return REPORT_DISCOUNT_SUM
    if choice.span.operator_id:
        return REPORT_CASHIER_SUM
    return REPORT_SUM if choice.span.hour is None else REPORT_HOUR_SUM
