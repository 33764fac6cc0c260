"""Points that the server set aside for this till, as the counter uses them: asked, granted, spent, ended."""

from collections.abc import Sequence

from pos_app.domain.money.units import Points
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import BootMoment, Promise
from sync.store.book import Book
from sync.store.connection import Proof
from sync.store.reservation_rows import PROMISE_COLUMNS, SPENDABLE, close_reservation, promise_of


class ReservationBook(Book):
    """The reservations' part of ``TillBooks``. The id is stored before the server is asked."""

    def promises_of(self, customer_id: str) -> tuple[Promise, ...]:
        """The customer's open promises of the present epoch, whatever their deadline; none while they are frozen."""
        rows = self._database.rows(
            f"SELECT {PROMISE_COLUMNS} FROM reservation WHERE customer_id = ? AND {SPENDABLE} ORDER BY reservation_id",
            (customer_id,),
        )
        return tuple(map(promise_of, rows))

    def note_asked(
        self, reservation_id: str, customer_id: str, kind: ReservationKind, receipt_id: str, points: Points
    ) -> int:
        """Store the id before the first byte is sent; returns the epoch to ask in. ``points``: what will be wanted."""
        del points  # what was wanted is not kept: the answer says what is there
        with self._database.transaction(
            Proof("SELECT 1 FROM reservation WHERE reservation_id = ?", (reservation_id,))
        ) as connection:
            connection.execute(
                "INSERT INTO reservation (reservation_id, epoch, customer_id, kind, state, receipt_id)"
                " VALUES (?, (SELECT epoch FROM meta), ?, ?, 'asked', ?)",
                (reservation_id, customer_id, kind.value, receipt_id),
            )
            return int(connection.execute("SELECT epoch FROM meta").fetchone()[0])

    def note_granted(
        self, reservation_id: str, granted: Points, duration_ms: int, grant: str, sent: BootMoment
    ) -> bool:
        """The server's answer. False if it came too late to be used: the reservation is closed or of an old epoch.

        Nothing granted: the reservation is over, there is nothing to give back.
        """
        proof = Proof("SELECT 1 FROM reservation WHERE reservation_id = ? AND state <> 'asked'", (reservation_id,))
        with self._database.transaction(proof) as connection:
            changed = connection.execute(
                "UPDATE reservation SET state = CASE WHEN ?2 > 0 THEN 'open' ELSE 'closed' END, granted = ?2,"
                " duration_ms = ?3, deadline_boot_ms = ?4, boot_id = ?5, signed_grant = ?6"
                " WHERE reservation_id = ?1 AND state = 'asked' AND epoch = (SELECT epoch FROM meta)",
                (reservation_id, granted, duration_ms, sent.ms + duration_ms, sent.boot_id, grant),
            ).rowcount
        return changed == 1 and granted > 0

    def end_reservations(self, closings: Sequence[ReservationClosed]) -> int:
        """Close what is asked or open among these and queue the closings; returns how many. Asking again is safe."""
        if not closings:
            return 0
        proof = Proof(
            "SELECT 1 FROM reservation WHERE reservation_id = ? AND state = 'closed'", (closings[-1].reservation_id,)
        )
        with self._database.transaction(proof) as connection:
            return sum(close_reservation(connection, closing) for closing in closings)

    def unsettled_holds(self) -> tuple[Promise, ...]:
        """Holds that are asked or open, of any epoch, and leases that were asked: what a kill may leave behind."""
        rows = self._database.rows(
            f"SELECT {PROMISE_COLUMNS} FROM reservation WHERE state = 'asked' OR (state = 'open' AND kind = 'hold')"
            " ORDER BY reservation_id"
        )
        return tuple(map(promise_of, rows))

    def epoch(self) -> int:
        """The present epoch."""
        return int(self._database.rows("SELECT epoch FROM meta")[0][0])

    def is_frozen(self) -> bool:
        """Whether the books came from a backup: no promise may be spent before the server gave a new epoch."""
        row = self._database.row("SELECT frozen FROM meta")
        return row is not None and bool(row[0])

    def capabilities(self) -> tuple[str, ...]:
        """What the server said it can when it answered last; empty before the first answer."""
        row = self._database.row("SELECT capabilities FROM meta")
        return tuple(str(row[0]).split()) if row is not None else ()
