"""What a person may decide: the role and the shops that the office gave him, not what a till says of him."""

from sqlalchemy import Connection, select

from pos_app.domain.people.operator import Role
from pos_app.domain.people.roles import role_covers
from sync.protocol.encoding import decode
from sync.protocol.rows import StaffRow, Stream
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.tables import PUBLISHED, TILL


def role_at(connection: Connection, operator_id: str, shop_id: str) -> Role | None:
    """The role of a person in a shop; None for who does not work there."""
    body = connection.execute(
        select(PUBLISHED.c.body).where(PUBLISHED.c.stream == Stream.STAFF.value, PUBLISHED.c.row_key == operator_id)
    ).scalar_one_or_none()
    row = None if body is None else decode(StaffRow, bytes(body))
    if row is None or row.operator is None or (row.shop_ids and shop_id not in row.shop_ids):
        return None
    return row.operator.role


def require_senior(connection: Connection, till_id: str, operator_id: str, approved_by: str) -> None:
    """Raise ``RuleBrokenError`` ``role_too_low`` unless both work in the till's shop and who approved is senior there.

    By the office's own list, not by what the till says.
    """
    shop_id: str = connection.execute(select(TILL.c.shop_id).where(TILL.c.till_id == till_id)).scalar_one()
    if role_at(connection, operator_id, shop_id) is None or not may_at(connection, approved_by, shop_id, Role.SENIOR):
        raise RuleBrokenError("role_too_low", f"it takes two people of {shop_id}, one of them senior")


def may_at(connection: Connection, operator_id: str, shop_id: str, needed: Role) -> bool:
    """Whether a person works in a shop with a role that covers ``needed``."""
    role = role_at(connection, operator_id, shop_id)
    return role is not None and role_covers(role, needed)
