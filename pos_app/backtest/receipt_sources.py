"""Where past receipts are: a till's books, a server's operations, or a file of sales as JSON lines.

Nothing is changed, and a till or a server may be at work with its file meanwhile.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from sync.protocol.operation import unix_ms
from sync.store.engine import sqlite3

_SQLITE_HEAD = b"SQLite format 3\0"
_TILL_QUERY = "SELECT running, at_ms, customer_id FROM receipt WHERE kind = 'sale'"
_TILL_BODY = "SELECT body FROM receipt WHERE running = ?"
_SERVER_QUERY = (
    "SELECT operation.rowid, operation.business_ms, receipt.customer_id FROM receipt JOIN operation"
    " ON operation.till_id = receipt.till_id AND operation.epoch = receipt.epoch AND operation.seq = receipt.seq"
    " WHERE receipt.kind = 'sale'"
)
_SERVER_BODY = "SELECT body FROM operation WHERE rowid = ?"


class ReceiptSourceError(ValueError):
    """A file holds no receipts that can be read; the text names it and says what was expected."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a receipt is: its time in milliseconds since 1970 UTC, its customer, and where its source finds it."""

    at_ms: int
    customer_id: str | None
    locator: int


class ReceiptSource(Protocol):
    """One file of receipts."""

    def places(self) -> Iterator[Place]:
        """Every sale in it, in any order. Raises :class:`ReceiptSourceError`."""
        ...

    def body(self, locator: int) -> bytes:
        """The stored sale as JSON."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


@contextmanager
def opened_sources(paths: Iterable[Path]) -> Iterator[tuple[ReceiptSource, ...]]:
    """The sources of several files, closed at the end. Raises :class:`ReceiptSourceError`."""
    with ExitStack() as stack:
        yield tuple(stack.enter_context(closing(open_source(path))) for path in paths)


def open_source(path: Path) -> ReceiptSource:
    """The source that a file is. Raises :class:`ReceiptSourceError`."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE_HEAD))
    except OSError as error:
        raise ReceiptSourceError(f"{path}: {error.strerror or error}") from error
    return DatabaseSource(path) if head == _SQLITE_HEAD else LinesSource(path)


class DatabaseSource:
    """A ``till.db`` or a ``server.db``, told apart by their tables."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            tables = {row[0] for row in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        except sqlite3.Error as error:
            raise ReceiptSourceError(f"{path}: {error}") from error
        if {"receipt", "operation", "published"} <= tables:
            self._query, self._body = _SERVER_QUERY, _SERVER_BODY
        elif {"receipt", "sale_line", "op"} <= tables:
            self._query, self._body = _TILL_QUERY, _TILL_BODY
        else:
            self._connection.close()
            raise ReceiptSourceError(f"{path}: expected the books of a till or a server, found another database")

    def places(self) -> Iterator[Place]:
        """Every sale that is stored, at the server every one that was applied."""
        try:
            for locator, at_ms, customer_id in self._connection.execute(self._query):
                yield Place(at_ms, customer_id, locator)
        except sqlite3.Error as error:
            raise ReceiptSourceError(f"{self._path}: {error}") from error

    def body(self, locator: int) -> bytes:
        """One row's body."""
        row = self._connection.execute(self._body, (locator,)).fetchone()
        if row is None:
            raise ReceiptSourceError(f"{self._path}: the receipt in row {locator} is gone")
        return bytes(row[0])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class LinesSource:
    """Sales as JSON, one on each line, in the till's own encoding."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO = path.open("rb")

    def places(self) -> Iterator[Place]:
        """Every line that is not empty."""
        self._file.seek(0)
        offset = 0
        for number, line in enumerate(self._file, start=1):
            if offset == 0 and line.startswith(BOM_UTF8):
                offset, line = len(BOM_UTF8), line.removeprefix(BOM_UTF8)  # noqa: PLW2901
            if line.strip():
                yield self._place(line, number, offset)
            offset += len(line)

    def body(self, locator: int) -> bytes:
        """The line that begins at a byte of the file."""
        self._file.seek(locator)
        return self._file.readline()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _place(self, line: bytes, number: int, offset: int) -> Place:
        expected = "a stored sale with sold_at and customer_id as JSON"
        try:
            sale = json.loads(line)
            at = datetime.fromisoformat(sale["sold_at"])
            customer_id = sale.get("customer_id")
            if not isinstance(customer_id, str | None):
                raise TypeError("customer_id")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ReceiptSourceError(
                f"{self._path}: line {number}: expected {expected}, found {line[:60]!r}"
            ) from error
        if at.tzinfo is None:
            raise ReceiptSourceError(f"{self._path}: line {number}: expected sold_at with an offset, found none")
        return Place(unix_ms(at), customer_id, offset)


def in_order_of_time(sources: Iterable[ReceiptSource]) -> tuple[tuple[int, Place], ...]:
    """Every sale as its source's number and its place; of two at one time, in the order of the sources.

    Raises :class:`ReceiptSourceError`.
    """
    found = [(number, place) for number, source in enumerate(sources) for place in source.places()]
    found.sort(key=lambda pair: (pair[1].at_ms, pair[0], pair[1].locator))
    return tuple(found)
