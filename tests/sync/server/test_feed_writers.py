"""A cursor skips nothing, whoever commits when: eight writers and a reader who polls all the time."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select, text

from sync.protocol.pull import PullRequest
from sync.protocol.rows import GoodsRow
from sync.protocol.rows import Stream as Feed
from sync.server.database import reading, writing
from sync.server.feed import publish
from sync.server.tables import PUBLISHED
from sync.server.web import exchange
from tests.sync.server.shop import Shop

WRITERS = 8
EACH = 25


def gone(writer: int, number: int) -> GoodsRow:
    return GoodsRow(f"item-{writer}-{number}", None, deleted=True)


def test_a_reader_who_polls_beside_eight_writers_sees_every_row(shop: Shop) -> None:
    """Half of the writers dawdle between taking their number and COMMIT: what is numbered first is visible last."""
    engine = shop.central.engine
    done = threading.Event()

    def writer(number: int) -> None:
        chance = random.Random(number)
        for each in range(EACH):
            with writing(engine) as connection:
                publish(connection, Feed.GOODS, [gone(number, each)])
                if number % 2 and engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_sleep(:s)"), {"s": chance.uniform(0, 0.004)})

    def reader() -> set[str]:
        seen: set[str] = set()
        cursor = None
        last_round = False
        while True:
            page = exchange.pull(shop.central, shop.till(), PullRequest(Feed.GOODS, cursor, 7))
            seen |= {row.item_id for row in page.rows}
            cursor = page.cursor
            if last_round and not page.more:
                return seen
            last_round = done.is_set()

    with ThreadPoolExecutor(WRITERS + 1) as threads:
        watching = threads.submit(reader)
        writers = [threads.submit(writer, number) for number in range(WRITERS)]
        for each in writers:
            each.result()
        done.set()
        seen = watching.result()
    wanted = {f"item-{number}-{each}" for number in range(WRITERS) for each in range(EACH)}
    assert wanted <= seen
    with reading(engine) as connection:
        numbers = connection.execute(select(PUBLISHED.c.change_number).where(PUBLISHED.c.stream == "goods")).scalars()
        assert len(set(numbers)) == len(wanted) + 1
