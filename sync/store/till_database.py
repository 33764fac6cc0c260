"""till.db at the start of the program: made, brought to today's schema, and checked. Never replaced, never repaired."""

from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from sync.protocol.operation import GENESIS_HASH
from sync.store.books_marker import Marker, mark_made, read_marker, require_books_where_some_were
from sync.store.connection import Database, Proof, make_file
from sync.store.engine import sqlite3
from sync.store.errors import DAMAGED, DamagedDatabaseError, ForeignDatabaseError
from sync.store.migrations import migrate, schema_of
from sync.store.outbox import Outbox
from sync.store.salvage.swap import finish_salvage
from sync.store.till_schema import TILL_FILE

FIRST_EPOCH = 1
_MOST_FINDINGS = 3


def prepare_till_database(
    path: Path, till_id: str, till_code: str, first_epoch: int = FIRST_EPOCH, last_receipt: int = 0
) -> None:
    """Make ``path`` if it is not there, check it, migrate it. Call once, before any thread uses it.

    ``till_id`` names the till at the server, ``till_code`` (digits) begins its receipt numbers; new books begin with
    ``first_epoch`` and give no receipt a number up to ``last_receipt`` (a till that replaces another goes on after it).
    Raises
    :class:`DamagedDatabaseError`, ``BooksMissingError`` (they were made once and are gone), ``SchemaNewerError``,
    ``ForeignDatabaseError`` (another till's file) or another ``StoreError``; the file is unchanged then.
    """
    finish_salvage(path)
    _make_only_where_none_was(path, till_id)
    database = Database(path)
    try:
        require_sound(database, with_indexes=True)
        require_books_where_some_were(path, till_id, empty=schema_of(database.connection) == 0)
        migrate(database.connection, path, TILL_FILE)
        _require_identity(database, till_id, till_code, first_epoch, last_receipt)
        _require_whole_counters(database)
        _require_whole_chain(database)
        _count_start(database, path)
    finally:
        database.close()


def _require_whole_chain(database: Database) -> None:
    """What was not confirmed yet must be as it was written: the server would not take it, and nobody else has it."""
    broken = Outbox(database).broken_at()
    if broken is not None:
        raise DamagedDatabaseError(
            database.path, f"operation {broken.seq} of epoch {broken.epoch} ({broken.kind}) is not as it was written"
        )


def _count_start(database: Database, path: Path) -> None:
    """Compare the books with their marker and count this start in both; older books freeze what was promised to them.

    The books are counted first: a kill in between leaves them one ahead, which is no backup. A marker of an earlier
    program has no count.
    """
    row = database.row("SELECT till_id, starts, epoch, last_seq FROM meta")
    if row is None:
        raise DamagedDatabaseError(path, "the table meta is empty")
    books, marker = Marker(*row), read_marker(path) or Marker(row[0])
    counted = marker.starts > 0 and books.starts not in (marker.starts, marker.starts + 1)
    behind = (books.epoch, books.seq) < (marker.epoch, marker.seq)
    marker_lost = marker.starts == 0 and books.starts > 1
    starts = max(books.starts, marker.starts) + 1
    # Each operation that these books lack may be a receipt: its number is on paper and is not given out again.
    lost = marker.seq - books.seq if behind and marker.epoch == books.epoch else 0
    with database.transaction(Proof("SELECT 1 FROM meta WHERE starts = ?", (starts,))) as connection:
        connection.execute(
            "UPDATE meta SET starts = ?1, frozen = max(frozen, ?2), last_receipt = last_receipt + ?3,"
            " lost_receipt = CASE WHEN ?3 > 0 THEN last_receipt + ?3 ELSE lost_receipt END",
            (starts, int(counted or behind or marker_lost), lost),
        )
    mark_made(path, Marker(books.till_id, starts, books.epoch, books.seq))


def _make_only_where_none_was(path: Path, till_id: str) -> None:
    wal = path.with_name(f"{path.name}-wal")
    if not path.exists() and wal.exists() and wal.stat().st_size > 0:
        raise DamagedDatabaseError(path, f"it is gone, but {wal.name} beside it still holds receipts of it")
    require_books_where_some_were(path, till_id, empty=not path.exists() or path.stat().st_size == 0)
    make_file(path)


def require_sound(database: Database, *, with_indexes: bool = False) -> None:
    """SQLite's own check of every page and row. Raises :class:`DamagedDatabaseError` with the first findings.

    ``with_indexes``: also whether each index holds each row, for a quarter of the time more. Without it a row that an
    index lacks fails a write later, and the next start would find nothing.
    """
    check = "integrity_check" if with_indexes else "quick_check"
    try:
        findings = [row[0] for row in database.rows(f"PRAGMA {check}({_MOST_FINDINGS})")]
    except StoreError as error:
        if error.key != DAMAGED:
            raise
        findings = [str(error.__cause__ or error.detail)]
    except sqlite3.Error as error:  # tables of the search index are so damaged that the check itself fails
        findings = [str(error)]
    if findings != ["ok"]:
        raise DamagedDatabaseError(database.path, "; ".join(findings))


def _require_identity(database: Database, till_id: str, till_code: str, first_epoch: int, last_receipt: int) -> None:
    found = database.row("SELECT till_id, till_code FROM meta")
    if found is None:
        _write_identity(database, till_id, till_code, first_epoch, last_receipt)
    elif found != (till_id, till_code):
        raise ForeignDatabaseError(database.path, f"till {till_code} ({till_id})", f"till {found[1]} ({found[0]})")


def _write_identity(database: Database, till_id: str, till_code: str, first_epoch: int, last_receipt: int) -> None:
    with database.transaction(Proof("SELECT 1 FROM meta WHERE till_id = ?", (till_id,))) as connection:
        connection.execute(
            "INSERT INTO meta (only_row, till_id, till_code,"
            " epoch, last_seq, last_hash, last_receipt, lost_receipt, last_shift, last_z)"
            " VALUES (1, ?1, ?2, ?3, 0, ?4, ?5, ?5, 0, 0)",
            (till_id, till_code, first_epoch, bytes.fromhex(GENESIS_HASH), last_receipt),
        )


def _require_whole_counters(database: Database) -> None:
    """Counters and rows are written together; a difference means that the file was edited or put together by hand."""
    row = database.row(
        "SELECT last_seq, last_receipt, last_shift, last_z,"
        " (SELECT coalesce(max(seq), 0) FROM op WHERE epoch = meta.epoch),"
        " max(lost_receipt, (SELECT coalesce(max(running), 0) FROM receipt)),"
        " (SELECT coalesce(max(number), 0) FROM shift),"
        " (SELECT coalesce(max(z_number), 0) FROM z_report) FROM meta"
    )
    if row is None:
        raise DamagedDatabaseError(database.path, "the table meta is empty")
    last_seq, *counters = row[:4]
    newest_seq, *newest = row[4:]
    # Confirmed operations are pruned after weeks, so the queue may end before its counter, never behind it.
    if counters != newest or newest_seq > last_seq:
        raise DamagedDatabaseError(database.path, f"its counters {row[:4]} do not fit its rows {row[4:]}")
