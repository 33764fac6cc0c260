"""The till's books in memory, with faults on request. Passes ``tests/contracts/till_books_contract.py``."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from pos_app.domain.ledger.entry import Entry
from pos_app.domain.loyalty.points_delta import PointsDelta
from pos_app.domain.money.units import Points, Quantity
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.draft import Draft
from pos_app.domain.transaction.errors import CommitUnknownError, OverReturnError, StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.stored_receipt import ReceiptKind, StoredReceipt
from pos_app.domain.transaction.unprinted import PaperKind, UnprintedPaper

Record = Sale | SaleReturn | ShiftOpened | CashMovement | ZReport


class InMemoryTillBooks:
    """``operations``: the records in the order of their numbers, from 1; ``confirmed``: how many the server has."""

    def __init__(self, till_code: str = "2") -> None:
        self.till_code = till_code
        self.operations: list[Record] = []
        self.entries: list[Entry] = []
        self.confirmed = 0
        self.draft: Draft | None = None
        self.due: dict[str, UnprintedPaper] = {}
        self._fault: Callable[[], None] | None = None
        self._lost_answer = False

    # ------------------------------------------------------------ faults

    def fail_next_write(self, key: str = "disk_full") -> None:
        """The next write stores nothing."""
        self._fault = lambda: _raise(StoreError(key))

    def lose_next_commit(self, *, stored: bool) -> None:
        """The answer of the next COMMIT is lost: whether it is ``stored`` can be seen by asking again only."""
        if stored:
            self._lost_answer = True
        else:
            self._fault = lambda: _raise(CommitUnknownError())

    # ------------------------------------------------------------ receipts

    def next_receipt_number(self) -> str:
        running = 1 + sum(isinstance(record, Sale | SaleReturn) for record in self.operations)
        return f"{self.till_code}-{running:06d}"

    def record_sale(self, sale: Sale, entries: tuple[Entry, ...]) -> None:
        self._before_write()
        if not self._already(sale, sale.receipt_id):
            self._require_shift(sale.shift_id)
            self._require(sale.number == self.next_receipt_number())
            self.operations.append(sale)
            self._paper_is_due(sale.receipt_id, PaperKind.SALE)
            self.entries += entries
        self.draft = None
        self._after_write()

    def record_return(self, sale_return: SaleReturn, entries: tuple[Entry, ...]) -> None:
        self._before_write()
        if not self._already(sale_return, sale_return.receipt_id):
            sale = self.sale(sale_return.sale_id)
            if sale is None:
                raise StoreError("refused")
            sold = {line.line_id: line.quantity for line in sale.lines}
            already = self.returned_quantities(sale.receipt_id)
            for line in sale_return.lines:
                if already.get(line.line_id, 0) + line.quantity > sold[line.line_id]:
                    raise OverReturnError(line.line_id, sold[line.line_id], already.get(line.line_id, 0), line.quantity)
            self._require_shift(sale_return.shift_id)
            self._require(sale_return.number == self.next_receipt_number())
            self.operations.append(sale_return)
            self._paper_is_due(sale_return.receipt_id, PaperKind.RETURN)
            self.entries += entries
        self._after_write()

    def sale(self, receipt_id: str) -> Sale | None:
        return next((sale for sale in self._sales() if sale.receipt_id == receipt_id), None)

    def sale_by_number(self, number: str) -> Sale | None:
        return next((sale for sale in self._sales() if sale.number == number), None)

    def sale_return(self, receipt_id: str) -> SaleReturn | None:
        return next((record for record in self._returns() if record.receipt_id == receipt_id), None)

    def returned_quantities(self, sale_id: str) -> dict[str, Quantity]:
        counts: Counter[str] = Counter()
        for record in self._returns():
            if record.sale_id == sale_id:
                counts.update({line.line_id: line.quantity for line in record.lines})
        return dict(counts)

    def recent_receipts(self, limit: int) -> tuple[StoredReceipt, ...]:
        receipts = [record for record in self.operations if isinstance(record, Sale | SaleReturn)]
        return tuple(_stored(record) for record in receipts[::-1][:limit])

    def receipt_by_number(self, number: str) -> StoredReceipt | None:
        return next((receipt for receipt in self.recent_receipts(1_000_000) if receipt.number == number), None)

    def unprinted(self) -> tuple[UnprintedPaper, ...]:
        return tuple(self.due.values())[::-1]

    def mark_printed(self, record_id: str) -> None:
        self.due.pop(record_id, None)

    def mark_told(self, record_ids: Sequence[str]) -> None:
        for record_id in record_ids:
            if record_id in self.due:
                self.due[record_id] = replace(self.due[record_id], told=True)

    def points_delta(self, customer_id: str, after_seq: int) -> PointsDelta:
        later = self.operations[after_seq:]
        sales = [record for record in later if isinstance(record, Sale) and record.customer_id == customer_id]
        returns = [record for record in later if isinstance(record, SaleReturn) and record.customer_id == customer_id]
        return PointsDelta(
            spent=sum(sale.points for sale in sales),
            returned=sum(record.points for record in returns),
            earned=sum(sale.earned for sale in sales),
            taken_back=sum(record.earned for record in returns),
        )

    def points_spent_on(self, customer_id: str, business_day: date) -> Points:
        return sum(
            sale.points
            for sale in self._sales()
            if sale.customer_id == customer_id and sale.business_day == business_day
        )

    # ------------------------------------------------------------ draft

    def save_draft(self, draft: Draft) -> None:
        self._before_write()
        self._require(self.sale(draft.basket.receipt_id) is None)
        self.draft = draft
        self._after_write()

    def load_draft(self) -> Draft | None:
        return self.draft

    def clear_draft(self) -> None:
        self._before_write()
        self.draft = None
        self._after_write()

    # ------------------------------------------------------------ shift

    def current_shift(self) -> ShiftOpened | None:
        closed = {record.report.shift.shift_id for record in self.operations if isinstance(record, ZReport)}
        opened = [record for record in self.operations if isinstance(record, ShiftOpened)]
        return next((shift for shift in reversed(opened) if shift.shift_id not in closed), None)

    def next_shift_number(self) -> int:
        return 1 + sum(isinstance(record, ShiftOpened) for record in self.operations)

    def next_z_number(self) -> int:
        return 1 + sum(isinstance(record, ZReport) for record in self.operations)

    def open_shift(self, shift: ShiftOpened) -> None:
        self._before_write()
        if not self._already(shift, shift.shift_id):
            self._require(self.current_shift() is None)
            self._require(shift.number == self.next_shift_number())
            self.operations.append(shift)
        self._after_write()

    def record_cash_movement(self, movement: CashMovement) -> None:
        self._before_write()
        if not self._already(movement, movement.movement_id):
            self._require_shift(movement.shift_id)
            self.operations.append(movement)
        self._after_write()

    def close_shift(self, z_report: ZReport) -> None:
        self._before_write()
        if not self._already(z_report, z_report.z_id):
            self._require_shift(z_report.report.shift.shift_id)
            self._require(z_report.z_number == self.next_z_number())
            self.operations.append(z_report)
            self._paper_is_due(z_report.z_id, PaperKind.Z_REPORT)
        self._after_write()

    def shift_sales(self, shift_id: str) -> tuple[Sale, ...]:
        return tuple(sale for sale in self._sales() if sale.shift_id == shift_id)

    def shift_returns(self, shift_id: str) -> tuple[SaleReturn, ...]:
        return tuple(record for record in self._returns() if record.shift_id == shift_id)

    def shift_cash_movements(self, shift_id: str) -> tuple[CashMovement, ...]:
        return tuple(
            record for record in self.operations if isinstance(record, CashMovement) and record.shift_id == shift_id
        )

    def z_report(self, z_id: str) -> ZReport | None:
        return next((record for record in self.z_reports(1_000_000) if record.z_id == z_id), None)

    def z_reports(self, limit: int) -> tuple[ZReport, ...]:
        reports = [record for record in self.operations if isinstance(record, ZReport)]
        return tuple(reports[::-1][:limit])

    def unsent_count(self) -> int:
        return len(self.operations) - self.confirmed

    # ------------------------------------------------------------ inside

    def _sales(self) -> list[Sale]:
        return [record for record in self.operations if isinstance(record, Sale)]

    def _returns(self) -> list[SaleReturn]:
        return [record for record in self.operations if isinstance(record, SaleReturn)]

    def _paper_is_due(self, record_id: str, kind: PaperKind) -> None:
        self.due[record_id] = UnprintedPaper(record_id, kind, told=False)

    def _before_write(self) -> None:
        fault, self._fault = self._fault, None
        if fault is not None:
            fault()

    def _after_write(self) -> None:
        lost, self._lost_answer = self._lost_answer, False
        if lost:
            raise CommitUnknownError()

    def _already(self, record: Record, record_id: str) -> bool:
        stored = next((one for one in self.operations if _id_of(one) == record_id), None)
        self._require(stored is None or stored == record)
        return stored is not None

    def _require_shift(self, shift_id: str) -> None:
        shift = self.current_shift()
        self._require(shift is not None and shift.shift_id == shift_id)

    def _require(self, holds: bool) -> None:
        if not holds:
            raise StoreError("refused")


def _id_of(record: Record) -> str:
    match record:
        case Sale(receipt_id=record_id) | SaleReturn(receipt_id=record_id):
            return record_id
        case ShiftOpened(shift_id=record_id):
            return record_id
        case CashMovement(movement_id=record_id):
            return record_id
        case ZReport(z_id=record_id):
            return record_id


def _stored(record: Sale | SaleReturn) -> StoredReceipt:
    kind = ReceiptKind.SALE if isinstance(record, Sale) else ReceiptKind.RETURN
    at: datetime = record.sold_at if isinstance(record, Sale) else record.returned_at
    return StoredReceipt(record.receipt_id, kind, record.number, at, record.money_kopecks, record.customer_id)


def _raise(error: Exception) -> None:
    raise error
