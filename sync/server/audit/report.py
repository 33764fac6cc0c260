"""The whole audit in one snapshot, with its figures."""

from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind
from sync.server.audit.balances import check_accounts, check_entries, check_lots, check_self_balancing
from sync.server.audit.finding import Finding
from sync.server.audit.numbers import check_coupons, check_orders
from sync.server.audit.receipts import check_applied_operations, check_parts, check_receipts
from sync.server.audit.reservations import check_holders, check_promised_lots, check_reservations
from sync.server.audit.stored_value import check_value_entries, check_value_payments, check_values
from sync.server.audit.streams import check_streams, check_waiting
from sync.server.database import reading
from sync.server.ingest.operation_log import OperationState
from sync.server.ledger.accounts import PointsAccount
from sync.server.stored_value.accounts import ValueAccount
from sync.server.tables import ACCOUNT, ENTRY, LEG, OPERATION, PAID_OUT_TWICE, RECEIPT, RESERVATION, VALUE_LEG

_CHECKS = (
    check_entries,
    check_accounts,
    check_lots,
    check_self_balancing,
    check_reservations,
    check_promised_lots,
    check_holders,
    check_receipts,
    check_applied_operations,
    check_parts,
    check_streams,
    check_waiting,
    check_value_entries,
    check_values,
    check_value_payments,
    check_coupons,
    check_orders,
)


@dataclass(frozen=True, slots=True)
class AuditReport:
    """``sums``: hundredths of a point by account, with the signs of ``ledger/accounts.py``; they sum to zero.

    ``operations``: how many by state; ``parked``: how many by reason; ``findings``: empty when the books are right.

    ``flagged``: operations that were odd, by what about them; ``reservations``: how many by state.
    ``paid_twice_kopecks``: money of open returns of pieces that had come back before at another till: it was handed
    out, the points were not moved.
    """

    customers: int
    entries: int
    receipts: dict[str, int]
    money_kopecks: dict[str, int]
    operations: dict[str, int]
    parked: dict[str, int]
    sums: dict[PointsAccount, Points]
    findings: tuple[Finding, ...]
    flagged: dict[str, int] = field(default_factory=dict)
    reservations: dict[str, int] = field(default_factory=dict)
    paid_twice_kopecks: Kopecks = 0
    value_sums: dict[ValueAccount, Kopecks] = field(default_factory=dict)
    """Money that is owed, by account, with the signs of ``stored_value/accounts.py``; they sum to zero."""


def audit(engine: Engine) -> AuditReport:
    """Check everything; reads one snapshot and changes nothing."""
    with reading(engine) as connection:
        findings = tuple(chain.from_iterable(check(connection) for check in _CHECKS))
        sums = _counts(connection, select(LEG.c.account, func.sum(LEG.c.amount)).group_by(LEG.c.account))
        money = select(RECEIPT.c.kind, func.sum(RECEIPT.c.money_kopecks)).group_by(RECEIPT.c.kind)
        parked = select(OPERATION.c.reason, func.count()).where(OPERATION.c.state == "parked")
        return AuditReport(
            customers=connection.execute(select(func.count()).select_from(ACCOUNT)).scalar_one(),
            entries=connection.execute(select(func.count()).select_from(ENTRY)).scalar_one(),
            receipts=_counts(connection, select(RECEIPT.c.kind, func.count()).group_by(RECEIPT.c.kind)),
            money_kopecks=_counts(connection, money),
            operations=_counts(connection, select(OPERATION.c.state, func.count()).group_by(OPERATION.c.state)),
            parked=_counts(connection, parked.group_by(OPERATION.c.reason)),
            sums={account: sums.get(account.value, 0) for account in PointsAccount},
            findings=findings,
            flagged=_flagged(connection),
            reservations=_counts(connection, select(RESERVATION.c.state, func.count()).group_by(RESERVATION.c.state)),
            paid_twice_kopecks=_paid_twice(connection),
            value_sums=_value_sums(connection),
        )


def _value_sums(connection: Connection) -> dict[ValueAccount, Kopecks]:
    sums = _counts(connection, select(VALUE_LEG.c.account, func.sum(VALUE_LEG.c.amount)).group_by(VALUE_LEG.c.account))
    return {account: sums.get(account.value, 0) for account in ValueAccount}


def _counts(connection: Connection, grouped: Select[Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in connection.execute(grouped)}


def _flagged(connection: Connection) -> dict[str, int]:
    """An operation may have several flags."""
    counted: dict[str, int] = {}
    grouped = select(OPERATION.c.flags, func.count()).where(OPERATION.c.flags.is_not(None)).group_by(OPERATION.c.flags)
    for flags, count in connection.execute(grouped):
        for flag in flags.split():
            counted[flag] = counted.get(flag, 0) + int(count)
    return counted


def _paid_twice(connection: Connection) -> Kopecks:
    bodies = connection.execute(
        select(OPERATION.c.body).where(
            OPERATION.c.kind == OperationKind.RETURN.value,  # a decision to try one again is refused with its reason
            OPERATION.c.state == OperationState.PARKED.value,
            OPERATION.c.reason.in_(PAID_OUT_TWICE),
        )
    )
    return sum(refund.amount_kopecks for body in bodies.scalars() for refund in decode(SaleReturn, bytes(body)).refunds)
