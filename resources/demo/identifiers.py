"""Ids of the demo shop: UUIDv7 texts that are the same on every machine and day, so that till and server agree."""

import hashlib
import uuid

_BORN_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z: a fixed day, so that an id never depends on when it was made
_VERSION_7 = 0x7 << 76
_VARIANT_RFC = 0b10 << 62


def demo_id(kind: str, number: int, seed: int) -> str:
    """The id of the ``number``-th (from 0) thing of ``kind``, e.g. ``goods``; ids of one kind sort by number.

    A UUIDv7 (RFC 9562, 5.7): 48 bits of ms, then bits of a hash where a live id has chance.
    """
    digest = hashlib.sha256(f"kopilka demo/{seed}/{kind}/{number}".encode()).digest()
    random_a = int.from_bytes(digest[:2]) & 0xFFF
    random_b = int.from_bytes(digest[2:10]) & ((1 << 62) - 1)
    value = (_BORN_MS + number) << 80 | _VERSION_7 | random_a << 64 | _VARIANT_RFC | random_b
    return str(uuid.UUID(int=value))
