"""Turns changed books and posted entries into rows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from pos_app.domain.ledger.entry import Entry
from pos_app.domain.loyalty.account import NO_FACTS
from sync.protocol.encoding import encode
from sync.protocol.operation import unix_ms
from sync.protocol.rows import Stream
from sync.server.bulk import insert_rows, sqlite_values
from sync.server.feed import take_change_numbers
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.row_sheet import RowSheet, array_parameters, arrays_of, update_rows
from sync.server.tables import (
    ACCOUNT,
    ENTRY,
    LEG,
    LOT,
    RESERVATION,
    RESERVATION_LOT,
    SPENT_PART,
    TIER_MOVE,
    TURNOVER_DAY,
)


def put_entry(sheet: RowSheet, customer_id: str, entry: Entry) -> None:
    """Add one balanced entry to the journal; one without legs moved nothing and is not written."""
    if not entry.legs:
        return
    sheet.add(
        ENTRY,
        {
            "customer_id": customer_id,
            "entry_id": entry.entry_id,
            "operation_id": entry.operation_id,
            "kind": entry.kind,
            "posted_ms": unix_ms(entry.posted_at),
        },
    )
    for number, leg in enumerate(entry.legs):
        sheet.add(
            LEG,
            {
                "customer_id": customer_id,
                "entry_id": entry.entry_id,
                "number": number,
                "account": leg.account,
                "owner": leg.owner,
                "amount": leg.amount,
                "lot_id": leg.lot_id,
            },
        )


def put_books(sheet: RowSheet, books: CustomerBooks) -> None:
    """The kept rows of a customer but the account: new and changed lots, parts and promises."""
    _put_lots(sheet, books)
    _put_parts(sheet, books)
    _put_reservations(sheet, books)


def write_accounts(connection: Connection, changed: Sequence[CustomerBooks]) -> None:
    """The accounts, with their place in the feed. The last that a transaction does.

    All others wait for its COMMIT here.
    """
    if not changed:
        return
    numbers = take_change_numbers(connection, Stream.ACCOUNTS, len(changed))
    rows = [
        {
            "customer_id": books.customer_id,
            "available": books.available,
            "reserved": books.reserved,
            "debt": books.debt,
            "turnover_kopecks": books.turnover_kopecks,
            "life_turnover_kopecks": books.life_turnover_kopecks,
            "purchases": books.purchases,
            "tier_code": books.tier_code,
            "facts": None if books.facts == NO_FACTS else encode(books.facts),
            "change_number": number,
        }
        for number, books in zip(numbers, changed, strict=True)
    ]
    update_rows(connection, ACCOUNT, rows)
    insert_rows(connection, TIER_MOVE, list(_tier_moves(zip(numbers, changed, strict=True))))


def _tier_moves(numbered: Iterable[tuple[int, CustomerBooks]]) -> Iterator[dict[str, object]]:
    """Of each account at most one: from where it was to where it is."""
    for number, books in numbered:
        if not books.tier_moves:
            continue
        (_, before, _), (day, _, after) = books.tier_moves[0], books.tier_moves[-1]
        books.tier_moves.clear()
        if before != after:
            named = {"customer_id": books.customer_id, "change_number": number}
            yield {**named, "day": day, "from_code": before, "to_code": after}


def write_turnover(connection: Connection, books: Iterable[CustomerBooks]) -> None:
    """Add what the batch brought to the turnover of each day; rows of a customer are locked with his account."""
    rows = [
        {"customer_id": each.customer_id, "day": day, "kopecks": kopecks}
        for each in books
        for day, kopecks in sorted(each.turnover_changes.items())
        if kopecks
    ]
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_RAISE_ON_POSTGRESQL, array_parameters(rows, ("customer_id", "day", "kopecks")))
        return
    connection.exec_driver_sql(_RAISE_ON_SQLITE, sqlite_values(rows, ("customer_id", "day", "kopecks"), TURNOVER_DAY))


_RAISE_ON_POSTGRESQL = (
    "INSERT INTO turnover_day (customer_id, day, kopecks) SELECT * FROM "
    f"unnest({arrays_of(TURNOVER_DAY, ('customer_id', 'day', 'kopecks'))}) "
    "ON CONFLICT (customer_id, day) DO UPDATE SET kopecks = turnover_day.kopecks + excluded.kopecks"
)


_RAISE_ON_SQLITE = (
    "INSERT INTO turnover_day (customer_id, day, kopecks) VALUES (?, ?, ?) "
    "ON CONFLICT (customer_id, day) DO UPDATE SET kopecks = turnover_day.kopecks + excluded.kopecks"
)


def put_account(sheet: RowSheet, customer_id: str, change_number: int) -> None:
    """A new account with nothing on it."""
    sheet.add(
        ACCOUNT,
        {
            "customer_id": customer_id,
            "available": 0,
            "reserved": 0,
            "debt": 0,
            "turnover_kopecks": 0,
            "life_turnover_kopecks": 0,
            "purchases": 0,
            "facts": None,
            "tier_code": None,
            "change_number": change_number,
        },
    )


def _put_lots(sheet: RowSheet, books: CustomerBooks) -> None:
    for lot in books.lots.values():
        before = books.stored_lots.get(lot.lot_id)
        if before == lot.figures:
            continue
        key: dict[str, object] = {"customer_id": books.customer_id, "lot_id": lot.lot_id}
        figures = {
            "granted": lot.granted,
            "remaining": lot.remaining,
            "reserved": lot.reserved,
            "burnt": lot.burnt,
            "taken_back": lot.taken_back,
        }
        if before is not None:
            sheet.change(LOT, {**key, **figures})
            continue
        days: dict[str, date] = {
            "earned_day": lot.earned_day,
            "active_day": lot.active_day,
            "expires_day": lot.expires_day,
        }
        origin = {"programme_id": lot.programme_id, "sale_id": lot.sale_id, "origin_lot_id": lot.origin_lot_id}
        sheet.add(LOT, {**key, **days, **origin, **figures})


def _put_parts(sheet: RowSheet, books: CustomerBooks) -> None:
    for key, part in books.parts.items():
        before = books.stored_parts.get(key)
        if before == part.figures:
            continue
        row = {
            "customer_id": books.customer_id,
            "sale_id": part.sale_id,
            "lot_id": part.lot_id,
            "amount": part.amount,
            "returned": part.returned,
        }
        if before is None:
            sheet.add(SPENT_PART, {**row, "number": part.number})
        else:
            sheet.change(SPENT_PART, row)


def _put_reservations(sheet: RowSheet, books: CustomerBooks) -> None:
    for each in books.reservations.values():
        key = {"customer_id": books.customer_id, "reservation_id": each.reservation_id}
        figures = {
            "till_id": each.till_id,
            "epoch": each.epoch,
            "granted": each.granted,
            "spent": each.spent,
            "granted_ms": each.granted_ms,
            "state": each.state,
            "reason": each.reason,
            "recall": each.recall,
        }
        before = books.stored_reservations.get(each.reservation_id)
        if before is None:
            names = {"named_customer_id": each.named_customer_id, "grant_text": each.grant_text}
            sheet.add(RESERVATION, {**key, **figures, **names, "kind": each.kind, "duration_ms": each.duration_ms})
        elif before != each.figures:
            sheet.change(RESERVATION, {**key, **figures})
        for lot_id, points in each.parts.items():
            stored = books.stored_promised.get((each.reservation_id, lot_id))
            if stored is None:
                sheet.add(RESERVATION_LOT, {**key, "lot_id": lot_id, "amount": points})
            elif stored != points:
                sheet.change(RESERVATION_LOT, {**key, "lot_id": lot_id, "amount": points})
