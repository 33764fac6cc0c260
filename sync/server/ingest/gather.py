"""Reads at once whatever a run of operations will ask about, accounts locked in the order of their ids."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, func, select, tuple_

from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.parked.resolved import ParkedResolved
from pos_app.domain.people.deed import Deed
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.operation import Operation, OperationKind
from sync.server.among import among
from sync.server.ingest.card_codes import tills_shown
from sync.server.ingest.desk import Desk, KnownReceipt, Number
from sync.server.ingest.friends import has_referral, invited_among
from sync.server.ingest.operation_log import operation_of
from sync.server.ingest.records import Incoming
from sync.server.keyed_rows import keyed_rows
from sync.server.ledger.books_reader import Need, load_books
from sync.server.numbers.named import numbers_in
from sync.server.numbers.number_reader import load_coupons, load_orders
from sync.server.people.unheard_of import add_unheard_of
from sync.server.stored_value.named import keys_of
from sync.server.stored_value.value_reader import load_values
from sync.server.tables import CUSTOMER_ALIAS, OPERATION, RECEIPT, RETURNED_LINE, WAITING_RETURN

_KEYS_A_STATEMENT = 300
_LATE = timedelta(days=1)
_RECEIPT_COLUMNS = (
    RECEIPT.c.receipt_id,
    RECEIPT.c.kind,
    RECEIPT.c.till_id,
    RECEIPT.c.epoch,
    RECEIPT.c.seq,
    RECEIPT.c.customer_id,
    RECEIPT.c.business_day,
)
_WAITING_COLUMNS = (WAITING_RETURN.c.sale_id, WAITING_RETURN.c.till_id, WAITING_RETURN.c.epoch, WAITING_RETURN.c.seq)

T = TypeVar("T")


def gather(desk: Desk, run: Sequence[Incoming]) -> None:
    """Fill the desk for these operations."""
    sales = [each.record for each in run if isinstance(each.record, Sale)]
    returns = [each.record for each in run if isinstance(each.record, SaleReturn)]
    if sales:
        desk.waiting |= _waiting(desk.connection, {sale.receipt_id for sale in sales})
    late = [record for queue in desk.waiting.values() for each in queue if (record := _return_in(each)) is not None]
    needs: dict[str, Need] = {}
    for sale in sales:
        _need(needs, sale.customer_id, sale.business_day, whole=False)
    for back in (*returns, *late):
        _need(needs, back.customer_id, back.business_day, whole=True)
    closings = [each.record for each in run if isinstance(each.record, ReservationClosed)]
    for closing in closings:
        _need(needs, closing.customer_id, desk.today, whole=False)
    for given_back in (each.record for each in run):
        if isinstance(given_back, ValueHoldClosed) and given_back.kind is ValueKind.ACCOUNT:
            _need(needs, given_back.owner, desk.today, whole=False)
    moved = [each.record for each in run if isinstance(each.record, QuickCredit | RewardGiven)]
    for reported in moved:
        _need(needs, reported.customer_id, reported.business_day, whole=False)
    shown = {card for each in run if isinstance(each.record, Deed) and (card := each.record.shown_card) is not None}
    unsold = {customer_id for customer_id, _ in shown} - needs.keys()
    for customer_id in unsold:
        _need(needs, customer_id, desk.today, whole=False)
    promised = {closing.reservation_id for closing in closings}
    promised |= {part.reservation_id for sale in sales for part in sale.redemption}
    promised |= {part.reservation_id for each in moved if isinstance(each, RewardGiven) for part in each.redemption}
    load(desk, needs, promised)
    unknown = {each: need for each, need in needs.items() if desk.person(each) not in desk.books and each not in unsold}
    if add_unheard_of(desk, unknown):
        load(desk, unknown, promised)
    asked = {back.sale_id for back in (*returns, *late)}
    own = {sale.receipt_id for sale in sales} | {back.receipt_id for back in (*returns, *late)}
    load_receipts(desk, own | asked, asked)
    _load_values(desk, (*(each.record for each in run), *late), own | asked)
    _load_numbers(desk, [each.record for each in run], asked)
    shown |= {(sale.customer_id, step) for sale in sales if sale.customer_id and (step := sale.card_step) is not None}
    known = {(desk.person(each), step) for each, step in shown if 0 <= step <= desk.latest_card_step()}
    desk.card_codes |= tills_shown(desk.connection, known)


def _load_values(desk: Desk, records: Sequence[object], receipt_ids: Collection[str]) -> None:
    """Money accounts and certificates, after the accounts of points: the order in which all take their locks."""
    named = {key for record in records for key in keys_of(record) if key[1]}
    keys = {(kind, desk.person(owner) if kind is ValueKind.ACCOUNT else owner) for kind, owner in named}
    if not keys:
        return
    holds = {record.hold_id for record in records if isinstance(record, ValueHoldClosed)}
    desk.values |= load_values(desk.connection, keys - desk.values.keys(), receipt_ids, holds)


def _load_numbers(desk: Desk, records: Sequence[object], sale_ids: Collection[str]) -> None:
    """Coupons, then orders, after all money: the order in which all take their locks."""
    named = numbers_in(records, [desk.sales[each] for each in sorted(sale_ids) if each in desk.sales])
    if not named:
        return
    connection = desk.connection
    desk.coupons |= load_coupons(connection, named.made - desk.coupons.keys(), named.claims, make=True)
    desk.coupons |= load_coupons(connection, named.looked_at - desk.coupons.keys(), named.claims)
    desk.orders |= load_orders(connection, named.orders - desk.orders.keys(), named.claims)


def load(desk: Desk, needs: dict[str, Need], promised: Collection[str] = ()) -> None:
    """Read and lock the books of these people, whatever ids name them.

    Who is an alias is asked again after the lock: a merge may have been on its way.
    """
    wanted = dict(needs)
    if has_referral(desk.programmes.versions.programmes):
        _know_aliases(desk, wanted)
        wanted |= _who_brought_them(desk, wanted)
    for _ in range(2):
        _know_aliases(desk, wanted)
        persons: dict[str, Need] = {}
        for customer_id, need in wanted.items():
            person = desk.person(customer_id)
            if person not in desk.books:
                persons.setdefault(person, Need(need.since)).widen(need.since, need.whole)
        if not persons:
            return
        desk.books |= load_books(desk.connection, persons, promised, desk.programmes.versions.windowed)


def _know_aliases(desk: Desk, ids: Iterable[str]) -> None:
    for alias_id, customer_id in _aliases(desk.connection, ids).items():
        desk.aliases[alias_id] = customer_id


def _who_brought_them(desk: Desk, needs: dict[str, Need]) -> dict[str, Need]:
    """Whoever invited these people: his account is locked with theirs, for what they buy may give him points."""
    persons = {desk.person(each): need for each, need in needs.items()}
    found: dict[str, Need] = {}
    for ids in _portions(sorted(persons)):
        invited = invited_among(desk.connection, ids, desk.central.timezone)
        desk.friends.invited |= invited
        for friend_id, each in invited.items():
            if each.referrer_id not in needs:
                need = persons[friend_id]
                found.setdefault(each.referrer_id, Need(need.since)).widen(need.since, need.whole)
    return found


def load_receipts(desk: Desk, receipt_ids: Collection[str], sale_ids: Collection[str]) -> None:
    """Which receipts are known; of ``sale_ids`` also the record, and what came back of each line.

    Those are locked in the order of their ids: two tills that take the same goods back at one instant follow each
    other, also where the sale is nobody's and no account stands between them.
    """
    asked = set(sale_ids)
    for locks, wanted in ((True, sorted(asked)), (False, sorted(set(receipt_ids) - asked))):
        order = "ORDER BY receipt_id" if locks else ""
        for ids in _portions(wanted):
            for row in keyed_rows(desk.connection, _RECEIPT_COLUMNS, RECEIPT.c.receipt_id, ids, order, locked=locks):
                receipt_id, kind, till_id, epoch, seq, customer_id, day = row
                desk.receipts[receipt_id] = KnownReceipt(receipt_id, kind, (till_id, epoch, seq), customer_id, day)
    sold = [desk.receipts[each] for each in sorted(sale_ids) if each in desk.receipts]
    sold = [each for each in sold if each.kind == "sale"]
    found = operations_at(desk.connection, [each.number for each in sold])
    for each in sold:
        desk.sales[each.receipt_id] = sale_in(found[each.number])
    for ids in _portions([each.receipt_id for each in sold]):
        for row in desk.connection.execute(
            select(RETURNED_LINE.c.sale_id, RETURNED_LINE.c.line_id, func.sum(RETURNED_LINE.c.quantity).label("back"))
            .where(among(desk.connection, RETURNED_LINE.c.sale_id, ids))
            .group_by(RETURNED_LINE.c.sale_id, RETURNED_LINE.c.line_id)
        ):
            desk.returned.setdefault(row.sale_id, {})[row.line_id] = int(row.back)


def operations_at(connection: Connection, numbers: Sequence[Number]) -> dict[Number, Operation]:
    """The stored operations of these numbers."""
    found: dict[Number, Operation] = {}
    key = tuple_(OPERATION.c.till_id, OPERATION.c.epoch, OPERATION.c.seq)
    for portion in _portions(numbers):
        for row in connection.execute(select(OPERATION).where(key.in_(portion))):
            found[row.till_id, row.epoch, row.seq] = operation_of(row)
    return found


def sale_in(operation: Operation) -> Sale:
    """The sale that an operation reports, or that a person corrected it to be."""
    if operation.kind == OperationKind.PARKED_RESOLVED:
        return decode(Sale, (decode(ParkedResolved, operation.body).body or "").encode("utf-8"))
    return decode(Sale, operation.body)


def _waiting(connection: Connection, sale_ids: Collection[str]) -> dict[str, list[Operation]]:
    listed: list[tuple[str, Number]] = []
    for ids in _portions(sale_ids):
        in_order = "ORDER BY waiting_return.sale_id, waiting_return.arrival"
        rows = keyed_rows(connection, _WAITING_COLUMNS, WAITING_RETURN.c.sale_id, ids, in_order)
        listed += [(sale_id, (till_id, epoch, seq)) for sale_id, till_id, epoch, seq in rows]
    if not listed:
        return {}
    found = operations_at(connection, [number for _, number in listed])
    queues: dict[str, list[Operation]] = {}
    for sale_id, number in listed:
        queues.setdefault(sale_id, []).append(found[number])
    return queues


def _return_in(operation: Operation) -> SaleReturn | None:
    try:
        return decode(SaleReturn, operation.body)
    except DecodingError:
        return None


def _aliases(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for portion in _portions(ids):
        columns = (CUSTOMER_ALIAS.c.alias_id, CUSTOMER_ALIAS.c.customer_id)
        found |= dict(keyed_rows(connection, columns, columns[0], portion))
    return found


def _need(needs: dict[str, Need], customer_id: str | None, day: date, whole: bool) -> None:
    if customer_id is not None:
        needs.setdefault(customer_id, Need(day)).widen(day - _LATE, whole)


def _portions(keys: Iterable[T]) -> Iterable[tuple[T, ...]]:
    rest = iter(keys)
    while portion := tuple(islice(rest, _KEYS_A_STATEMENT)):
        yield portion
