"""Alarms that are kept, for reports: with their shifts and the receipts that they name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

from pos_app.domain.report.alarms import AlarmLine, AlarmList
from pos_app.domain.report.figures import Scope
from pos_app.domain.suspicion.alarm import Alarm, Pattern
from sync.protocol.encoding import decode
from sync.reports.receipts import named_receipts
from sync.reports.spans import rolled_up_of, spans_of
from sync.reports.tables import REPORT_SHIFT, REPORT_SUM, SUSPICION_ALARM, SUSPICION_SHIFT


def alarms(connection: Connection, scope: Scope, limit: int, offset: int = 0) -> AlarmList:
    """A page of the scope's alarms, and what all of them come to."""
    table, shift = SUSPICION_ALARM.c, REPORT_SHIFT.c
    condition = _in_scope(table, scope)
    joined = SUSPICION_ALARM.join(REPORT_SHIFT, shift.shift_id == table.shift_id)
    rows = connection.execute(
        select(SUSPICION_ALARM, shift.till_code, shift.number.label("shift_number"))
        .select_from(joined)
        .where(condition)
        .order_by(table.day.desc(), table.one_in.desc(), table.shift_id, table.number)
        .limit(limit)
        .offset(offset)
    ).all()
    counted = select(table.pattern, func.count()).where(condition).group_by(table.pattern)
    by_pattern = {Pattern(name): int(count) for name, count in connection.execute(counted)}
    closed, looked_at = _looked_at(connection, scope)
    return AlarmList(_lines(connection, rows), sum(by_pattern.values()), by_pattern, closed, looked_at)


def _lines(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[AlarmLine, ...]:
    alarms_of = [(row, decode(Alarm, bytes(row.body))) for row in rows]
    named: dict[str, set[str]] = {}
    for row, alarm in alarms_of:
        named.setdefault(row.shift_id, set()).update(alarm.receipts)
    receipts = named_receipts(connection, named)
    return tuple(
        AlarmLine(
            alarm,
            row.shop_id,
            row.day,
            row.till_code,
            row.shift_number,
            tuple(receipts[each] for each in alarm.receipts if each in receipts),
        )
        for row, alarm in alarms_of
    )


def _looked_at(connection: Connection, scope: Scope) -> tuple[int, int]:
    """Closed shifts, from their sums by day and month, and how many of them were looked at."""
    total, closed = REPORT_SUM.c, 0
    for part in spans_of(scope):
        asked = select(func.coalesce(func.sum(total.closed_count), 0)).where(
            total.span == part.span,
            total.start.between(part.first, part.last),
            *rolled_up_of(total, scope.shop_ids),
        )
        closed += int(connection.execute(asked).scalar_one())
    seen = select(func.count()).select_from(SUSPICION_SHIFT).where(_in_scope(SUSPICION_SHIFT.c, scope))
    return closed, int(connection.execute(seen).scalar_one())


def _in_scope(table: Any, scope: Scope) -> ColumnElement[bool]:
    return and_(table.day.between(scope.first_day, scope.last_day), *_of_shops(table, scope))


def _of_shops(table: Any, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return () if scope.shop_ids is None else (table.shop_id.in_(sorted(scope.shop_ids)),)
