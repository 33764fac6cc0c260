"""Leases.

After a purchase the till is promised a part of the customer's points, to be spent there without the server.
"""

from pos_app.domain.reservation.kind import ReservationKind
from sync.server.enrolment import EnrolledTill
from sync.server.ingest.desk import Desk
from sync.server.people.directory import unconfirmed_among
from sync.server.reservations.reserve import HOUR_MS, promise

LEASE_PREFIX = "L"
"""Before the id of the receipt that brought it: the same receipt never brings two."""


def grant_leases(desk: Desk, till: EnrolledTill) -> None:
    """Give the till a lease for each customer who bought there in this run and has none at it."""
    terms = desk.programmes.offline(desk.received_at)
    if not (terms.leases_per_customer and terms.lease_points and terms.lease_share_bp):
        return
    unconfirmed = unconfirmed_among(desk.connection, list(desk.visited))
    for customer_id, receipt_id in sorted(desk.visited.items()):
        if customer_id in unconfirmed:
            continue
        books = desk.books[customer_id]
        lease_id = f"{LEASE_PREFIX}{receipt_id}"
        held = [each for each in books.open_reservations() if each.kind == ReservationKind.LEASE and each.left]
        if len(held) >= terms.leases_per_customer or any(each.till_id == till.till_id for each in held):
            continue
        if lease_id in books.reservations or any(each.recall for each in held):
            continue  # somebody wants the points elsewhere right now
        points = min(books.spendable(desk.today) * terms.lease_share_bp // 10_000, terms.lease_points)
        if points > 0:
            promise(
                desk,
                books,
                till,
                lease_id,
                ReservationKind.LEASE,
                customer_id,
                points,
                terms.lease_hours * HOUR_MS,
            )
