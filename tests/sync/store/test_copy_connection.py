"""Copies of the server's data need not wait for the disk; facts always do."""

import os
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from pos_app.domain.transaction.errors import StoreError
from sync.protocol.rows import CustomerRow, Stream
from sync.store.cache_database import prepare_cache_database
from sync.store.connection import open_connection, open_copy_connection
from sync.store.feed_intake import open_intake
from sync.store.sync_side import open_sync_side
from sync.store.till_database import prepare_till_database
from sync.vault.phone_vault import PhoneVault

FULL, NORMAL = 2, 1


@pytest.fixture
def vault() -> PhoneVault:
    return PhoneVault(b"h" * 32, b"c" * 32, os.urandom)


def asked(connection: dbapi2.Connection, pragma: str) -> object:
    return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


def test_only_the_intake_of_the_feeds_writes_without_waiting(tmp_path: Path, vault: PhoneVault) -> None:
    till, cache = tmp_path / "till.db", tmp_path / "cache.db"
    prepare_till_database(till, "till-1", "1")
    prepare_cache_database(cache, vault)
    side = open_sync_side(till, cache, vault)
    intake, outbox = side.intake._database.connection, side.outbox._database.connection
    assert (asked(intake, "synchronous"), asked(outbox, "synchronous")) == (NORMAL, FULL)
    assert side.intake._card_steps is not None
    assert asked(side.intake._card_steps._database.connection, "synchronous") == FULL
    assert asked(intake, "journal_mode") == "wal" and asked(intake, "foreign_keys") == 1
    side.close()
    usual = open_connection(cache)
    assert asked(usual, "synchronous") == FULL
    usual.close()


def test_rows_and_cursor_stand_or_fall_together(tmp_path: Path, vault: PhoneVault) -> None:
    """What a power cut may take is the end of the log: the file as it is without it holds an earlier page whole."""
    cache = tmp_path / "cache.db"
    prepare_cache_database(cache, vault)
    intake = open_intake(cache, vault)
    for number in range(50):
        rows = [CustomerRow(f"c-{number}", "Анна", f"+7973{number:07d}", None, None)]
        intake.apply_page(Stream.CUSTOMERS, rows, str(number + 1))
    log = (tmp_path / "cache.db-wal").read_bytes()
    whole = cache.read_bytes()
    intake.close()
    seen = set()
    for cut in range(0, len(log), 4_001):
        copy = tmp_path / f"cut-{cut}.db"
        copy.write_bytes(whole)
        Path(f"{copy}-wal").write_bytes(log[:cut])
        connection = open_copy_connection(copy)
        count = connection.execute("SELECT count(*) FROM customer").fetchone()[0]
        cursor = connection.execute("SELECT cursor FROM feed WHERE stream = 'customers'").fetchone()
        connection.close()
        assert (cursor is None and count == 0) or (cursor is not None and int(cursor[0]) == count)
        seen.add(count)
    assert len(seen) > 10


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not there"):
        open_copy_connection(tmp_path / "no.db")
    assert list(tmp_path.iterdir()) == []
