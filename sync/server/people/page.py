"""The page of one customer, read in one snapshot."""

from sqlalchemy import Connection, select

from pos_app.domain.people.consent import ConsentPurpose
from sync.protocol.customer_page import HISTORY_ROWS, ConsentRow, CustomerPageAnswer, CustomerPageRequest
from sync.protocol.operation import instant_of
from sync.server.central import Central
from sync.server.database import reading
from sync.server.enrolment import EnrolledTill, present_till
from sync.server.feed import accounts_for
from sync.server.people.customer_rows import customers_in
from sync.server.people.history import HistoryPlace, HistoryPlaceError, history_page
from sync.server.reservations.refused import RequestInvalidError
from sync.server.tables import CONSENT, CUSTOMER, CUSTOMER_ALIAS


def customer_page(central: Central, till: EnrolledTill, request: CustomerPageRequest) -> CustomerPageAnswer:
    """What the server knows of him; an alias leads to the person. Raises ``RequestInvalidError``."""
    before = _place(request.before)
    with reading(central.engine) as connection:
        alias = select(CUSTOMER_ALIAS.c.customer_id).where(CUSTOMER_ALIAS.c.alias_id == request.customer_id)
        person = connection.execute(alias).scalar_one_or_none() or request.customer_id
        row = connection.execute(
            select(CUSTOMER).where(
                CUSTOMER.c.customer_id == person, CUSTOMER.c.deleted.is_(False), CUSTOMER.c.phone_hash.is_not(None)
            )
        ).one_or_none()
        if row is None:
            return CustomerPageAnswer(None, None)
        present = present_till(connection, till.till_id)
        accounts = accounts_for(connection, [person], present, central.today())
        history = history_page(connection, person, HISTORY_ROWS, before=before)
        (customer,) = customers_in(connection, [row], central.vault)
        return CustomerPageAnswer(
            customer=customer,
            account=accounts[0] if accounts else None,
            history=history.rows,
            more=history.next_before is not None,
            next_before="" if history.next_before is None else str(history.next_before),
            consents=_consents(connection, person),
            registered_at=None if row.registered_ms is None else instant_of(row.registered_ms),
            invited_by=_name(connection, row.invited_by),
        )


def _place(before: str) -> HistoryPlace | None:
    try:
        return HistoryPlace.parse(before) if before else None
    except HistoryPlaceError as error:
        raise RequestInvalidError(str(error)) from error


def _consents(connection: Connection, person: str) -> tuple[ConsentRow, ...]:
    rows = connection.execute(
        select(CONSENT).where(CONSENT.c.customer_id == person).order_by(CONSENT.c.at_ms.desc(), CONSENT.c.operation_id)
    )
    known = {each.value for each in ConsentPurpose}
    return tuple(
        ConsentRow(ConsentPurpose(row.purpose), instant_of(row.at_ms), bool(row.withdrawn), row.text_version, row.way)
        for row in rows
        if row.purpose in known
    )


def _name(connection: Connection, customer_id: str | None) -> str:
    if customer_id is None:
        return ""
    name = connection.execute(select(CUSTOMER.c.name).where(CUSTOMER.c.customer_id == customer_id))
    return name.scalar_one_or_none() or ""
