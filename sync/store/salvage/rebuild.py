"""New books out of what was read of a wreck. The old file is put aside whole and never written."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pos_app.domain.basket.held import HeldBasket
from pos_app.domain.catalogue.quick_keys import QuickKeys
from pos_app.domain.people.deed import Deed
from pos_app.domain.people.fact import PersonFact, fact_at, fact_id
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.draft import Draft
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.operation import Operation, OperationKind
from sync.store.books_marker import Marker, mark_made, read_marker
from sync.store.connection import Database, Proof, make_file
from sync.store.engine import sqlite3
from sync.store.errors import IO_ERROR, store_error
from sync.store.migrations import migrate
from sync.store.person_book import KINDS
from sync.store.salvage.fiscal_rows import FiscalRows, read_fiscal_rows
from sync.store.salvage.shelving import Shelver, registrable
from sync.store.salvage.swap import SIDE_FILES, put_in_place, salvaged_beside
from sync.store.salvage.wreck import Wreck
from sync.store.till_schema import TILL_FILE

T = TypeVar("T")
NUMBERS_LEFT_OUT = 100
"""Receipt numbers that are never given out again where nobody can say which were: papers with them may exist."""


@dataclass(frozen=True, slots=True)
class Salvage:
    """What became of the books. ``put_aside``: where the damaged file lies now.

    ``unsent``: kept operations that the server had not confirmed. ``unreadable``: rows that could not be read or were
    not what their hash says. ``next_number_after``: the last receipt number that is not given out any more.
    ``never_registered``: receipts and shifts that the fiscal registrar never got, and whose records are lost.
    """

    put_aside: Path
    receipts: int
    operations: int
    unsent: int
    unreadable: int
    next_number_after: int
    never_registered: int = 0


@dataclass(slots=True)
class Found:
    """Everything that could be read, by id; operations are the better witness of a record."""

    operations: list[tuple[Operation, int]] = field(default_factory=list)
    shifts: dict[str, ShiftOpened] = field(default_factory=dict)
    z_reports: dict[str, ZReport] = field(default_factory=dict)
    movements: dict[str, CashMovement] = field(default_factory=dict)
    sales: dict[str, Sale] = field(default_factory=dict)
    returns: dict[str, SaleReturn] = field(default_factory=dict)
    registrations: dict[str, CustomerRegistered] = field(default_factory=dict)
    person_facts: tuple[PersonFact, ...] = ()
    draft: Draft | None = None
    held: tuple[HeldBasket, ...] = ()
    deeds: tuple[Deed, ...] = ()
    quick_keys: QuickKeys | None = None
    fiscal: FiscalRows = field(default_factory=FiscalRows)
    last_receipt: int | None = None
    incarnation: str = ""


def salvage_books(path: Path, till_id: str, till_code: str) -> Salvage:
    """Put the damaged ``path`` aside and make books of what can still be read.

    The new books are frozen: what was promised to this till is not spent before the server gave it a new epoch, where
    the kept operations travel again under their old ids. They are written beside the damaged ones and take their place
    when they are whole: a kill leaves the damaged file to be salvaged again, or is made good by the next start
    (:func:`sync.store.salvage.swap.finish_salvage`). Raises ``StoreError`` if the new books cannot be written; the
    damaged file stands where it was then.
    """
    wreck = Wreck(path, path.with_name(f"{path.name}.salvage"))
    try:
        found = _read(wreck, till_id)
        unreadable = wreck.unreadable
    finally:
        wreck.close()
    marker = read_marker(path) or Marker(till_id)
    last_receipt, reached = _write(salvaged_beside(path), till_id, till_code, found, marker)
    aside = put_in_place(path)
    mark_made(path, reached)
    return Salvage(
        put_aside=aside,
        receipts=len(found.sales) + len(found.returns),
        operations=len(found.operations),
        unsent=sum(state == 0 for _, state in found.operations),
        unreadable=unreadable,
        next_number_after=last_receipt,
        never_registered=found.fiscal.lost(registrable(found)),
    )


def _read(wreck: Wreck, till_id: str) -> Found:
    found = Found(operations=wreck.operations(till_id))
    kept = [operation for operation, _ in found.operations]
    found.shifts = {each.shift_id: each for each in _of(ShiftOpened, wreck.bodies("shift", "shift_id"))}
    found.shifts |= {each.shift_id: each for each in _reported(ShiftOpened, OperationKind.SHIFT_OPENED, kept)}
    found.z_reports = {each.z_id: each for each in _of(ZReport, wreck.bodies("z_report", "z_id"))}
    found.z_reports |= {each.z_id: each for each in _reported(ZReport, OperationKind.SHIFT_CLOSED, kept)}
    moved = _of(CashMovement, wreck.bodies("cash_movement", "movement_id"))
    found.movements = {each.movement_id: each for each in moved}
    found.movements |= {each.movement_id: each for each in _reported(CashMovement, OperationKind.CASH_MOVED, kept)}
    for kind, body in wreck.receipts():
        _take_receipt(found, kind, body)
    found.sales |= {each.receipt_id: each for each in _reported(Sale, OperationKind.SALE, kept)}
    found.returns |= {each.receipt_id: each for each in _reported(SaleReturn, OperationKind.RETURN, kept)}
    joined = _reported(CustomerRegistered, OperationKind.CUSTOMER_REGISTERED, kept)
    found.registrations = {each.customer_id: each for each in joined}
    told = [fact for record, kind in KINDS.items() for fact in _reported(record, kind, kept)]
    found.person_facts = tuple(sorted(told, key=lambda fact: (fact_at(fact), fact_id(fact))))
    draft = wreck.one("SELECT body FROM draft")
    if draft is not None:
        found.draft = next((each for each in _of(Draft, [bytes(draft[0])]) if not _was_sold(wreck, each)), None)
    if wreck.one("SELECT 1 FROM sqlite_schema WHERE name = 'held_basket'") is not None:  # none before schema 6
        found.held = tuple(_of(HeldBasket, wreck.bodies("held_basket", "basket_id")))
        found.deeds = tuple(sorted(_of(Deed, wreck.bodies("deed", "n")), key=lambda deed: deed.at))
    arranged = wreck.one("SELECT body FROM quick_keys")
    if arranged is not None:
        found.quick_keys = next(iter(_of(QuickKeys, [bytes(arranged[0])])), None)
    found.fiscal = read_fiscal_rows(wreck)
    counted = wreck.one("SELECT last_receipt FROM meta")
    found.last_receipt = int(counted[0]) if counted is not None and isinstance(counted[0], int) else None
    life = wreck.one("SELECT incarnation FROM meta")
    found.incarnation = str(life[0]) if life is not None else ""
    return found


def _was_sold(wreck: Wreck, draft: Draft) -> bool:
    """A sold basket's draft stays in the file: where its receipt cannot be read, what was written with that tells."""
    receipt_id = draft.basket.receipt_id
    traces = (
        "receipt WHERE receipt_id",
        "sale_line WHERE receipt_id",
        "ledger_entry WHERE operation_id",
        "op WHERE op_id",
    )
    return any(wreck.one(f"SELECT 1 FROM {trace} = ?", (receipt_id,)) is not None for trace in traces)


def _take_receipt(found: Found, kind: str, body: bytes) -> None:
    with suppress(DecodingError):
        if kind == "sale":
            sale = decode(Sale, body)
            found.sales[sale.receipt_id] = sale
        elif kind == "return":
            back = decode(SaleReturn, body)
            found.returns[back.receipt_id] = back


def _reported(record: type[T], kind: OperationKind, operations: Iterable[Operation]) -> list[T]:
    return _of(record, (each.body for each in operations if each.kind == kind))


def _of(record: type[T], bodies: Iterable[bytes]) -> list[T]:
    made = []
    for body in bodies:
        with suppress(DecodingError):
            made.append(decode(record, body))
    return made


def _write(fresh: Path, till_id: str, till_code: str, found: Found, marker: Marker) -> tuple[int, Marker]:
    """Whole books in ``fresh``; the last receipt number that is not given out any more, and how far they are."""
    try:
        for suffix in SIDE_FILES:  # of a salvage that was cut off
            fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(IO_ERROR, f"{fresh}: {error}") from error
    make_file(fresh)
    database = Database(fresh)
    try:
        migrate(database.connection, fresh, TILL_FILE)
        with database.transaction(Proof("SELECT 1 FROM meta")) as connection:
            last_receipt = Shelver(connection, till_id, till_code).shelve(found, marker, NUMBERS_LEFT_OUT)
        database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the file alone changes its name
        row = database.row("SELECT epoch, last_seq FROM meta")
    except sqlite3.Error as error:
        raise store_error(error, fresh) from error
    finally:
        database.close()
    if row is None:
        raise StoreError(IO_ERROR, f"{fresh}: the new books are empty")
    return last_receipt, Marker(till_id, marker.starts, int(row[0]), int(row[1]))
