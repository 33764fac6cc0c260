"""A million changes pulled by one till: page by page over HTTP, decoded, written into its cache."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import delete, insert

from pos_app.bench.benches import Progress
from pos_app.bench.figure import Table
from pos_app.bench.sync.ground import DATABASES, Ground, ground
from pos_app.bench.sync.sizes import Sizes
from pos_app.bench.sync.words import rate, seconds
from pos_app.scratch.sales import item
from sync.client.http import HttpDoor
from sync.protocol.encoding import encode
from sync.protocol.limits import MAX_PAGE_ROWS
from sync.protocol.pull import AnyPullAnswer, PullRequest
from sync.protocol.rows import GoodsRow, Stream
from sync.server.bulk import insert_rows
from sync.server.central import system_now
from sync.server.database import open_engine, writing
from sync.server.tables import CHANGE_COUNTER, PUBLISHED
from sync.store.cache_database import prepare_cache_database
from sync.store.feed_intake import open_intake
from sync.vault.phone_vault import PhoneVault

_AT_ONCE = 10_000


def pull(parent: Path, sizes: Sizes, progress: Progress) -> Table:
    """Both databases; without and with the till's own writing."""
    rows = []
    for database in DATABASES:
        progress(f"{sizes.pulled_rows:,} changes out of {database}")
        with ground(parent, database, 10, 1, goods=1) as place:
            _publish(place.database_url, sizes.pulled_rows)
            begin = time.monotonic_ns()
            count = sum(len(page.rows) for page in _pages(place))
            only = time.monotonic_ns() - begin
            stored = _stored(parent, place) if database == DATABASES[0] else 0
        rows.append((f"{database}: pulled and decoded", seconds(only), str(rate(count, only))))
        if stored:
            rows.append((f"{database}: and written to the till's cache", seconds(stored), str(rate(count, stored))))
    note = f"{sizes.pulled_rows:,} goods in pages of {MAX_PAGE_ROWS}; the till writes goods with their search index"
    return Table("pull", "changes pulled by one till", ("way", "time", "rows/s"), tuple(rows), note)


def _publish(url: str, count: int) -> None:
    engine = open_engine(url)
    goods = Stream.GOODS.value
    with writing(engine) as connection:
        connection.execute(delete(PUBLISHED).where(PUBLISHED.c.stream == goods))
        connection.execute(delete(CHANGE_COUNTER).where(CHANGE_COUNTER.c.stream == goods))
    for first in range(0, count, _AT_ONCE):
        rows = [
            {
                "stream": goods,
                "row_key": f"item-{number}",
                "body": encode(GoodsRow(f"item-{number}", item(number))),
                "change_number": number + 1,
            }
            for number in range(first, min(first + _AT_ONCE, count))
        ]
        with writing(engine) as connection:  # not for long: the server has work of its own
            insert_rows(connection, PUBLISHED, rows)
    with writing(engine) as connection:
        connection.execute(insert(CHANGE_COUNTER).values(stream=goods, last_number=count))
    engine.dispose()


def _pages(place: Ground) -> Iterator[AnyPullAnswer]:
    door = HttpDoor(place.url, place.tills[0].identity, system_now)
    cursor, more = None, True
    try:
        while more:
            page = door.pull(PullRequest(Stream.GOODS, cursor))
            yield page
            cursor, more = page.cursor, page.more
    finally:
        door.close()


def _stored(parent: Path, place: Ground) -> int:
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        path = Path(folder) / "cache.db"
        vault = PhoneVault(b"h" * 32, b"c" * 32, os.urandom)
        prepare_cache_database(path, vault)
        intake = open_intake(path, vault)
        begin = time.monotonic_ns()
        for page in _pages(place):
            intake.apply_page(Stream.GOODS, page.rows, page.cursor)
        took = time.monotonic_ns() - begin
        intake.close()
    return took
