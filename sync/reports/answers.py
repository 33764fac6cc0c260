"""Answers to what reports ask, from the derived tables alone; one connection, one moment."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, select

from pos_app.domain.people.deed import Deed
from pos_app.domain.report.discount_part import DiscountReason, DiscountSums
from pos_app.domain.report.figures import (
    DayLine,
    DeedLine,
    DeedList,
    DifferenceDay,
    DifferenceHistory,
    DifferenceLine,
    DiscountLine,
    HourLine,
    LedgerDay,
    Owed,
    PartLine,
    Scope,
    ShiftLine,
    ShiftList,
)
from pos_app.domain.report.shift_sums import FIGURES, NOTHING, ShiftSums
from pos_app.domain.shift.shift import CashMovement
from sync.protocol.encoding import decode
from sync.protocol.operation import instant_of
from sync.reports.shift_row import ShiftRow, acceptance_of, shift_line, shift_row, sums_of
from sync.reports.spans import rolled_up_of, spans_of
from sync.reports.tables import (
    DAY,
    REPORT_DEED,
    REPORT_DISCOUNT,
    REPORT_DISCOUNT_SUM,
    REPORT_HOUR_SUM,
    REPORT_LEDGER_DAY,
    REPORT_MOVEMENT,
    REPORT_OWED,
    REPORT_PART,
    REPORT_SHIFT,
    REPORT_SUM,
)

SHIFT_COUNTS = ("shifts_count", "closed_count", "accepted_count", "differences_count", "over_kopecks", "short_kopecks")


def shifts(connection: Connection, scope: Scope, limit: int, offset: int) -> ShiftList:
    """Shifts of the scope, differences first."""
    table = REPORT_SHIFT.c
    listed = (
        select(table.shift_id)
        .where(*_days(table, scope))
        .order_by(table.off_kopecks.desc(), table.opened_ms.desc(), table.shift_id)
        .limit(limit)
        .offset(offset)
    )
    order = list(connection.execute(listed).scalars())
    found = {row.shift_id: shift_line(shift_row(row)) for row in _shift_rows(connection, order)}
    counts = dict.fromkeys(SHIFT_COUNTS, 0)
    sums = NOTHING
    for row in _summed(connection, REPORT_SUM, scope, (), SHIFT_COUNTS):
        sums = sums + sums_of(row._mapping)
        counts = {name: counts[name] + int(row._mapping[name] or 0) for name in SHIFT_COUNTS}
    return shift_list(tuple(found[shift_id] for shift_id in order), counts, sums)


def shift_list(lines: tuple[ShiftLine, ...], counts: Mapping[str, int], sums: ShiftSums) -> ShiftList:
    """``lines`` beside the counts and sums of all."""
    return ShiftList(
        lines=lines,
        shifts_count=counts["shifts_count"],
        differences_count=counts["differences_count"],
        waiting_count=counts["closed_count"] - counts["accepted_count"],
        over_kopecks=counts["over_kopecks"],
        short_kopecks=counts["short_kopecks"],
        sums=sums,
    )


def shift_of(connection: Connection, shift_id: str, shop_ids: frozenset[str] | None) -> ShiftRow | None:
    """A shift's row, None where there is none in these shops."""
    table = REPORT_SHIFT.c
    row = connection.execute(
        select(REPORT_SHIFT).where(table.shift_id == shift_id, *_shops(table, shop_ids))
    ).one_or_none()
    return None if row is None else shift_row(row)


def waiting_shifts(connection: Connection, limit: int) -> tuple[str, ...]:
    """The newest closed shifts that nobody has accepted."""
    table = REPORT_SHIFT.c
    rows = connection.execute(
        select(table.shift_id)
        .where(table.closed_ms.is_not(None), table.accepted_ms.is_(None))
        .order_by(table.day.desc(), table.opened_ms.desc())
        .limit(limit)
    )
    return tuple(rows.scalars())


def parts(connection: Connection, shift_id: str) -> tuple[PartLine, ...]:
    """Who did what in which hour of a shift."""
    table = REPORT_PART.c
    rows = connection.execute(
        select(REPORT_PART).where(table.shift_id == shift_id).order_by(table.hour, table.operator_id)
    )
    return tuple(PartLine(row.operator_id, row.hour, sums_of(row._mapping)) for row in rows)


def discounts_of_shift(connection: Connection, shift_id: str) -> tuple[DiscountLine, ...]:
    """By reason, the dearest first."""
    rows = connection.execute(select(REPORT_DISCOUNT).where(REPORT_DISCOUNT.c.shift_id == shift_id))
    return _dearest_first(rows)


def movements(connection: Connection, shift_id: str) -> tuple[CashMovement, ...]:
    """Cash in and out of a shift, oldest first."""
    rows = connection.execute(select(REPORT_MOVEMENT.c.body).where(REPORT_MOVEMENT.c.shift_id == shift_id)).scalars()
    found = [decode(CashMovement, bytes(body)) for body in rows]
    return tuple(sorted(found, key=lambda each: (each.moved_at, each.movement_id)))


def deeds_of_shift(connection: Connection, shift_id: str) -> tuple[Deed, ...]:
    """Oldest first."""
    table = REPORT_DEED.c
    rows = connection.execute(
        select(table.body).where(table.shift_id == shift_id).order_by(table.at_ms, table.deed_id)
    ).scalars()
    return tuple(decode(Deed, bytes(body)) for body in rows)


def hours(connection: Connection, scope: Scope) -> tuple[HourLine, ...]:
    """By hour of the day."""
    found: dict[int, ShiftSums] = {}
    for row in _summed(connection, REPORT_HOUR_SUM, scope, ("hour",)):
        found[row.hour] = found.get(row.hour, NOTHING) + sums_of(row._mapping)
    return tuple(HourLine(hour, found[hour]) for hour in sorted(found))


def days(connection: Connection, scope: Scope) -> tuple[DayLine, ...]:
    """Oldest first."""
    table = REPORT_SUM.c
    rows = connection.execute(
        select(table.start, *_sums(REPORT_SUM)).where(*_day_rows(table, scope)).group_by(table.start)
    )
    found = [DayLine(row.start, sums_of(row._mapping)) for row in rows]
    return tuple(sorted(found, key=lambda each: each.day))


def discounts(connection: Connection, scope: Scope) -> tuple[DiscountLine, ...]:
    """By reason, the dearest first."""
    keys = ("stage", "rule_id", "reason")
    found: dict[DiscountReason, DiscountSums] = {}
    for row in _summed(connection, REPORT_DISCOUNT_SUM, scope, keys, figures=_DISCOUNT_FIGURES):
        reason = DiscountReason(row.stage, row.rule_id, row.reason)
        sums = DiscountSums(int(row.kopecks), int(row.lines_count), int(row.receipts_count))
        found[reason] = found.get(reason, DiscountSums()) + sums
    return tuple(sorted((DiscountLine(*each) for each in found.items()), key=_dearness))


def differences(connection: Connection, scope: Scope, limit: int, offset: int = 0) -> DifferenceHistory:
    """Over and short in time, and the shifts with the largest."""
    table = REPORT_SUM.c
    by_day = connection.execute(
        select(
            table.start,
            func.sum(table.over_kopecks).label("over"),
            func.sum(table.short_kopecks).label("short"),
            func.sum(table.differences_count).label("shifts"),
        )
        .where(*_day_rows(table, scope))
        .group_by(table.start)
    )
    found = [DifferenceDay(row.start, int(row.over), int(row.short), int(row.shifts)) for row in by_day]
    together = tuple(sorted(found, key=lambda each: each.day))
    shift = REPORT_SHIFT.c
    listed = (
        select(shift.shift_id)
        .where(*_days(shift, scope), shift.off_kopecks > 0)
        .order_by(shift.off_kopecks.desc(), shift.opened_ms.desc(), shift.shift_id)
        .limit(limit)
        .offset(offset)
    )
    order = list(connection.execute(listed).scalars())
    rows = {row.shift_id: row for row in _shift_rows(connection, order)}
    lines = tuple(_difference(rows[shift_id]) for shift_id in order)
    left_out = sum(each.shifts_count for each in together) - offset - len(lines)
    return DifferenceHistory(together, lines, max(0, left_out))


def deeds(connection: Connection, scope: Scope, limit: int, offset: int) -> DeedList:
    """Newest first."""
    table = REPORT_DEED.c
    condition = and_(*_days(table, scope))
    rows = connection.execute(
        select(REPORT_DEED).where(condition).order_by(table.day.desc(), table.at_ms.desc()).limit(limit).offset(offset)
    )
    lines = tuple(DeedLine(row.shift_id, row.shop_id, row.till_code, decode(Deed, bytes(row.body))) for row in rows)
    count = int(connection.execute(select(func.count()).select_from(REPORT_DEED).where(condition)).scalar_one())
    return DeedList(lines, max(0, count - offset - len(lines)))


def ledger_days(connection: Connection, scope: Scope) -> tuple[LedgerDay, ...]:
    """Points beside receipts, whole programme, oldest first."""
    table = REPORT_LEDGER_DAY.c
    rows = connection.execute(
        select(REPORT_LEDGER_DAY).where(table.day.between(scope.first_day, scope.last_day)).order_by(table.day)
    )
    return tuple(LedgerDay(row.day, row.awarded, row.burnt, row.charity, row.corrected) for row in rows)


def owed(connection: Connection, scope: Scope) -> Owed | None:
    """What was owed at the last look within the scope."""
    table = REPORT_OWED.c
    row = connection.execute(
        select(REPORT_OWED).where(table.day <= scope.last_day).order_by(table.day.desc()).limit(1)
    ).one_or_none()
    return None if row is None else Owed(instant_of(row.at_ms), row.points, row.debt)


_DISCOUNT_FIGURES = ("kopecks", "lines_count", "receipts_count")


def _summed(
    connection: Connection,
    table: Table,
    scope: Scope,
    keys: Sequence[str],
    counts: Sequence[str] = (),
    figures: Sequence[str] = FIGURES,
) -> Iterator[Row[Any]]:
    """Sums of the scope by ``keys``, range by range; without keys one row a range, its sums maybe NULL."""
    for each in spans_of(scope):
        columns = table.c
        statement = select(
            *(columns[name] for name in keys), *(func.sum(columns[name]).label(name) for name in (*counts, *figures))
        ).where(
            columns.span == each.span,
            columns.start.between(each.first, each.last),
            *rolled_up_of(columns, scope.shop_ids),
        )
        yield from connection.execute(statement.group_by(*(columns[name] for name in keys)) if keys else statement)


def _sums(table: Table) -> list[Any]:
    return [func.sum(table.c[name]).label(name) for name in FIGURES]


def _day_rows(columns: Any, scope: Scope) -> list[ColumnElement[bool]]:
    return [
        columns.span == DAY,
        columns.start.between(scope.first_day, scope.last_day),
        *rolled_up_of(columns, scope.shop_ids),
    ]


def _days(columns: Any, scope: Scope) -> list[ColumnElement[bool]]:
    return [columns.day.between(scope.first_day, scope.last_day), *_shops(columns, scope.shop_ids)]


def _shops(columns: Any, shop_ids: frozenset[str] | None) -> list[ColumnElement[bool]]:
    return [] if shop_ids is None else [columns.shop_id.in_(sorted(shop_ids))]


def _shift_rows(connection: Connection, shift_ids: Sequence[str]) -> Sequence[Row[Any]]:
    return connection.execute(select(REPORT_SHIFT).where(REPORT_SHIFT.c.shift_id.in_(shift_ids))).all()


def _difference(row: Row[Any]) -> DifferenceLine:
    return DifferenceLine(
        shift_id=row.shift_id,
        shop_id=row.shop_id,
        till_code=row.till_code,
        number=row.number,
        z_number=row.z_number or 0,
        day=row.day,
        closed_at=instant_of(row.closed_ms),
        closed_by=row.closed_by or "",
        over_short_kopecks=row.over_short_kopecks,
        reason=row.over_short_reason or "",
        acceptance=acceptance_of(row._mapping),
    )


def _dearest_first(rows: Any) -> tuple[DiscountLine, ...]:
    found = [
        DiscountLine(
            DiscountReason(row.stage, row.rule_id, row.reason),
            DiscountSums(row.kopecks, row.lines_count, row.receipts_count),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=_dearness))


def _dearness(line: DiscountLine) -> tuple[int, str, str, str]:
    return (-line.sums.kopecks, line.reason.stage, line.reason.rule_id, line.reason.reason)
