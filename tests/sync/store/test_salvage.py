"""Damaged books: what is still whole comes back, no number is given out twice, nothing is spent before contact."""

import random
import shutil
import time
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.transaction.errors import StoreError
from sync.protocol.push import OperationResult, Outcome
from sync.store.books import open_books, open_outbox
from sync.store.books_marker import read_marker
from sync.store.errors import DamagedDatabaseError
from sync.store.salvage import rebuild
from sync.store.salvage.rebuild import NUMBERS_LEFT_OUT, salvage_books
from sync.store.till_database import prepare_till_database
from tests.sync.store import records
from tests.sync.store.golden.till_schema_5 import SENT

SALES = 60


@pytest.fixture
def full(till_path: Path) -> Path:
    """A day of sixty sales, half of them confirmed, in closed books."""
    with closing(open_books(till_path)) as books, closing(open_outbox(till_path)) as outbox:
        books.open_shift(records.shift())
        for number in range(1, SALES + 1):
            sale = records.sale(number)
            books.record_sale(sale, sale_entries(sale))
        books.save_draft(records.draft(SALES + 1))
        books.note_asked("lease", "customer-1", ReservationKind.LEASE, "", 500)
        books.note_granted("lease", 500, 10**9, "signed", SENT)
        sent = outbox.pending(limit=SALES // 2)
        outbox.confirm(sent, [OperationResult(op.op_id, op.seq, Outcome.CREATED) for op in sent], records.START)
    return till_path


def salvaged(path: Path) -> tuple[int, int]:
    """Salvage and start again; receipts and unsent operations of the new books."""
    report = salvage_books(path, records.TILL_ID, records.TILL_CODE)
    assert report.put_aside.exists()
    prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(path)) as books, closing(open_outbox(path)) as outbox:
        assert outbox.broken_at() is None
        assert books.is_frozen()
        assert books.promises_of("customer-1") == ()
        number = int(books.next_receipt_number().partition("-")[2])
        assert number == report.next_number_after + 1 > SALES
        receipts = books.recent_receipts(1_000)
        for receipt in receipts:
            stored = books.sale(receipt.receipt_id)
            assert stored == records.sale(int(receipt.number.partition("-")[2]))
        assert len(receipts) == report.receipts
        return report.receipts, outbox.depth()


def test_whole_books_come_back_whole(full: Path) -> None:
    assert salvaged(full) == (SALES, SALES + 1 - SALES // 2)
    with closing(open_books(full)) as books:
        assert books.load_draft() == records.draft(SALES + 1)
        assert books.current_shift() == records.shift()
        assert books.next_receipt_number() == f"2-{SALES + 1:06d}"
        sale = records.sale(SALES + 1)
        books.record_sale(sale, sale_entries(sale))


@pytest.mark.parametrize("seed", range(7))
def test_flipped_bytes_cost_what_they_hit_and_nothing_else(full: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(full.read_bytes())
    page = 4096
    hit = {chance.randrange(1, len(content) // page) for _ in range(3)}
    for number in hit:
        start = number * page + chance.randrange(page - 64)
        content[start : start + 64] = bytes(chance.randrange(256) for _ in range(64))
    full.write_bytes(content)
    began = time.process_time()
    receipts, unsent = salvaged(full)
    assert time.process_time() - began < 20
    # A page holds a few rows; inner pages of a table may take more with them, but its other witness brings them back.
    assert receipts >= SALES - 12
    assert unsent >= (SALES // 2) * 3 // 4


def test_a_table_of_tables_that_cannot_be_read_costs_nothing(full: Path) -> None:
    """The rows still lie on their pages."""
    content = full.read_bytes()
    full.write_bytes(content.replace(b"CREATE TABLE", b"CROATE TABLE"))
    with pytest.raises(DamagedDatabaseError):
        prepare_till_database(full, records.TILL_ID, records.TILL_CODE)
    assert salvaged(full) == (SALES, SALES + 1 - SALES // 2)


def test_what_stands_in_the_wal_alone_is_read_too(till_path: Path, tmp_path: Path) -> None:
    with closing(open_books(till_path)) as books:
        books.open_shift(records.shift())
        sale = records.sale(1)
        books.record_sale(sale, sale_entries(sale))
        copy = tmp_path / "copy" / "till.db"
        copy.parent.mkdir()
        for suffix in ("", "-wal"):
            shutil.copyfile(till_path.with_name(f"till.db{suffix}"), copy.with_name(f"till.db{suffix}"))
    assert copy.with_name("till.db-wal").stat().st_size > 0
    report = salvage_books(copy, records.TILL_ID, records.TILL_CODE)
    assert (report.receipts, report.unsent) == (1, 2)


def test_a_file_that_is_no_database_any_more_begins_anew_behind_the_known_numbers(full: Path) -> None:
    marker = read_marker(full)
    assert marker is not None
    full.write_bytes(b"\xff" * 40_000)
    with pytest.raises(DamagedDatabaseError):
        prepare_till_database(full, records.TILL_ID, records.TILL_CODE)
    report = salvage_books(full, records.TILL_ID, records.TILL_CODE)
    assert (report.receipts, report.operations, report.next_number_after) == (0, 0, NUMBERS_LEFT_OUT)
    prepare_till_database(full, records.TILL_ID, records.TILL_CODE)
    with closing(open_outbox(full)) as outbox:
        assert outbox.last_issued_seq() == marker.seq
        assert outbox.is_frozen()


def test_an_operation_that_was_changed_on_the_disk_is_left_out(full: Path) -> None:
    content = full.read_bytes()
    changed = content.replace(b'"earned"', b'"Earned"')
    assert changed != content
    full.write_bytes(changed)
    with pytest.raises(DamagedDatabaseError, match="not as it was written"):
        prepare_till_database(full, records.TILL_ID, records.TILL_CODE)
    report = salvage_books(full, records.TILL_ID, records.TILL_CODE)
    assert report.operations < SALES
    assert report.unreadable > 0


@pytest.mark.parametrize("renames", range(4))
def test_a_kill_between_the_renames_is_made_good_by_the_next_start(
    full: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    """Damaged file, its log, the new one: after any of them the till starts, or has its books salvaged again."""
    full.with_name(f"{full.name}-wal").write_bytes(b"a log of the damaged books")
    left = [renames]
    real = Path.rename

    def killed(self: Path, target: Path) -> Path:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return real(self, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt) if renames < 3 else nullcontext():
        salvage_books(full, records.TILL_ID, records.TILL_CODE)
    monkeypatch.setattr(Path, "rename", real)
    prepare_till_database(full, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(full)) as books:
        assert len(books.recent_receipts(1_000)) == SALES
    assert not full.with_name(f"{full.name}.salvaged").exists() or renames == 0
    if renames:
        assert (full.parent / f"{full.name}.damaged-1").exists()


def test_a_disk_that_does_not_take_the_new_books_leaves_the_damaged_ones_where_they_are(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = full.read_bytes()

    def no_room(_path: Path) -> bool:
        raise StoreError("disk_full", "no room")

    monkeypatch.setattr(rebuild, "make_file", no_room)
    with pytest.raises(StoreError):
        salvage_books(full, records.TILL_ID, records.TILL_CODE)
    assert full.read_bytes() == before
    monkeypatch.undo()
    assert salvaged(full)[0] == SALES


@pytest.mark.parametrize("schema_is_readable", [True, False])
def test_what_is_due_at_the_fiscal_registrar_stays_due(till_path: Path, schema_is_readable: bool) -> None:
    """Nobody else knows that it was not registered: without it the tax office never hears of these receipts."""
    with closing(open_books(till_path)) as books:
        books.switch_fiscal(is_on=True)
        books.open_shift(records.shift())
        for number in (1, 2, 3):
            books.record_sale(records.sale(number), ())
        opened, first, second, third = books.fiscal_due()
        books.mark_registered(opened, records.START)
        books.mark_registered(first, records.START, 17, "1234567890")
        books.mark_refused(second, "fiscal_mark_refused", 409, "mark")
        waiting = books.fiscal_due()
    assert [each.attempt for each in waiting] == [1, 0]
    if not schema_is_readable:
        till_path.write_bytes(till_path.read_bytes().replace(b"CREATE TABLE", b"CROATE TABLE"))
    salvage_books(till_path, records.TILL_ID, records.TILL_CODE)
    prepare_till_database(till_path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(till_path)) as books:
        assert books.fiscal_due()[-2:] == waiting and third in waiting
        if schema_is_readable:
            assert len(books.fiscal_due()) == 2 and books.fiscal_document(first.record_id) == (17, "1234567890")
            books.record_sale(records.sale(4), ())
            assert len(books.fiscal_due()) == 3, "the till has a registrar still"


def test_a_receipt_that_the_registrar_never_got_and_that_is_lost_is_told_and_stops_no_other(till_path: Path) -> None:
    with closing(open_books(till_path)) as books:
        books.open_shift(records.shift())
        books.switch_fiscal(is_on=True)
        books.record_sale(records.sale(1), ())
        books.record_sale(records.sale(2), ())
        books.record_sale(records.sale(3), ())
    lost = records.record_id(1).encode()
    till_path.write_bytes(till_path.read_bytes().replace(b'"receipt_id":"' + lost, b'"receipt_iD":"' + lost))
    report = salvage_books(till_path, records.TILL_ID, records.TILL_CODE)
    assert (report.receipts, report.never_registered) == (2, 1)
    with closing(open_books(till_path)) as books:
        assert [each.record_id for each in books.fiscal_due()] == [records.record_id(2), records.record_id(3)]


def test_a_sold_basket_whose_receipt_is_lost_is_not_offered_for_sale_again(till_path: Path) -> None:
    """Its draft stays in the file after the sale."""
    with closing(open_books(till_path)) as books:
        books.open_shift(records.shift())
        books.save_draft(records.draft(1))
        books.record_sale(records.sale(1), ())
    till_path.write_bytes(till_path.read_bytes().replace(b'"sold_at"', b'"sold_aT"'))
    report = salvage_books(till_path, records.TILL_ID, records.TILL_CODE)
    prepare_till_database(till_path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(till_path)) as books:
        assert report.receipts == 0 and books.load_draft() is None
