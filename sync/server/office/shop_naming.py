"""Names for shops: what reports and pages call them."""

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from sync.server.central import Central
from sync.server.journal.journal import Action, add_to_journal
from sync.server.retry import write
from sync.server.tables import SHOP_NAME

LONGEST_NAME = 80


class ShopNameError(ValueError):
    """Nothing was changed: a name has 1 to ``LONGEST_NAME`` printable letters."""


def name_shop(central: Central, shop_id: str, name: str, actor: str) -> None:
    """From now on it is called so. Raises :class:`ShopNameError`."""
    told = " ".join(name.split())
    if not 0 < len(told) <= LONGEST_NAME or not told.isprintable():
        raise ShopNameError(f"expected 1 to {LONGEST_NAME} printable letters, got {name!r}")

    def work(connection: Connection) -> None:
        make = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
        statement = make(SHOP_NAME).values(shop_id=shop_id, name=told)
        connection.execute(statement.on_conflict_do_update(index_elements=["shop_id"], set_={"name": told}))
        add_to_journal(connection, central.now(), actor, Action.SHOP_NAMED, shop_id, told)

    write(central.engine, work)
