"""A person decides about a parked operation: apply it corrected, leave it without effect, or set points right by hand.

The decision is an operation of the same till, or of the office (``office.py``). Where points move a second person must
have agreed.
"""

from sqlalchemy import insert, or_, select

from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from pos_app.domain.people.operator import Role
from pos_app.domain.people.record import PersonRecord
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import Operation, unix_ms
from sync.server.access.people import may_at, role_at
from sync.server.ingest.close_reservation import close_reservation
from sync.server.ingest.desk import Desk
from sync.server.ingest.gather import gather, load
from sync.server.ingest.operation_log import SECOND_LIFE, OperationState, operation_of
from sync.server.ingest.post_points import post_quick_credit, post_reward
from sync.server.ingest.post_return import post_return
from sync.server.ingest.post_sale import post_sale
from sync.server.ingest.records import Incoming, record_in
from sync.server.ingest.rule_broken import RuleBrokenError, WaitsForSaleError
from sync.server.journal.journal import Action, add_to_journal
from sync.server.ledger.books_reader import Need
from sync.server.numbers.cancel import cancel_at_till
from sync.server.numbers.post import close_claim
from sync.server.people.apply_person import apply_person
from sync.server.people.merge import merge
from sync.server.people.phones import opened_phone
from sync.server.people.register import MERGE_REVIEW
from sync.server.resolution.adjustment import adjust, checked_adjustment, require_two
from sync.server.resolution.releasing import release_all_that_waited, release_what_waited
from sync.server.stored_value.post import close_hold, post_block
from sync.server.tables import OPERATION, OPERATION_REPEAT, PARKED_RESOLUTION, PHONE, TILL

_STATES = {
    Resolution.REPLAY: OperationState.REPLAYED,
    Resolution.VOID: OperationState.VOIDED,
    Resolution.ADJUST: OperationState.ADJUSTED,
}


def resolve(
    desk: Desk, operation: Operation, decision: ParkedResolved, till_id: str | None = None, by_office: bool = False
) -> None:
    """Carry a decision out. Raises ``RuleBrokenError``.

    Then the decision itself is parked, the other stays as it was. ``till_id``: whose operation it is about, where
    ``operation`` is not of the same till; ``by_office``: people of the office are in no shop's list.
    """
    till_id = till_id or operation.till_id
    if not by_office:
        _require_right(desk, till_id, decision)
    stored_id, parked, reason = _parked(desk, till_id, decision)
    desk.flags = []
    if decision.action is Resolution.REPLAY:
        _replay(desk, operation, decision, parked, reason)
    elif decision.action is Resolution.ADJUST:
        adjustment = checked_adjustment(desk, decision)
        release_what_waited(desk, parked)
        adjust(desk, decision, adjustment)
    else:
        release_what_waited(desk, parked)
    release_all_that_waited(desk, stored_id, till_id)
    desk.set_state(parked, _STATES[decision.action], reason)
    desk.flags = []  # what was noticed is told of the operation that was posted, not of the decision
    row = {
        "till_id": till_id,
        "op_id": stored_id,
        "resolution_id": decision.resolution_id,
        "action": decision.action.value,
        "operator_id": decision.operator_id,
        "approved_by": decision.approved_by,
        "reason": decision.reason,
        "resolved_ms": unix_ms(decision.resolved_at),
    }
    desk.connection.execute(insert(PARKED_RESOLUTION).values(**row))
    detail = f"{decision.action.value} approved by {decision.approved_by or 'nobody'}"
    add_to_journal(desk.connection, desk.received_at, decision.operator_id, Action.RESOLVED, decision.op_id, detail)


def _parked(desk: Desk, till_id: str, decision: ParkedResolved) -> tuple[str, Operation, str]:
    """The stored id, the operation and why it is parked: named by its id, and by its number where two have that id."""
    second = f"{decision.op_id}{SECOND_LIFE}"
    rows = desk.connection.execute(
        select(OPERATION)
        .where(
            OPERATION.c.till_id == till_id,
            OPERATION.c.state == OperationState.PARKED.value,
            or_(OPERATION.c.op_id == decision.op_id, OPERATION.c.op_id.startswith(second, autoescape=True)),
        )
        .with_for_update()
    ).all()
    again: str | None = desk.connection.execute(
        select(OPERATION_REPEAT.c.op_id).where(
            OPERATION_REPEAT.c.till_id == till_id,
            OPERATION_REPEAT.c.epoch == decision.epoch,
            OPERATION_REPEAT.c.seq == decision.seq,
        )
    ).scalar_one_or_none()
    named = [row for row in rows if (row.epoch, row.seq) == (decision.epoch, decision.seq) or row.op_id == again]
    if len(named or rows) != 1:
        raise RuleBrokenError("not_parked", f"operation {decision.op_id} of this till is not parked")
    row = (named or rows)[0]
    return row.op_id, operation_of(row), row.reason or ""


def _require_right(desk: Desk, till_id: str, decision: ParkedResolved) -> None:
    """Who decides works in the till's shop, and is senior there or has a senior's word: by the office's own list."""
    shop_id: str = desk.connection.execute(select(TILL.c.shop_id).where(TILL.c.till_id == till_id)).scalar_one()
    senior = decision.approved_by or decision.operator_id
    if role_at(desk.connection, decision.operator_id, shop_id) is None or not may_at(
        desk.connection, senior, shop_id, Role.SENIOR
    ):
        raise RuleBrokenError(
            "role_too_low", f"resolution {decision.resolution_id} needs people of {shop_id}, one senior"
        )


def _replay(desk: Desk, operation: Operation, decision: ParkedResolved, parked: Operation, reason: str) -> None:
    body = parked.body if decision.body is None else decision.body.encode("utf-8")
    record = record_in(parked.kind, parked.v, body, parked.op_id)
    if isinstance(record, CustomerRegistered) and reason == MERGE_REVIEW:
        _merge_after_review(desk, operation, record)
        return
    if _moves_points(record):
        require_two(decision)
    holder = parked if decision.body is None else operation
    number = (holder.till_id, holder.epoch, holder.seq)
    gather(desk, [Incoming(parked, record)])
    if isinstance(record, Sale):
        post_sale(desk, parked, record, number)
    elif isinstance(record, SaleReturn):
        try:
            post_return(desk, record, number)
        except WaitsForSaleError as waits:
            raise RuleBrokenError("sale_not_here", str(waits)) from waits
    elif isinstance(record, ReservationClosed):
        close_reservation(desk, parked, record)
    elif isinstance(record, ParkedResolved):
        raise RuleBrokenError("not_replayable", "make the decision anew instead")
    elif isinstance(record, PersonRecord):
        apply_person(desk, parked, record)
    elif isinstance(record, ValueHoldClosed):
        close_hold(desk, parked, record)
    elif isinstance(record, CertificateBlocked):
        post_block(desk, record)
    elif isinstance(record, ClaimClosed):
        close_claim(desk, parked, record)
    elif isinstance(record, OrderCancelled):
        cancel_at_till(desk, parked, record)
    elif isinstance(record, QuickCredit):
        post_quick_credit(desk, record)
    elif isinstance(record, RewardGiven):
        post_reward(desk, parked, record)
    # Shifts and cash have no effect here beyond being kept.


def _moves_points(record: object) -> bool:
    if isinstance(record, Sale | SaleReturn):
        return record.customer_id is not None
    return isinstance(record, ReservationClosed | QuickCredit | RewardGiven)


def _merge_after_review(desk: Desk, operation: Operation, record: CustomerRegistered) -> None:
    """A person says that the two are one."""
    phone = opened_phone(desk, record.phone_hash, record.phone_cipher, record.customer_id)
    owner: str | None = desk.connection.execute(
        select(PHONE.c.customer_id).where(PHONE.c.phone_hash == phone.phone_hash)
    ).scalar_one_or_none()
    load(desk, {record.customer_id: Need(desk.today, whole=True)})
    person = desk.person(record.customer_id)
    if owner is None or owner == person:
        raise RuleBrokenError("not_parked", "nobody else has that number any more")
    merge(desk, operation.op_id, owner, person)
