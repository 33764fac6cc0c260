"""The change feed: every row carries the number of its last change, and a cursor is the last number seen.

Numbers come from one counter per stream, taken inside the writing transaction under the lock of the counter's row that
is held until COMMIT. So numbers become visible in their order, and a reader that has seen n has seen all below n: a
transaction that commits late cannot slip in behind a cursor.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, Row, Table, bindparam, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos_app.domain.loyalty.account import NO_FACTS, Account, AccountFacts, Lot, PendingLot
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError, problem
from sync.protocol.encoding import decode, encode
from sync.protocol.rows import (
    ROW_TYPES,
    CardStepRow,
    CustomerRow,
    GoodsRow,
    OrderRow,
    ProgrammeRow,
    StaffRow,
    Stream,
    VatRow,
)
from sync.server.among import among
from sync.server.enrolment import EnrolledTill
from sync.server.people.customer_rows import customers_in
from sync.server.tables import ACCOUNT, CHANGE_COUNTER, CUSTOMER, LOT, PUBLISHED, STAFF_NAME
from sync.vault.phone_vault import PhoneVault
from sync.vault.sealed_pin import open_pin_hash

PublishedRow = GoodsRow | StaffRow | ProgrammeRow | VatRow
FeedRow = PublishedRow | CustomerRow | Account | CardStepRow | OrderRow


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in the order of their changes; ``last_number`` is the cursor behind them."""

    rows: tuple[FeedRow, ...]
    last_number: int
    more: bool


_RAISED = (
    update(CHANGE_COUNTER)
    .where(CHANGE_COUNTER.c.stream == bindparam("of_stream"))
    .values(last_number=CHANGE_COUNTER.c.last_number + bindparam("by_count"))
    .returning(CHANGE_COUNTER.c.last_number)
)


def take_change_numbers(connection: Connection, stream: Stream, count: int) -> range:
    """``count`` new numbers of a stream. Writers of one stream wait here for each other's COMMIT: call it last."""
    raised = {"of_stream": stream.value, "by_count": count}
    last: int | None = connection.execute(_RAISED, raised).scalar_one_or_none()
    if last is None:
        make = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
        first = make(CHANGE_COUNTER).values(stream=stream.value, last_number=0).on_conflict_do_nothing()
        connection.execute(first)
        last = int(connection.execute(_RAISED, raised).scalar_one())
    return range(last - count + 1, last + 1)


def last_change_number(connection: Connection, stream: Stream) -> int:
    """The newest number of a stream, 0 before the first change."""
    key = CHANGE_COUNTER.c.stream == stream.value
    return connection.execute(select(CHANGE_COUNTER.c.last_number).where(key)).scalar_one_or_none() or 0


def publish(connection: Connection, stream: Stream, rows: Sequence[PublishedRow]) -> None:
    """Put rows of goods, staff, programme or VAT into the feed; a row that is there already is replaced.

    Raises ``ProgrammeDocumentError`` with every problem of a programme that no till could read: none of the rows is
    stored then.
    """
    wrong = [row for row in rows if not isinstance(row, ROW_TYPES[stream])]
    if wrong:
        raise TypeError(f"stream {stream} takes {ROW_TYPES[stream].__name__}, not {type(wrong[0]).__name__}")
    for row in rows:
        if isinstance(row, ProgrammeRow) and not row.deleted:
            _require_sound(row)
    numbers = take_change_numbers(connection, stream, len(rows))
    known = set(connection.execute(select(PUBLISHED.c.row_key).where(PUBLISHED.c.stream == stream.value)).scalars())
    fresh = []
    for number, row in zip(numbers, rows, strict=True):
        key, body = row_key(row), encode(row)
        if key in known:
            connection.execute(
                update(PUBLISHED)
                .where(PUBLISHED.c.stream == stream.value, PUBLISHED.c.row_key == key)
                .values(body=body, change_number=number)
            )
        else:
            known.add(key)
            fresh.append({"stream": stream.value, "row_key": key, "body": body, "change_number": number})
    if fresh:
        connection.execute(insert(PUBLISHED), fresh)
    _keep_names([row for row in rows if isinstance(row, StaffRow)], connection)


def _keep_names(rows: Sequence[StaffRow], connection: Connection) -> None:
    """Reports name people who are no longer in the list."""
    people = [row.operator for row in rows if row.operator is not None]
    if not people:
        return
    make = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    statement = make(STAFF_NAME)
    put = statement.on_conflict_do_update(index_elements=["operator_id"], set_={"name": statement.excluded.name})
    connection.execute(put, [{"operator_id": each.operator_id, "name": each.name[:200]} for each in people])


def _require_sound(row: ProgrammeRow) -> None:
    """The document can be read, and is the one that the row names."""
    programme = read_programme(row.document)
    pairs = (("programme_id", row.programme_id, programme.programme_id), ("version", row.version, programme.version))
    differing = tuple(
        problem((place,), "not_as_its_row", found, named=named) for place, named, found in pairs if named != found
    )
    if differing:
        raise ProgrammeDocumentError(differing)


def publish_accounts(connection: Connection, customer_ids: Collection[str]) -> None:
    """Give the accounts that a transaction changed their place in the feed."""
    ordered = sorted(set(customer_ids))
    if not ordered:
        return
    numbers = take_change_numbers(connection, Stream.ACCOUNTS, len(ordered))
    connection.execute(
        update(ACCOUNT).where(ACCOUNT.c.customer_id == bindparam("who")).values(change_number=bindparam("number")),
        [{"who": each, "number": number} for number, each in zip(numbers, ordered, strict=True)],
    )


def row_key(row: PublishedRow) -> str:
    """What a row is replaced by."""
    if isinstance(row, GoodsRow):
        return row.item_id
    if isinstance(row, StaffRow):
        return row.operator_id
    if isinstance(row, ProgrammeRow):
        return f"{row.programme_id}.{row.version}"
    return f"{row.code}.{row.from_day.isoformat()}"


def page_after(connection: Connection, stream: Stream, after: int, limit: int, vault: PhoneVault, today: date) -> Page:
    """At most ``limit`` rows changed after number ``after``; accounts come with ``applied_seq`` 0.

    ``today``: the shop's local day, which parts points that may be spent from pending ones.
    """
    table, condition = _source(stream)
    found = connection.execute(
        select(table).where(*condition, table.c.change_number > after).order_by(table.c.change_number).limit(limit + 1)
    ).all()
    shown = found[:limit]
    last = shown[-1].change_number if shown else after
    return Page(_rows(connection, stream, shown, vault, today), last, more=len(found) > limit)


def rows_after(connection: Connection, stream: Stream, after: int) -> int:
    """How many rows changed after number ``after``: all of them are looked at."""
    table, condition = _source(stream)
    asked = select(func.count()).select_from(table).where(*condition, table.c.change_number > after)
    return int(connection.execute(asked).scalar_one())


def accounts_of(
    connection: Connection,
    customer_ids: Collection[str],
    applied_seq: int,
    today: date = date.max,
    applied_epoch: int = 0,
) -> tuple[Account, ...]:
    """The present accounts of these customers, in the order of their ids; unknown ids are left out.

    ``today``: the shop's local day; without one no points count as pending.
    """
    found = connection.execute(
        select(ACCOUNT).where(among(connection, ACCOUNT.c.customer_id, customer_ids)).order_by(ACCOUNT.c.customer_id)
    ).all()
    return tuple(
        replace(account, applied_seq=applied_seq, applied_epoch=applied_epoch)
        for account in _accounts(connection, found, today)
    )


def accounts_for(
    connection: Connection, customer_ids: Collection[str], till: EnrolledTill, today: date
) -> tuple[Account, ...]:
    """The same for a till: with the number of its newest operation that is in them."""
    return accounts_of(connection, customer_ids, till.last_seq, today, till.epoch)


def published_rows(connection: Connection, stream: Stream) -> tuple[FeedRow, ...]:
    """Every row of goods, staff, programme or VAT."""
    found = connection.execute(select(PUBLISHED.c.body).where(PUBLISHED.c.stream == stream.value))
    return tuple(decode(ROW_TYPES[stream], body) for body in found.scalars())


def _source(stream: Stream) -> tuple[Table, tuple[ColumnElement[bool], ...]]:
    if stream is Stream.ACCOUNTS:
        return ACCOUNT, ()
    if stream is Stream.CUSTOMERS:
        # Who has no phone (his number is another's, or only his receipts are here) is found at no till; he comes when
        # he has one.
        return CUSTOMER, (or_(CUSTOMER.c.deleted, CUSTOMER.c.phone_hash.is_not(None)),)
    return PUBLISHED, (PUBLISHED.c.stream == stream.value,)


def _rows(
    connection: Connection, stream: Stream, found: Sequence[Row[tuple[object, ...]]], vault: PhoneVault, today: date
) -> tuple[FeedRow, ...]:
    if stream is Stream.ACCOUNTS:
        return _accounts(connection, found, today)
    if stream is Stream.CUSTOMERS:
        return customers_in(connection, found, vault)
    rows = tuple(decode(ROW_TYPES[stream], row.body) for row in found)
    return tuple(_with_pin(row, vault) for row in rows) if stream is Stream.STAFF else rows


def _with_pin(row: FeedRow, vault: PhoneVault) -> FeedRow:
    """As the till checks it; in the database it is sealed."""
    if not isinstance(row, StaffRow) or row.operator is None:
        return row
    pin_hash = open_pin_hash(vault, row.operator.pin_hash, row.operator_id)
    return replace(row, operator=replace(row.operator, pin_hash=pin_hash))


def _accounts(connection: Connection, found: Sequence[Row[tuple[object, ...]]], today: date) -> tuple[Account, ...]:
    ids = tuple(row.customer_id for row in found)
    lots: dict[str, list[Lot]] = {}
    pending: dict[str, list[PendingLot]] = {}
    free = LOT.c.remaining - LOT.c.reserved
    alive = connection.execute(
        select(LOT.c.customer_id, LOT.c.lot_id, LOT.c.active_day, LOT.c.expires_day, free.label("free"))
        .where(among(connection, LOT.c.customer_id, ids), LOT.c.remaining > LOT.c.reserved)
        .order_by(LOT.c.customer_id, LOT.c.expires_day, LOT.c.lot_id)
    )
    for row in alive:
        if row.active_day <= today:
            lots.setdefault(row.customer_id, []).append(Lot(row.lot_id, row.expires_day, row.free))
        else:
            waits = PendingLot(row.lot_id, row.active_day, row.expires_day, row.free)
            pending.setdefault(row.customer_id, []).append(waits)
    return tuple(
        Account(
            customer_id=row.customer_id,
            available=sum(lot.remaining for lot in lots.get(row.customer_id, ())),
            debt=row.debt,
            lots=tuple(lots.get(row.customer_id, ())),
            tier_code=row.tier_code,
            turnover_kopecks=row.turnover_kopecks,
            reserved=row.reserved,
            pending=tuple(pending.get(row.customer_id, ())),
            facts=NO_FACTS if row.facts is None else decode(AccountFacts, bytes(row.facts)),
        )
        for row in found
    )
