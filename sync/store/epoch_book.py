"""Beginning a new epoch: what the server has not is numbered anew under its old ids, in one transaction."""

from collections.abc import Callable
from datetime import datetime

from pos_app.domain.reservation.closed import CloseReason, ReservationClosed
from sync.protocol.operation import GENESIS_HASH, chained, instant_of
from sync.store.book import Book
from sync.store.claim_book import close_all_claims
from sync.store.connection import Proof
from sync.store.engine import sqlite3
from sync.store.reservation_rows import close_reservation
from sync.store.value_book import close_all_value_holds


class EpochBook(Book):
    """Epoch, the server's life and what it can, as the sync client keeps them."""

    def begin_epoch(
        self,
        epoch: int,
        incarnation: str,
        at: datetime,
        new_id: Callable[[], str],
        *,
        archive: bool,
        last_receipt: int = 0,
    ) -> bool:
        """Go on in ``epoch``; False if the books are in it already (an answer that came twice).

        Operations not yet confirmed get new numbers and a new chain, ids and bodies stay. ``archive``: the confirmed
        and the parked ones too, for a server that lost them; it knows them again by their ids. Every reservation is
        closed, its closing queued behind all of them. Epoch, incarnation and queue change in this one transaction: a
        kill in between loses nothing. ``last_receipt``: receipt numbers up to it were given out in a life that this
        disk does not know.
        """
        proof = Proof("SELECT 1 FROM meta WHERE epoch >= ? AND incarnation = ?", (epoch, incarnation))
        with self._database.transaction(proof) as connection:
            till_id, present = connection.execute("SELECT till_id, epoch FROM meta").fetchone()
            if present >= epoch:
                connection.execute("UPDATE meta SET incarnation = ?, frozen = 0", (incarnation,))
                return False
            last_seq, last_hash = _renumber(connection, till_id, epoch, archive=archive)
            connection.execute(
                "UPDATE meta SET epoch = ?1, last_seq = ?2, last_hash = ?3, incarnation = ?4, frozen = 0,"
                " lost_receipt = max(lost_receipt, ?5), last_receipt = max(last_receipt, ?5)",
                (epoch, last_seq, bytes.fromhex(last_hash), incarnation, last_receipt),
            )
            _close_all(connection, at, new_id)
            close_all_value_holds(connection, at, new_id)
            close_all_claims(connection, at, new_id)
        self._note_progress()
        return True

    def incarnation(self) -> str:
        """The server's life that this till knows; empty before the first contact."""
        return str(self._database.rows("SELECT incarnation FROM meta")[0][0])

    def is_frozen(self) -> bool:
        """Whether the books came from a backup and wait for a new epoch."""
        return bool(self._database.rows("SELECT frozen FROM meta")[0][0])

    def capabilities(self) -> tuple[str, ...]:
        """What the server said it can when it answered last."""
        return tuple(str(self._database.rows("SELECT capabilities FROM meta")[0][0]).split())

    def note_server(self, incarnation: str, capabilities: tuple[str, ...]) -> None:
        """Remember whom this till talks to; written only when it changed."""
        known = (incarnation, " ".join(sorted(capabilities)))
        if self._database.row("SELECT incarnation, capabilities FROM meta") == known:
            return
        with self._database.transaction(Proof("SELECT 1 FROM meta WHERE incarnation = ?", known[:1])) as connection:
            connection.execute("UPDATE meta SET incarnation = ?, capabilities = ?", known)


def _renumber(connection: sqlite3.Connection, till_id: str, epoch: int, *, archive: bool) -> tuple[int, str]:
    rows = connection.execute(
        "SELECT epoch, seq, op_id, kind, v, wall_ms, body FROM op WHERE state = 0 OR ? ORDER BY epoch, seq", (archive,)
    ).fetchall()
    seq, last_hash = 0, GENESIS_HASH
    for seq, (old_epoch, old_seq, op_id, kind, v, wall_ms, body) in enumerate(rows, start=1):
        moved = chained(last_hash, op_id, till_id, epoch, seq, kind, v, instant_of(wall_ms), body)
        connection.execute(
            "UPDATE op SET epoch = ?, seq = ?, prev_hash = ?, hash = ?, state = 0, reason = NULL, settled_ms = NULL"
            " WHERE epoch = ? AND seq = ?",
            (epoch, seq, bytes.fromhex(last_hash), bytes.fromhex(moved.hash), old_epoch, old_seq),
        )
        last_hash = moved.hash
    return seq, last_hash


def _close_all(connection: sqlite3.Connection, at: datetime, new_id: Callable[[], str]) -> None:
    rows = connection.execute(
        "SELECT reservation_id, customer_id, spent FROM reservation WHERE state <> 'closed' ORDER BY reservation_id"
    ).fetchall()
    for reservation_id, customer_id, spent in rows:
        close_reservation(
            connection, ReservationClosed(new_id(), reservation_id, customer_id, spent, CloseReason.REJOINED, at)
        )
