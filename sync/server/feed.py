"""The change feed: every row carries the number of its last change, and a cursor is the last number seen.

Numbers come from one counter per stream, taken inside the writing transaction under the lock of the counter's row that
is held until COMMIT. So numbers become visible in their order, and a reader that has seen n has seen all below n: a
transaction that commits late cannot slip in behind a cursor.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, Row, Table, insert, select, update

from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError, problem
from sync.protocol.encoding import decode, encode
from sync.protocol.rows import ROW_TYPES, CardStepRow, CustomerRow, GoodsRow, ProgrammeRow, StaffRow, Stream, VatRow
from sync.server.tables import ACCOUNT, CHANGE_COUNTER, CUSTOMER, LOT, PUBLISHED
from sync.vault.phone_vault import PhoneVault

PublishedRow = GoodsRow | StaffRow | ProgrammeRow | VatRow
FeedRow = PublishedRow | CustomerRow | Account | CardStepRow


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in the order of their changes; ``last_number`` is the cursor behind them."""

    rows: tuple[FeedRow, ...]
    last_number: int
    more: bool


def take_change_numbers(connection: Connection, stream: Stream, count: int) -> range:
    """``count`` new numbers of a stream. Writers of one stream wait here for each other's COMMIT: call it last."""
    key = CHANGE_COUNTER.c.stream == stream.value
    raised = connection.execute(
        update(CHANGE_COUNTER).where(key).values(last_number=CHANGE_COUNTER.c.last_number + count)
    )
    if raised.rowcount == 0:
        connection.execute(insert(CHANGE_COUNTER).values(stream=stream.value, last_number=count))
    last = connection.execute(select(CHANGE_COUNTER.c.last_number).where(key)).scalar_one()
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
    for number, customer_id in zip(
        take_change_numbers(connection, Stream.ACCOUNTS, len(ordered)), ordered, strict=True
    ):
        connection.execute(update(ACCOUNT).where(ACCOUNT.c.customer_id == customer_id).values(change_number=number))


def row_key(row: PublishedRow) -> str:
    """What a row is replaced by."""
    if isinstance(row, GoodsRow):
        return row.item_id
    if isinstance(row, StaffRow):
        return row.operator_id
    if isinstance(row, ProgrammeRow):
        return f"{row.programme_id}.{row.version}"
    return f"{row.code}.{row.from_day.isoformat()}"


def page_after(connection: Connection, stream: Stream, after: int, limit: int, vault: PhoneVault) -> Page:
    """At most ``limit`` rows changed after number ``after``; accounts come with ``applied_seq`` 0."""
    table, condition = _source(stream)
    found = connection.execute(
        select(table).where(*condition, table.c.change_number > after).order_by(table.c.change_number).limit(limit + 1)
    ).all()
    shown = found[:limit]
    last = shown[-1].change_number if shown else after
    return Page(_rows(connection, stream, shown, vault), last, more=len(found) > limit)


def accounts_of(connection: Connection, customer_ids: Collection[str], applied_seq: int) -> tuple[Account, ...]:
    """The present accounts of these customers, in the order of their ids; unknown ids are left out."""
    found = connection.execute(
        select(ACCOUNT).where(ACCOUNT.c.customer_id.in_(tuple(customer_ids))).order_by(ACCOUNT.c.customer_id)
    ).all()
    return tuple(replace(account, applied_seq=applied_seq) for account in _accounts(connection, found))


def published_rows(connection: Connection, stream: Stream) -> tuple[FeedRow, ...]:
    """Every row of goods, staff, programme or VAT."""
    found = connection.execute(select(PUBLISHED.c.body).where(PUBLISHED.c.stream == stream.value))
    return tuple(decode(ROW_TYPES[stream], body) for body in found.scalars())


def _source(stream: Stream) -> tuple[Table, tuple[ColumnElement[bool], ...]]:
    if stream is Stream.ACCOUNTS:
        return ACCOUNT, ()
    if stream is Stream.CUSTOMERS:
        return CUSTOMER, ()
    return PUBLISHED, (PUBLISHED.c.stream == stream.value,)


def _rows(
    connection: Connection, stream: Stream, found: Sequence[Row[tuple[object, ...]]], vault: PhoneVault
) -> tuple[FeedRow, ...]:
    if stream is Stream.ACCOUNTS:
        return _accounts(connection, found)
    if stream is Stream.CUSTOMERS:
        return tuple(_customer(row, vault) for row in found)
    return tuple(decode(ROW_TYPES[stream], row.body) for row in found)


def _customer(row: Row[tuple[object, ...]], vault: PhoneVault) -> CustomerRow:
    if row.deleted:
        return CustomerRow(row.customer_id, "", "", None, None, deleted=True)
    phone = vault.decrypt(row.phone_cipher, row.customer_id)
    return CustomerRow(row.customer_id, row.name, phone, row.card_number, row.birth_day)


def _accounts(connection: Connection, found: Sequence[Row[tuple[object, ...]]]) -> tuple[Account, ...]:
    ids = tuple(row.customer_id for row in found)
    lots: dict[str, list[Lot]] = {}
    alive = connection.execute(
        select(LOT)
        .where(LOT.c.customer_id.in_(ids), LOT.c.remaining > 0)
        .order_by(LOT.c.customer_id, LOT.c.expires_day, LOT.c.lot_id)
    )
    for row in alive:
        lots.setdefault(row.customer_id, []).append(Lot(row.lot_id, row.expires_day, row.remaining))
    return tuple(
        Account(
            customer_id=row.customer_id,
            available=row.available,
            debt=row.debt,
            lots=tuple(lots.get(row.customer_id, ())),
            tier_code=row.tier_code,
            turnover_kopecks=row.turnover_kopecks,
        )
        for row in found
    )
