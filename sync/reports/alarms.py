"""Alarms that are kept, for reports: with their shifts and the receipts that they name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

from pos_app.domain.report.alarms import AlarmLine, AlarmList
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.receipt_line import ReceiptLine
from pos_app.domain.suspicion.alarm import Alarm, Pattern
from sync.protocol.encoding import decode
from sync.reports.receipts import of_shift_by_id
from sync.reports.tables import REPORT_SHIFT, SUSPICION_ALARM, SUSPICION_SHIFT


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
    receipts: dict[str, dict[str, ReceiptLine]] = {}
    found = []
    named = [(row, decode(Alarm, bytes(row.body))) for row in rows]
    for shift_id in {row.shift_id for row in rows}:
        ids = sorted({each for row, alarm in named if row.shift_id == shift_id for each in alarm.receipts})
        receipts[shift_id] = {line.receipt_id: line for line in of_shift_by_id(connection, shift_id, ids)}
    for row, alarm in named:
        lines = [receipts[row.shift_id][each] for each in alarm.receipts if each in receipts[row.shift_id]]
        found.append(AlarmLine(alarm, row.shop_id, row.day, row.till_code, row.shift_number, tuple(lines)))
    return tuple(found)


def _looked_at(connection: Connection, scope: Scope) -> tuple[int, int]:
    shift, looked = REPORT_SHIFT.c, SUSPICION_SHIFT.c
    closed, seen = connection.execute(
        select(func.count(), func.count(looked.shift_id))
        .select_from(REPORT_SHIFT.outerjoin(SUSPICION_SHIFT, looked.shift_id == shift.shift_id))
        .where(_in_scope(shift, scope), shift.closed_ms.is_not(None))
    ).one()
    return int(closed), int(seen)


def _in_scope(table: Any, scope: Scope) -> ColumnElement[bool]:
    days = table.day.between(scope.first_day, scope.last_day)
    return days if scope.shop_ids is None else and_(days, table.shop_id.in_(sorted(scope.shop_ids)))
