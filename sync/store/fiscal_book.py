"""What the fiscal registrar still has to register, and what it has.

Rows come by triggers (``fiscal_schema``) in the record's own transaction, and go when the registrar said that it is
done, or when a person did it without the till.
"""

from datetime import datetime

from pos_app.domain.fiscal.fiscal_due import FiscalDue
from pos_app.domain.fiscal.fiscal_receipt import FiscalKind
from pos_app.domain.shift.shift import ShiftOpened
from sync.protocol.operation import unix_ms
from sync.store.book import Book
from sync.store.connection import Proof

_DUE = "SELECT record_id, kind, attempt, refusal, code, detail FROM fiscal_due ORDER BY n"


class FiscalBook(Book):
    """The registrar's part of the books. The registrar's thread has a connection of its own."""

    def switch_fiscal(self, *, is_on: bool) -> None:
        """Whether records become due at a registrar from now on; what is due already stays due."""
        if self._database.row("SELECT 1 FROM fiscal_switch WHERE is_on = ?", (int(is_on),)) is not None:
            return
        with self._database.transaction(Proof("SELECT 1 FROM fiscal_switch WHERE is_on = ?", (int(is_on),))) as writing:
            writing.execute("UPDATE fiscal_switch SET is_on = ?", (int(is_on),))

    def fiscal_due(self) -> tuple[FiscalDue, ...]:
        """What is not registered, oldest first."""
        return tuple(
            FiscalDue(record_id, FiscalKind(kind), attempt, refusal, code, detail)
            for record_id, kind, attempt, refusal, code, detail in self._database.rows(_DUE)
        )

    def mark_registered(
        self, due: FiscalDue, at: datetime, document_number: int = 0, sign: str = "", by_hand: str = ""
    ) -> None:
        """It is registered; nothing happens if it is not due any more. ``by_hand``: by this operator, not the till."""
        key = (due.record_id, due.kind.value)
        done = Proof("SELECT 1 FROM fiscal_done WHERE record_id = ? AND kind = ?", key)
        with self._database.transaction(done) as writing:
            gone = writing.execute("DELETE FROM fiscal_due WHERE record_id = ? AND kind = ?", key)
            if gone.rowcount:
                writing.execute(
                    "INSERT INTO fiscal_done (record_id, kind, attempt, document_number, sign, by_hand, done_ms)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*key, due.attempt, document_number, sign, by_hand, unix_ms(at)),
                )

    def mark_refused(self, due: FiscalDue, refusal: str, code: int, detail: str) -> None:
        """The task ended with a refusal: the next attempt is a task of its own."""
        parameters = (due.attempt + 1, refusal, code, detail, due.record_id, due.kind.value, due.attempt)
        proof = Proof("SELECT 1 FROM fiscal_due WHERE record_id = ? AND attempt = ?", (due.record_id, due.attempt + 1))
        with self._database.transaction(proof) as writing:
            writing.execute(
                "UPDATE fiscal_due SET attempt = ?, refusal = ?, code = ?, detail = ?"
                " WHERE record_id = ? AND kind = ? AND attempt = ?",
                parameters,
            )

    def forget_refusals(self, refusal: str = "") -> None:
        """Try what was refused for this reason again, or all of it."""
        with self._database.transaction(Proof("SELECT 1")) as writing:
            writing.execute(
                "UPDATE fiscal_due SET refusal = '', code = 0, detail = '' WHERE refusal = ? OR ? = ''",
                (refusal, refusal),
            )

    def fiscal_document(self, record_id: str) -> tuple[int, str] | None:
        """Number and sign of the fiscal document of a receipt, None while there is none."""
        row = self._database.row(
            "SELECT document_number, sign FROM fiscal_done WHERE record_id = ? AND kind IN ('sale', 'return')",
            (record_id,),
        )
        return None if row is None else (int(row[0]), str(row[1]))

    def shift(self, shift_id: str) -> ShiftOpened | None:
        """A shift by id, open or closed."""
        return self._record(ShiftOpened, self._database.row("SELECT body FROM shift WHERE shift_id = ?", (shift_id,)))
