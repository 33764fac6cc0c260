"""Goods on this till: by code, by article, by words of their names or any part of them. Fulfils ``Catalogue``."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import ClassVar

from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.vat import VatRate
from sync.protocol.encoding import encode
from sync.protocol.rows import GoodsRow, Stream, VatRow
from sync.store.copy_book import CopyBook
from sync.store.engine import sqlite3
from sync.store.sealed_body import sealed

_LOOKED_THROUGH = 150
"""Names with the longer words inside that are looked through for the shorter ones: more would cost a frame."""
_NAME_INDEXES = ("goods_words", "goods_parts")
PART_MIN = 3
"""Letters that a part of a word needs to be searched for: the index holds groups of three."""
_FOLDED = str.maketrans("ёЁ", "еЕ")


class GoodsShelf(CopyBook):
    """Reads of one thread."""

    stream: ClassVar[Stream] = Stream.GOODS

    def by_code(self, gtin: str) -> tuple[Item, ...]:
        """Every item that carries the canonical GTIN-13; one code may name several."""
        found = self._records(
            Item,
            self._database.rows(
                "SELECT goods.body FROM goods_code JOIN goods USING (goods_row) WHERE goods_code.code = ?", (gtin,)
            ),
        )
        return self._rightly(found, lambda item: gtin in item.codes)

    def by_id(self, item_id: str) -> Item | None:
        """The goods behind an id; None if they are no longer sold."""
        return self._record(Item, self._database.row("SELECT body FROM goods WHERE item_id = ?", (item_id,)))

    def by_article(self, article: str) -> tuple[Item, ...]:
        """Every item with the shop's article number."""
        found = self._records(Item, self._database.rows("SELECT body FROM goods WHERE article = ?", (article,)))
        return self._rightly(found, lambda item: item.article == article)

    def _rightly(self, found: tuple[Item, ...], fits: Callable[[Item], bool]) -> tuple[Item, ...]:
        """Those that say so themselves: a damaged index must not sell one thing for another."""
        right = tuple(item for item in found if fits(item))
        if len(right) != len(found):
            self._damage_found()
        return right

    def search(self, text: str, limit: int) -> tuple[Item, ...]:
        """Items whose name holds every word of ``text``; ё = е. Not ranked within: that costs frames.

        First those that hold them as whole words («сыр» before «сырок»), then those where each is the beginning of a
        word, then those that hold words of three letters and more anywhere; shorter ones stay beginnings.
        """
        words = word_query(text)
        if not words:
            return ()
        items, seen = self._holding_words(words.replace("*", ""), limit, set())
        if len(items) < limit:
            more, seen = self._holding_words(words, limit - len(items), seen)
            items += more
        if len(items) < limit:
            items += self._holding_parts(text, limit - len(items), seen)
        return tuple(items)

    def _holding_words(self, query: str, limit: int, seen: set[int]) -> tuple[list[Item], set[int]]:
        """Items that fit a query of the index of words and are not ``seen`` yet, and all that are seen now."""
        rows = self._database.rows(
            "SELECT goods.goods_row, goods.body FROM goods_words JOIN goods ON goods.goods_row = goods_words.rowid"
            " WHERE goods_words MATCH ? LIMIT ?",
            (query, limit + len(seen)),
        )
        fresh = [row for row in rows if row[0] not in seen][:limit]
        return list(self._records(Item, [row[1:] for row in fresh])), seen | {row[0] for row in fresh}

    def _holding_parts(self, text: str, limit: int, seen: set[int]) -> list[Item]:
        long, short = part_queries(text)
        if not long:
            return []
        rows = self._database.rows(
            "SELECT goods.goods_row, goods.body FROM goods_parts JOIN goods ON goods.goods_row = goods_parts.rowid"
            " WHERE goods_parts MATCH ? LIMIT ?",
            (long, _LOOKED_THROUGH if short else limit + len(seen)),
        )
        items = self._records(Item, [row[1:] for row in rows if row[0] not in seen])
        return [item for item in items if _begins(item.name, short)][:limit]

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


def part_queries(text: str) -> tuple[str, tuple[str, ...]]:
    """For ``text``: the FTS5 query of its words of three letters and more anywhere in a name, and its shorter words.

    Quotes are blanks here, as in ``word_query``.
    """
    words = folded(text).replace('"', " ").split()
    long = " ".join(f'"{word}"' for word in words if len(word) >= PART_MIN)
    return long, tuple(part for word in words if len(word) < PART_MIN for part in _letters(word))


def _begins(name: str, short: tuple[str, ...]) -> bool:
    """Whether a word of ``name`` begins with each of the short words."""
    words = _letters(folded(name)) if short else ()
    return all(any(word.startswith(part) for word in words) for part in short)


def _letters(text: str) -> tuple[str, ...]:
    """The words as the tokenizer splits them, in small letters."""
    return tuple("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())


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
    values = (item.item_id, item.article, sealed(encode(item)))
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
    for index in _NAME_INDEXES:
        connection.execute(f"INSERT INTO {index} (rowid, name) VALUES (?, ?)", (goods_row, folded(item.name)))


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
    for index in _NAME_INDEXES:
        connection.execute(f"DELETE FROM {index} WHERE rowid = ?", (goods_row,))
