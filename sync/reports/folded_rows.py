"""What a transaction's facts add to each table; written once, many rows a statement."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from pos_app.domain.report.discount_part import DiscountReason, DiscountSums
from pos_app.domain.report.shift_sums import NOTHING, ShiftSums, total
from sync.reports.settled import findings_count
from sync.reports.shift_row import ShiftRow
from sync.reports.tables import (
    ALL_SHOPS,
    DAY,
    MONTH,
    REPORT_CASHIER_SUM,
    REPORT_DEED,
    REPORT_DISCOUNT,
    REPORT_DISCOUNT_SUM,
    REPORT_HOUR_SUM,
    REPORT_MOVEMENT,
    REPORT_PART,
    REPORT_RECEIPT,
    REPORT_SHIFT,
    REPORT_SUM,
)
from sync.reports.upsert import add_to_rows, figure_cells, put_rows

Counts = dict[str, int]
ShopDay = tuple[str, date]
_COUNTS = ("shifts_count", "closed_count", "accepted_count", "differences_count", "over_kopecks", "short_kopecks")
_CASHIER_COUNTS = ("shifts_count", "over_short_kopecks", "differences_count")


@dataclass(slots=True)
class FoldedRows:
    """Rows that are new (``receipts``, ``movements``, ``deeds``) and sums that are added to what is there."""

    receipts: list[dict[str, object]] = field(default_factory=list)
    movements: list[dict[str, object]] = field(default_factory=list)
    deeds: list[dict[str, Any]] = field(default_factory=list)
    _touched: set[str] = field(default_factory=set)
    _parts: dict[tuple[str, str, int], list[ShiftSums]] = field(default_factory=lambda: defaultdict(list))
    _discounts: dict[tuple[str, DiscountReason], DiscountSums] = field(default_factory=dict)
    _counts: dict[ShopDay, Counts] = field(default_factory=lambda: defaultdict(lambda: dict.fromkeys(_COUNTS, 0)))
    _cashier_counts: dict[tuple[str, date, str], Counts] = field(
        default_factory=lambda: defaultdict(lambda: dict.fromkeys(_CASHIER_COUNTS, 0))
    )

    def touch(self, shift_id: str) -> None:
        """The shift's row changed."""
        self._touched.add(shift_id)

    def opened(self, row: ShiftRow) -> None:
        """A shift more."""
        self._counts[row.shop_id, row.day]["shifts_count"] += 1

    def closed(self, row: ShiftRow) -> None:
        """Its Z report came."""
        kopecks = row.over_short_kopecks
        counts = self._counts[row.shop_id, row.day]
        counts["closed_count"] += 1
        counts["differences_count"] += int(kopecks != 0)
        counts["over_kopecks"] += max(kopecks, 0)
        counts["short_kopecks"] += min(kopecks, 0)
        cashier = self._cashier_counts[row.shop_id, row.day, row.cells["closed_by"]]
        cashier["over_short_kopecks"] += kopecks
        cashier["differences_count"] += int(kopecks != 0)

    def accepted(self, row: ShiftRow) -> None:
        """It was signed off."""
        self._counts[row.shop_id, row.day]["accepted_count"] += 1
        self.touch(row.cells["shift_id"])

    def add_part(self, row: ShiftRow, operator_id: str, hour: int, sums: ShiftSums) -> None:
        """What one person did in one hour; added up, also to the shift's own sums, when it is written."""
        self._parts[row.cells["shift_id"], operator_id, hour].append(sums)

    def add_discount(self, row: ShiftRow, reason: DiscountReason, sums: DiscountSums) -> None:
        """What one reason took off."""
        key = (row.cells["shift_id"], reason)
        self._discounts[key] = self._discounts.get(key, DiscountSums()) + sums

    def write(self, connection: Connection, shifts: Mapping[str, ShiftRow], people: set[tuple[str, str]]) -> None:
        """Everything, in one order of tables. ``people``: who stood in which shift before."""
        for table, rows in (
            (REPORT_RECEIPT, self.receipts),
            (REPORT_MOVEMENT, self.movements),
            (REPORT_DEED, self.deeds),
        ):
            if rows:
                connection.execute(insert(table), rows)
        self._write_parts(connection, shifts, people)
        self._write_discounts(connection, shifts)
        touched = [shifts[shift_id] for shift_id in sorted(self._touched)]
        for row in touched:
            row.cells["findings_count"] = findings_count(row)
        put_rows(connection, REPORT_SHIFT, [row.row() for row in touched])

    def _write_parts(
        self, connection: Connection, shifts: Mapping[str, ShiftRow], people: set[tuple[str, str]]
    ) -> None:
        whole: dict[ShopDay, ShiftSums] = {}
        hours: dict[tuple[str, date, int], ShiftSums] = {}
        cashiers: dict[tuple[str, date, str], ShiftSums] = {}
        parts = []
        for (shift_id, operator_id, hour), each in self._parts.items():
            row, sums = shifts[shift_id], total(each)
            row.sums = row.sums + sums
            shop_id, day = row.shop_id, row.day
            parts.append({"shift_id": shift_id, "operator_id": operator_id, "hour": hour, **figure_cells(sums)})
            whole[shop_id, day] = whole.get((shop_id, day), NOTHING) + sums
            hours[shop_id, day, hour] = hours.get((shop_id, day, hour), NOTHING) + sums
            cashiers[shop_id, day, operator_id] = cashiers.get((shop_id, day, operator_id), NOTHING) + sums
            if (shift_id, operator_id) not in people:
                people.add((shift_id, operator_id))
                self._cashier_counts[shop_id, day, operator_id]["shifts_count"] += 1
        add_to_rows(connection, REPORT_PART, parts)
        sums_rows = [
            {
                "shop_id": shop_id,
                "day": day,
                **self._counts[shop_id, day],
                **figure_cells(whole.get((shop_id, day), NOTHING)),
            }
            for shop_id, day in whole.keys() | self._counts.keys()
        ]
        add_to_rows(connection, REPORT_SUM, _spans(sums_rows))
        hour_rows = [
            {"shop_id": shop_id, "day": day, "hour": hour, **figure_cells(sums)}
            for (shop_id, day, hour), sums in hours.items()
        ]
        add_to_rows(connection, REPORT_HOUR_SUM, _spans(hour_rows))
        cashier_rows = [
            {
                "shop_id": key[0],
                "day": key[1],
                "operator_id": key[2],
                **self._cashier_counts[key],
                **figure_cells(cashiers.get(key, NOTHING)),
            }
            for key in cashiers.keys() | self._cashier_counts.keys()
        ]
        add_to_rows(connection, REPORT_CASHIER_SUM, _spans(cashier_rows, together=False))

    def _write_discounts(self, connection: Connection, shifts: Mapping[str, ShiftRow]) -> None:
        rolled: dict[tuple[str, date, DiscountReason], DiscountSums] = {}
        rows = []
        for (shift_id, reason), sums in self._discounts.items():
            row = shifts[shift_id]
            rows.append({"shift_id": shift_id, **asdict(reason), **asdict(sums)})
            key = (row.shop_id, row.day, reason)
            rolled[key] = rolled.get(key, DiscountSums()) + sums
        add_to_rows(connection, REPORT_DISCOUNT, rows)
        rolled_rows = [
            {"shop_id": shop_id, "day": day, **asdict(reason), **asdict(sums)}
            for (shop_id, day, reason), sums in rolled.items()
        ]
        add_to_rows(connection, REPORT_DISCOUNT_SUM, _spans(rolled_rows))


def _spans(rows: list[dict[str, Any]], *, together: bool = True) -> list[dict[str, Any]]:
    """Each row by its day, and all rows of a month together; ``together``: the same of all shops as one."""
    spans: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        day: date = row["day"]
        for shop_id in (row["shop_id"], ALL_SHOPS) if together else (row["shop_id"],):
            cells = {name: value for name, value in row.items() if name != "day"} | {"shop_id": shop_id}
            for span, start in ((DAY, day), (MONTH, day.replace(day=1))):
                key = (span, start, *(value for name, value in cells.items() if name in _KEYS))
                known = spans.get(key)
                if known is None:
                    spans[key] = {"span": span, "start": start, **cells}
                    continue
                for name, value in cells.items():
                    if name not in _KEYS:
                        known[name] += value
    return list(spans.values())


_KEYS = frozenset({"shop_id", "hour", "operator_id", "stage", "rule_id", "reason"})
