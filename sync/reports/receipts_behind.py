"""The receipts behind a figure, page by page: from the days that have any to their shifts, from shifts to receipts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, tuple_

from pos_app.domain.report.receipt_choice import ANY_REASON, ReceiptChoice
from pos_app.domain.report.receipt_line import ReceiptLine
from sync.reports.reason_key import pattern
from sync.reports.receipts import line_of
from sync.reports.tables import REPORT_RECEIPT, REPORT_SHIFT
from sync.reports.whole_figure import WholeFigure, shifts_with_any, whole_figure

_DAYS_AT_ONCE = 31
_MOST_DIGITS = 18
_FIRST_SHIFTS, _MOST_SHIFTS = 8, 64
"""Shifts that are looked into at once: a page of most figures stands in a few, one of a seldom figure in many."""


@dataclass(frozen=True, slots=True)
class LinesBehind:
    """A page of lines with the shop of each; ``next_after`` None at the end."""

    whole: WholeFigure
    lines: tuple[ReceiptLine, ...]
    shop_ids: tuple[str, ...]
    next_after: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Behind which receipt a page begins."""

    day: date
    shift_id: str
    running: int
    receipt_id: str


def lines_behind(connection: Connection, choice: ReceiptChoice, limit: int, after: str) -> LinesBehind:
    """In the order of day, shift and number; ``after`` is what the page before gave ("" for the first)."""
    whole = whole_figure(connection, choice)
    place = _place_in(after)
    days = [day for day in whole.days if place is None or day >= place.day]
    found: list[Any] = []
    for shift_ids in _shifts(connection, choice, days, place):
        found += _receipts(connection, choice, shift_ids, limit + 1 - len(found), place)
        if len(found) > limit:
            break
    more = found[limit - 1] if len(found) > limit else None
    following = None if more is None else f"{more.day}|{more.shift_id}|{more.running}|{more.receipt_id}"
    page = found[:limit]
    return LinesBehind(whole, tuple(map(line_of, page)), tuple(row.shop_id for row in page), following)


def _shifts(
    connection: Connection, choice: ReceiptChoice, days: Sequence[date], place: _Place | None
) -> Iterator[list[str]]:
    """Shifts with any of the receipts, some at a time, in the order of day and id."""
    span, shift = choice.span, REPORT_SHIFT.c
    if span.shift_id:
        if days:
            yield [span.shift_id]
        return
    many = _FIRST_SHIFTS
    for start in range(0, len(days), _DAYS_AT_ONCE):
        some = days[start : start + _DAYS_AT_ONCE]
        behind = None if place is None or place.day not in some else (place.day, place.shift_id, True)
        while True:
            conditions = [shift.day.in_(some), shifts_with_any(choice)]
            if span.shop_ids is not None:
                conditions.append(shift.shop_id.in_(sorted(span.shop_ids)))
            if behind is not None:
                day, shift_id, itself = behind
                later = shift.shift_id >= shift_id if itself else shift.shift_id > shift_id
                conditions.append(or_(shift.day > day, and_(shift.day == day, later)))
            rows = connection.execute(
                select(shift.day, shift.shift_id).where(*conditions).order_by(shift.day, shift.shift_id).limit(many)
            ).all()
            if rows:
                yield [row.shift_id for row in rows]
                behind = (rows[-1].day, rows[-1].shift_id, False)
            if len(rows) < many:
                break
            many = min(_MOST_SHIFTS, 2 * many)


def _receipts(
    connection: Connection, choice: ReceiptChoice, shift_ids: list[str], limit: int, place: _Place | None
) -> Sequence[Any]:
    table, shift = REPORT_RECEIPT.c, REPORT_SHIFT.c
    asked = (
        select(REPORT_RECEIPT, shift.day, shift.shop_id)
        .join(REPORT_SHIFT, shift.shift_id == table.shift_id)
        .where(table.shift_id.in_(shift_ids), *_conditions(choice))
        .order_by(shift.day, table.shift_id, table.running, table.receipt_id)
        .limit(limit)
    )
    if place is not None:
        key = (table.shift_id, table.running, table.receipt_id)
        later = tuple_(*key) > tuple_(place.shift_id, place.running, place.receipt_id)
        asked = asked.where(or_(shift.day > place.day, and_(shift.day == place.day, later)))
    return connection.execute(asked).all()


def _conditions(choice: ReceiptChoice) -> list[ColumnElement[bool]]:
    table, span = REPORT_RECEIPT.c, choice.span
    conditions: list[ColumnElement[bool]] = []
    if traits := int(choice.figure.traits):
        conditions.append(table.traits.bitwise_and(traits) == traits)
    if choice.discount == ANY_REASON:
        conditions.append(table.reasons.is_not(None))
    elif choice.discount is not None:
        conditions.append(table.reasons.like(pattern(choice.discount)))
    if span.operator_id:
        conditions.append(table.operator_id == span.operator_id)
    if span.hour is not None:
        conditions.append(table.hour == span.hour)
    return conditions


def _place_in(after: str) -> _Place | None:
    """What somebody made up himself begins at the beginning."""
    day, shift_id, running, receipt_id = [*after.split("|", 3), "", "", "", ""][:4]
    if not (running.isascii() and running.isdigit() and len(running) <= _MOST_DIGITS):
        return None
    try:
        return _Place(date.fromisoformat(day), shift_id, int(running), receipt_id)
    except ValueError:
        return None
