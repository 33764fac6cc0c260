"""Names that a form offers: groups, brands and tags of the goods, shops, and what the draft itself names."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from pos_app.domain.loyalty.programme_form.value_words import name_of
from pos_app.domain.loyalty.words.speaker import Speaker
from sync.protocol.rows import Stream
from sync.server.feed import last_change_number
from sync.server.tables import PUBLISHED, TILL

Known = dict[str, Sequence[tuple[str, str]]]
_MOST_NAMED = 500
_KEPT: WeakKeyDictionary[Engine, tuple[int, Known]] = WeakKeyDictionary()


def known_names(connection: Connection, document: Mapping[str, Any], say: Speaker) -> Known:
    """By key of the document: (value, what people call it)."""
    shops = connection.execute(select(TILL.c.shop_id).distinct().order_by(TILL.c.shop_id)).scalars().all()
    found: Known = dict(_goods_names(connection))
    found["shops"] = [(shop, shop) for shop in shops]
    for keys, entries in (
        (("tiers", "tier"), document.get("tiers")),
        (("memberships", "membership"), document.get("memberships")),
        (("coupon",), document.get("coupons")),
        (("series",), document.get("certificates")),
        (("partners", "operator"), (document.get("coalition") or {}).get("partners")),
        (("forbids",), [entry for one in document.values() if isinstance(one, list) for entry in one]),
    ):
        named = tuple(_named(entries, say, "rule_id" if keys[0] in ("coupon", "forbids") else "code"))
        for key in keys:
            found[key] = named
    return found


def _named(entries: object, say: Speaker, identity: str) -> Iterable[tuple[str, str]]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get(identity), str):
            yield entry[identity], f"{name_of(say, entry)} ({entry[identity]})"


def _goods_names(connection: Connection) -> Known:
    """Read anew when the goods changed: there may be tens of thousands."""
    number = last_change_number(connection, Stream.GOODS)
    kept = _KEPT.get(connection.engine)
    if kept is None or kept[0] != number:
        kept = _KEPT[connection.engine] = (number, _read_goods(connection))
    return dict(kept[1])


def _read_goods(connection: Connection) -> Known:
    found: dict[str, set[str]] = {"groups": set(), "brands": set(), "tags": set()}
    for item in _items(connection):
        found["groups"].add(item.get("group") or "")
        found["brands"].add(item.get("brand") or "")
        found["tags"].update(item.get("tags") or ())
    return {key: tuple((one, one) for one in sorted(names - {""})) for key, names in found.items()}


def goods_found(connection: Connection, query: str, limit: int = 30) -> tuple[tuple[str, str], ...]:
    """Goods whose name or id holds all the words of ``query``: (id, name)."""
    words = query.casefold().split()
    if not words:
        return ()
    found = []
    for item in _items(connection):
        told = f"{item.get('name', '')} {item.get('item_id', '')}".casefold()
        if all(word in told for word in words):
            found.append((str(item["item_id"]), f"{item['name']} ({item['item_id']})"))
    return tuple(sorted(found, key=lambda pair: pair[1])[:limit])


def goods_named(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Names of goods by id; ids of none are missing."""
    wanted = sorted(set(ids))[:_MOST_NAMED]
    asked = select(PUBLISHED.c.body).where(PUBLISHED.c.stream == Stream.GOODS.value, PUBLISHED.c.row_key.in_(wanted))
    items = (json.loads(bytes(body)).get("item") for body in connection.execute(asked).scalars())
    return {str(item["item_id"]): str(item["name"]) for item in items if item}


def _items(connection: Connection) -> Iterator[Mapping[str, Any]]:
    asked = select(PUBLISHED.c.body).where(PUBLISHED.c.stream == Stream.GOODS.value)
    for body in connection.execute(asked).scalars():
        item = json.loads(bytes(body)).get("item")
        if item:
            yield item
