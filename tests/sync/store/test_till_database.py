"""till.db at the start: made once, upgraded in one step, and never replaced by anything."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.transaction.errors import StoreError
from sync.store import migrations
from sync.store.books import Books, open_books, open_outbox
from sync.store.connection import Database
from sync.store.engine import sqlite3
from sync.store.errors import BooksMissingError, DamagedDatabaseError, ForeignDatabaseError, SchemaNewerError
from sync.store.migrations import Migration, migrate, schema_of
from sync.store.till_database import prepare_till_database
from sync.store.till_schema import TILL_FILE
from tests.sync.store import records
from tests.sync.store.golden import (
    till_schema_1,
    till_schema_2,
    till_schema_3,
    till_schema_5,
    till_schema_6,
    till_schema_7,
    till_schema_8,
    till_schema_9,
)


def prepare(path: Path) -> None:
    prepare_till_database(path, records.TILL_ID, records.TILL_CODE)


def bytes_of(path: Path) -> bytes:
    return path.read_bytes()


def test_preparing_again_changes_nothing(books: Books, till_path: Path) -> None:
    books.record_sale(records.sale(1), sale_entries(records.sale(1)))
    prepare(till_path)
    assert books.sale(records.record_id(1)) == records.sale(1)
    assert books.current_shift() == records.shift()


def test_a_file_of_another_till_is_refused(till_path: Path) -> None:
    for till_id, till_code in (("another", records.TILL_CODE), (records.TILL_ID, "3")):
        with pytest.raises(ForeignDatabaseError, match=r"till\.db belongs to till 2"):
            prepare_till_database(till_path, till_id, till_code)


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    path.touch()
    database = Database(path)
    database.connection.execute("CREATE TABLE cooking_recipe (name TEXT)")
    database.close()
    with pytest.raises(ForeignDatabaseError, match="another program"):
        prepare(path)
    assert database.rows("SELECT name FROM sqlite_schema") == [("cooking_recipe",)]
    database.close()


def test_a_head_that_is_no_text_is_damage_too(books: Books, till_path: Path) -> None:
    books.close()
    till_path.write_bytes(bytes_of(till_path).replace(b"CREATE TABLE ", b"CREATE TABL\xff\xfe"))
    with pytest.raises(DamagedDatabaseError):
        prepare(till_path)


def test_a_damaged_file_is_named_with_what_to_do_and_left_alone(books: Books, till_path: Path) -> None:
    for number in range(1, 40):
        books.record_sale(records.sale(number), sale_entries(records.sale(number)))
    books.close()
    whole = bytes_of(till_path)
    torn = bytearray(whole)
    torn[len(torn) // 2 : len(torn) // 2 + 9_000] = b"\x00" * 9_000
    for content in (bytes(torn), b"this is no database, it is a letter" * 300, whole[: len(whole) // 2]):
        till_path.write_bytes(content)
        with pytest.raises(DamagedDatabaseError, match=r"(?s)till\.db.*not changed.*rescue.*backup") as caught:
            prepare(till_path)
        assert caught.value.key == "damaged"
        assert caught.value.path == till_path
        assert bytes_of(till_path) == content


def test_a_row_that_only_an_index_lacks_is_found_at_the_start(books: Books, till_path: Path) -> None:
    """Or each write of it would fail for ever, and each start would find nothing."""
    for number in range(1, 4):
        books.record_sale(records.sale(number), sale_entries(records.sale(number)))
    books.close()
    prepare(till_path)
    with closing(sqlite3.connect(till_path)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'op_queued'").fetchone()
        connection.execute("UPDATE sqlite_schema SET sql = sql || ' AND seq <> 2' WHERE name = 'op_queued'")
        connection.commit()
    with closing(sqlite3.connect(till_path)) as connection:
        connection.execute("REINDEX op_queued")
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'op_queued'", (sql,))
        connection.commit()
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    with pytest.raises(DamagedDatabaseError, match="missing from index op_queued"):
        prepare(till_path)


def test_a_file_that_went_away_without_its_wal_is_not_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    path.with_name("till.db-wal").write_bytes(b"\x37\x7f\x06\x82" * 100)
    with pytest.raises(DamagedDatabaseError, match=r"it is gone, but till\.db-wal"):
        prepare(path)
    assert not path.exists()


@pytest.mark.parametrize("left", ["nothing", "empty file"])
def test_books_that_went_away_after_an_orderly_end_are_missed(books: Books, till_path: Path, left: str) -> None:
    books.record_sale(records.sale(1), sale_entries(records.sale(1)))
    books.close()
    for suffix in ("", "-wal", "-shm"):
        till_path.with_name(till_path.name + suffix).unlink(missing_ok=True)
    if left == "empty file":
        till_path.touch()
    for _ in range(2):
        with pytest.raises(BooksMissingError, match=r"till\.db holds no books.*restore the last backup") as caught:
            prepare(till_path)
        assert (caught.value.key, caught.value.path) == ("missing", till_path)
    assert not till_path.exists() or till_path.stat().st_size == 0
    prepare_till_database(till_path, "a till set up anew", "3")
    prepare_till_database(till_path, "a till set up anew", "3")


def test_a_start_that_was_cut_off_before_the_books_were_made_is_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    path.touch()
    prepare(path)
    path.with_suffix(".made").unlink()  # books of an earlier version, or of a kill at the last step
    prepare(path)
    assert path.with_suffix(".made").read_text(encoding="utf-8").split()[0] == records.TILL_ID


def test_a_marker_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "till.made").mkdir()
    with pytest.raises(StoreError, match=r"till\.made"):
        prepare(tmp_path / "till.db")


def test_counters_that_do_not_fit_the_rows_are_noticed(books: Books, till_path: Path) -> None:
    books.close()
    database = Database(till_path)
    database.connection.execute("UPDATE meta SET last_receipt = 5")
    database.close()
    with pytest.raises(DamagedDatabaseError, match="counters"):
        prepare(till_path)


# ------------------------------------------------------------------ schemas


def test_a_newer_schema_is_refused_untouched(till_path: Path) -> None:
    database = Database(till_path)
    database.connection.execute(f"PRAGMA user_version={TILL_FILE.schema + 1}")
    database.close()
    with pytest.raises(SchemaNewerError, match="start the newer version") as caught:
        prepare(till_path)
    assert (caught.value.key, caught.value.found, caught.value.known) == (
        "schema_newer",
        TILL_FILE.schema + 1,
        TILL_FILE.schema,
    )


def test_a_step_is_done_once_and_whole(till_path: Path) -> None:
    two_steps = replace(
        TILL_FILE,
        migrations=(
            *TILL_FILE.migrations,
            Migration(TILL_FILE.schema + 1, "colour", lambda tool: tool["receipt"].add_column("colour", str)),
        ),
    )
    database = Database(till_path)
    with closing(database.connection) as connection:
        assert migrate(connection, till_path, two_steps) == 1
        assert migrate(connection, till_path, two_steps) == 0
        assert schema_of(connection) == TILL_FILE.schema + 1
        connection.execute("SELECT colour FROM receipt")


def test_a_step_that_fails_leaves_the_file_as_the_last_step_left_it(till_path: Path) -> None:
    def half(tool: object) -> None:
        tool.execute("CREATE TABLE half_done (x)")  # type: ignore[attr-defined]
        raise ZeroDivisionError

    broken = replace(TILL_FILE, migrations=(*TILL_FILE.migrations, Migration(TILL_FILE.schema + 1, "half", half)))
    database = Database(till_path)
    with closing(database.connection) as connection:
        with pytest.raises(ZeroDivisionError):
            migrate(connection, till_path, broken)
        assert schema_of(connection) == TILL_FILE.schema
        assert connection.execute("SELECT name FROM sqlite_schema WHERE name = 'half_done'").fetchone() is None


def test_two_programs_that_start_at_once_do_a_step_once(till_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one counted the steps before the first one had done them."""
    database = Database(till_path)
    monkeypatch.setattr(migrations, "_missing", lambda _found, _path, kind: kind.migrations)
    with closing(database.connection) as connection:
        assert migrate(connection, till_path, TILL_FILE) == 0


def test_a_disk_that_fills_up_while_the_file_is_made_can_be_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    path.touch()
    database = Database(path)
    database.connection.execute("PRAGMA max_page_count=5")
    with pytest.raises(StoreError) as caught:
        migrate(database.connection, path, TILL_FILE)
    assert caught.value.key == "disk_full"
    database.close()
    prepare(path)
    with closing(open_books(path)) as books:
        books.open_shift(records.shift())


@pytest.mark.parametrize(
    "schema",
    [
        till_schema_1,
        till_schema_2,
        till_schema_3,
        till_schema_5,
        till_schema_6,
        till_schema_7,
        till_schema_8,
        till_schema_9,
    ],
)
def test_books_of_every_schema_are_read_by_todays_program(tmp_path: Path, schema: ModuleType) -> None:
    """The golden files stay for ever: later schemas must be reached from them."""
    path = tmp_path / "till.db"
    till_schema_1.restore(path, schema.GOLDEN)
    prepare(path)
    with closing(open_books(path)) as books, closing(open_outbox(path)) as outbox:
        schema.check(books, outbox)
        assert books.next_receipt_number() == "2-000004"
        books.open_shift(records.shift(2))
        assert outbox.broken_at() is None
        assert outbox.pending()[-1].prev_hash == outbox.pending()[-2].hash


def test_schema_1_is_still_what_the_golden_file_holds(tmp_path: Path) -> None:
    """A released step is never edited: a change of the tables is a new step."""
    path = tmp_path / "till.db"
    till_schema_1.make_schema(path)
    golden = till_schema_1.GOLDEN.read_text(encoding="utf-8")
    assert till_schema_1.without_rows(till_schema_1.dump(path)) == till_schema_1.without_rows(golden)


def test_schema_2_is_still_what_the_golden_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    till_schema_1.make_schema(path, 2)
    golden = till_schema_2.GOLDEN.read_text(encoding="utf-8")
    assert till_schema_1.without_rows(till_schema_1.dump(path)) == till_schema_1.without_rows(golden)


def test_schema_3_is_still_what_the_golden_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    till_schema_1.make_schema(path, 3)
    golden = till_schema_3.GOLDEN.read_text(encoding="utf-8")
    assert till_schema_1.without_rows(till_schema_1.dump(path)) == till_schema_1.without_rows(golden)


def test_schema_5_is_still_what_the_golden_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    till_schema_1.make_schema(path, 5)
    golden = till_schema_5.GOLDEN.read_text(encoding="utf-8")
    assert till_schema_1.without_rows(till_schema_1.dump(path)) == till_schema_1.without_rows(golden)


def test_schema_6_is_still_what_the_golden_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    till_schema_1.make_schema(path, 6)
    golden = till_schema_6.GOLDEN.read_text(encoding="utf-8")
    assert till_schema_1.without_rows(till_schema_1.dump(path)) == till_schema_1.without_rows(golden)


def test_schema_7_is_still_what_the_golden_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    till_schema_1.make_schema(path, 7)
    golden = till_schema_7.GOLDEN.read_text(encoding="utf-8")
    assert till_schema_1.without_rows(till_schema_1.dump(path)) == till_schema_1.without_rows(golden)


def test_schema_8_is_still_what_the_golden_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    till_schema_1.make_schema(path, 8)
    golden = till_schema_8.GOLDEN.read_text(encoding="utf-8")
    assert till_schema_1.without_rows(till_schema_1.dump(path)) == till_schema_1.without_rows(golden)


def test_what_was_stored_before_papers_were_counted_is_not_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    till_schema_1.restore(path)
    prepare(path)
    with closing(open_books(path)) as books:
        assert books.unprinted() == ()


def test_a_copy_taken_of_closed_books_is_whole(books: Books, till_path: Path, tmp_path: Path) -> None:
    books.record_sale(records.sale(1), sale_entries(records.sale(1)))
    books.close()
    copy = tmp_path / "copy" / "till.db"
    copy.parent.mkdir()
    shutil.copy(till_path, copy)
    prepare(copy)
    with closing(open_books(copy)) as copied:
        assert copied.shift_sales(records.shift().shift_id) == (records.sale(1),)
