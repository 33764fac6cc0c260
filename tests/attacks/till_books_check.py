"""What must hold of a till's books after whatever happened, read with SQL of its own from a copy of the files."""

import json
import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

_ENTRY_OF_EVERY_RECEIPT = "SELECT receipt_id FROM receipt EXCEPT SELECT operation_id FROM ledger_entry"
_EMPTY = (
    ("a receipt without its operation", "SELECT receipt_id FROM receipt EXCEPT SELECT op_id FROM op"),
    (
        "an operation without its receipt",
        "SELECT op_id FROM op WHERE kind IN ('sale', 'return') EXCEPT SELECT receipt_id FROM receipt",
    ),
    (
        "an operation that says something else than its receipt",
        "SELECT receipt_id FROM receipt JOIN op ON op_id = receipt_id WHERE receipt.body <> op.body",
    ),
    ("a receipt without ledger entries", _ENTRY_OF_EVERY_RECEIPT),
    ("ledger entries of nothing", "SELECT operation_id FROM ledger_entry EXCEPT SELECT op_id FROM op"),
    (
        "an entry that does not sum to zero",
        "SELECT operation_id, entry_id FROM ledger_leg GROUP BY operation_id, entry_id HAVING sum(amount) <> 0",
    ),
    ("a shift without its operation", "SELECT shift_id FROM shift EXCEPT SELECT op_id FROM op"),
    (
        "more returned than sold",
        "SELECT sale_id, line_id FROM return_line GROUP BY sale_id, line_id HAVING sum(quantity) >"
        " (SELECT quantity FROM sale_line WHERE receipt_id = sale_id AND line_id = return_line.line_id)",
    ),
    ("a broken reference", "SELECT * FROM pragma_foreign_key_check"),
)
_COUNTED = (
    ("receipts", "SELECT last_receipt FROM meta", "SELECT running FROM receipt ORDER BY running"),
    ("operations", "SELECT last_seq FROM meta", "SELECT seq FROM op ORDER BY epoch, seq"),
    ("shifts", "SELECT last_shift FROM meta", "SELECT number FROM shift ORDER BY number"),
    ("Z reports", "SELECT last_z FROM meta", "SELECT z_number FROM z_report ORDER BY z_number"),
)


class TillBooksCheck:
    """The books in ``till_db`` as they would be found now; the files themselves are only copied."""

    def __init__(self, till_db: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kopilka-books-")
        for suffix in ("", "-wal"):  # what a restart finds: the file and its log; the shared index is made anew
            source = till_db.with_name(till_db.name + suffix)
            if source.exists():
                shutil.copy(source, Path(self._folder.name) / source.name)
        self._path = Path(self._folder.name) / till_db.name

    def __enter__(self) -> "TillBooksCheck":
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._path)) as connection:
            return list(connection.execute(query))

    def problems(self) -> list[str]:
        """Every rule that does not hold, in words."""
        found = [] if self.rows("PRAGMA integrity_check") == [("ok",)] else ["the file is damaged"]
        found += [f"{name}: {self.rows(query)}" for name, query in _EMPTY if self.rows(query)]
        for name, last_query, query in _COUNTED:
            ((last,),), numbers = self.rows(last_query), [number for (number,) in self.rows(query)]
            if numbers != list(range(1, last + 1)):
                found.append(f"{name} are not 1 to {last} without gaps: {numbers}")
        return found

    def draft(self) -> dict[str, Any] | None:
        """The open sale; a basket that is a stored receipt is none."""
        kept: list[dict[str, Any]] = [json.loads(body) for (body,) in self.rows("SELECT body FROM draft")]
        return next((draft for draft in kept if draft["basket"]["receipt_id"] not in self.sale_ids()), None)

    def sale_ids(self) -> set[str]:
        return {receipt_id for (receipt_id,) in self.rows("SELECT receipt_id FROM receipt WHERE kind = 'sale'")}

    def counts(self) -> dict[str, int]:
        """How many sales, returns, Z reports and shifts there are."""
        kinds = dict(self.rows("SELECT kind, count(*) FROM receipt GROUP BY kind"))
        ((z_reports, shifts),) = self.rows("SELECT last_z, last_shift FROM meta")
        return {"sale": kinds.get("sale", 0), "return": kinds.get("return", 0), "z": z_reports, "shift": shifts}

    def pieces_in_draft(self) -> int:
        """Pieces in the open basket, 0 without one."""
        draft = self.draft()
        return 0 if draft is None else sum(line["quantity"] for line in draft["basket"]["lines"]) // 1000
