"""Folds facts into the derived tables, inside one transaction. Each fact counts once, however often it is told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select

from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.fold import Folded, fold
from pos_app.domain.report.receipt_line import ReceiptLine, line_of_return, line_of_sale, running_of
from pos_app.domain.report.shift_sums import NOTHING
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import decode, encode
from sync.protocol.operation import unix_ms
from sync.reports.fact import Fact, FactRecord
from sync.reports.folded_rows import FoldedRows
from sync.reports.reason_key import discounts_of, reason_keys
from sync.reports.shift_row import ShiftRow, shift_row
from sync.reports.tables import REPORT_DEED, REPORT_MOVEMENT, REPORT_PART, REPORT_RECEIPT, REPORT_SHIFT

T = TypeVar("T")

_AT_ONCE = 400
"""Ids in one condition."""


class Folding:
    """One transaction's facts. ``open_shifts``: by till, the shift that is open behind what was folded so far ("")."""

    def __init__(self, connection: Connection, zone: tzinfo, open_shifts: Mapping[str, str]) -> None:
        self._connection = connection
        self._zone = zone
        self.open_shifts = dict(open_shifts)
        self._shifts: dict[str, ShiftRow] = {}
        self._known: set[tuple[str, str]] = set()
        """Receipts, movements and deeds that are folded already: (shift, id), ("", id of a deed)."""
        self._people: set[tuple[str, str]] = set()
        self._early: dict[str, list[Row[Any]]] = {}
        """Deeds that were folded before the Z report that they accept, by the shift that they name."""
        self._rows = FoldedRows()

    def take(self, facts: Sequence[Fact]) -> None:
        """Fold them and write the rows. In the order of each till's numbers."""
        self._gather(facts)
        for fact in facts:
            self._take_one(fact)
        self._rows.write(self._connection, self._shifts, self._people)

    def _take_one(self, fact: Fact) -> None:
        record = fact.record
        match record:
            case ShiftOpened():
                self._open(fact, record)
            case ZReport():
                self._close(fact, record)
            case Sale() | SaleReturn():
                self._receipt(fact, record)
            case CashMovement():
                self._movement(fact, record)
            case Deed():
                self._deed(fact, record)
            case _:
                self._beside_receipts(fact, record)

    def _open(self, fact: Fact, opened: ShiftOpened) -> None:
        self.open_shifts[fact.till_id] = opened.shift_id
        if opened.shift_id not in self._shifts:
            self._begin(fact, opened)

    def _close(self, fact: Fact, z_report: ZReport) -> None:
        opened = z_report.report.shift
        row = self._shifts.get(opened.shift_id) or self._begin(fact, opened)
        if self.open_shifts.get(fact.till_id) == opened.shift_id:
            self.open_shifts[fact.till_id] = ""
        if row.cells["closed_ms"] is not None:
            return
        self._reach(row, fact)
        row.cells |= {
            "closed_ms": unix_ms(z_report.closed_at),
            "closed_by": z_report.operator_id,
            "z_id": z_report.z_id,
            "z_number": z_report.z_number,
            "z_body": encode(z_report),
            "counted_kopecks": z_report.counted_cash_kopecks,
            "over_short_kopecks": z_report.over_short_kopecks,
            "off_kopecks": abs(z_report.over_short_kopecks),
            "over_short_reason": z_report.over_short_reason,
            "unsent_operations": z_report.unsent_operations,
        }
        self._rows.closed(row)
        self._rows.touch(opened.shift_id)
        for deed, shop_id, at_office in self._early_acceptances(opened.shift_id):
            self._accept(row, deed, shop_id, at_office)

    def _receipt(self, fact: Fact, record: Sale | SaleReturn) -> None:
        row = self._shift_of(fact, record.shift_id, record)
        self._reach(row, fact)
        if not self._is_new(record.shift_id, record.receipt_id):
            return
        line = line_of_sale(record) if isinstance(record, Sale) else line_of_return(record)
        folded = fold(record)
        reasons = reason_keys(reason for reason, _ in folded.discounts)
        self._rows.receipts.append({**self._receipt_cells(line), "reasons": reasons})
        cells = row.cells
        cells["receipts_count"] += 1
        if cells["first_number"] is None or running_of(line.number) < running_of(cells["first_number"]):
            cells["first_number"] = line.number
        if cells["last_number"] is None or running_of(line.number) > running_of(cells["last_number"]):
            cells["last_number"] = line.number
        self._add(row, folded)

    def _receipt_cells(self, line: ReceiptLine) -> dict[str, object]:
        return {
            "shift_id": line.shift_id,
            "running": running_of(line.number),
            "receipt_id": line.receipt_id,
            "number": line.number,
            "at_ms": unix_ms(line.at),
            "hour": line.at.astimezone(self._zone).hour,
            "business_day": line.business_day,
            "operator_id": line.operator_id,
            "customer_id": line.customer_id,
            "traits": int(line.traits),
            "list_kopecks": line.list_kopecks,
            "net_kopecks": line.net_kopecks,
            "money_kopecks": line.money_kopecks,
            "paid_kopecks": line.paid_kopecks,
            "points": line.points,
            "points_kopecks": line.points_kopecks,
            "earned": line.earned,
        }

    def _movement(self, fact: Fact, movement: CashMovement) -> None:
        row = self._shift_of(fact, movement.shift_id, movement)
        self._reach(row, fact)
        if self._is_new(movement.shift_id, movement.movement_id):
            self._rows.movements.append(
                {
                    "shift_id": movement.shift_id,
                    "movement_id": movement.movement_id,
                    "body": encode(movement),
                }
            )
            self._add(row, fold(movement))

    def _deed(self, fact: Fact, deed: Deed) -> None:
        if not self._is_new("", deed.deed_id):
            return
        is_acceptance = deed.kind is DeedKind.Z_ACCEPTED
        shift_id = str(deed.fact("shift") or "") if is_acceptance else self._shift_then(fact)
        row = self._shifts.get(shift_id)
        if is_acceptance and row is not None:
            self._accept(row, deed, fact.shop_id, fact.at_office)
        self._rows.deeds.append(
            {
                "deed_id": deed.deed_id,
                "shift_id": shift_id,
                "shop_id": fact.shop_id,
                "till_code": row.cells["till_code"] if row is not None else fact.till_code,
                "day": row.day if row is not None else self._local(deed.at).date(),
                "at_ms": unix_ms(deed.at),
                "at_office": fact.at_office,
                "kind": deed.kind.value,
                "operator_id": deed.operator_id,
                "approved": deed.approved_by is not None and not is_acceptance,
                "body": encode(deed),
            }
        )
        if row is not None and not is_acceptance:
            self._reach(row, fact)
            self._add(row, fold(deed))

    def _early_acceptances(self, shift_id: str) -> list[tuple[Deed, str, bool]]:
        """Streams are folded one after the other: the office's word may have come before the till's."""
        stored = [(decode(Deed, bytes(row.body)), row.shop_id, row.at_office) for row in self._early.get(shift_id, ())]
        fresh = [
            (decode(Deed, cells["body"]), cells["shop_id"], cells["at_office"])
            for cells in self._rows.deeds
            if cells["shift_id"] == shift_id
        ]
        found = [each for each in (*stored, *fresh) if each[0].kind is DeedKind.Z_ACCEPTED]
        return sorted(found, key=lambda each: (each[0].at, each[0].deed_id))

    def _accept(self, row: ShiftRow, deed: Deed, shop_id: str, at_office: bool) -> None:
        """The first one counts; a later one stands among the deeds. Only people of the shift's own shop accept it."""
        if row.cells["closed_ms"] is None or row.cells["accepted_ms"] is not None or row.shop_id != shop_id:
            return
        row.cells |= {
            "accepted_ms": unix_ms(deed.at),
            "accepted_by": deed.operator_id,
            "accepted_name": deed.operator_name,
            "accepted_note": deed.reason,
            "accepted_at_office": at_office,
        }
        self._rows.accepted(row)

    def _beside_receipts(self, fact: Fact, record: FactRecord) -> None:
        """Points that move beside receipts name no shift: it is the one that was open; between shifts none."""
        row = self._shifts.get(self._shift_then(fact))
        if row is None or isinstance(record, ShiftOpened | ZReport):
            return
        record_id = record.credit_id if isinstance(record, QuickCredit) else getattr(record, "reward_id", "")
        if self._is_new(row.cells["shift_id"], record_id):
            self._reach(row, fact)
            self._add(row, fold(record))

    def _add(self, row: ShiftRow, folded: Folded) -> None:
        shift_id = row.cells["shift_id"]
        self._rows.add_part(row, folded.operator_id, self._local(folded.at).hour, folded.sums)
        for reason, sums in discounts_of(folded).items():
            self._rows.add_discount(row, reason, sums)
        self._rows.touch(shift_id)

    def _shift_then(self, fact: Fact) -> str:
        """The shift of a record that does not name it."""
        return fact.shift_id or self.open_shifts.get(fact.till_id, "")

    def _is_new(self, shift_id: str, record_id: str) -> bool:
        if (shift_id, record_id) in self._known:
            return False
        self._known.add((shift_id, record_id))
        return True

    def _shift_of(self, fact: Fact, shift_id: str, record: Sale | SaleReturn | CashMovement) -> ShiftRow:
        """The shift that a record names; one whose opening nobody told begins with its first record."""
        known = self._shifts.get(shift_id)
        if known is not None:
            return known
        at = fold(record).at
        return self._begin(fact, ShiftOpened(shift_id, 0, fact.till_code, record.operator_id, at, 0))

    def _begin(self, fact: Fact, opened: ShiftOpened) -> ShiftRow:
        row = ShiftRow(
            {
                "shift_id": opened.shift_id,
                "shop_id": fact.shop_id,
                "till_id": fact.till_id,
                "till_code": opened.till_code,
                "number": opened.number,
                "day": self._local(opened.opened_at).date(),
                "operator_id": opened.operator_id,
                "opened_ms": unix_ms(opened.opened_at),
                "float_kopecks": opened.float_kopecks,
                "first_epoch": fact.epoch,
                "first_seq": fact.seq,
                "last_epoch": fact.epoch,
                "last_seq": fact.seq,
                "receipts_count": 0,
                "off_kopecks": 0,
                "unsent_operations": 0,
                "findings_count": 0,
                **dict.fromkeys(_EMPTY),
            },
            NOTHING,
            is_new=True,
        )
        self._shifts[opened.shift_id] = row
        self._rows.opened(row)
        self._rows.touch(opened.shift_id)
        return row

    def _reach(self, row: ShiftRow, fact: Fact) -> None:
        """Its till's operations reach to this one."""
        cells = row.cells
        if fact.till_id == cells["till_id"] and (fact.epoch, fact.seq) > (cells["last_epoch"], cells["last_seq"]):
            cells["last_epoch"], cells["last_seq"] = fact.epoch, fact.seq
            self._rows.touch(cells["shift_id"])

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)

    def _gather(self, facts: Sequence[Fact]) -> None:
        """Read what is known of all that the facts name."""
        connection = self._connection
        shift_ids = {each for each in self.open_shifts.values() if each}
        shift_ids |= {shift_id for fact in facts if (shift_id := fact.shift_id or _shift_named(fact.record))}
        for some in _some(sorted(shift_ids)):
            found = connection.execute(select(REPORT_SHIFT).where(REPORT_SHIFT.c.shift_id.in_(some)))
            self._shifts |= {row.shift_id: shift_row(row) for row in found}
            people = select(REPORT_PART.c.shift_id, REPORT_PART.c.operator_id).where(REPORT_PART.c.shift_id.in_(some))
            self._people |= {(row.shift_id, row.operator_id) for row in connection.execute(people.distinct())}
        runs: dict[str, list[int]] = {}
        for fact in facts:
            if isinstance(fact.record, Sale | SaleReturn):
                runs.setdefault(fact.record.shift_id, []).append(running_of(fact.record.number))
        table = REPORT_RECEIPT.c
        for shift_id, running in sorted(runs.items()):
            # A range of the key: a list of whole keys would be looked for in all receipts.
            near = (table.shift_id == shift_id, table.running.between(min(running), max(running)))
            rows = connection.execute(select(table.shift_id, table.receipt_id).where(*near))
            self._known |= {(row.shift_id, row.receipt_id) for row in rows}
        moved = sorted({each.record.shift_id for each in facts if isinstance(each.record, CashMovement)})
        for some in _some(moved):
            rows = connection.execute(
                select(REPORT_MOVEMENT.c.shift_id, REPORT_MOVEMENT.c.movement_id).where(
                    REPORT_MOVEMENT.c.shift_id.in_(some)
                )
            )
            self._known |= {(row.shift_id, row.movement_id) for row in rows}
        closing = sorted({each.record.report.shift.shift_id for each in facts if isinstance(each.record, ZReport)})
        for some in _some(closing):
            for early in connection.execute(select(REPORT_DEED).where(REPORT_DEED.c.shift_id.in_(some))):
                self._early.setdefault(early.shift_id, []).append(early)
        deeds = sorted({each.record.deed_id for each in facts if isinstance(each.record, Deed)})
        for some in _some(deeds):
            known = connection.execute(select(REPORT_DEED.c.deed_id).where(REPORT_DEED.c.deed_id.in_(some))).scalars()
            self._known |= {("", deed_id) for deed_id in known}


_EMPTY = (
    "first_number",
    "last_number",
    "closed_ms",
    "closed_by",
    "z_id",
    "z_number",
    "z_body",
    "counted_kopecks",
    "over_short_kopecks",
    "over_short_reason",
    "accepted_ms",
    "accepted_by",
    "accepted_name",
    "accepted_note",
    "accepted_at_office",
)


def _shift_named(record: FactRecord) -> str:
    match record:
        case ZReport():
            return record.report.shift.shift_id
        case Deed():
            return str(record.fact("shift") or "")
        case ShiftOpened() | Sale() | SaleReturn() | CashMovement():
            return record.shift_id
        case _:
            return ""


def _some(values: Sequence[T]) -> Iterable[list[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield list(values[start : start + _AT_ONCE])
