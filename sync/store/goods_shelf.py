"""Goods on this till: found by code, by article, by the beginnings of words. Fulfils ``Catalogue`` by its shape."""

from collections.abc import Iterable
from datetime import date

from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.vat import VatRate
from sync.protocol.encoding import encode
from sync.protocol.rows import GoodsRow, VatRow
from sync.store.book import Book
from sync.store.engine import sqlite3

_FOLDED = str.maketrans("ёЁ", "еЕ")


class GoodsShelf(Book):
    """Reads of one thread."""

    def by_code(self, gtin: str) -> tuple[Item, ...]:
        """Every item that carries the canonical GTIN-13; one code may name several."""
        return self._records(
            Item,
            self._database.rows(
                "SELECT goods.body FROM goods_code JOIN goods USING (goods_row) WHERE goods_code.code = ?", (gtin,)
            ),
        )

    def by_id(self, item_id: str) -> Item | None:
        """The goods behind an id; None if they are no longer sold."""
        return self._record(Item, self._database.row("SELECT body FROM goods WHERE item_id = ?", (item_id,)))

    def by_article(self, article: str) -> tuple[Item, ...]:
        """Every item with the shop's article number."""
        return self._records(Item, self._database.rows("SELECT body FROM goods WHERE article = ?", (article,)))

    def search(self, text: str, limit: int) -> tuple[Item, ...]:
        """Items whose name holds every word of ``text`` as a prefix of a word; ё = е. Not ranked: that costs frames."""
        query = word_query(text)
        if not query:
            return ()
        return self._records(
            Item,
            self._database.rows(
                "SELECT goods.body FROM goods_words JOIN goods ON goods.goods_row = goods_words.rowid"
                " WHERE goods_words MATCH ? LIMIT ?",
                (query, limit),
            ),
        )

    def vat_rates(self) -> tuple[VatRate, ...]:
        """The dated table of rates, sorted by code and day."""
        rows = self._database.rows("SELECT code, from_day, rate_bp FROM vat_rate ORDER BY code, from_day")
        return tuple(VatRate(code, date.fromisoformat(from_day), rate_bp) for code, from_day, rate_bp in rows)

    def count(self) -> int:
        """How many goods there are; 0 before the first load."""
        return int(self._database.rows("SELECT count(*) FROM goods")[0][0])


def folded(text: str) -> str:
    """A name as it is indexed and asked for: ё as е; upper and lower case are the tokenizer's work."""
    return text.translate(_FOLDED)


def word_query(text: str) -> str:
    """The FTS5 query that asks for each word of ``text`` as a prefix; empty if there is no letter and no digit in it.

    Each word is quoted, so that nothing in it is an operator; a word like «3,2%» is split there as it was in the name.
    """
    words = [word.replace('"', " ") for word in folded(text).split()]
    return " ".join(f'"{word}"*' for word in words if any(map(str.isalnum, word)))


def put_goods(connection: sqlite3.Connection, rows: Iterable[GoodsRow]) -> None:
    """Write rows of the goods feed; inside a write transaction."""
    for row in rows:
        if row.item is None:
            _delete(connection, row.item_id)
        else:
            _put(connection, row.item)


def put_vat_rates(connection: sqlite3.Connection, rows: Iterable[VatRow]) -> None:
    """Write rows of the VAT feed; inside a write transaction."""
    for row in rows:
        key = (row.code, row.from_day.isoformat())
        if row.deleted:
            connection.execute("DELETE FROM vat_rate WHERE code = ? AND from_day = ?", key)
        else:
            connection.execute(
                "INSERT INTO vat_rate (code, from_day, rate_bp) VALUES (?, ?, ?)"
                " ON CONFLICT (code, from_day) DO UPDATE SET rate_bp = excluded.rate_bp",
                (*key, row.rate_bp),
            )


def _put(connection: sqlite3.Connection, item: Item) -> None:
    values = (item.item_id, item.article, encode(item))
    goods_row = _row_of(connection, item.item_id)
    if goods_row is None:
        goods_row = connection.execute("INSERT INTO goods (item_id, article, body) VALUES (?, ?, ?)", values).lastrowid
    else:
        _forget_names(connection, goods_row)
        connection.execute(
            "UPDATE goods SET item_id = ?, article = ?, body = ? WHERE goods_row = ?", (*values, goods_row)
        )
    connection.executemany(
        "INSERT INTO goods_code (code, goods_row) VALUES (?, ?)",
        [(code, goods_row) for code in sorted(set(item.codes))],
    )
    connection.execute("INSERT INTO goods_words (rowid, name) VALUES (?, ?)", (goods_row, folded(item.name)))


def _delete(connection: sqlite3.Connection, item_id: str) -> None:
    goods_row = _row_of(connection, item_id)
    if goods_row is not None:
        _forget_names(connection, goods_row)
        connection.execute("DELETE FROM goods WHERE goods_row = ?", (goods_row,))


def _row_of(connection: sqlite3.Connection, item_id: str) -> int | None:
    found = connection.execute("SELECT goods_row FROM goods WHERE item_id = ?", (item_id,)).fetchone()
    return None if found is None else int(found[0])


def _forget_names(connection: sqlite3.Connection, goods_row: int) -> None:
    connection.execute("DELETE FROM goods_code WHERE goods_row = ?", (goods_row,))
    connection.execute("DELETE FROM goods_words WHERE rowid = ?", (goods_row,))
