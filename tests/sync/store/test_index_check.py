from contextlib import closing
from pathlib import Path

import pytest

from sync.protocol.rows import CustomerRow, Stream
from sync.store.cache_database import prepare_cache_database
from sync.store.connection import Database
from sync.store.engine import sqlite3
from sync.store.feed_intake import open_intake
from sync.store.index_check import IndexCheck
from sync.vault.phone_vault import PhoneVault

PAGE_BYTES = 4096


def phone(number: int) -> str:
    return f"+797300000{number:02d}"


@pytest.mark.allow_log("indexes of customers")
def test_an_entry_that_the_disk_changed_is_noticed_and_the_index_made_anew(tmp_path: Path, vault: PhoneVault) -> None:
    path = tmp_path / "cache.db"
    prepare_cache_database(path, vault)
    intake = open_intake(path, vault)
    rows = [CustomerRow(f"c{number:02d}", f"Имя {number}", phone(number), f"K{number}", None) for number in range(40)]
    intake.apply_page(Stream.CUSTOMERS, rows, "1")
    intake.close()
    index = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_customer_2'"
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = file.execute(index).fetchone()
    content, hashed = bytearray(path.read_bytes()), vault.hash(phone(7))
    page = slice((root - 1) * PAGE_BYTES, root * PAGE_BYTES)
    place = content[page].index(hashed) + page.start
    content[place] ^= 0xFF
    path.write_bytes(content)
    assert prepare_cache_database(path, vault).put_aside is None  # the start sees nothing wrong with it

    database = Database(path)
    by_phone = "SELECT customer_id FROM customer WHERE phone_hash = ?"
    assert database.row(by_phone, (hashed,)) is None
    check = IndexCheck(database)
    assert [check.look_over(at_most=5), database.row(by_phone, (hashed,))] == [5, None]
    assert check.look_over(at_most=5) == 5
    assert database.row(by_phone, (hashed,)) == ("c07",)
    assert [check.look_over(at_most=25), check.look_over(at_most=25), check.look_over(at_most=25)] == [25, 5, 25]
    assert database.row("PRAGMA integrity_check") == ("ok",)
    database.close()
