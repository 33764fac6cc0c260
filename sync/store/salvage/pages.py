"""Rows straight from the file's pages, where SQLite itself cannot find the tables any more (sqlite.org/fileformat2).

Reads leaf pages of tables and the overflow pages of their long values; everything is checked by who asks, so a row out
of garbage does no harm.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

_LEAF_OF_A_TABLE = 0x0D
_FILE_HEADER = 100
_LARGEST_VALUE = 64 * 1024 * 1024
_BROKEN = (IndexError, ValueError, OverflowError, UnicodeDecodeError)


class PageReader:
    """``path``: a file whose WAL is in it already."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        size = int.from_bytes(self._data[16:18], "big") if len(self._data) > _FILE_HEADER else 0
        self._size = {1: 65536}.get(size, size if size in {512 << shift for shift in range(7)} else 4096)
        self._usable = self._size - (self._data[20] if len(self._data) > 20 and self._data[20] < 32 else 0)

    def records(self, columns: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Row number and values of every row with so many columns, in whatever table."""
        for start in range(0, len(self._data) - self._size + 1, self._size):
            header = start + (_FILE_HEADER if start == 0 else 0)
            if self._data[header] != _LEAF_OF_A_TABLE:
                continue
            cells = int.from_bytes(self._data[header + 3 : header + 5], "big")
            for number in range(min(cells, self._size // 4)):
                with suppress(*_BROKEN):
                    pointer = header + 8 + 2 * number
                    offset = int.from_bytes(self._data[pointer : pointer + 2], "big")
                    found = self._cell(start + offset, columns)
                    if found is not None:
                        yield found

    def _cell(self, at: int, columns: int) -> tuple[int, tuple[Any, ...]] | None:
        length, at = self._varint(at)
        rowid, at = self._varint(at)
        if not 0 < length <= _LARGEST_VALUE:
            return None
        types = self._types(self._payload(at, length, length), columns)
        if types is None:
            return None
        payload, offset = self._payload(at, length, length), types[0]
        values = []
        for kind in types[1]:
            value, offset = _value(payload, offset, kind)
            values.append(value)
        return rowid, tuple(values)

    def _types(self, payload: bytes, columns: int) -> tuple[int, list[int]] | None:
        header_length, at = _varint_of(payload, 0)
        types: list[int] = []
        while at < header_length and len(types) <= columns:
            kind, at = _varint_of(payload, at)
            types.append(kind)
        return (header_length, types) if len(types) == columns and at == header_length else None

    def _payload(self, at: int, length: int, wanted: int) -> bytes:
        """The bytes of a cell; what does not fit on its page lies on a chain of overflow pages (1.6)."""
        most = self._usable - 35
        if length <= most:
            return self._data[at : at + wanted]
        least = (self._usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (self._usable - 4)
        local = local if local <= most else least
        parts = [self._data[at : at + local]]
        following = int.from_bytes(self._data[at + local : at + local + 4], "big")
        left = length - local
        while left > 0:
            start = (following - 1) * self._size
            if following == 0 or start + self._size > len(self._data):
                raise ValueError("the chain of overflow pages is broken")
            parts.append(self._data[start + 4 : start + 4 + min(left, self._usable - 4)])
            left -= self._usable - 4
            following = int.from_bytes(self._data[start : start + 4], "big")
        return b"".join(parts)

    def _varint(self, at: int) -> tuple[int, int]:
        return _varint_of(self._data, at)


def _varint_of(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(9):
        byte = data[at + count]
        if count == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + count + 1
    raise ValueError("no varint")


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    """A value by its serial type (2.1)."""
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind <= 6:
        size = (1, 2, 3, 4, 6, 8)[kind - 1]
        return int.from_bytes(_slice(payload, at, size), "big", signed=True), at + size
    if kind < 12:
        raise ValueError(f"no value of these tables has the serial type {kind}")
    size = (kind - 12) // 2
    part = _slice(payload, at, size)
    return (part if kind % 2 == 0 else part.decode("utf-8")), at + size


def _slice(payload: bytes, at: int, size: int) -> bytes:
    part = payload[at : at + size]
    if len(part) != size:
        raise ValueError("the row ends early")
    return part
