"""I7 each till's copy equals the server, I8 each till's own chain is whole and its file sound."""

from collections.abc import Iterator

from sqlalchemy import select

from pos_app.domain.loyalty.account import Account
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.parked.queued import QueueState
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.server_node import operations_of
from pos_app.simulation.shop import GOODS, vault_of
from pos_app.simulation.till_node import BOOKS, CACHE, TillNode
from sync.server.central import Central
from sync.server.database import reading
from sync.server.feed import accounts_of
from sync.server.ingest.operation_log import own_id
from sync.server.tables import CUSTOMER
from sync.store.books import Books, open_books, open_outbox
from sync.store.cache import open_cache

_MOST_LISTED = 10_000
_READ_FOR = {"applied_seq", "applied_epoch"}


def check_till(till: TillNode, central: Central) -> Iterator[Violation]:
    """One till's files against the server's database."""
    with reading(central.engine) as connection:
        people = connection.execute(select(CUSTOMER.c.customer_id, CUSTOMER.c.deleted, CUSTOMER.c.phone_hash)).all()
        present = sorted(row.customer_id for row in people if row.phone_hash is not None)  # others nobody can find
        accounts = {each.customer_id: each for each in accounts_of(connection, present, 0, central.today())}
    aliases = sorted(row.customer_id for row in people if row.deleted)
    try:
        yield from _copy_differs(till, accounts, aliases)
        yield from _own_books(till)
        yield from _promises_not_counted(till)
        yield from _parked_differs(till, central)
    except (StoreError, CommitUnknownError) as error:
        yield Violation("I7", f"{till.till_id}: its files cannot be read: {error}")


def _copy_differs(till: TillNode, accounts: dict[str, Account], aliases: list[str]) -> Iterator[Violation]:
    books = open_books(till.disk.folder / BOOKS)
    cache = open_cache(till.disk.folder / CACHE, vault_of(till.chance), books.last_visit_ms, read_programme)
    try:
        if cache.goods.count() != len(GOODS) or len(cache.staff.operators()) != 3 or not cache.programmes.programmes():
            yield Violation("I7", f"{till.till_id}: goods, staff or programme are not as at the server")
        for customer in aliases:
            if cache.customers.by_id(customer) is not None:
                yield Violation("I7", f"{till.till_id}: {customer} is somebody else's alias and still in the list")
        for customer, true in accounts.items():
            if cache.customers.by_id(customer) is None:
                yield Violation("I7", f"{till.till_id}: {customer} is not in its list of customers")
            kept = cache.customers.account(customer)
            differing = _differing(kept, true)
            if kept is None or differing:
                yield Violation("I7", f"{till.till_id}: {customer} differs: {differing or 'unknown at the till'}")
            else:
                yield from _still_unsent(till, books, customer, kept)
    finally:
        cache.close()
        books.close()


def _still_unsent(till: TillNode, books: Books, customer: str, kept: Account) -> Iterator[Violation]:
    delta = books.points_delta(customer, kept.applied_seq, kept.applied_epoch)
    if delta.spent or delta.earned or delta.returned or delta.taken_back:
        yield Violation("I7", f"{till.till_id}: {customer}: the till still counts {delta} as unsent")


def _differing(kept: Account | None, true: Account) -> str:
    """The fields that differ; those that tell when and for whom the row was read are left out."""
    if kept is None:
        return ""
    fields = [
        name for name in Account.__slots__ if name not in _READ_FOR and getattr(kept, name) != getattr(true, name)
    ]
    return "; ".join(
        f"{name} {getattr(kept, name)} at the till, {getattr(true, name)} at the server" for name in fields
    )


def _parked_differs(till: TillNode, central: Central) -> Iterator[Violation]:
    """I10: what is parked at the server is shown at the till that still has it, and nothing else is.

    By id and content: of a basket that was sold twice the present books may have the other sale.
    """
    books = open_books(till.disk.folder / BOOKS)
    try:
        listed = books.queued_operations(_MOST_LISTED)
    finally:
        books.close()
    shown = {each.op_id for each in listed if each.state is QueueState.PARKED}
    own, bodies = till.operation_ids(), till.operation_bodies()
    mine = [row for row in operations_of(central) if row.till_id == till.till_id and row.state == "parked"]
    kept = {own_id(row.op_id) for row in mine if bytes(row.body) in bodies} & own
    if shown != kept:
        yield Violation("I10", f"{till.till_id} shows {len(shown)} parked operations, the server has {len(kept)}")


def _promises_not_counted(till: TillNode) -> Iterator[Violation]:
    """I4: what a receipt spends from a promise is counted beside it, in the same books."""
    counted = till.counted_redemptions()
    truth = till.truth.till(till.till_id)
    own = till.operation_ids() - truth.sold_again.keys()
    for op_id, record in truth.told.items():
        if isinstance(record, Sale) and op_id in own:
            stated = sum(part.points for part in record.redemption)
            if stated != counted.get(op_id, 0):
                yield Violation(
                    "I4", f"{till.till_id}: {op_id} spends {stated} promised points, {counted.get(op_id, 0)} count"
                )


def _own_books(till: TillNode) -> Iterator[Violation]:
    outbox = open_outbox(till.disk.folder / BOOKS)
    try:
        broken = outbox.broken_at()
        if broken is not None:
            yield Violation("I8", f"{till.till_id}: the chain breaks at {broken.epoch}.{broken.seq}")
    finally:
        outbox.close()
