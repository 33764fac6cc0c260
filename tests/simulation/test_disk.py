"""What a simulated till writes goes over its simulated disk."""

from pathlib import Path
from random import Random

from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.simulation.disk import DiskConnection, DiskRoom, TillDisk, every_database_on
from pos_app.simulation.shop import vault_of
from sync.store.books import open_books
from sync.store.cache import open_cache
from sync.store.cache_database import prepare_cache_database
from sync.store.connection import Database
from sync.store.till_database import prepare_till_database


def test_every_connection_of_a_till_is_on_its_disk(tmp_path: Path) -> None:
    home = tmp_path.resolve()
    vault = vault_of(Random(1))
    prepare_till_database(home / "till.db", "till-1", "1")
    prepare_cache_database(home / "cache.db", vault)
    room = DiskRoom()
    room.add(TillDisk(home, lambda: None, lambda _fault: None))
    with every_database_on(room):
        books = open_books(home / "till.db")
        cache = open_cache(home / "cache.db", vault, books.last_visit_ms, read_programme)
        databases = [each for each in (*vars(books).values(), *vars(cache).values()) if isinstance(each, Database)]
        connections = [each.connection for each in databases]
        books.close()
        cache.close()
    assert len(connections) >= 2
    assert all(isinstance(each, DiskConnection) for each in connections)
