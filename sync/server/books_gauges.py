"""What the books say of the shop's health when they are asked: parked operations, tills that are silent."""

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import Connection, and_, func, select
from sqlalchemy.exc import SQLAlchemyError

from sync.protocol.operation import unix_ms
from sync.server.central import Central
from sync.server.database import reading
from sync.server.ingest.operation_log import OperationState
from sync.server.numbers.coupon_office import count_coupon_clashes
from sync.server.numbers.order_office import count_order_clashes
from sync.server.tables import OPERATION, TILL

SILENT_MS = 30 * 60 * 1000
_MS = 1000


def books_exposition(central: Central) -> bytes:
    """The gauges in Prometheus' text format; without a database only that there is none."""
    registry = CollectorRegistry()
    up = Gauge("kopilka_database_up", "Whether the database answers", registry=registry)
    try:
        with reading(central.engine) as connection:
            _set_parked(registry, connection, unix_ms(central.now()))
            _set_silent(registry, connection, unix_ms(central.now()))
            _set_clashes(registry, connection)
        up.set(1)
    except SQLAlchemyError:
        up.set(0)
    return generate_latest(registry)


def _set_parked(registry: CollectorRegistry, connection: Connection, now_ms: int) -> None:
    # By till, as the index is: the table of operations is the largest of all.
    parked = and_(OPERATION.c.till_id == TILL.c.till_id, OPERATION.c.state == OperationState.PARKED.value)
    count, oldest_ms = connection.execute(
        select(func.count(), func.min(OPERATION.c.received_ms)).select_from(TILL.join(OPERATION, parked))
    ).one()
    Gauge("kopilka_parked_open", "Parked operations that wait for a person", registry=registry).set(count)
    age = 0 if oldest_ms is None else max(0, now_ms - oldest_ms) / _MS
    Gauge("kopilka_parked_oldest_seconds", "Age of the oldest of them; 0: there is none", registry=registry).set(age)


def _set_silent(registry: CollectorRegistry, connection: Connection, now_ms: int) -> None:
    silent = connection.execute(
        select(func.count())
        .select_from(TILL)
        .where(TILL.c.revoked.is_(False), TILL.c.last_contact_ms < now_ms - SILENT_MS)
    ).scalar_one()
    words = "Tills that sent nothing for half an hour (closed shops too)"
    Gauge("kopilka_tills_silent", words, registry=registry).set(silent)


def _set_clashes(registry: CollectorRegistry, connection: Connection) -> None:
    words = "Receipts that used a coupon or handed out an order that they must not have"
    gauge = Gauge("kopilka_number_clashes", words, ["kind"], registry=registry)
    gauge.labels(kind="coupon").set(count_coupon_clashes(connection))
    gauge.labels(kind="order").set(count_order_clashes(connection))
