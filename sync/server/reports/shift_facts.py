"""A shift as its till told the server: its operations, held against the register of receipts and their own numbers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.parked.resolved import ParkedResolved
from pos_app.domain.people.deed import Deed
from pos_app.domain.report.beside_figure import BesideRecord
from pos_app.domain.report.receipt_line import ReceiptLine, running_of
from pos_app.domain.report.ties import Finding, FindingKind, KeptReceipt
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind
from sync.reports.fact import FactRecord
from sync.reports.shift_row import ShiftRow
from sync.reports.tables import REPORT_SHIFT
from sync.reports.told import ToldShift, told_lines
from sync.server.ingest.desk import CLOCK_OFF
from sync.server.ingest.operation_log import OperationState, operation_of, own_id
from sync.server.reports.own_shift import as_counted
from sync.server.reports.readable import fact_in
from sync.server.tables import OPERATION, OPERATION_REPEAT, PARKED_RESOLUTION, RECEIPT

_RECEIPT_KINDS = frozenset({OperationKind.SALE.value, OperationKind.RETURN.value})
_BESIDE_KINDS = frozenset({OperationKind.QUICK_CREDIT.value, OperationKind.REWARD_GIVEN.value})
_MOST_NUMBERS = 5_000


class OperationFacts:
    """Reads the operations of one till from the shift's first to its last."""

    def told(self, connection: Connection, row: ShiftRow) -> ToldShift:
        """The shift; operations in its range that are of no shift or of another are not among its records."""
        rows = _operations(connection, row)
        records: list[FactRecord] = []
        applied: list[FactRecord] = []
        moved_days: set[str] = set()
        findings = list(_missing(connection, row, rows))
        for each in rows:
            record = as_counted(_record(connection, each), row.cells["till_id"], row.cells["shift_id"])
            number = getattr(record, "number", "") if isinstance(record, Sale | SaleReturn) else ""
            if not operation_of(each).is_intact():
                findings.append(Finding(FindingKind.CHANGED, "operations", number, each.op_id, "hash"))
            if record is None and each.kind in _RECEIPT_KINDS:
                findings.append(Finding(FindingKind.UNREADABLE, "operations", "", each.op_id, each.kind))
            if record is None or not _is_of(record, row):
                continue
            records.append(record)
            if each.state == OperationState.APPLIED.value:
                applied.append(record)
            if CLOCK_OFF in (each.flags or "").split():
                moved_days.add(own_id(each.op_id))
        lines = told_lines(applied)
        register = _register(connection, row, told_lines(records), lines)
        # The server posted these on another day on purpose, and says so.
        days = {line.receipt_id: line.business_day for line in lines if line.receipt_id in moved_days}
        register = tuple(replace(kept, business_day=days.get(kept.receipt_id, kept.business_day)) for kept in register)
        return ToldShift(tuple(records), {"register": tuple(lines)}, {"register": register}, tuple(findings))

    def beside_receipts(self, connection: Connection, row: ShiftRow) -> Sequence[BesideRecord]:
        """The shift's credits for typed sums and rewards."""
        rows = _operations(connection, row, _BESIDE_KINDS)
        records = [_record(connection, each) for each in rows]
        return [each for each in records if isinstance(each, QuickCredit | RewardGiven)]

    def records(
        self, connection: Connection, receipts: Mapping[str, Collection[str]]
    ) -> Mapping[str, Sale | SaleReturn]:
        """Receipts as their tills told them, corrected where they could not be read."""
        shift, found = REPORT_SHIFT.c, dict[str, Sale | SaleReturn]()
        tills = connection.execute(select(shift.shift_id, shift.till_id).where(shift.shift_id.in_(sorted(receipts))))
        by_till: dict[str, set[str]] = {}
        for row in tills:
            by_till.setdefault(row.till_id, set()).update(receipts[row.shift_id])
        for till_id, ids in by_till.items():
            asked = select(OPERATION).where(OPERATION.c.till_id == till_id, OPERATION.c.op_id.in_(sorted(ids)))
            rows: Sequence[Row[Any]] = connection.execute(asked).all()
            for each in rows:
                record = _record(connection, each)
                if isinstance(record, Sale | SaleReturn):
                    found[record.receipt_id] = record
        return found


def _operations(connection: Connection, row: ShiftRow, kinds: frozenset[str] | None = None) -> Sequence[Row[Any]]:
    table, cells = OPERATION.c, row.cells
    first, last = (cells["first_epoch"], cells["first_seq"]), (cells["last_epoch"], cells["last_seq"])
    return connection.execute(
        select(OPERATION)
        .where(
            table.till_id == cells["till_id"],
            or_(table.epoch > first[0], and_(table.epoch == first[0], table.seq >= first[1])),
            or_(table.epoch < last[0], and_(table.epoch == last[0], table.seq <= last[1])),
            *(() if kinds is None else (table.kind.in_(sorted(kinds)),)),
        )
        .order_by(table.epoch, table.seq)
    ).all()


def _record(connection: Connection, row: Row[Any]) -> FactRecord | None:
    """As it came; as it was corrected where it cannot be read."""
    record = fact_in(row.kind, row.v, bytes(row.body), row.op_id)
    if record is not None or row.state != OperationState.REPLAYED.value:
        return record
    resolution = PARKED_RESOLUTION.c
    decided = connection.execute(
        select(OPERATION.c.body)
        .join(PARKED_RESOLUTION, resolution.resolution_id == OPERATION.c.op_id)
        .where(resolution.till_id == row.till_id, resolution.op_id == row.op_id)
    ).scalar_one_or_none()
    return None if decided is None else _corrected(row, bytes(decided))


def _corrected(row: Row[Any], decision_body: bytes) -> FactRecord | None:
    body = decode(ParkedResolved, decision_body).body
    return None if body is None else fact_in(row.kind, row.v, body.encode("utf-8"), row.op_id)


def _is_of(record: FactRecord, row: ShiftRow) -> bool:
    shift_id = row.cells["shift_id"]
    match record:
        case Sale() | SaleReturn() | CashMovement() | ShiftOpened():
            return bool(record.shift_id == shift_id)
        case ZReport():
            return bool(record.report.shift.shift_id == shift_id)
        case Deed() if record.fact("shift") is not None:
            return bool(record.fact("shift") == shift_id)
        case _:
            return True


def _missing(connection: Connection, row: ShiftRow, rows: Sequence[Row[Any]]) -> Iterator[Finding]:
    """Numbers of the shift's operations that are not there, repeats of an earlier epoch apart."""
    cells = row.cells
    known = {(each.epoch, each.seq) for each in rows}
    last = (cells["last_epoch"], cells["last_seq"])
    runs = {(cells["first_epoch"], cells["first_seq"]), last}
    by_epoch: dict[int, list[int]] = {}
    for epoch, seq in known | runs:
        by_epoch.setdefault(epoch, []).append(seq)
    missing = [
        (epoch, seq)
        for epoch, seqs in sorted(by_epoch.items())
        for seq in range(min(seqs), max(seqs) + 1)
        if (epoch, seq) not in known
    ]
    if not missing:
        return
    table = OPERATION_REPEAT.c
    repeats = connection.execute(
        select(table.epoch, table.seq).where(table.till_id == cells["till_id"], table.epoch.in_(sorted(by_epoch)))
    )
    told_again = {(each.epoch, each.seq) for each in repeats}
    for epoch, seq in missing:
        if (epoch, seq) not in told_again:
            yield Finding(FindingKind.LOST, "operations", figure=f"{epoch}/{seq}")


def _register(
    connection: Connection, row: ShiftRow, told: Sequence[ReceiptLine], applied: Sequence[ReceiptLine]
) -> tuple[KeptReceipt, ...]:
    """What the register holds under the numbers of the shift, those that nobody told among them.

    Of a return the register keeps the points that the server computed: they are not compared.
    """
    numbers = _numbers(row, told)
    others = {line.receipt_id for line in told} - {line.receipt_id for line in applied}
    returns = {line.receipt_id for line in told if line.is_return}
    table, kept = RECEIPT.c, []
    for start in range(0, len(numbers), 500):
        condition = (table.till_id == row.cells["till_id"], table.number.in_(numbers[start : start + 500]))
        for each in connection.execute(select(RECEIPT).where(*condition)):
            if each.receipt_id in others:
                continue
            names = ("money_kopecks",) if each.receipt_id in returns else _SALE_FIGURES
            figures = {name: each._mapping[name] for name in names}
            kept.append(KeptReceipt(each.receipt_id, each.number, each.business_day, figures))
    return tuple(kept)


_SALE_FIGURES = ("money_kopecks", "points_kopecks", "points", "earned")


def _numbers(row: ShiftRow, told: Sequence[ReceiptLine]) -> list[str]:
    """Every receipt number from the shift's first to its last, told or not."""
    numbers = {line.number for line in told}
    first, last = row.cells["first_number"], row.cells["last_number"]
    if first is not None and last is not None:
        prefix, _, running = first.rpartition("-")
        span = range(running_of(first), min(running_of(last), running_of(first) + _MOST_NUMBERS) + 1)
        numbers |= {f"{prefix}-{each:0{len(running)}d}" for each in span}
    return sorted(numbers)
