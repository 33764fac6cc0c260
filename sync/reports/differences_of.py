"""The shifts with a difference that one person closed."""

from sqlalchemy import Connection, func, select

from pos_app.domain.report.figures import Scope, ShiftList
from pos_app.domain.report.shift_sums import FIGURES
from sync.reports.shift_row import shift_line, shift_row, sums_of
from sync.reports.spans import rolled_up_of
from sync.reports.tables import DAY, REPORT_CASHIER_SUM, REPORT_SHIFT


def differences_of(connection: Connection, scope: Scope, closed_by: str, limit: int, offset: int) -> ShiftList:
    """A page of them, the largest first; counts and sums are of all of them."""
    rolled, table = REPORT_CASHIER_SUM.c, REPORT_SHIFT.c
    days = connection.execute(
        select(rolled.start)
        .where(
            rolled.span == DAY,
            rolled.start.between(scope.first_day, scope.last_day),
            rolled.operator_id == closed_by,
            rolled.differences_count > 0,
            *rolled_up_of(rolled, scope.shop_ids),
        )
        .distinct()
    ).scalars()
    mine = [table.day.in_(sorted(days)), table.closed_by == closed_by, table.off_kopecks > 0]
    if scope.shop_ids is not None:
        mine.append(table.shop_id.in_(sorted(scope.shop_ids)))
    whole = connection.execute(
        select(
            func.count().label("shifts"),
            func.count(table.accepted_ms).label("accepted"),
            func.sum(table.over_short_kopecks).filter(table.over_short_kopecks > 0).label("over"),
            func.sum(table.over_short_kopecks).filter(table.over_short_kopecks < 0).label("short"),
            *(func.sum(table[name]).label(name) for name in FIGURES),
        ).where(*mine)
    ).one()
    order = (table.off_kopecks.desc(), table.opened_ms.desc(), table.shift_id)
    rows = connection.execute(select(REPORT_SHIFT).where(*mine).order_by(*order).limit(limit).offset(offset))
    return ShiftList(
        lines=tuple(shift_line(shift_row(row)) for row in rows),
        shifts_count=whole.shifts,
        differences_count=whole.shifts,
        waiting_count=whole.shifts - whole.accepted,
        over_kopecks=int(whole.over or 0),
        short_kopecks=int(whole.short or 0),
        sums=sums_of(whole._mapping),
    )
