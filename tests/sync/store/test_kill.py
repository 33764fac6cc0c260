"""kill -9 at any moment of selling leaves whole books, nothing that was said to be stored is missing."""

import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from pos_app.domain.ledger.postings import return_entries, sale_entries
from sync.store.books import Books, open_books, open_outbox
from sync.store.connection import Database
from sync.store.till_database import prepare_till_database
from tests.sync.store import records

ROUNDS = 12
ROOT = Path(__file__).parents[3]


def kill_while_selling(path: Path, first: int, after_lines: int, extra_bytes: int) -> list[str]:
    """What the child had said when it was killed: whole lines only."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.sync.store.selling_child", str(path), str(first)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    if child.stdout is None:
        raise RuntimeError("the child's stdout is a pipe")
    with child:
        said = [child.stdout.readline() for _ in range(after_lines)]
        said.append(child.stdout.read(extra_bytes))  # somewhere in the middle of the next step
        child.send_signal(signal.SIGKILL)
        said.append(child.stdout.read())
    text = b"".join(said).decode()
    return text[: text.rfind("\n")].splitlines()


def check_whole(path: Path, books: Books, said: list[str]) -> int:
    """Every invariant of the books; returns the running number of the last receipt."""
    database = Database(path)
    (receipts,) = database.rows("SELECT count(*) FROM receipt")[0]
    assert database.rows("SELECT last_receipt, last_seq FROM meta") == [(receipts, receipts + 1)]
    assert database.rows("SELECT count(*) FROM op WHERE kind IN ('sale', 'return')") == [(receipts,)]
    assert database.rows("SELECT count(*) FROM receipt JOIN op ON op_id = receipt_id AND op.body = receipt.body") == [
        (receipts,)
    ]
    assert database.rows("SELECT entry_id FROM ledger_leg GROUP BY entry_id HAVING sum(amount) <> 0") == []
    for receipt in books.recent_receipts(1_000):
        sale, sale_return = books.sale(receipt.receipt_id), books.sale_return(receipt.receipt_id)
        if sale is not None:
            expected = {entry.entry_id for entry in sale_entries(sale)}
        else:
            assert sale_return is not None
            origin = books.sale(sale_return.sale_id)
            assert origin is not None
            expected = {entry.entry_id for entry in return_entries(sale_return, origin)}
        rows = database.rows("SELECT entry_id FROM ledger_entry WHERE operation_id = ?", (receipt.receipt_id,))
        assert {row[0] for row in rows} == expected
    numbers = {receipt.number for receipt in books.recent_receipts(10_000)}
    for line in said:
        word, number = line.split()
        if word in ("sold", "returned"):
            assert f"2-{int(number):06d}" in numbers, line
    database.close()
    return int(receipts)


def check_basket(books: Books, said: list[str]) -> None:
    """The basket that was last said to be kept is either still open or sold: never neither, never both."""
    drafts = [int(line.split()[1]) for line in said if line.startswith("draft")]
    kept = books.load_draft()
    if kept is not None:
        assert books.sale(kept.basket.receipt_id) is None
    if drafts:
        open_now = kept is not None and kept.basket.receipt_id == records.record_id(drafts[-1])
        sold = books.sale(records.record_id(drafts[-1])) is not None
        assert open_now != sold


def test_killed_again_and_again_while_selling(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(path)) as books:
        books.open_shift(records.shift())
    chance = random.Random(20251122)
    last = 0
    for _ in range(ROUNDS):
        said = kill_while_selling(path, last + 1, chance.randint(1, 12), chance.randint(0, 14))
        assert said, "the child sold nothing before it was killed"
        prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
        with closing(open_books(path)) as books:
            now = check_whole(path, books, said)
            check_basket(books, said)
        with closing(open_outbox(path)) as outbox:
            assert outbox.broken_at() is None
        last = now
    assert last > ROUNDS
