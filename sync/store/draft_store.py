"""The open sale, kept against a kill or a power cut: one row, since a till has one. And the baskets put aside.

A deed that goes with an edit is written in its transaction: what was approved is never done without its name.
"""

from collections.abc import Sequence

from pos_app.domain.basket.held import HeldBasket
from pos_app.domain.people.deed import Deed
from pos_app.domain.transaction.draft import Draft
from pos_app.domain.transaction.errors import StoreError
from sync.protocol.operation import unix_ms
from sync.store.book import Book, body_of
from sync.store.connection import Proof
from sync.store.deed_book import deed_rows, put_deeds
from sync.store.engine import sqlite3

_RECEIPT = "SELECT 1 FROM receipt WHERE receipt_id = ?"


class DraftStore(Book):
    """The draft's part of ``TillBooks``."""

    def save_draft(self, draft: Draft, deeds: Sequence[Deed] = ()) -> None:
        """Keep the open sale; replaces the earlier draft.

        Raises ``StoreError`` ``refused`` if this basket is a stored receipt already: it would be sold again after a
        restart.
        """
        body, rows = body_of(draft), list(deed_rows(deeds))
        proof = _proof(deeds, Proof("SELECT 1 FROM draft WHERE body = ?", (body,)))
        with self._database.transaction(proof) as connection:
            _put_draft(connection, draft, body)
            put_deeds(connection, rows)

    def load_draft(self) -> Draft | None:
        """The sale that was open when the program ended; what is a receipt already was not open."""
        draft = self._record(Draft, self._database.row("SELECT body FROM draft"))
        if draft is None or self._database.row(_RECEIPT, (draft.basket.receipt_id,)) is not None:
            return None
        return draft

    def clear_draft(self, deeds: Sequence[Deed] = ()) -> None:
        """The basket was voided."""
        rows = list(deed_rows(deeds))
        proof = _proof(deeds, Proof("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM draft)"))
        with self._database.transaction(proof) as connection:
            connection.execute("DELETE FROM draft")
            put_deeds(connection, rows)

    def hold_basket(self, held: HeldBasket, deeds: Sequence[Deed] = ()) -> None:
        """Put the open basket aside: it is no draft any more. The same basket again replaces what was put aside."""
        body, rows = body_of(held), list(deed_rows(deeds))
        proof = Proof("SELECT 1 FROM held_basket WHERE basket_id = ? AND body = ?", (held.basket_id, body))
        with self._database.transaction(proof) as connection:
            _put_held(connection, held, body)
            connection.execute("DELETE FROM draft")
            put_deeds(connection, rows)

    def split_basket(self, draft: Draft, held: HeldBasket, deeds: Sequence[Deed] = ()) -> None:
        """Keep ``draft`` as the open sale and put what was taken out of it aside, both or nothing."""
        body, held_body, rows = body_of(draft), body_of(held), list(deed_rows(deeds))
        proof = Proof("SELECT 1 FROM held_basket WHERE basket_id = ? AND body = ?", (held.basket_id, held_body))
        with self._database.transaction(proof) as connection:
            _put_draft(connection, draft, body)
            _put_held(connection, held, held_body)
            put_deeds(connection, rows)

    def recall_basket(self, basket_id: str, draft: Draft, deeds: Sequence[Deed] = ()) -> None:
        """Take a basket up again as ``draft``: it is not put aside any more."""
        body, rows = body_of(draft), list(deed_rows(deeds))
        proof = Proof(
            "SELECT 1 FROM draft WHERE body = ? AND NOT EXISTS (SELECT 1 FROM held_basket WHERE basket_id = ?)",
            (body, basket_id),
        )
        with self._database.transaction(proof) as connection:
            _put_draft(connection, draft, body)
            connection.execute("DELETE FROM held_basket WHERE basket_id = ?", (basket_id,))
            put_deeds(connection, rows)

    def note_on_held(self, held: HeldBasket) -> None:
        """Write ``held.note`` on a basket that is put aside; nothing happens if it is not any more."""
        body = body_of(held)
        proof = Proof("SELECT 1 FROM held_basket WHERE basket_id = ? AND body = ?", (held.basket_id, body))
        with self._database.transaction(proof) as connection:
            connection.execute("UPDATE held_basket SET body = ? WHERE basket_id = ?", (body, held.basket_id))

    def drop_held(self, basket_ids: Sequence[str], deeds: Sequence[Deed] = ()) -> None:
        """Give up baskets that were put aside."""
        rows = list(deed_rows(deeds))
        marks = ", ".join("?" * len(basket_ids))
        proof = Proof(
            f"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM held_basket WHERE basket_id IN ({marks}))", tuple(basket_ids)
        )
        with self._database.transaction(_proof(deeds, proof)) as connection:
            connection.executemany("DELETE FROM held_basket WHERE basket_id = ?", [(each,) for each in basket_ids])
            put_deeds(connection, rows)

    def held_baskets(self) -> tuple[HeldBasket, ...]:
        """Baskets put aside, oldest first; one that was sold after all is none."""
        rows = self._database.rows(
            "SELECT body FROM held_basket WHERE NOT EXISTS"
            " (SELECT 1 FROM receipt WHERE receipt.receipt_id = held_basket.basket_id) ORDER BY held_ms, basket_id"
        )
        return self._records(HeldBasket, rows)


def is_receipt(connection: sqlite3.Connection, receipt_id: str) -> bool:
    """Whether a basket was sold: its draft stays in the file until the next one takes its place, and is none."""
    return connection.execute(_RECEIPT, (receipt_id,)).fetchone() is not None


def _put_draft(connection: sqlite3.Connection, draft: Draft, body: bytes) -> None:
    receipt_id = draft.basket.receipt_id
    if is_receipt(connection, receipt_id):
        raise StoreError("refused", f"the basket {receipt_id} is a stored receipt already")
    connection.execute(
        "INSERT INTO draft (only_row, body) VALUES (1, ?) ON CONFLICT (only_row) DO UPDATE SET body = excluded.body",
        (body,),
    )


def _put_held(connection: sqlite3.Connection, held: HeldBasket, body: bytes) -> None:
    connection.execute(
        "INSERT INTO held_basket (basket_id, held_ms, body) VALUES (?, ?, ?)"
        " ON CONFLICT (basket_id) DO UPDATE SET held_ms = excluded.held_ms, body = excluded.body",
        (held.basket_id, unix_ms(held.held_at), body),
    )


def _proof(deeds: Sequence[Deed], without: Proof) -> Proof:
    """A deed is written once, so that its row proves more than a body that may have been there before."""
    return Proof("SELECT 1 FROM deed WHERE deed_id = ?", (deeds[-1].deed_id,)) if deeds else without
