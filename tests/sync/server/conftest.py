from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.plugins.postgres import Databases
from tests.sync.server.shop import Shop, fill_database, open_shop, shop_at


@pytest.fixture
def shop(databases: Databases, database_kind: str) -> Iterator[Shop]:
    """The small shop; the test runs on SQLite and on PostgreSQL."""
    opened = shop_at(databases.new(database_kind, "small_shop", fill_database))
    yield opened
    opened.central.close()


@pytest.fixture
def sqlite_shop(tmp_path: Path) -> Iterator[Shop]:
    """The small shop on the file ``server.db`` in the test's folder."""
    opened = open_shop(tmp_path)
    yield opened
    opened.central.close()


@pytest.fixture
def shop_on(databases: Databases) -> Iterator[Callable[[str], Shop]]:
    """A function: kind → a new small shop, for tests that make many or one kind only."""
    opened: list[Shop] = []

    def on(kind: str) -> Shop:
        opened.append(shop_at(databases.new(kind, "small_shop", fill_database)))
        return opened[-1]

    yield on
    for each in opened:
        each.central.close()
