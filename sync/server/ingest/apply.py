"""Applies a run of new operations of one till, in their order: what breaks a rule is parked, nothing is refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete

from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.parked.resolved import ParkedResolved
from pos_app.domain.people.deed import Deed
from pos_app.domain.people.record import PersonRecord
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.pre_order.pre_order import PreOrder
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import Operation
from sync.protocol.push import OperationResult, Outcome
from sync.server.central import Central
from sync.server.enrolment import EnrolledTill
from sync.server.ingest.close_reservation import close_reservation
from sync.server.ingest.desk import Desk
from sync.server.ingest.gather import gather
from sync.server.ingest.operation_log import OperationState
from sync.server.ingest.post_points import post_quick_credit, post_reward
from sync.server.ingest.post_return import post_return
from sync.server.ingest.post_sale import post_sale
from sync.server.ingest.records import Incoming, incoming
from sync.server.ingest.rule_broken import RuleBrokenError, WaitsForSaleError
from sync.server.ledger.books_writer import write_accounts
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.numbers.cancel import cancel_at_till
from sync.server.numbers.post import close_claim
from sync.server.people.apply_person import apply_person
from sync.server.programmes import ProgrammeBook
from sync.server.reservations.leases import grant_leases
from sync.server.resolution.resolve import resolve
from sync.server.stored_value.post import close_hold, post_block
from sync.server.tables import WAITING_RETURN

Alone = PersonRecord | ParkedResolved
"""Seldom, and they read what they need themselves: each is a run of its own."""


@dataclass(slots=True)
class Ingest:
    """One transaction's operations of one till. ``touched``: whose accounts changed.

    ``results`` in the order of the run.
    """

    connection: Connection
    central: Central
    till: EnrolledTill
    received_at: datetime
    touched: set[str] = field(default_factory=set)
    books: dict[str, CustomerBooks] = field(default_factory=dict)
    """Of those whose accounts changed, as they are now."""
    results: list[OperationResult] = field(default_factory=list)
    card_steps: dict[str, int] = field(default_factory=dict)
    """By customer, steps of rotating cards; to be written with the accounts."""
    orders: dict[str, PreOrder] = field(default_factory=dict)
    """Orders that changed; to be told to the tills before the accounts are written."""
    unwritten: list[CustomerBooks] = field(default_factory=list)
    """Accounts of the last run; to be written when all else of the transaction is done."""
    waits: bool = False
    """Whether a return waits now for a sale that may be on its way in another transaction."""

    def take(self, operations: Sequence[Operation], with_leases: bool) -> None:
        """Store and apply operations that are new and in order. ``with_leases``: promises may be given."""
        programmes = ProgrammeBook(self.connection)
        for run in _runs([incoming(operation) for operation in operations]):
            write_accounts(self.connection, self.unwritten)  # the next run reads them
            desk = Desk(self.connection, self.central, self.till.till_id, self.till.epoch, self.received_at, programmes)
            gather(desk, run)
            for each in run:
                self.results.append(self._take_one(desk, each))
            if with_leases and desk.visited:
                grant_leases(desk, self.till)
            self._write(desk)

    def _take_one(self, desk: Desk, each: Incoming) -> OperationResult:
        operation = each.operation
        desk.flags = []
        state, reason = apply_one(desk, each)
        self.waits = self.waits or state is OperationState.WAITING
        desk.log(operation, state, reason)
        if state is OperationState.APPLIED and isinstance(each.record, Sale):
            self._apply_waiting(desk, each.record.receipt_id)
        outcome = Outcome.PARKED if state is OperationState.PARKED else Outcome.CREATED
        return OperationResult(operation.op_id, operation.seq, outcome, reason)

    def _apply_waiting(self, desk: Desk, sale_id: str) -> None:
        """Post the returns that came before this sale, in the order in which they came."""
        queue = desk.waiting.pop(sale_id, [])
        for operation in queue:
            desk.flags = []
            desk.set_state(operation, *apply_one(desk, incoming(operation)))
        if queue:
            desk.sheet.forget(WAITING_RETURN, "sale_id", sale_id)
            self.connection.execute(delete(WAITING_RETURN).where(WAITING_RETURN.c.sale_id == sale_id))

    def _write(self, desk: Desk) -> None:
        self.unwritten = desk.write_all_but_accounts()
        self.card_steps |= desk.card_steps
        self.orders |= desk.changed_orders
        self.touched |= desk.touched
        self.books |= {each: desk.books[each] for each in desk.touched & desk.books.keys()}
        for alias_id in desk.aliases:
            self.books.pop(alias_id, None)


def apply_one(desk: Desk, each: Incoming) -> tuple[OperationState, str | None]:
    """Post an operation, or say why it is parked or waits."""
    try:
        if each.broken is not None:
            raise each.broken
        desk.flag_clock(each.operation)
        _post(desk, each)
    except RuleBrokenError as broken:
        return OperationState.PARKED, broken.reason
    except WaitsForSaleError as waits:
        desk.wait(waits.sale_id, each.operation)
        return OperationState.WAITING, None
    return OperationState.APPLIED, None


def _post(desk: Desk, each: Incoming) -> None:
    operation, record = each.operation, each.record
    number = (operation.till_id, operation.epoch, operation.seq)
    if isinstance(record, PersonRecord):
        apply_person(desk, operation, record)
        return
    match record:
        case Sale():
            post_sale(desk, operation, record, number)
        case SaleReturn():
            post_return(desk, record, number)
        case ReservationClosed():
            close_reservation(desk, operation, record)
        case ValueHoldClosed():
            close_hold(desk, operation, record)
        case CertificateBlocked():
            post_block(desk, record)
        case ClaimClosed():
            close_claim(desk, operation, record)
        case OrderCancelled():
            cancel_at_till(desk, operation, record)
        case QuickCredit():
            post_quick_credit(desk, record)
        case RewardGiven():
            post_reward(desk, operation, record)
        case ParkedResolved():
            resolve(desk, operation, record)
        case Deed():
            _note_shown_card(desk, record, operation.till_id)


def _note_shown_card(desk: Desk, deed: Deed, till_id: str) -> None:
    """A code that was shown on a receipt that came to nothing counts at no other till; nobody's card is nobody's."""
    if deed.shown_card is not None:
        customer_id, step = deed.shown_card
        books = desk.books_of(customer_id)
        if books is not None:
            desk.note_card_step(books, step, till_id)


def _runs(all_of_them: Sequence[Incoming]) -> Iterator[list[Incoming]]:
    """Operations that are read for and written together, in order."""
    run: list[Incoming] = []
    for each in all_of_them:
        if isinstance(each.record, Alone):
            if run:
                yield run
                run = []
            yield [each]
        else:
            run.append(each)
    if run:
        yield run
