"""What the server answers to a till that is known: each function is one transaction."""

import logging
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pos_app.domain.loyalty.account import Account
from sync.protocol.capabilities import ALL_CAPABILITIES, PHONE_CODES
from sync.protocol.claim import ClaimAnswer, ClaimRequest
from sync.protocol.operation import Operation, unix_ms
from sync.protocol.parcel import REASON_SERVER_CANNOT_TAKE, ParcelLabel
from sync.protocol.parked import ParkedAnswer
from sync.protocol.pull import PullAnswer, PullRequest
from sync.protocol.push import Outcome, PushAnswer, PushRequest
from sync.protocol.rejoin import RejoinAnswer, RejoinRequest, ResyncRequest
from sync.protocol.reservation import ReserveAnswer, ReserveRequest
from sync.protocol.stored_value import ValueAnswer, ValueRequest
from sync.server.access.shops import as_seen_in
from sync.server.central import Central
from sync.server.database import look_up_by_keys, reading
from sync.server.enrolment import EnrolledTill, contact, locked_till, note, present_till
from sync.server.epochs.begin import answer_rejoin, answer_resync
from sync.server.epochs.story import TELLING, TOLD, UNTOLD, promises_paused, set_story
from sync.server.feed import FeedRow, accounts_for, last_change_number, page_after, rows_after
from sync.server.ingest.bounds import check_header
from sync.server.ingest.card_steps import write_card_steps
from sync.server.ingest.late_returns import post_late_returns
from sync.server.ingest.order import Taken, check_epoch, take_operations, take_parcel
from sync.server.ledger.account_row import account_of
from sync.server.ledger.books_writer import write_accounts
from sync.server.metrics import OPERATIONS, PARKED
from sync.server.numbers.claim import answer_claim
from sync.server.numbers.number_reader import publish_orders
from sync.server.numbers.release import release_claims_of_earlier_lives
from sync.server.reservations.listing import reservations_of
from sync.server.reservations.reserve import answer_reserve
from sync.server.resolution.parked import parked_operations
from sync.server.retry import write
from sync.server.stored_value.hold import answer_value
from sync.server.stored_value.release import release_earlier_lives

_log = logging.getLogger("kopilka.server.sync")
_CURSOR_LIFE_CHARS = 8


class ResyncNeededError(Exception):
    """The till knows another life of this server: it must tell what it keeps first."""

    def __init__(self, incarnation: str) -> None:
        super().__init__("this server was restored from a backup since; begin a new epoch and send everything again")
        self.incarnation = incarnation


def push(central: Central, till: EnrolledTill, request: PushRequest, program: str = "") -> PushAnswer:
    """Take a batch whole or not at all. ``program``: the version of the till's program, where it is told.

    Raises ``GapError``, ``ForkError``, ``FencedError``, :class:`ResyncNeededError`, ``HeaderInvalidError``.
    """
    now = central.now()
    operations = [message.operation(till.till_id, request.epoch) for message in request.operations]
    for operation in operations:
        check_header(operation)

    def work(connection: Connection) -> tuple[PushAnswer, Taken]:
        look_up_by_keys(connection)
        present = locked_till(connection, till.till_id)
        _check_life(central, request.incarnation, present.story)
        check_epoch(present, request.epoch)
        with_leases = not promises_paused(connection)
        told = contact(unix_ms(now), request.have_seq, program)
        taken = take_operations(connection, central, present, operations, now, with_leases, told)
        if taken.expect_seq == present.last_seq + 1:  # nothing new, with whose number it would stand
            note(connection, till.till_id, told)
        if present.story == TELLING and taken.expect_seq > request.have_seq:
            set_story(connection, till.till_id, TOLD)
        held = None
        if request.reservations_digest:
            held = reservations_of(connection, central.signing_key, till.till_id, request.reservations_digest, now)
        applied = replace(present, last_seq=taken.expect_seq - 1)
        answer = PushAnswer(
            central.incarnation,
            taken.results,
            taken.expect_seq,
            now,
            _accounts(connection, taken, applied, central.today()),
            reservations=held,
            capabilities=_capabilities(central),
        )
        if taken.expect_seq > request.have_seq:
            release_earlier_lives(connection, present)
            release_claims_of_earlier_lives(connection, present)
        publish_orders(connection, taken.orders.values())
        write_card_steps(connection, taken.card_steps)
        write_accounts(connection, taken.unwritten)
        return answer, taken

    answer, taken = write(central.engine, work)
    if taken.waits:
        post_late_returns(central)
    _log_taken("push", till, taken)
    return answer


def parcel(central: Central, till: EnrolledTill, label: ParcelLabel, content: bytes) -> PushAnswer:
    """Keep an operation as opaque bytes, parked. Raises ``GapError``, ``ForkError``, ``FencedError``."""
    now = central.now()
    operation = Operation(
        op_id=label.op_id,
        till_id=till.till_id,
        epoch=label.epoch,
        seq=label.seq,
        kind=label.kind,
        v=label.v,
        business_at=label.business_at,
        body=content,
        prev_hash=label.prev_hash,
        hash=label.hash,
    )
    check_header(operation)

    def work(connection: Connection) -> tuple[PushAnswer, Taken]:
        present = locked_till(connection, till.till_id)
        told = contact(unix_ms(now))
        taken = take_parcel(connection, present, operation, now, REASON_SERVER_CANNOT_TAKE, told)
        if taken.expect_seq == present.last_seq + 1:
            note(connection, till.till_id, told)
        applied = replace(present, last_seq=taken.expect_seq - 1)
        accounts = accounts_for(connection, taken.touched, applied, central.today())
        return PushAnswer(central.incarnation, taken.results, taken.expect_seq, now, accounts), taken

    answer, taken = write(central.engine, work)
    _log_taken("parcel", till, taken)
    return answer


def pull(central: Central, till: EnrolledTill, request: PullRequest) -> PullAnswer[Any]:
    """One page of a stream, and how far the asking till's own operations are in it: one snapshot."""
    with reading(central.engine) as connection:
        after = _after(central, request, last_change_number(connection, request.stream))
        page = page_after(connection, request.stream, after, request.limit, central.vault, central.today())
        present = present_till(connection, till.till_id)
        left = (
            0 if not page.more else rows_after(connection, request.stream, page.last_number) if request.count else None
        )
    rows = tuple(as_seen_in(till.shop_id, _for_till(row, present)) for row in page.rows)
    cursor = f"{central.incarnation[-_CURSOR_LIFE_CHARS:]}.{page.last_number}"
    return PullAnswer(request.stream, rows, cursor, page.more, present.last_seq, central.incarnation, left=left)


def reserve(central: Central, till: EnrolledTill, request: ReserveRequest) -> ReserveAnswer:
    """Promise points. Raises ``FencedError``, ``ForkError``, ``CustomerUnknownError``, ``PromisesPausedError``,

    ``RequestInvalidError``.
    """
    return write(central.engine, lambda connection: answer_reserve(connection, central, till.till_id, request))


def value(central: Central, till: EnrolledTill, request: ValueRequest) -> ValueAnswer:
    """Set money aside, or tell of it. Raises ``FencedError``, ``ForkError``, ``PromisesPausedError``,

    ``RequestInvalidError``.
    """
    return write(central.engine, lambda connection: answer_value(connection, central, till.till_id, request))


def claim(central: Central, till: EnrolledTill, request: ClaimRequest) -> ClaimAnswer:
    """Keep a coupon or an order for a receipt. Raises ``FencedError``, ``ForkError``, ``PromisesPausedError``,

    ``RequestInvalidError``.
    """
    return write(central.engine, lambda connection: answer_claim(connection, central, till.till_id, request))


def rejoin(central: Central, till: EnrolledTill, request: RejoinRequest) -> RejoinAnswer:
    """Begin a new epoch of a till that was restored or cloned."""
    answer = write(central.engine, lambda connection: answer_rejoin(connection, central, till.till_id, request))
    _log.info("rejoin till=%s epoch=%d reason=%s", till.till_id, answer.epoch, request.reason)
    return answer


def resync(central: Central, till: EnrolledTill, request: ResyncRequest) -> RejoinAnswer:
    """Begin a new epoch after the server was restored, with the promises that the till holds."""
    answer = write(central.engine, lambda connection: answer_resync(connection, central, till.till_id, request))
    _log.info("resync till=%s epoch=%d claims=%d", till.till_id, answer.epoch, len(request.claims))
    return answer


def parked(central: Central, till: EnrolledTill) -> ParkedAnswer:
    """The till's operations that could not be accepted, and what became of them."""
    with reading(central.engine) as connection:
        return ParkedAnswer(parked_operations(connection, till.till_id, central.now()))


def _accounts(connection: Connection, taken: Taken, till: EnrolledTill, today: date) -> tuple[Account, ...]:
    """Of all whom the batch concerns; what is in hand is not read again."""
    in_hand = [account_of(books, today, till.last_seq, till.epoch) for books in taken.books.values()]
    rest = taken.touched - taken.books.keys()
    read = accounts_for(connection, rest, till, today) if rest else ()
    return tuple(sorted((*in_hand, *read), key=lambda account: account.customer_id))


def _check_life(central: Central, told: str, story: str) -> None:
    """A till of before incarnations were told is taken as it is."""
    if told and (told != central.incarnation or story == UNTOLD):
        raise ResyncNeededError(central.incarnation)


def _after(central: Central, request: PullRequest, newest: int) -> int:
    """The number in a cursor. One from another life of the database, or ahead of it, starts the stream anew."""
    life, _, number = (request.cursor or "").partition(".")
    if life != central.incarnation[-_CURSOR_LIFE_CHARS:] or not number.isdecimal() or int(number) > newest:
        return 0
    return int(number)


def _for_till(row: FeedRow, till: EnrolledTill) -> FeedRow:
    if not isinstance(row, Account):
        return row
    return replace(row, applied_seq=till.last_seq, applied_epoch=till.epoch)


def _log_taken(door: str, till: EnrolledTill, taken: Taken) -> None:
    outcomes = [result.outcome for result in taken.results]
    counts = " ".join(f"{outcome}={outcomes.count(outcome)}" for outcome in Outcome if outcome in outcomes)
    for result in taken.results:
        if result.outcome is Outcome.PARKED:
            PARKED.labels(reason=result.reason or "").inc()
    for outcome in Outcome:
        if outcome in outcomes:
            OPERATIONS.labels(outcome=outcome.value).inc(outcomes.count(outcome))
    reasons = ",".join(sorted({result.reason for result in taken.results if result.reason is not None}))
    _log.info("%s till=%s expect=%d %s reasons=%s", door, till.till_id, taken.expect_seq, counts, reasons or "none")


def _capabilities(central: Central) -> tuple[str, ...]:
    """A server without a gateway sends no codes."""
    return tuple(each for each in ALL_CAPABILITIES if each != PHONE_CODES or central.gateway is not None)
