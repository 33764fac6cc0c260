"""Which customer account is whose, of the people who sign on: so that a cashier's own card is known as such."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from sync.protocol.encoding import decode
from sync.protocol.rows import StaffRow, Stream
from sync.server.central import Central
from sync.server.feed import publish
from sync.server.journal.journal import Action, add_to_journal
from sync.server.people.naming import person_named
from sync.server.retry import write
from sync.server.tables import CUSTOMER_ALIAS, PUBLISHED


class OwnAccountError(ValueError):
    """What was named is not here; nothing was changed."""


def tell_own_account(central: Central, operator_id: str, who: str, actor: str) -> str | None:
    """Note that the account of ``who`` (id, card or phone; "" for none) is the operator's own; answers its id.

    Every till hears of it with the staff. Raises :class:`OwnAccountError` for an operator or a customer nobody knows.
    """

    def work(connection: Connection) -> str | None:
        row = _staff_row(connection, operator_id)
        if row is None or row.operator is None:
            raise OwnAccountError(f"operator: expected the id of somebody who signs on here, found {operator_id!r}")
        account = person_named(connection, central, who) if who else None
        if who and account is None:
            raise OwnAccountError("customer: nobody here has this phone, card or id")
        if row.operator.customer_id != account:
            publish(connection, Stream.STAFF, (replace(row, operator=replace(row.operator, customer_id=account)),))
            detail = f"customer {account}" if account else "none"
            add_to_journal(connection, central.now(), actor, Action.OWN_ACCOUNT_TOLD, operator_id, detail)
        return account

    return write(central.engine, work)


def own_accounts(connection: Connection) -> Mapping[str, str]:
    """Operator to the account in force that is his own, for those whose account was told; accounts made one follow."""
    bodies = connection.execute(select(PUBLISHED.c.body).where(PUBLISHED.c.stream == Stream.STAFF.value)).scalars()
    rows = (decode(StaffRow, bytes(body)) for body in bodies)
    told = {
        row.operator_id: row.operator.customer_id
        for row in rows
        if row.operator is not None and row.operator.customer_id is not None
    }
    in_force = _in_force(connection, told.values())
    return {operator: in_force.get(account, account) for operator, account in told.items()}


def _in_force(connection: Connection, accounts: Iterable[str]) -> Mapping[str, str]:
    found = connection.execute(
        select(CUSTOMER_ALIAS.c.alias_id, CUSTOMER_ALIAS.c.customer_id).where(
            CUSTOMER_ALIAS.c.alias_id.in_(sorted(set(accounts)))
        )
    )
    return {row.alias_id: row.customer_id for row in found}


def _staff_row(connection: Connection, operator_id: str) -> StaffRow | None:
    body = connection.execute(
        select(PUBLISHED.c.body).where(PUBLISHED.c.stream == Stream.STAFF.value, PUBLISHED.c.row_key == operator_id)
    ).scalar_one_or_none()
    return None if body is None else decode(StaffRow, bytes(body))
