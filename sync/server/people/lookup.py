"""One person by the keyed hash of his phone, for a till that does not know him yet."""

import re

from sqlalchemy import select

from sync.protocol.lookup import HASH_HEX_DIGITS, LookupAnswer, LookupRequest
from sync.server.central import Central
from sync.server.database import reading
from sync.server.enrolment import EnrolledTill, present_till
from sync.server.feed import accounts_for
from sync.server.people.customer_rows import customers_in
from sync.server.reservations.refused import RequestInvalidError
from sync.server.tables import CUSTOMER, PHONE

_HASH = re.compile(f"[0-9a-f]{{{HASH_HEX_DIGITS}}}", re.ASCII)


def find_customer(central: Central, till: EnrolledTill, request: LookupRequest) -> LookupAnswer:
    """The person and his account in one snapshot. Raises :class:`RequestInvalidError`."""
    if _HASH.fullmatch(request.phone_hash) is None:
        raise RequestInvalidError(f"phone_hash: {HASH_HEX_DIGITS} lower-case hex digits are expected")
    with reading(central.engine) as connection:
        row = connection.execute(
            select(CUSTOMER)
            .join(PHONE, PHONE.c.customer_id == CUSTOMER.c.customer_id)
            .where(PHONE.c.phone_hash == bytes.fromhex(request.phone_hash), CUSTOMER.c.deleted.is_(False))
        ).one_or_none()
        if row is None:
            return LookupAnswer(None, None, central.incarnation)
        present = present_till(connection, till.till_id)
        accounts = accounts_for(connection, [row.customer_id], present, central.today())
        (customer,) = customers_in(connection, [row], central.vault)
    return LookupAnswer(customer, accounts[0] if accounts else None, central.incarnation)
