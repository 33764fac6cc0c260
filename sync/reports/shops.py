"""What each shop did in some days: every shop by one question."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from pos_app.domain.report.figures import Scope, ShiftList
from pos_app.domain.report.shift_sums import FIGURES, NOTHING, ShiftSums
from sync.reports.answers import SHIFT_COUNTS, shift_list
from sync.reports.shift_row import sums_of
from sync.reports.spans import spans_of
from sync.reports.tables import ALL_SHOPS, REPORT_SUM


def shops_of(connection: Connection, scope: Scope) -> Mapping[str, ShiftList]:
    """By id, shops without a shift left out; the lists have no lines."""
    table = REPORT_SUM.c
    names = (*SHIFT_COUNTS, *FIGURES)
    of_shops = table.shop_id != ALL_SHOPS if scope.shop_ids is None else table.shop_id.in_(sorted(scope.shop_ids))
    counts: dict[str, dict[str, int]] = {}
    sums: dict[str, ShiftSums] = {}
    for part in spans_of(scope):
        rows = connection.execute(
            select(table.shop_id, *(func.sum(table[name]).label(name) for name in names))
            .where(table.span == part.span, table.start.between(part.first, part.last), of_shops)
            .group_by(table.shop_id)
        )
        for row in rows:
            known = counts.setdefault(row.shop_id, dict.fromkeys(SHIFT_COUNTS, 0))
            counts[row.shop_id] = {name: known[name] + int(row._mapping[name]) for name in SHIFT_COUNTS}
            sums[row.shop_id] = sums.get(row.shop_id, NOTHING) + sums_of(row._mapping)
    return {shop_id: shift_list((), each, sums[shop_id]) for shop_id, each in counts.items()}
