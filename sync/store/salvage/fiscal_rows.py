"""What the fiscal registrar has registered and what it has not: nobody else knows, so it is carried over row by row."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from pos_app.domain.fiscal.fiscal_receipt import FiscalKind
from sync.store.engine import sqlite3
from sync.store.salvage.wreck import Wreck

Row = tuple[Any, ...]
_COLUMNS_OF_DUE = 7
_KINDS = frozenset(kind.value for kind in FiscalKind)
_DUE = "n, record_id, kind, attempt, refusal, code, detail"
_DONE = "record_id, kind, attempt, document_number, sign, by_hand, done_ms"


@dataclass(frozen=True, slots=True)
class FiscalRows:
    """``due`` in the order of storing: record, kind, attempt, refusal, code, detail. ``done``: as its table's columns.

    ``is_on``: whether the till has a registrar.
    """

    is_on: bool = False
    due: tuple[Row, ...] = ()
    done: tuple[Row, ...] = ()

    def lost(self, records: Collection[tuple[str, str]]) -> int:
        """How many are due whose record is not among ``records`` (id and kind): nobody can register them from here."""
        return sum((row[0], row[1]) not in records for row in self.due)


def read_fiscal_rows(wreck: Wreck) -> FiscalRows:
    """What can be read of them; nothing of books from before there were registrars."""
    named = wreck.one("SELECT count(*), sum(name = 'fiscal_due') FROM sqlite_schema WHERE type = 'table'")
    if named is not None and named[0] and not named[1]:
        return FiscalRows()
    switch = wreck.one("SELECT is_on FROM fiscal_switch")
    due = {number: rest for number, *rest in _due(wreck)}
    done = wreck.one("SELECT 1 FROM fiscal_done") and list(wreck.ordered("fiscal_done", _DONE, "record_id, kind"))
    return FiscalRows(
        switch is not None and switch[0] == 1,
        tuple(tuple(due[number]) for number in sorted(due)),
        tuple(done or ()),
    )


def _due(wreck: Wreck) -> Iterator[Row]:
    """With the number of storing first. Where the table cannot be found, its rows still lie on their pages.

    Those may be of before: what was registered since is asked for again under the same task's id, which does no harm.
    """
    if wreck.one("SELECT count(*) FROM fiscal_due") is not None:
        yield from wreck.rows("fiscal_due", _DUE)
        return
    for number, values in wreck.on_pages(_COLUMNS_OF_DUE):
        if values[2] in _KINDS and isinstance(values[1], str) and isinstance(values[3], int):
            yield (number, *values[1:])


def shelve_fiscal_rows(connection: sqlite3.Connection, rows: FiscalRows, records: Collection[tuple[str, str]]) -> None:
    """Write those of ``records`` (id and kind): one that cannot be made a task again would stop all behind it."""
    connection.executemany(
        f"INSERT OR IGNORE INTO fiscal_done ({_DONE}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [row for row in rows.done if (row[0], row[1]) in records],
    )
    done = {(row[0], row[1]) for row in rows.done}
    connection.executemany(
        "INSERT OR IGNORE INTO fiscal_due (record_id, kind, attempt, refusal, code, detail) VALUES (?, ?, ?, ?, ?, ?)",
        [row for row in rows.due if (row[0], row[1]) in records and (row[0], row[1]) not in done],
    )
    connection.execute("UPDATE fiscal_switch SET is_on = ?", (int(rows.is_on),))
