"""A scope as few ranges of rolled-up sums: whole months, and the days before and behind them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement

from pos_app.domain.report.figures import Scope
from sync.reports.tables import ALL_SHOPS, DAY, MONTH, REPORT_CASHIER_SUM

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SpanRange:
    """Rows of ``span`` whose first day lies between both, inclusive."""

    span: str
    first: date
    last: date


def spans_of(scope: Scope) -> tuple[SpanRange, ...]:
    """Every day of the scope exactly once; nothing where its last day lies before its first."""
    first, last = scope.first_day, scope.last_day
    if last < first:
        return ()
    month = first if first.day == 1 else _next_month(first)
    behind = last + _ONE_DAY if (last + _ONE_DAY).day == 1 else last.replace(day=1)
    if behind <= month:
        return (SpanRange(DAY, first, last),)
    ranges = (
        SpanRange(DAY, first, month - _ONE_DAY),
        SpanRange(MONTH, month, behind - _ONE_DAY),
        SpanRange(DAY, behind, last),
    )
    return tuple(each for each in ranges if each.first <= each.last)


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def rolled_up_of(columns: Any, shop_ids: frozenset[str] | None) -> tuple[ColumnElement[bool], ...]:
    """The conditions for rows of rolled-up sums that count these shops (None: all) exactly once.

    All shops together have rows of their own, so that a chain's year is as quickly read as a shop's; only of cashiers,
    who mostly work in one shop, they would be as many again.
    """
    if shop_ids is not None:
        return (columns.shop_id.in_(sorted(shop_ids)),)
    return () if columns.shop_id.table is REPORT_CASHIER_SUM else (columns.shop_id == ALL_SHOPS,)
