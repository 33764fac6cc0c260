"""Whether what is rolled up is the sum of what it was rolled up from."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from pos_app.domain.report.shift_sums import FIGURES, NOTHING, ShiftSums
from pos_app.domain.report.ties import Finding, FindingKind
from sync.reports.shift_row import sums_of
from sync.reports.tables import (
    ALL_SHOPS,
    DAY,
    MONTH,
    REPORT_CASHIER_SUM,
    REPORT_HOUR_SUM,
    REPORT_PART,
    REPORT_SHIFT,
    REPORT_SUM,
)

_Key = tuple[date, str]


def numbering_findings(connection: Connection) -> Iterator[Finding]:
    """Z reports and shifts of a till that are missing between its first and its last, or that stand twice."""
    shift = REPORT_SHIFT.c
    for name in ("z_number", "number"):
        column = REPORT_SHIFT.c[name]
        rows = connection.execute(
            select(shift.till_id, shift.shop_id, shift.till_code, column)
            .where(column.is_not(None), column > 0)
            .order_by(shift.till_id, column)
        )
        before: tuple[str, int] | None = None
        for row in rows:
            number = int(row[3])
            place, till = "z_report" if name == "z_number" else "shifts", f"{row.shop_id}, till {row.till_code}"
            if before is not None and before[0] == row.till_id:
                for missing in range(before[1] + 1, number):
                    yield Finding(FindingKind.LOST, place, figure=f"{till}: {name} {missing}")
                if number == before[1]:
                    yield Finding(FindingKind.DOUBLED, place, figure=f"{till}: {name} {number}")
            before = (row.till_id, number)


def rolled_up_findings(connection: Connection) -> Iterator[Finding]:
    """Parts against shifts, days against shifts, months against days; each difference with its day and shop."""
    shifts = _grouped(connection, REPORT_SHIFT, REPORT_SHIFT.c.day)
    parts = _of_parts(connection)
    yield from _differing("parts", shifts, parts)
    together = shifts | _of_all_shops(shifts)
    for table in (REPORT_SUM, REPORT_HOUR_SUM, REPORT_CASHIER_SUM):
        days = _grouped(connection, table, table.c.start, DAY)
        yield from _differing(f"{table.name} of days", shifts if table is REPORT_CASHIER_SUM else together, days)
        months: dict[_Key, ShiftSums] = {}
        for (day, shop_id), sums in days.items():
            key = (day.replace(day=1), shop_id)
            months[key] = months.get(key, NOTHING) + sums
        yield from _differing(f"{table.name} of months", months, _grouped(connection, table, table.c.start, MONTH))


def _of_all_shops(shifts: dict[_Key, ShiftSums]) -> dict[_Key, ShiftSums]:
    whole: dict[_Key, ShiftSums] = {}
    for (day, _), sums in shifts.items():
        whole[day, ALL_SHOPS] = whole.get((day, ALL_SHOPS), NOTHING) + sums
    return whole


def _grouped(connection: Connection, table: Any, day: Any, span: str = "") -> dict[_Key, ShiftSums]:
    sums = [func.sum(table.c[name]).label(name) for name in FIGURES]
    asked = select(day.label("day"), table.c.shop_id, *sums).group_by(day, table.c.shop_id)
    if span:
        asked = asked.where(table.c.span == span)
    return {(row.day, row.shop_id): sums_of(row._mapping) for row in connection.execute(asked)}


def _of_parts(connection: Connection) -> dict[_Key, ShiftSums]:
    shift = REPORT_SHIFT.c
    sums = [func.sum(REPORT_PART.c[name]).label(name) for name in FIGURES]
    rows = connection.execute(
        select(shift.day, shift.shop_id, *sums)
        .select_from(REPORT_PART.join(REPORT_SHIFT, REPORT_PART.c.shift_id == shift.shift_id))
        .group_by(shift.day, shift.shop_id)
    )
    return {(row.day, row.shop_id): sums_of(row._mapping) for row in rows}


def _differing(place: str, expected: dict[_Key, ShiftSums], found: dict[_Key, ShiftSums]) -> Iterator[Finding]:
    for key in sorted(expected.keys() | found.keys()):
        wanted, kept = expected.get(key, NOTHING), found.get(key, NOTHING)
        if wanted == kept:
            continue
        for name in FIGURES:
            if getattr(wanted, name) != getattr(kept, name):
                figure = f"{key[0].isoformat()} {key[1]} {name}"
                yield Finding(
                    FindingKind.SUM_DIFFERS, place, "", "", figure, str(getattr(wanted, name)), str(getattr(kept, name))
                )
