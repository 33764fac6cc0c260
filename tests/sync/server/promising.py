"""What tills ask of the server and give back, for its tests."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Row, select

from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.reservation.closed import CloseReason, ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.redemption import RedemptionPart
from pos_app.domain.transaction.sale import Sale
from sync.protocol.encoding import encode
from sync.protocol.operation import Operation
from sync.protocol.push import PushAnswer
from sync.protocol.reservation import ReserveAnswer, ReserveRequest, reservations_digest
from sync.protocol.rows import ProgrammeRow, Stream
from sync.server.database import reading, writing
from sync.server.feed import publish
from sync.server.tables import RESERVATION
from sync.server.web import exchange
from tests.sync.server import paper
from tests.sync.server.paper import AT, PROGRAMME
from tests.sync.server.shop import OLGA, TILL, Shop, programme


def allow_leases(shop: Shop, leases: int = 2) -> None:
    """Publish a version of the programme that gives leases."""
    row = ProgrammeRow(PROGRAMME, 2, write_programme(replace(programme(leases), version=2)))
    with writing(shop.central.engine) as connection:
        publish(connection, Stream.PROGRAMME, [row])


def hold(
    shop: Shop, reservation_id: str, points: int, till_id: str = TILL, epoch: int = 1, **other: str
) -> ReserveAnswer:
    """Ask for a hold."""
    customer_id = other.get("customer_id", OLGA)
    request = ReserveRequest(reservation_id, customer_id, ReservationKind.HOLD, points, epoch)
    return exchange.reserve(shop.central, shop.till(till_id), request)


def spending(sold: Sale, *parts: tuple[str, int], grant: str = "") -> Sale:
    """The sale, paid out of these promises."""
    return replace(sold, redemption=tuple(RedemptionPart(each, points, grant) for each, points in parts))


def closing(
    stream: paper.Stream,
    reservation_id: str,
    spent: int = 0,
    reason: CloseReason = CloseReason.RECEIPT,
    customer_id: str = OLGA,
) -> Operation:
    """The operation that gives a promise back."""
    op_id = f"close-{reservation_id}"
    record = ReservationClosed(op_id, reservation_id, customer_id, spent, reason, AT)
    return stream.add_body(op_id, "reservation_closed", encode(record))


def heartbeat(shop: Shop, stream: paper.Stream, *held: str, till_id: str = TILL) -> PushAnswer:
    """An empty push of a till that holds these promises."""
    request = replace(stream.request(), operations=(), reservations_digest=reservations_digest(held))
    return shop.push(replace(request, till_id=till_id))


def reservation(shop: Shop, reservation_id: str) -> Row[tuple[object, ...]]:
    """Its row."""
    with reading(shop.central.engine) as connection:
        return connection.execute(select(RESERVATION).where(RESERVATION.c.reservation_id == reservation_id)).one()


def later(shop: Shop, at: datetime) -> None:
    """Move the server's clock."""
    shop.clock.at = at
