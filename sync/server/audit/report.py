"""The whole audit in one snapshot, with its figures."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from pos_app.domain.money.units import Points
from sync.server.audit.balances import check_accounts, check_entries, check_lots, check_self_balancing
from sync.server.audit.finding import Finding
from sync.server.audit.receipts import check_applied_operations, check_parts, check_receipts
from sync.server.audit.reservations import check_holders, check_promised_lots, check_reservations
from sync.server.audit.streams import check_streams, check_waiting
from sync.server.database import reading
from sync.server.ledger.accounts import PointsAccount
from sync.server.tables import ACCOUNT, ENTRY, LEG, OPERATION, RECEIPT

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
)


@dataclass(frozen=True, slots=True)
class AuditReport:
    """``sums``: hundredths of a point by account, with the signs of ``ledger/accounts.py``; they sum to zero.

    ``operations``: how many by state; ``parked``: how many by reason; ``findings``: empty when the books are right.
    """

    customers: int
    entries: int
    receipts: dict[str, int]
    money_kopecks: dict[str, int]
    operations: dict[str, int]
    parked: dict[str, int]
    sums: dict[PointsAccount, Points]
    findings: tuple[Finding, ...]


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
        )


def _counts(connection: Connection, grouped: Select[Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in connection.execute(grouped)}
