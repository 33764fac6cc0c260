"""The office decides about a parked operation itself: what cannot be mended at the till, such as a wrong record.

Its decisions are operations too, in a stream of their own for each shop, numbered and chained like a till's, so that a
corrected receipt has an operation that holds it. The till hears of it when it next asks what became of its own.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from pos_app.domain.money.units import Points
from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from sync.protocol.encoding import encode
from sync.protocol.operation import GENESIS_HASH, OperationKind, chained, instant_of
from sync.server.central import Central, system_id
from sync.server.enrolment import OFFICE, EnrolledTill, locked_till, named_till, till_of_number
from sync.server.ingest.desk import Desk
from sync.server.ingest.operation_log import OperationState, own_id
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.programmes import ProgrammeBook
from sync.server.resolution.resolve import resolve
from sync.server.retry import write
from sync.server.tables import OPERATION, TILL


@dataclass(frozen=True, slots=True)
class Waiting:
    """A parked operation of some till. ``till``: its number in ``shop_id``."""

    shop_id: str
    till: str
    op_id: str
    seq: int
    kind: str
    reason: str
    business_at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class OfficeDecision:
    """``till``: id or number; ``body``, ``points``, ``customer_id`` as of ``ParkedResolved``. People by their names."""

    till: str
    op_id: str
    action: Resolution
    operator: str
    approved_by: str | None
    reason: str
    body: str | None = field(default=None, repr=False)
    points: Points | None = None
    customer_id: str | None = None


def waiting_operations(connection: Connection) -> tuple[Waiting, ...]:
    """All that wait for a decision, by till, oldest first."""
    rows = connection.execute(
        select(OPERATION, TILL.c.code, TILL.c.shop_id)
        .join(TILL, TILL.c.till_id == OPERATION.c.till_id)
        .where(OPERATION.c.state == OperationState.PARKED.value)
        .order_by(TILL.c.shop_id, TILL.c.code, OPERATION.c.epoch, OPERATION.c.seq)
    )
    return tuple(
        Waiting(
            row.shop_id,
            row.code,
            own_id(row.op_id),
            row.seq,
            row.kind,
            row.reason or "",
            instant_of(row.business_ms),
            instant_of(row.received_ms),
        )
        for row in rows
    )


def body_of_parked(connection: Connection, till_name: str, op_id: str) -> bytes:
    """The record as it came. Raises ``TillUnknownError``, ``RuleBrokenError`` ``not_parked``."""
    return bytes(_parked(connection, named_till(connection, till_name).till_id, op_id).body)


def decide_at_office(central: Central, decision: OfficeDecision) -> str:
    """Carry it out; the decision's id. Raises ``TillUnknownError``, and ``RuleBrokenError``: nothing changed then."""
    return write(central.engine, partial(_decide, central=central, decision=decision))


def _decide(connection: Connection, central: Central, decision: OfficeDecision) -> str:
    if not decision.reason.strip():
        raise RuleBrokenError("reason_needed", "a decision says why")
    till = locked_till(connection, named_till(connection, decision.till).till_id)
    parked = _parked(connection, till.till_id, decision.op_id)
    now = central.now()
    record = ParkedResolved(
        resolution_id=system_id(),
        op_id=decision.op_id,
        epoch=parked.epoch,
        seq=parked.seq,
        action=decision.action,
        operator_id=decision.operator,
        approved_by=decision.approved_by,
        reason=decision.reason.strip(),
        resolved_at=now,
        body=decision.body,
        points=decision.points,
        customer_id=decision.customer_id,
    )
    office = office_stream(connection, till.shop_id)
    operation = chained(
        office.last_hash,
        record.resolution_id,
        office.till_id,
        office.epoch,
        office.last_seq + 1,
        OperationKind.PARKED_RESOLVED.value,
        1,
        now,
        encode(record),
    )
    desk = Desk(connection, central, till.till_id, till.epoch, now, ProgrammeBook(connection))
    resolve(desk, operation, record, till.till_id, by_office=True)
    desk.flags = []
    desk.log(operation, OperationState.APPLIED, None)
    desk.write()
    connection.execute(
        update(TILL).where(TILL.c.till_id == office.till_id).values(last_seq=operation.seq, last_hash=operation.hash)
    )
    return record.resolution_id


def _parked(connection: Connection, till_id: str, op_id: str) -> Row[Any]:
    rows = connection.execute(
        select(OPERATION).where(OPERATION.c.till_id == till_id, OPERATION.c.state == OperationState.PARKED.value)
    ).all()
    found = [row for row in rows if own_id(row.op_id) == op_id]
    if not found:
        raise RuleBrokenError("not_parked", f"operation {op_id} of this till is not parked")
    return found[0]


def office_stream(connection: Connection, shop_id: str) -> EnrolledTill:
    """The shop's office, held against other decisions; it has no key: nobody can sign as it."""
    found = till_of_number(connection, shop_id, OFFICE)
    if found is None:
        till_id = f"office-{hashlib.sha256(shop_id.encode('utf-8')).hexdigest()[:16]}"
        connection.execute(
            insert(TILL).values(
                till_id=till_id,
                code=OFFICE,
                epoch=1,
                last_seq=0,
                last_hash=GENESIS_HASH,
                revoked=True,
                story="told",
                shop_id=shop_id,
                name=OFFICE,
            )
        )
        found = locked_till(connection, till_id)
    return found
