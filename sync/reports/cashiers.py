"""Cashiers compared: of a large chain those who sold the most, without adding up everything of everybody."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select, union_all

from pos_app.domain.report.figures import CashierLine, CashierList, Scope
from pos_app.domain.report.shift_sums import FIGURES
from sync.reports.shift_row import sums_of
from sync.reports.spans import rolled_up_of, spans_of
from sync.reports.tables import REPORT_CASHIER_SUM

_COUNTS = ("shifts_count", "over_short_kopecks", "differences_count")


def cashiers_of(connection: Connection, scope: Scope, limit: int) -> CashierList:
    """Most net sales first."""
    sold = _rows(scope, ("net_sales_kopecks",))
    if sold is None:
        return CashierList((), 0)
    by_sales = (func.sum(sold.c.net_sales_kopecks).desc(), sold.c.operator_id)
    ranked = connection.execute(
        select(sold.c.operator_id, func.count().over()).group_by(sold.c.operator_id).order_by(*by_sales).limit(limit)
    ).all()
    order = [row[0] for row in ranked]
    lines = _lines(connection, scope, order)
    return CashierList(tuple(lines[each] for each in order), int(ranked[0][1]) - len(order) if ranked else 0)


def _lines(connection: Connection, scope: Scope, operator_ids: Sequence[str]) -> dict[str, CashierLine]:
    names = (*_COUNTS, *FIGURES)
    rows = _rows(scope, names, operator_ids)
    if rows is None or not operator_ids:
        return {}
    summed = select(rows.c.operator_id, *(func.sum(rows.c[name]).label(name) for name in names))
    return {
        row.operator_id: CashierLine(
            row.operator_id,
            sums_of(row._mapping),
            int(row.shifts_count),
            int(row.over_short_kopecks),
            int(row.differences_count),
        )
        for row in connection.execute(summed.group_by(rows.c.operator_id))
    }


def _rows(scope: Scope, names: Sequence[str], operator_ids: Sequence[str] | None = None) -> Any:
    """The rows that count each day of the scope once, of these people (None: of all); None for no day."""
    table = REPORT_CASHIER_SUM.c
    parts = []
    for part in spans_of(scope):
        conditions = [
            table.span == part.span,
            table.start.between(part.first, part.last),
            *rolled_up_of(table, scope.shop_ids),
        ]
        if operator_ids is not None:
            conditions.append(table.operator_id.in_(operator_ids))
        parts.append(select(table.operator_id, *(table[name] for name in names)).where(*conditions))
    return union_all(*parts).subquery() if parts else None
