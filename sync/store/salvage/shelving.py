"""Writing what was read of a wreck into new books, inside one transaction."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pos_app.domain.fiscal.fiscal_receipt import FiscalKind
from pos_app.domain.ledger.postings import return_entries, sale_entries
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.stored_receipt import ReceiptKind
from sync.protocol.encoding import encode
from sync.protocol.operation import GENESIS_HASH, Operation, unix_ms
from sync.store.books_marker import Marker
from sync.store.claim_book import put_number_uses
from sync.store.deed_book import deed_rows, shelve_deeds
from sync.store.engine import sqlite3
from sync.store.person_book import put_person_fact
from sync.store.receipt_rows import ReceiptRow, entry_rows, insert_entries, insert_receipt, running_number
from sync.store.return_book import returned_of
from sync.store.salvage.fiscal_rows import shelve_fiscal_rows

if TYPE_CHECKING:
    from sync.store.salvage.rebuild import Found

_QUEUED, _CONFIRMED, _PARKED = 0, 1, 2


class Shelver:
    """Belongs to one transaction on books that have their tables and nothing in them."""

    def __init__(self, connection: sqlite3.Connection, till_id: str, till_code: str) -> None:
        self._connection = connection
        self._till_id = till_id
        self._till_code = till_code

    def shelve(self, found: "Found", marker: Marker, numbers_left_out: int) -> int:
        """Write all of it; returns the last receipt number that is not given out any more."""
        self._operations(found.operations)
        self._shifts(found)
        newest = self._receipts(found)
        last_receipt = newest + numbers_left_out if found.last_receipt is None else max(newest, found.last_receipt)
        self._registrations(found)
        self._person_facts(found)
        self._meta([operation for operation, _ in found.operations], marker, last_receipt, found.incarnation)
        # No paper is due: whoever stands there sees the list of receipts and prints what is missing.
        self._connection.execute("DELETE FROM unprinted")
        if found.draft is not None and found.draft.basket.receipt_id not in found.sales:
            self._connection.execute("INSERT INTO draft (only_row, body) VALUES (1, ?)", (encode(found.draft),))
        self._counter(found)
        shelve_fiscal_rows(self._connection, found.fiscal, registrable(found))
        return last_receipt

    def _counter(self, found: "Found") -> None:
        for held in found.held:
            if held.basket_id not in found.sales:
                self._connection.execute(
                    "INSERT INTO held_basket (basket_id, held_ms, body) VALUES (?, ?, ?)",
                    (held.basket_id, unix_ms(held.held_at), encode(held)),
                )
        shelve_deeds(self._connection, list(deed_rows(found.deeds)))
        if found.quick_keys is not None:
            self._connection.execute(
                "INSERT INTO quick_keys (only_row, body) VALUES (1, ?)", (encode(found.quick_keys),)
            )

    def _operations(self, operations: Sequence[tuple[Operation, int]]) -> None:
        for operation, state in operations:
            settled_ms = None if state == _QUEUED else unix_ms(operation.business_at)
            self._connection.execute(
                "INSERT OR IGNORE INTO op (epoch, seq, op_id, kind, v, wall_ms, body, prev_hash, hash, state, reason,"
                " settled_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    operation.epoch,
                    operation.seq,
                    operation.op_id,
                    operation.kind,
                    operation.v,
                    unix_ms(operation.business_at),
                    operation.body,
                    bytes.fromhex(operation.prev_hash),
                    bytes.fromhex(operation.hash),
                    state if state in (_QUEUED, _CONFIRMED, _PARKED) else _QUEUED,
                    "unnamed" if state == _PARKED else None,
                    settled_ms,
                ),
            )

    def _shifts(self, found: "Found") -> None:
        for report in found.z_reports.values():  # a Z report holds its shift
            found.shifts.setdefault(report.report.shift.shift_id, report.report.shift)
        _guess_lost_shifts(found)
        for shift in found.shifts.values():
            self._connection.execute(
                "INSERT OR IGNORE INTO shift (shift_id, number, opened_ms, body) VALUES (?, ?, ?, ?)",
                (shift.shift_id, shift.number, unix_ms(shift.opened_at), encode(shift)),
            )
        for report in found.z_reports.values():
            self._connection.execute(
                "INSERT OR IGNORE INTO z_report (z_id, z_number, shift_id, closed_ms, body) VALUES (?, ?, ?, ?, ?)",
                (
                    report.z_id,
                    report.z_number,
                    report.report.shift.shift_id,
                    unix_ms(report.closed_at),
                    encode(report),
                ),
            )
        for movement in found.movements.values():
            if movement.shift_id in found.shifts:
                self._connection.execute(
                    "INSERT INTO cash_movement (movement_id, shift_id, kind, amount_kopecks, moved_ms, body)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        movement.movement_id,
                        movement.shift_id,
                        movement.kind.value,
                        movement.amount_kopecks,
                        unix_ms(movement.moved_at),
                        encode(movement),
                    ),
                )

    def _receipts(self, found: "Found") -> int:
        """Receipts whose shift is known, oldest first; the highest running number of all, known shift or not."""
        newest = 0
        receipts: list[Sale | SaleReturn] = [*found.sales.values(), *found.returns.values()]
        for receipt in sorted(receipts, key=lambda each: running_number(each.number) or 0):
            running = running_number(receipt.number)
            if running is None:
                continue
            newest = max(newest, running)
            if receipt.shift_id in found.shifts:
                self._receipt(found, running, receipt)
        return newest

    def _receipt(self, found: "Found", running: int, receipt: Sale | SaleReturn) -> None:
        is_sale = isinstance(receipt, Sale)
        insert_receipt(
            self._connection,
            running,
            ReceiptRow(
                receipt_id=receipt.receipt_id,
                number=receipt.number,
                kind=ReceiptKind.SALE if is_sale else ReceiptKind.RETURN,
                shift_id=receipt.shift_id,
                operator_id=receipt.operator_id,
                customer_id=receipt.customer_id,
                at=receipt.sold_at if isinstance(receipt, Sale) else receipt.returned_at,
                business_day=receipt.business_day,
                money_kopecks=receipt.money_kopecks,
                points=receipt.points,
                points_kopecks=receipt.points_kopecks,
                earned=receipt.earned,
                sale_id=None if isinstance(receipt, Sale) else receipt.sale_id,
                body=encode(receipt),
            ),
        )
        if isinstance(receipt, Sale):
            self._connection.executemany(
                "INSERT INTO sale_line (receipt_id, line_id, item_id, quantity) VALUES (?, ?, ?, ?)",
                [(receipt.receipt_id, line.line_id, line.item.item_id, line.quantity) for line in receipt.lines],
            )
            self._connection.executemany(
                "INSERT INTO redemption (receipt_id, reservation_id, points) VALUES (?, ?, ?)",
                [(receipt.receipt_id, part.reservation_id, part.points) for part in receipt.redemption],
            )
            insert_entries(self._connection, entry_rows(receipt.receipt_id, sale_entries(receipt)))
            put_number_uses(self._connection, receipt)
            return
        self._connection.executemany(
            "INSERT INTO return_line (sale_id, line_id, receipt_id, quantity) VALUES (?, ?, ?, ?)",
            [(receipt.sale_id, line_id, receipt.receipt_id, back) for line_id, back in returned_of(receipt)],
        )
        sale = receipt.sold_elsewhere or found.sales.get(receipt.sale_id)
        if sale is not None:  # without its sale nobody can say what the mirror posted
            insert_entries(self._connection, entry_rows(receipt.receipt_id, return_entries(receipt, sale)))

    def _registrations(self, found: "Found") -> None:
        for joined in found.registrations.values():
            self._connection.execute(
                "INSERT INTO registration (customer_id, phone_hash, body) VALUES (?, ?, ?)",
                (joined.customer_id, bytes.fromhex(joined.phone_hash), encode(joined)),
            )

    def _person_facts(self, found: "Found") -> None:
        for fact in found.person_facts:
            put_person_fact(self._connection, fact, encode(fact))

    def _meta(self, operations: Sequence[Operation], marker: Marker, last_receipt: int, incarnation: str) -> None:
        """Numbers go on behind the highest that is known of; the chain goes on from the last operation that is kept."""
        last = operations[-1] if operations else None
        epoch = max(marker.epoch, last.epoch if last is not None else 1)
        seqs = [each.seq for each in operations if each.epoch == epoch]
        last_seq = max([*seqs, marker.seq if marker.epoch == epoch else 0], default=0)
        goes_on = last is not None and (last.epoch, last.seq) == (epoch, last_seq)
        last_hash = last.hash if last is not None and goes_on else GENESIS_HASH
        last_shift, last_z = (
            self._connection.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0]
            for table, column in (("shift", "number"), ("z_report", "z_number"))
        )
        self._connection.execute(
            "INSERT INTO meta (only_row, till_id, till_code, epoch, last_seq, last_hash, last_receipt, last_shift,"
            " last_z, incarnation, starts, frozen, lost_receipt) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
            (
                self._till_id,
                self._till_code,
                epoch,
                last_seq,
                bytes.fromhex(last_hash),
                last_receipt,
                last_shift,
                last_z,
                incarnation,
                marker.starts,
                last_receipt,
            ),
        )


def registrable(found: "Found") -> set[tuple[str, str]]:
    """Id and kind of every record of which a task for the fiscal registrar can be made."""
    records = {(each, FiscalKind.SALE.value) for each in found.sales}
    for back in found.returns.values():
        if back.sold_elsewhere is not None or back.sale_id in found.sales:
            records.add((back.receipt_id, FiscalKind.RETURN.value))
    records |= {(each, FiscalKind.SHIFT_OPENED.value) for each in found.shifts}
    return records | {(each, FiscalKind.SHIFT_CLOSED.value) for each in found.z_reports}


def _guess_lost_shifts(found: "Found") -> None:
    """A receipt needs its shift. One whose opening is lost begins with its first receipt, its change money unknown."""
    receipts: list[Sale | SaleReturn] = [*found.sales.values(), *found.returns.values()]
    number = max((shift.number for shift in found.shifts.values()), default=0)
    for receipt in sorted(receipts, key=lambda each: running_number(each.number) or 0):
        if receipt.shift_id in found.shifts:
            continue
        number += 1
        at = receipt.sold_at if isinstance(receipt, Sale) else receipt.returned_at
        found.shifts[receipt.shift_id] = ShiftOpened(
            receipt.shift_id, number, receipt.till_code, receipt.operator_id, at, 0
        )
