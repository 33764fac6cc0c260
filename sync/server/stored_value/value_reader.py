"""Reads accounts and certificates, locked until the transaction ends, and writes them back."""

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from pos_app.domain.ledger.entry import Entry
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.operation import unix_ms
from sync.server.ledger.row_sheet import RowSheet
from sync.server.stored_value.value_books import OPEN, UNSOLD, Hold, Payment, ValueBooks, ValueKey
from sync.server.tables import STORED_VALUE, VALUE_ENTRY, VALUE_HOLD, VALUE_LEG, VALUE_PAYMENT

_KEYS_A_STATEMENT = 300
T = TypeVar("T")


def load_values(
    connection: Connection,
    keys: Collection[ValueKey],
    receipt_ids: Collection[str] = (),
    hold_ids: Collection[str] = (),
) -> dict[ValueKey, ValueBooks]:
    """These, in the order of their keys; what nobody knows yet is made, empty, so that its row can be locked.

    With their open holds and those of ``hold_ids``, and what ``receipt_ids`` paid with them.
    """
    found: dict[ValueKey, ValueBooks] = {}
    for portion in _portions(sorted(keys)):
        _make_missing(connection, portion)
        rows = connection.execute(
            select(STORED_VALUE)
            .where(tuple_(STORED_VALUE.c.kind, STORED_VALUE.c.owner).in_(portion))
            .order_by(STORED_VALUE.c.kind, STORED_VALUE.c.owner)
            .with_for_update()
        )
        for row in rows:
            key = (ValueKind(row.kind), str(row.owner))
            found[key] = ValueBooks(*key, row.balance, row.state, row.series, row.nominal, row.sold_day, row.until_day)
        _read_holds(connection, found, portion, set(hold_ids))
        _read_payments(connection, found, portion, receipt_ids)
    return found


def put_values(sheet: RowSheet, books: Iterable[ValueBooks]) -> None:
    """Put what changed on the sheet."""
    for each in sorted(books, key=lambda one: one.key):
        owner = {"kind": each.kind.value, "owner": each.owner}
        if each.changed:
            figures = {"balance": each.balance, "state": each.state, "series": each.series, "nominal": each.nominal}
            sheet.change(STORED_VALUE, {**owner, **figures, "sold_day": each.sold_day, "until_day": each.until_day})
        for hold in each.holds.values():
            _put_hold(sheet, owner, hold)
        for payment in each.payments.values():
            _put_payment(sheet, owner, payment)


def put_value_entry(sheet: RowSheet, key: ValueKey, entry: Entry) -> None:
    """Put an entry with its legs on the sheet."""
    owner = {"kind": key[0].value, "owner": key[1]}
    sheet.add(
        VALUE_ENTRY,
        {
            **owner,
            "entry_id": entry.entry_id,
            "operation_id": entry.operation_id,
            "entry_kind": entry.kind,
            "posted_ms": unix_ms(entry.posted_at),
        },
    )
    for number, leg in enumerate(entry.legs):
        sides = {"account": leg.account, "leg_owner": leg.owner, "amount": leg.amount}
        sheet.add(VALUE_LEG, {**owner, "entry_id": entry.entry_id, "number": number, **sides})


def _make_missing(connection: Connection, keys: Sequence[ValueKey]) -> None:
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    rows = [
        {"kind": kind.value, "owner": owner, "balance": 0, "state": UNSOLD, "series": "", "nominal": 0}
        for kind, owner in keys
    ]
    connection.execute(make(STORED_VALUE).on_conflict_do_nothing(), rows)


def _read_holds(
    connection: Connection, found: dict[ValueKey, ValueBooks], keys: Sequence[ValueKey], hold_ids: set[str]
) -> None:
    rows = connection.execute(
        select(VALUE_HOLD).where(
            tuple_(VALUE_HOLD.c.kind, VALUE_HOLD.c.owner).in_(keys),
            (VALUE_HOLD.c.state == OPEN) | VALUE_HOLD.c.hold_id.in_(sorted(hold_ids)),
        )
    )
    for row in rows:
        found[ValueKind(row.kind), row.owner].holds[row.hold_id] = Hold(
            row.hold_id,
            row.till_id,
            row.epoch,
            row.receipt_id,
            row.kopecks,
            row.granted_ms,
            row.state,
            row.reason,
            row.pays_back,
            is_new=False,
        )


def _read_payments(
    connection: Connection, found: dict[ValueKey, ValueBooks], keys: Sequence[ValueKey], receipt_ids: Collection[str]
) -> None:
    for ids in _portions(sorted(receipt_ids)):
        rows = connection.execute(
            select(VALUE_PAYMENT).where(
                tuple_(VALUE_PAYMENT.c.kind, VALUE_PAYMENT.c.owner).in_(keys), VALUE_PAYMENT.c.receipt_id.in_(ids)
            )
        )
        for row in rows:
            paid = Payment(row.receipt_id, row.kopecks, row.burnt, row.at_risk, row.returned, is_new=False)
            found[ValueKind(row.kind), row.owner].payments[row.receipt_id] = paid


def _put_hold(sheet: RowSheet, owner: dict[str, str], hold: Hold) -> None:
    key = {**owner, "hold_id": hold.hold_id}
    figures = {"state": hold.state, "reason": hold.reason}
    if hold.is_new:
        told = {"till_id": hold.till_id, "epoch": hold.epoch, "receipt_id": hold.receipt_id, "kopecks": hold.kopecks}
        since = {"granted_ms": hold.granted_ms, "pays_back": hold.pays_back}
        sheet.add(VALUE_HOLD, {**key, **told, **figures, **since})
    elif hold.changed:
        sheet.change(VALUE_HOLD, {**key, **figures})


def _put_payment(sheet: RowSheet, owner: dict[str, str], payment: Payment) -> None:
    row = {
        **owner,
        "receipt_id": payment.receipt_id,
        "kopecks": payment.kopecks,
        "burnt": payment.burnt,
        "at_risk": payment.at_risk,
        "returned": payment.returned,
    }
    if payment.is_new:
        sheet.add(VALUE_PAYMENT, row)
    elif payment.changed:
        sheet.change(VALUE_PAYMENT, row)


def _portions(keys: Iterable[T]) -> Iterable[tuple[T, ...]]:
    rest = iter(keys)
    while portion := tuple(islice(rest, _KEYS_A_STATEMENT)):
        yield portion
