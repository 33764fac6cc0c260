"""Bodies in cache.db with a checksum around them: a byte that the disk changed must not pass as another price.

SQLite's own check looks at the structure of pages, not at what stands in the rows. A sealed body is one byte that
begins no JSON, the CRC-32 (ISO 3309) of the bytes, and the bytes. Bodies of before have none and are read as they are.
"""

import zlib

_MARK = b"\x01"
_HEAD_BYTES = 5
_TEXT_MARK = "\x01"
_TEXT_HEAD = 9


class BodyDamagedError(ValueError):
    """The bytes are not those that were written."""


def sealed(body: bytes) -> bytes:
    """``body`` with its checksum."""
    return _MARK + zlib.crc32(body).to_bytes(4, "big") + body


def opened(stored: bytes) -> bytes:
    """The body in what was stored. Raises :class:`BodyDamagedError`."""
    if stored[:1] == b"{":
        return stored
    body = stored[_HEAD_BYTES:]
    if stored[:1] != _MARK or zlib.crc32(body).to_bytes(4, "big") != stored[1:_HEAD_BYTES]:
        raise BodyDamagedError(f"{len(stored)} bytes that do not fit their checksum")
    return body


def sealed_text(text: str) -> str:
    """The same for a column that holds text."""
    return f"{_TEXT_MARK}{zlib.crc32(text.encode('utf-8')):08x}{text}"


def opened_text(stored: str) -> str:
    """The text in what was stored. Raises :class:`BodyDamagedError`."""
    if not stored.startswith(_TEXT_MARK):
        if stored.lstrip()[:1] == "{":
            return stored
        raise BodyDamagedError(f"a text of {len(stored)} characters that begins in no known way")
    check, text = stored[1:_TEXT_HEAD], stored[_TEXT_HEAD:]
    if f"{zlib.crc32(text.encode('utf-8')):08x}" != check:
        raise BodyDamagedError(f"a text of {len(stored)} characters that does not fit its checksum")
    return text
