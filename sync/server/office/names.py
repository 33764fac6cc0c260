"""Names of people, shops and tills for whoever reads reports."""

from collections.abc import Collection

from sqlalchemy import Connection, select, tuple_

from sync.server.among import among
from sync.server.tables import OFFICE_PERSON, SHOP_NAME, STAFF_NAME, TILL


def staff_names(connection: Connection, operator_ids: Collection[str]) -> dict[str, str]:
    """People of the tills, those who left too, and of the office; others are not in it."""
    wanted = sorted(set(operator_ids))
    if not wanted:
        return {}
    table, office = STAFF_NAME.c, OFFICE_PERSON.c
    rows = connection.execute(select(table.operator_id, table.name).where(among(connection, table.operator_id, wanted)))
    found = {row.operator_id: row.name for row in rows}
    rest = sorted(set(wanted) - found.keys())
    if rest:
        known = select(office.person_id, office.shown_name).where(among(connection, office.person_id, rest))
        found |= {row.person_id: row.shown_name for row in connection.execute(known)}
    return found


def shop_names(connection: Connection, shop_ids: Collection[str]) -> dict[str, str]:
    """The name that somebody gave to a shop, else its id."""
    wanted = sorted(set(shop_ids))
    if not wanted:
        return {}
    table = SHOP_NAME.c
    rows = connection.execute(select(table.shop_id, table.name).where(among(connection, table.shop_id, wanted)))
    return {each: each for each in wanted} | {row.shop_id: row.name for row in rows}


def till_names(connection: Connection, tills: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """By shop and code; tills without a name are not in it."""
    wanted = sorted(set(tills))
    if not wanted:
        return {}
    rows = connection.execute(
        select(TILL.c.shop_id, TILL.c.code, TILL.c.name).where(tuple_(TILL.c.shop_id, TILL.c.code).in_(wanted))
    )
    return {(row.shop_id, row.code): row.name for row in rows if row.name}
