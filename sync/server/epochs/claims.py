"""Promises of the server's lost life, as the tills hold them: each signed by this server, so none can be invented."""

from collections.abc import Sequence

from sqlalchemy import Connection

from pos_app.domain.reservation.terms import ReservationTerms
from sync.protocol.operation import unix_ms
from sync.protocol.reservation import Claim
from sync.server.central import Central
from sync.server.enrolment import EnrolledTill
from sync.server.ingest.desk import Desk
from sync.server.ingest.gather import load
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.books_reader import Need
from sync.server.ledger.lot_state import ReservationBooks
from sync.server.ledger.reserving import rebuild
from sync.server.programmes import ProgrammeBook
from sync.server.reservations.grants import granted_terms


def take_claims(connection: Connection, central: Central, till: EnrolledTill, claims: Sequence[Claim]) -> None:
    """Take up again what these books do not know. What is known stands as it is; what is not signed is left out.

    A customer who is not here yet is in the till's archive: his receipts bring the signed promise along themselves.
    """
    lawful = [terms for claim in claims if (terms := _terms(central, till, claim)) is not None]
    if not lawful:
        return
    signed = {claim.reservation_id: claim.grant for claim in claims}
    desk = Desk(connection, central, till.till_id, till.epoch, central.now(), ProgrammeBook(connection))
    load(desk, {terms.customer_id: Need(desk.today) for terms in lawful}, [terms.reservation_id for terms in lawful])
    for terms in lawful:
        books = desk.books_of(terms.customer_id)
        if books is None or terms.reservation_id in books.reservations:
            continue
        made = ReservationBooks(
            terms.reservation_id,
            till.till_id,
            terms.epoch,
            terms.kind.value,
            terms.granted,
            terms.duration_ms,
            unix_ms(desk.received_at),
            terms.customer_id,
            grant_text=signed[terms.reservation_id],
        )
        legs = desk.legs(books, books.programme_id)
        rebuild(books, made, desk.today, legs)
        desk.enter(books, terms.reservation_id, EntryKind.RESERVE, legs)
    desk.write()


def _terms(central: Central, till: EnrolledTill, claim: Claim) -> ReservationTerms | None:
    terms = granted_terms(central.signing_key, claim.grant)
    if terms is None or (terms.reservation_id, terms.till_id) != (claim.reservation_id, till.till_id):
        return None
    return terms
