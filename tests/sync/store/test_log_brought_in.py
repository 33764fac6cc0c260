"""The write-ahead log comes into the books' file in idle moments, not in a commit that a cashier waits for."""

from contextlib import closing
from pathlib import Path

from pos_app.domain.ledger.postings import sale_entries
from sync.store.books import Books, open_books, open_outbox
from sync.store.connection import Database
from tests.sync.store import records

LOGGED, BROUGHT = 1, 2


def sell(books: Books, numbers: range) -> None:
    for number in numbers:
        books.record_sale(records.sale(number), sale_entries(records.sale(number)))


def log_of(path: Path) -> tuple[int, int]:
    """Pages in the log, and how many of them are in the file."""
    with closing(Database(path)) as database:
        row = database.rows("PRAGMA wal_checkpoint(NOOP)")[0]
        return int(row[LOGGED]), int(row[BROUGHT])


def test_commits_at_the_counter_leave_the_log_to_the_idle_thread(books: Books, till_path: Path) -> None:
    with closing(open_outbox(till_path)) as outbox:
        sell(books, range(1, 20))
        assert outbox.bring_in() == 0  # little: not worth the disk's time
        sell(books, range(20, 110))
        logged, brought = log_of(till_path)
        assert logged > 1_000
        assert brought == 0
        assert outbox.bring_in() == logged
        assert log_of(till_path) == (logged, logged)
        sell(books, range(110, 112))
        assert log_of(till_path)[0] < 1_000  # begun anew


def test_what_is_only_in_the_log_is_there_after_a_copy_of_both_files(books: Books, till_path: Path) -> None:
    """What a power cut leaves: the file as it was, and the log."""
    sell(books, range(1, 100))
    cut = till_path.parent / "cut"
    cut.mkdir()
    for suffix in ("", "-wal"):
        (cut / f"till.db{suffix}").write_bytes(till_path.with_name(till_path.name + suffix).read_bytes())
    with closing(open_books(cut / "till.db")) as again:
        assert again.sale(records.record_id(99)) == records.sale(99)


def test_where_no_thread_brings_it_in_a_commit_does_at_last(books: Books, till_path: Path) -> None:
    sell(books, range(1, 420))
    assert log_of(till_path)[1] > 0 or log_of(till_path)[0] < 4_100
