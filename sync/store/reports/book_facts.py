"""The till's books as facts for reports: what is new behind the cursors, and one shift whole."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.beside_figure import BesideRecord
from pos_app.domain.report.receipt_line import ReceiptLine
from pos_app.domain.report.ties import Finding, FindingKind, KeptReceipt
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.operation import OperationKind, instant_of
from sync.reports.fact import Fact, FactRecord
from sync.reports.shift_row import ShiftRow
from sync.reports.told import ToldShift, told_lines
from sync.store.connection import Database, SqlRow
from sync.store.errors import DAMAGED

T = TypeVar("T")
RECEIPTS_AT_ONCE = 500
_RECEIPT_TYPES: Mapping[str, type[Sale] | type[SaleReturn]] = {"sale": Sale, "return": SaleReturn}
_NOT_KEPT = frozenset({"credited", "credits_count", "rewarded", "rewards_count"})


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the books are folded: the last receipt, shift, Z report, deed, and the last row of the queue.

    ``receipt_id`` of the last receipt: books that were put back from a copy have another one under its number.
    """

    running: int = 0
    receipt_id: str = ""
    shift: int = 0
    z_number: int = 0
    deed: int = 0
    queued: int = 0


class BookFacts:
    """Reads through connections of its own, one for each call: any thread may ask. Fulfils ``ShiftFacts``."""

    def __init__(self, path: Path, shop_id: str) -> None:
        self._path = path
        self._shop_id = shop_id

    def is_of_these_books(self, reached: Reached) -> bool:
        """Whether what was folded last is what the books hold."""
        with _Snapshot(self._path) as books:
            row = books.row("SELECT receipt_id FROM receipt WHERE running = ?", (reached.running,))
            return reached.running == 0 or (row is not None and row[0] == reached.receipt_id)

    def new_facts(self, reached: Reached, at_once: int = RECEIPTS_AT_ONCE) -> tuple[list[Fact], Reached, int]:
        """Facts behind the cursors in an order that can be folded, the new cursors, and how many facts; at most
        ``at_once`` receipts.

        Z reports and deeds come when the receipts of the books have all come. Raises ``StoreError``.
        """
        with _Snapshot(self._path) as books:
            till = _Till(self._shop_id, *books.rows("SELECT till_id, till_code FROM meta")[0])
            shifts = books.rows("SELECT number, body FROM shift WHERE number > ? ORDER BY number", (reached.shift,))
            facts = [till.fact(_record(ShiftOpened, body)) for _, body in shifts]
            receipts = books.rows(
                "SELECT running, receipt_id, kind, body FROM receipt WHERE running > ? ORDER BY running LIMIT ?",
                (reached.running, at_once),
            )
            facts += [till.fact(_record(_RECEIPT_TYPES[kind], body)) for _, _, kind, body in receipts]
            shift = shifts[-1][0] if shifts else reached.shift
            running, receipt_id = receipts[-1][:2] if receipts else (reached.running, reached.receipt_id)
            now = Reached(running, receipt_id, shift, reached.z_number, reached.deed, reached.queued)
            if len(receipts) == at_once:
                return facts, now, len(facts)
            rest, now = self._rest(books, till, now)
            return facts + rest, now, len(facts) + len(rest)

    def _rest(self, books: Database, till: "_Till", reached: Reached) -> tuple[list[Fact], Reached]:
        facts = [till.fact(_record(CashMovement, row[0])) for row in books.rows(_FRESH_MOVEMENTS, (reached.z_number,))]
        deeds = books.rows("SELECT n, at_ms, body FROM deed WHERE n > ? ORDER BY n", (reached.deed,))
        for _, at_ms, body in deeds:
            deed = _record(Deed, body)
            if deed.is_reported:
                facts.append(till.fact(deed, _shift_at(books, at_ms)))
        facts += [till.fact(*each) for each in _beside(books, reached.queued)]
        z_reports = books.rows(
            "SELECT z_number, body FROM z_report WHERE z_number > ? ORDER BY z_number", (reached.z_number,)
        )
        facts += [till.fact(_record(ZReport, body)) for _, body in z_reports]
        return facts, Reached(
            reached.running,
            reached.receipt_id,
            reached.shift,
            z_reports[-1][0] if z_reports else reached.z_number,
            deeds[-1][0] if deeds else reached.deed,
            int(books.rows("SELECT coalesce(max(rowid), 0) FROM op")[0][0]),
        )

    def names_in_journal(self, operator_ids: Collection[str]) -> dict[str, str]:
        """What people were called when they last did something at this till, or approved it."""
        found: dict[str, str] = {}
        with _Snapshot(self._path) as books:
            for operator_id in sorted(operator_ids):
                row = books.row(_NEWEST_DEED, (operator_id,))
                deed = None if row is None else _record(Deed, row[0])
                if deed is not None:
                    is_own = deed.operator_id == operator_id
                    name = deed.operator_name if is_own else deed.approved_by_name
                    found[operator_id] = name or operator_id
        return found

    def told(self, _connection: Connection, row: ShiftRow) -> ToldShift:
        """The shift from its records; columns and queue beside them are what is compared."""
        shift_id = row.cells["shift_id"]
        with _Snapshot(self._path) as books:
            findings: list[Finding] = []
            records: list[FactRecord] = []
            kept: list[KeptReceipt] = []
            for each in books.rows(_RECEIPTS, (shift_id,)):
                kept.append(_kept(each))
                record = _readable(each, findings)
                if record is not None:
                    records.append(record)
            movements = books.rows("SELECT body FROM cash_movement WHERE shift_id = ? ORDER BY moved_ms", (shift_id,))
            records += [_record(CashMovement, body) for (body,) in movements]
            records += _deeds_of(books, shift_id)
            findings += _queue_findings(books, shift_id)
            findings += _newest_lost(books, row)
        lines: tuple[ReceiptLine, ...] = tuple(told_lines(records))
        return ToldShift(
            tuple(records), {"register": lines}, {"register": tuple(kept)}, tuple(findings), not_kept=_NOT_KEPT
        )

    def beside_receipts(self, _connection: Connection, row: ShiftRow) -> Sequence[BesideRecord]:
        """What the queue still tells: it keeps them for weeks, not for ever."""
        shift_id = row.cells["shift_id"]
        with _Snapshot(self._path) as books:
            span = books.row(_SPAN_OF_SHIFT, (shift_id,))
            rows = [] if span is None else books.rows(_BESIDE_BETWEEN, span)
            return [_beside_receipts(kind, body) for kind, at_ms, body in rows if _shift_at(books, at_ms) == shift_id]

    def records(
        self, _connection: Connection, receipts: Mapping[str, Collection[str]]
    ) -> Mapping[str, Sale | SaleReturn]:
        """Receipts of the books by their ids; what cannot be read is missing."""
        found: dict[str, Sale | SaleReturn] = {}
        with _Snapshot(self._path) as books:
            for receipt_id in sorted({each for ids in receipts.values() for each in ids}):
                row = books.row("SELECT kind, body FROM receipt WHERE receipt_id = ?", (receipt_id,))
                if row is not None:
                    with suppress(DecodingError):
                        found[receipt_id] = decode(_RECEIPT_TYPES[row[0]], row[1])
        return found


_RECEIPTS = (
    "SELECT receipt_id, number, kind, at_ms, business_day, money_kopecks, points, points_kopecks, earned, body"
    " FROM receipt WHERE shift_id = ? ORDER BY running"
)
_NEWEST_DEED = "SELECT body FROM deed WHERE n = (SELECT max(n) FROM deed WHERE operator_id = ?1 OR approved_by = ?1)"
_FRESH_MOVEMENTS = (
    "SELECT cash_movement.body FROM cash_movement JOIN shift USING (shift_id)"
    " LEFT JOIN z_report USING (shift_id) WHERE z_report.z_number IS NULL OR z_report.z_number > ?"
    " ORDER BY cash_movement.moved_ms, cash_movement.movement_id"
)
_SPAN_OF_SHIFT = (
    "SELECT shift.opened_ms, coalesce(z_report.closed_ms, 9223372036854775807) FROM shift"
    " LEFT JOIN z_report USING (shift_id) WHERE shift.shift_id = ?"
)
_BESIDE_BETWEEN = (
    "SELECT kind, wall_ms, body FROM op WHERE wall_ms BETWEEN ? AND ?"
    " AND kind IN ('quick_credit', 'reward_given') ORDER BY rowid"
)
_SHIFT_AT = (
    "SELECT shift.shift_id FROM shift LEFT JOIN z_report USING (shift_id)"
    " WHERE shift.opened_ms <= ?1 AND (z_report.closed_ms IS NULL OR z_report.closed_ms >= ?1)"
    " ORDER BY shift.number DESC LIMIT 1"
)


class _Till:
    def __init__(self, shop_id: str, till_id: str, till_code: str) -> None:
        self._head = (shop_id, till_id, till_code)

    def fact(self, record: FactRecord, shift_id: str = "") -> Fact:
        """A till's own report needs no numbers of operations: its records are in its books."""
        return Fact(*self._head, 0, 0, record, shift_id=shift_id)


class _Snapshot:
    """A connection for one reading."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

    def __enter__(self) -> Database:
        self._database.connection.execute("BEGIN")
        return self._database

    def __exit__(self, *_: object) -> None:
        self._database.close()


def _record(kind: type[T], body: bytes) -> T:
    try:
        return decode(kind, body)
    except DecodingError as error:
        raise StoreError(DAMAGED, f"a {kind.__name__} of the books cannot be read: {error}") from error


def _beside_receipts(kind: str, body: bytes) -> QuickCredit | RewardGiven:
    if kind == OperationKind.QUICK_CREDIT.value:
        return _record(QuickCredit, body)
    return _record(RewardGiven, body)


def _shift_at(books: Database, at_ms: int) -> str:
    """The shift that was open then: a deed names none. "" between shifts."""
    row = books.row(_SHIFT_AT, (at_ms,))
    return "" if row is None else str(row[0])


def _deeds_of(books: Database, shift_id: str) -> Iterator[Deed]:
    span = books.row(_SPAN_OF_SHIFT, (shift_id,))
    if span is None:
        return
    for at_ms, body in books.rows("SELECT at_ms, body FROM deed WHERE at_ms BETWEEN ? AND ? ORDER BY n", span):
        deed = _record(Deed, body)
        if deed.is_reported and deed.kind is not DeedKind.Z_ACCEPTED and _shift_at(books, at_ms) == shift_id:
            yield deed


def _kept(row: SqlRow) -> KeptReceipt:
    receipt_id, number, _, at_ms, day, money, points, points_kopecks, earned, _ = row
    figures = {"money_kopecks": money, "points": points, "points_kopecks": points_kopecks, "earned": earned}
    return KeptReceipt(receipt_id, number, date.fromisoformat(day), figures, instant_of(at_ms))


def _readable(row: SqlRow, findings: list[Finding]) -> FactRecord | None:
    receipt_id, number, kind, *_ = row
    try:
        return decode(_RECEIPT_TYPES[kind], row[-1])
    except DecodingError as error:
        findings.append(Finding(FindingKind.UNREADABLE, "receipts", number, receipt_id, error.place))
        return None


def _beside(books: Database, queued: int) -> Iterator[tuple[QuickCredit | RewardGiven, str]]:
    """Points beside receipts, which the queue alone tells, with their shifts. By the order of storing: a new epoch

    gives other numbers to what was not sent.
    """
    newest = int(books.rows("SELECT coalesce(max(rowid), 0) FROM op")[0][0])
    rows = books.rows(
        "SELECT kind, wall_ms, body FROM op WHERE rowid > ? AND kind IN ('quick_credit', 'reward_given')"
        " ORDER BY rowid",
        (queued if queued <= newest else 0,),
    )
    for kind, at_ms, body in rows:
        yield _beside_receipts(kind, body), _shift_at(books, at_ms)


def _queue_findings(books: Database, shift_id: str) -> Iterator[Finding]:
    """Receipts that the queue tells otherwise, or that it alone tells. It keeps them for weeks, not for ever."""
    changed = books.rows(
        "SELECT receipt.number, receipt.receipt_id FROM receipt JOIN op ON op.op_id = receipt.receipt_id"
        " WHERE receipt.shift_id = ? AND op.body <> receipt.body ORDER BY receipt.running",
        (shift_id,),
    )
    for number, receipt_id in changed:
        yield Finding(FindingKind.CHANGED, "operations", number, receipt_id, "body")
    for op_id, kind, body in _queued_alone(books, shift_id):
        record = _record(_RECEIPT_TYPES[kind], body)
        if record.shift_id == shift_id:
            yield Finding(FindingKind.LOST, "receipts", record.number, op_id, "row")


def _queued_alone(books: Database, shift_id: str) -> list[SqlRow]:
    """Sales and returns between the shift's opening and closing in the queue that are no receipt in the books."""
    opened = books.row("SELECT epoch, seq FROM op WHERE op_id = ?", (shift_id,))
    if opened is None:
        return []
    closed = books.row(
        "SELECT epoch, seq FROM op WHERE op_id = (SELECT z_id FROM z_report WHERE shift_id = ?)", (shift_id,)
    ) or books.row("SELECT epoch, last_seq FROM meta")
    return books.rows(
        "SELECT op_id, kind, body FROM op WHERE (epoch, seq) >= (?, ?) AND (epoch, seq) <= (?, ?)"
        " AND kind IN ('sale', 'return')"
        " AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.receipt_id = op.op_id)",
        (*opened, *(closed or opened)),
    )


def _newest_lost(books: Database, row: ShiftRow) -> Iterator[Finding]:
    """Of the open shift: numbers that were given out behind its last receipt."""
    if row.cells["closed_ms"] is not None:
        return
    code, last, lost = books.rows("SELECT till_code, last_receipt, lost_receipt FROM meta")[0]
    newest = books.row("SELECT running, number FROM receipt ORDER BY running DESC LIMIT 1") or (0, f"{code}-000000")
    width = len(str(newest[1]).rpartition("-")[2])
    for running in range(max(newest[0], lost) + 1, last + 1):
        yield Finding(FindingKind.LOST, "receipts", f"{code}-{running:0{width}d}", figure="number")
