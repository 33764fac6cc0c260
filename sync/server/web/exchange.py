"""What the server answers to a till that is known: each function is one transaction."""

import logging
from dataclasses import replace
from typing import Any

from pos_app.domain.loyalty.account import Account
from sync.protocol.operation import Operation, unix_ms
from sync.protocol.parcel import REASON_SERVER_CANNOT_TAKE, ParcelLabel
from sync.protocol.pull import PullAnswer, PullRequest
from sync.protocol.push import Outcome, PushAnswer, PushRequest
from sync.server.access.shops import as_seen_in
from sync.server.central import Central
from sync.server.database import reading, writing
from sync.server.enrolment import EnrolledTill, locked_till, note_contact, present_till
from sync.server.feed import FeedRow, accounts_of, last_change_number, page_after
from sync.server.ingest.bounds import check_header
from sync.server.ingest.order import Taken, take_operations, take_parcel

_log = logging.getLogger("kopilka.server.sync")
_CURSOR_LIFE_CHARS = 8


def push(central: Central, till: EnrolledTill, request: PushRequest) -> PushAnswer:
    """Take a batch whole or not at all. Raises ``GapError``, ``ForkError``, ``HeaderInvalidError``."""
    now = central.now()
    operations = [message.operation(till.till_id, request.epoch) for message in request.operations]
    for operation in operations:
        check_header(operation)
    with writing(central.engine) as connection:
        taken = take_operations(connection, locked_till(connection, till.till_id), operations, now)
        note_contact(connection, till.till_id, unix_ms(now))
        accounts = accounts_of(connection, taken.touched, taken.expect_seq - 1)
    _log_taken("push", till, taken)
    return PushAnswer(central.incarnation, taken.results, taken.expect_seq, now, accounts)


def parcel(central: Central, till: EnrolledTill, label: ParcelLabel, content: bytes) -> PushAnswer:
    """Keep an operation as opaque bytes, parked. Raises ``GapError``, ``ForkError``."""
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
    with writing(central.engine) as connection:
        known = locked_till(connection, till.till_id)
        taken = take_parcel(connection, known, operation, now, REASON_SERVER_CANNOT_TAKE)
        note_contact(connection, till.till_id, unix_ms(now))
        accounts = accounts_of(connection, taken.touched, taken.expect_seq - 1)
    _log_taken("parcel", till, taken)
    return PushAnswer(central.incarnation, taken.results, taken.expect_seq, now, accounts)


def pull(central: Central, till: EnrolledTill, request: PullRequest) -> PullAnswer[Any]:
    """One page of a stream, and how far the asking till's own operations are in it: one snapshot."""
    with reading(central.engine) as connection:
        after = _after(central, request, last_change_number(connection, request.stream))
        page = page_after(connection, request.stream, after, request.limit, central.vault)
        applied_seq = present_till(connection, till.till_id).last_seq
    rows = tuple(as_seen_in(till.shop_id, _for_till(row, applied_seq)) for row in page.rows)
    cursor = f"{central.incarnation[-_CURSOR_LIFE_CHARS:]}.{page.last_number}"
    return PullAnswer(request.stream, rows, cursor, page.more, applied_seq, central.incarnation)


def _after(central: Central, request: PullRequest, newest: int) -> int:
    """The number in a cursor. One from another life of the database, or ahead of it, starts the stream anew."""
    life, _, number = (request.cursor or "").partition(".")
    if life != central.incarnation[-_CURSOR_LIFE_CHARS:] or not number.isdecimal() or int(number) > newest:
        return 0
    return int(number)


def _for_till(row: FeedRow, applied_seq: int) -> FeedRow:
    return replace(row, applied_seq=applied_seq) if isinstance(row, Account) else row


def _log_taken(door: str, till: EnrolledTill, taken: Taken) -> None:
    outcomes = [result.outcome for result in taken.results]
    counts = " ".join(f"{outcome}={outcomes.count(outcome)}" for outcome in Outcome if outcome in outcomes)
    reasons = ",".join(sorted({result.reason for result in taken.results if result.reason is not None}))
    _log.info("%s till=%s expect=%d %s reasons=%s", door, till.till_id, taken.expect_seq, counts, reasons or "none")
