"""Customers by their names: the beginnings of any words of a name, in any order, however large the chain is.

Each name stands in the index once for each of its words, turned so that the word comes first: «иванова мария», «мария
иванова». The index follows the feed of changes behind a cursor, so that whoever writes a name knows nothing of it.
"""

import re
import time
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, select

from sync.server.bulk import insert_rows
from sync.server.central import Central
from sync.server.database import reading
from sync.server.remembered import remember, remembered
from sync.server.reports.fold_operations import take_turn
from sync.server.retry import write
from sync.server.tables import CUSTOMER, CUSTOMER_NAME

_REACHED = "customer_names"
_AT_ONCE = 2_000
_MOST_WORDS = 6
_LONGEST_KEY = 200
_LAST = "\U0010ffff"
_WORDS = re.compile(r"[^\W_]+")


def name_keys(name: str) -> tuple[str, ...]:
    """A key for each word of a name: that word, then the others."""
    words = words_of(name)[:_MOST_WORDS]
    return tuple(" ".join((*words[place:], *words[:place]))[:_LONGEST_KEY] for place in range(len(words)))


def words_of(text: str) -> tuple[str, ...]:
    """Words as they are compared: no capitals, «ё» is «е»."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return tuple(_WORDS.findall(plain))


def keep_names(central: Central, most_seconds: float | None = None) -> int:
    """Take in the people that changed since the last time, all of them or for about ``most_seconds``; how many."""
    begun, kept = time.monotonic(), 0
    while True:
        with reading(central.engine) as connection:
            if not _changed(connection, _reached(connection), 1):
                return kept
        kept += write(central.engine, _keep_some)
        if most_seconds is not None and time.monotonic() - begun >= most_seconds:
            return kept


def people_named(connection: Connection, text: str, limit: int) -> tuple[str, ...]:
    """Ids of at most ``limit`` people, each of whose names has words that begin with every word of ``text``.

    In the order of the index; people who changed since it was kept last are looked at one by one.
    """
    words = words_of(text)
    if not words:
        return ()
    together = " ".join(words)
    found = _ids(connection, together, (), limit)
    if len(found) < limit and len(words) > 1:
        first = max(words, key=len)
        others = list(words)
        others.remove(first)
        found += [each for each in _ids(connection, first, others, limit) if each not in found]
    fresh = _changed(connection, _reached(connection), _AT_ONCE)
    for row in fresh:
        if row.customer_id not in found and not row.deleted and _fits(row.name, words):
            found.append(row.customer_id)
    return tuple(found[:limit])


def _ids(connection: Connection, beginning: str, others: Sequence[str], limit: int) -> list[str]:
    key = CUSTOMER_NAME.c.key
    conditions: list[ColumnElement[bool]] = [key >= beginning, key < beginning + _LAST]
    conditions += [key.contains(f" {word}", autoescape=True) for word in others]
    rows = connection.execute(
        select(CUSTOMER_NAME.c.customer_id)
        .where(and_(*conditions))
        .order_by(key, CUSTOMER_NAME.c.customer_id)
        .limit(limit * _MOST_WORDS)
    ).scalars()
    return list(dict.fromkeys(rows))[:limit]


def _fits(name: str, words: Sequence[str]) -> bool:
    parts = words_of(name)
    return all(any(part.startswith(word) for part in parts) for word in words)


def _reached(connection: Connection) -> int:
    return int(remembered(connection, _REACHED) or 0)


def _changed(connection: Connection, reached: int, limit: int) -> Sequence[Any]:
    columns = (CUSTOMER.c.customer_id, CUSTOMER.c.name, CUSTOMER.c.deleted, CUSTOMER.c.change_number)
    return connection.execute(
        select(*columns).where(CUSTOMER.c.change_number > reached).order_by(CUSTOMER.c.change_number).limit(limit)
    ).all()


def _keep_some(connection: Connection) -> int:
    take_turn(connection)
    people = _changed(connection, _reached(connection), _AT_ONCE)
    if not people:
        return 0
    ids = [person.customer_id for person in people]
    connection.execute(delete(CUSTOMER_NAME).where(CUSTOMER_NAME.c.customer_id.in_(ids)))
    rows = [
        {"customer_id": person.customer_id, "place": place, "key": key}
        for person in people
        if not person.deleted
        for place, key in enumerate(name_keys(person.name))
    ]
    insert_rows(connection, CUSTOMER_NAME, rows)
    remember(connection, _REACHED, str(people[-1].change_number))
    return len(people)
