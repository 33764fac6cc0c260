"""The quick way to a till with very many customers leaves what the feed leaves: same tables, everybody found."""

import os
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from pos_app.bench.sync import till_customers
from pos_app.bench.sync.many_customers import fill_in_order
from sync.store.cache_database import prepare_cache_database
from sync.store.connection import Database
from sync.store.customer_index import CustomerIndex
from sync.vault.phone_vault import PhoneVault

COUNT = 300


def phone(number: int) -> str:
    return f"+7973{number:07d}"


def schema(path: Path) -> set[tuple[str, str, str]]:
    with dbapi2.connect(path) as connection:
        found = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    return set(found)


def test_tables_and_indexes_are_the_till_s_and_everybody_is_found(tmp_path: Path) -> None:
    vault = PhoneVault(b"h" * 32, b"c" * 32, os.urandom)
    path = tmp_path / "cache.db"
    prepare_cache_database(path, vault)
    before = schema(path)
    fill_in_order(path, vault, COUNT, phone)
    assert schema(path) == before
    assert not prepare_cache_database(path, vault).empty, "it passes the check at the start and counts as loaded"
    index = CustomerIndex(Database(path), vault, lambda ids: {})
    assert index.count() == COUNT
    for number in range(COUNT):
        found = index.by_phone(phone(number))
        assert (
            found is not None and found.name == f"Клиент {number}" and found.masked_phone.endswith(phone(number)[-2:])
        )
    assert index.by_phone(phone(COUNT)) is None
    assert [each.name for each in index.by_last4("0123", 5)] == ["Клиент 123"]
    index.close()


@pytest.mark.parametrize("by_pages", [100, 1_000])
def test_both_ways_of_loading_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_pages: int) -> None:
    monkeypatch.setattr(till_customers, "_BY_PAGES", by_pages)
    monkeypatch.setattr(till_customers, "_LAST_PAGES", 100)
    monkeypatch.setattr(till_customers, "_LOOKUPS", 50)
    count, load, speed, size, median, p99, verdict = till_customers._measured(tmp_path / "cache.db", COUNT)
    assert (count, load.startswith("≤")) == ("300", by_pages < COUNT)
    assert int(speed) > 0 and size.endswith("MB") and median.endswith("ms") and p99.endswith("ms")
    assert verdict in ("5 ms: met", "5 ms: MISSED")  # a busy machine may take its time
