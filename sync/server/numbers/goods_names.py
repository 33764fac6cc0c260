"""Goods by what another program calls them: id, article or code, however long the shop's list is.

The index follows the feed of goods behind a cursor, so that whoever publishes goods knows nothing of it.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, select

from pos_app.domain.catalogue.item import Item
from sync.protocol.encoding import decode
from sync.protocol.rows import GoodsRow, Stream
from sync.server.among import among
from sync.server.bulk import insert_rows
from sync.server.central import Central
from sync.server.database import reading
from sync.server.keyed_rows import keyed_rows
from sync.server.remembered import remember, remembered
from sync.server.reports.fold_operations import take_turn
from sync.server.retry import write
from sync.server.tables import GOODS_NAME, PUBLISHED

_REACHED = "goods_names"
_AT_ONCE = 2_000
_KEYS_A_STATEMENT = 300


def keep_goods_names(central: Central) -> int:
    """Take in the goods that changed since the last time; how many."""
    kept = 0
    while True:
        with reading(central.engine) as connection:
            if not _changed(connection, 1):
                return kept
        kept += write(central.engine, _keep_some)


def goods_named(connection: Connection, names: Collection[str]) -> Mapping[str, Item]:
    """By name, as of the last keeping; a name that two goods share is none of either."""
    columns = (GOODS_NAME.c.name, GOODS_NAME.c.row_key)
    keys: dict[str, set[str]] = {}
    rest = iter(sorted(names))
    while portion := tuple(islice(rest, _KEYS_A_STATEMENT)):
        for name, row_key in keyed_rows(connection, columns, columns[0], portion):
            keys.setdefault(name, set()).add(row_key)
    single = {name: next(iter(found)) for name, found in keys.items() if len(found) == 1}
    items = _items(connection, sorted(set(single.values())))
    return {name: items[row_key] for name, row_key in single.items() if row_key in items}


def _items(connection: Connection, row_keys: Sequence[str]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    columns = (PUBLISHED.c.row_key, PUBLISHED.c.body)
    rest = iter(row_keys)
    while portion := tuple(islice(rest, _KEYS_A_STATEMENT)):
        of_goods = ("AND published.stream = ?", Stream.GOODS.value)
        for row_key, body in keyed_rows(connection, columns, columns[0], portion, *of_goods):
            item = decode(GoodsRow, bytes(body)).item
            if item is not None:
                found[row_key] = item
    return found


def _changed(connection: Connection, limit: int) -> Sequence[Any]:
    reached = int(remembered(connection, _REACHED) or 0)
    return connection.execute(
        select(PUBLISHED.c.row_key, PUBLISHED.c.body, PUBLISHED.c.change_number)
        .where(PUBLISHED.c.stream == Stream.GOODS.value, PUBLISHED.c.change_number > reached)
        .order_by(PUBLISHED.c.change_number)
        .limit(limit)
    ).all()


def _keep_some(connection: Connection) -> int:
    take_turn(connection)
    changed = _changed(connection, _AT_ONCE)
    if not changed:
        return 0
    rest = iter([row.row_key for row in changed])
    while portion := tuple(islice(rest, _KEYS_A_STATEMENT)):
        connection.execute(delete(GOODS_NAME).where(among(connection, GOODS_NAME.c.row_key, portion)))
    rows = [
        {"name": name, "row_key": row.row_key}
        for row in changed
        if (item := decode(GoodsRow, bytes(row.body)).item) is not None
        for name in sorted({item.item_id, item.article, *item.codes})
    ]
    insert_rows(connection, GOODS_NAME, rows)
    remember(connection, _REACHED, str(changed[-1].change_number))
    return len(changed)
