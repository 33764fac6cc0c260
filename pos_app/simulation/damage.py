"""Bytes of SQLite files that are not what was written: pages that are empty, filled with others' bytes, or cut off."""

import random
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from sync.store.engine import sqlite3

PAGE_BYTES = 4096
_MOST_PAGES = 3


class Damage(StrEnum):
    """How pages are damaged."""

    EMPTY = "empty"
    RUBBISH = "rubbish"


def damage_pages(path: Path, chance: random.Random) -> int:
    """Damage a few pages of a file; how many. The write-ahead log is brought in first, or it would hide them."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    pages = len(content) // PAGE_BYTES
    if pages < 1:
        return 0
    how = chance.choice(list(Damage))
    places = {chance.randrange(pages) for _ in range(chance.randint(1, _MOST_PAGES))}
    for place in sorted(places):
        start = place * PAGE_BYTES
        if how is Damage.EMPTY:
            content[start : start + PAGE_BYTES] = bytes(PAGE_BYTES)
        else:
            content[start : start + PAGE_BYTES] = chance.randbytes(PAGE_BYTES)
    path.write_bytes(content)
    return len(places)


def tear_log(path: Path, chance: random.Random) -> bool:
    """Let the write-ahead log beside ``path`` end in rubbish: SQLite takes what comes before; whether there was one."""
    log = path.with_name(path.name + "-wal")
    if not log.exists() or log.stat().st_size <= PAGE_BYTES:
        return False
    content = bytearray(log.read_bytes())
    start = chance.randrange(PAGE_BYTES, len(content))
    content[start : start + PAGE_BYTES] = chance.randbytes(min(PAGE_BYTES, len(content) - start))
    log.write_bytes(content)
    return True
