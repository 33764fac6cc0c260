"""The deeds behind a figure that counts them, page by page, newest first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, tuple_

from pos_app.domain.people.deed import Deed
from pos_app.domain.report.deed_figure import DeedChoice
from pos_app.domain.report.figures import DeedLine, DeedPage
from pos_app.domain.report.receipt_choice import ReceiptChoice
from sync.protocol.encoding import decode
from sync.reports.tables import REPORT_DEED, REPORT_RECEIPT
from sync.reports.whole_figure import whole_figure

_DAYS_AT_ONCE = 31
_MOST_DIGITS = 18
_Place = tuple[date, int, str]


def deeds_behind(connection: Connection, choice: DeedChoice, limit: int, after: str) -> DeedPage:
    """A page of them; ``after`` is what the page before gave ("" for the first)."""
    whole = whole_figure(connection, ReceiptChoice(choice.span, choice.figure.figure))
    place = _place_in(after)
    days = sorted((day for day in whole.days if place is None or day <= place[0]), reverse=True)
    found: list[Any] = []
    for start in range(0, len(days), _DAYS_AT_ONCE):
        found += _rows(connection, choice, days[start : start + _DAYS_AT_ONCE], limit + 1 - len(found), place)
        if len(found) > limit:
            break
    more = found[limit - 1] if len(found) > limit else None
    following = None if more is None else f"{more.day}|{more.at_ms}|{more.deed_id}"
    lines = tuple(deed_line(row) for row in found[:limit])
    return DeedPage(lines, whole.count or 0, sold_of(connection, lines), following)


def deed_line(row: Any) -> DeedLine:
    """A row as reports list it."""
    return DeedLine(row.shift_id, row.shop_id, row.till_code, decode(Deed, bytes(row.body)))


def sold_of(connection: Connection, lines: Sequence[DeedLine]) -> frozenset[str]:
    """Which of the baskets that deeds speak of became receipts: a basket that was voided never did."""
    by_shift: dict[str, set[str]] = {}
    for line in lines:
        if line.deed.receipt_id and line.shift_id:
            by_shift.setdefault(line.shift_id, set()).add(line.deed.receipt_id)
    table, found = REPORT_RECEIPT.c, set[str]()
    for shift_id, ids in by_shift.items():
        asked = select(table.receipt_id).where(table.shift_id == shift_id, table.receipt_id.in_(sorted(ids)))
        found |= set(connection.execute(asked).scalars())
    return frozenset(found)


def _rows(
    connection: Connection, choice: DeedChoice, days: Sequence[date], limit: int, place: _Place | None
) -> Sequence[Any]:
    table, span, figure = REPORT_DEED.c, choice.span, choice.figure
    conditions: list[ColumnElement[bool]] = [table.shift_id != "", table.day.in_(days)]
    if span.shift_id:
        conditions.append(table.shift_id == span.shift_id)
    if span.shop_ids is not None:
        conditions.append(table.shop_id.in_(sorted(span.shop_ids)))
    if span.operator_id:
        conditions.append(table.operator_id == span.operator_id)
    if figure.approved:
        conditions.append(table.approved.is_(True))
    if figure.kinds:
        conditions.append(table.kind.in_(sorted(kind.value for kind in figure.kinds)))
    if place is not None:
        older = tuple_(table.at_ms, table.deed_id) < tuple_(place[1], place[2])
        conditions.append(or_(table.day < place[0], (table.day == place[0]) & older))
    order = (table.day.desc(), table.at_ms.desc(), table.deed_id.desc())
    return connection.execute(select(REPORT_DEED).where(*conditions).order_by(*order).limit(limit)).all()


def _place_in(after: str) -> _Place | None:
    """What somebody made up himself begins at the beginning."""
    day, at_ms, deed_id = [*after.split("|", 2), "", "", ""][:3]
    if not (at_ms.isascii() and at_ms.isdigit() and len(at_ms) <= _MOST_DIGITS):
        return None
    try:
        return date.fromisoformat(day), int(at_ms), deed_id
    except ValueError:
        return None
