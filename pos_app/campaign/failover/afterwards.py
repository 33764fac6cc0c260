"""What the promoted standby must hold of all that the tills were told."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from pos_app.campaign.failover.counter import BusyCounter
from pos_app.domain.reservation.kind import ReservationKind
from sync.server.audit.report import audit
from sync.server.database import open_engine, reading
from sync.server.ledger.accounts import PointsAccount
from sync.server.tables import LEG, OPERATION, RESERVATION


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Counts; ``findings`` in words, of the audit and of promises. ``forgotten``: promises told and not there."""

    lost: int
    doubled: int
    forgotten: int
    findings: tuple[str, ...]


def look(database_url: str, counters: Iterable[BusyCounter]) -> Afterwards:
    """Hold the books against what was heard. Every till has given back all that it held."""
    counters = list(counters)
    acknowledged = set().union(*(counter.acknowledged for counter in counters))
    granted = {name: points for counter in counters for name, points in counter.promises.granted.items()}
    engine = open_engine(database_url)
    try:
        with reading(engine) as connection:
            stored = connection.execute(select(OPERATION.c.op_id)).scalars().all()
            columns = (RESERVATION.c.reservation_id, RESERVATION.c.granted)
            known = {str(name): int(points) for name, points in connection.execute(select(*columns))}
            findings = list(_of_promises(connection))
        findings += [f"{each.check}: {each.place}" for each in audit(engine).findings]
    finally:
        engine.dispose()
    return Afterwards(
        lost=len(acknowledged - set(stored)),
        doubled=len(stored) - len(set(stored)),
        forgotten=sum(1 for name, points in granted.items() if known.get(name) != points),
        findings=tuple(findings),
    )


def _of_promises(connection: Connection) -> Iterable[str]:
    ((at_risk,),) = connection.execute(
        select(func.coalesce(func.sum(LEG.c.amount), 0)).where(LEG.c.account == PointsAccount.RISK.value)
    )
    if at_risk:
        yield f"{at_risk} hundredths of a point were spent that nobody had set aside"
    sums = connection.execute(
        select(LEG.c.customer_id, LEG.c.entry_id)
        .group_by(LEG.c.customer_id, LEG.c.entry_id)
        .having(func.sum(LEG.c.amount) != 0)
    ).all()
    yield from (f"entry {entry} of {customer} does not sum to zero" for customer, entry in sums)
    left = connection.execute(
        select(RESERVATION.c.kind, func.count()).where(RESERVATION.c.state != "closed").group_by(RESERVATION.c.kind)
    ).all()
    yield from (
        f"{count} of kind {ReservationKind(kind).value} open that their tills gave back" for kind, count in left
    )
