"""Durability settings, contention, and what is said when the disk does not do its part."""

import stat
import threading
from pathlib import Path

import pytest

from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from sync.protocol.push import OperationResult, Outcome
from sync.store.books import Books, open_books, open_outbox
from sync.store.connection import Database, Proof, make_file, open_connection
from sync.store.engine import sqlite3
from sync.store.errors import store_error
from tests.sync.store import records
from tests.sync.store.faulty import DiskFault


def stored_everywhere(path: Path, number: int) -> tuple[bool, bool, bool]:
    """Whether sale ``number`` is a receipt, in the ledger, in the queue."""
    database = Database(path)
    sale_id = records.record_id(number)
    found = tuple(
        database.row(f"SELECT 1 FROM {table} WHERE {column} = ?", (sale_id,)) is not None
        for table, column in (("receipt", "receipt_id"), ("ledger_entry", "operation_id"), ("op", "op_id"))
    )
    database.close()
    return found[0], found[1], found[2]


def record(books: Books, number: int) -> None:
    sale = records.sale(number)
    books.record_sale(sale, sale_entries(sale))


def test_settings_of_every_connection(till_path: Path) -> None:
    connection = open_connection(till_path)

    def setting(name: str) -> object:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert setting("journal_mode") == "wal"
    assert setting("synchronous") == 2  # FULL
    assert setting("foreign_keys") == 1
    assert setting("busy_timeout") == 5_000
    assert setting("recursive_triggers") == 1
    connection.close()


def test_the_file_belongs_to_its_owner_alone(till_path: Path) -> None:
    assert stat.S_IMODE(till_path.stat().st_mode) == 0o600


def test_opening_never_makes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    with pytest.raises(StoreError, match="is not there"):
        open_books(path).current_shift()
    assert not path.exists()
    assert make_file(path)
    assert not make_file(path)


def test_an_exception_of_the_block_rolls_back_and_goes_on(till_path: Path) -> None:
    database = Database(till_path)
    with pytest.raises(ZeroDivisionError), database.transaction(Proof("SELECT 1")) as connection:
        connection.execute("UPDATE meta SET last_receipt = 77")
        _ = 1 // 0
    assert database.row("SELECT last_receipt FROM meta") == (0,)
    with database.transaction(Proof("SELECT 1")) as connection:
        connection.execute("UPDATE meta SET last_receipt = 78")
    assert database.row("SELECT last_receipt FROM meta") == (78,)
    database.close()


def test_a_mistake_in_sql_is_no_store_error(till_path: Path) -> None:
    database = Database(till_path)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        database.rows("SELECT * FROM nowhere")
    database.close()


def test_locks_that_cannot_be_had_are_a_busy_file(till_path: Path) -> None:
    error = sqlite3.OperationalError("locking protocol")
    error.sqlite_errorcode, error.sqlite_errorname = 15, "SQLITE_PROTOCOL"
    meant = store_error(error, till_path)
    assert isinstance(meant, StoreError)
    assert meant.key == "busy"


# ------------------------------------------------------------------ a COMMIT that raised is unknown, not failed


def faulty_books(path: Path) -> tuple[Books, DiskFault]:
    fault = DiskFault()
    books = Books(Database(path, fault.connect()))
    books.open_shift(records.shift())
    books.save_draft(records.draft(1))
    return books, fault


def test_commit_raised_but_the_sale_is_stored(till_path: Path) -> None:
    books, fault = faulty_books(till_path)
    fault.commit = "after"
    record(books, 1)
    fault.commit = ""
    assert stored_everywhere(till_path, 1) == (True, True, True)
    assert books.load_draft() is None
    assert books.next_receipt_number() == "2-000002"
    books.close()


def test_commit_raised_and_the_sale_is_not_stored(till_path: Path) -> None:
    books, fault = faulty_books(till_path)
    fault.commit = "before"
    with pytest.raises(StoreError) as caught:
        record(books, 1)
    assert caught.value.key == "io_error"
    fault.commit = ""
    assert stored_everywhere(till_path, 1) == (False, False, False)
    assert books.load_draft() == records.draft(1)
    record(books, 1)
    assert stored_everywhere(till_path, 1) == (True, True, True)
    books.close()


@pytest.mark.parametrize("commit", ["before", "after"])
def test_commit_raised_and_the_look_up_fails_too_then_asking_again_decides(till_path: Path, commit: str) -> None:
    books, fault = faulty_books(till_path)
    fault.commit, fault.reopening_fails = commit, True
    with pytest.raises(CommitUnknownError, match="look-up failed too"):
        record(books, 1)
    fault.commit, fault.reopening_fails = "", False
    record(books, 1)
    assert stored_everywhere(till_path, 1) == (True, True, True)
    assert books.next_receipt_number() == "2-000002"
    assert books.unsent_count() == 2
    books.close()


# ------------------------------------------------------------------ full, read-only, damaged, busy


def test_a_full_disk_is_named_and_leaves_the_basket(books: Books, till_path: Path) -> None:
    full = Books(Database(till_path))
    pages = full._database.connection.execute("PRAGMA page_count").fetchone()[0]
    full._database.connection.execute(f"PRAGMA max_page_count={pages}")
    number = 1
    with pytest.raises(StoreError) as caught:
        while True:
            full.save_draft(records.draft(number))
            record(full, number)
            number += 1
    assert caught.value.key == "disk_full"
    assert str(till_path) in caught.value.detail
    assert stored_everywhere(till_path, number) == (False, False, False)
    full._database.connection.execute("PRAGMA max_page_count=1000000")
    if full.load_draft() is None:
        full.save_draft(records.draft(number))
    record(full, number)
    assert stored_everywhere(till_path, number) == (True, True, True)
    full.close()


def test_a_read_only_file_is_named_and_still_read(books: Books, till_path: Path) -> None:
    record(books, 1)

    def open_read_only(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    locked = Books(Database(till_path, open_read_only))
    assert locked.sale(records.record_id(1)) == records.sale(1)
    with pytest.raises(StoreError) as caught:
        record(locked, 2)
    assert caught.value.key == "read_only"
    assert stored_everywhere(till_path, 2) == (False, False, False)
    locked.close()


def test_a_page_that_cannot_be_read_is_called_damaged(books: Books, till_path: Path) -> None:
    for number in range(1, 30):
        record(books, number)
    books._database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    page = books._database.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'receipt'")[0][0]
    size = books._database.rows("PRAGMA page_size")[0][0]
    books.close()
    with till_path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    again = open_books(till_path)
    with pytest.raises(StoreError) as caught:
        again.recent_receipts(5)
    assert caught.value.key == "damaged"
    assert str(till_path) in caught.value.detail
    again.close()


def test_a_writer_that_waits_too_long_is_told_busy(books: Books, till_path: Path) -> None:
    other = Database(till_path)
    other.connection.execute("PRAGMA busy_timeout=1")
    holder = Database(till_path)
    with holder.transaction(Proof("SELECT 1")):
        with pytest.raises(StoreError) as caught, other.transaction(Proof("SELECT 1")):
            pass
        assert caught.value.key == "busy"
        assert other.row("SELECT count(*) FROM meta") == (1,)
    other.close()
    holder.close()


def test_two_connections_write_side_by_side_without_a_lock_error(books: Books, till_path: Path) -> None:
    """The cashier's thread sells while the sync thread settles: nobody is ever told «database is locked»."""
    sales, troubles, settled = 150, [], 0
    ready = threading.Event()

    def sell() -> None:
        own = open_books(till_path)
        try:
            for number in range(1, sales + 1):
                own.save_draft(records.draft(number))
                record(own, number)
        except Exception as error:
            troubles.append(error)
        finally:
            own.close()
            ready.set()

    seller = threading.Thread(target=sell)
    seller.start()
    outbox = open_outbox(till_path)
    while not ready.is_set() or outbox.depth():
        for operation in outbox.pending(limit=7):
            parked = OperationResult(operation.op_id, operation.seq, Outcome.PARKED, "test")
            settled += outbox.confirm([operation], [parked], records.START)
    seller.join()
    assert troubles == []
    assert settled == sales + 1  # and the shift's opening
    assert outbox.last_issued_seq() == sales + 1
    outbox.close()
