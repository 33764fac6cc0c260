"""Real files in a fresh folder, one connection per test unless it asks for more."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sync.store.books import Books, open_books, open_outbox
from sync.store.outbox import Outbox
from sync.store.till_database import prepare_till_database
from sync.vault.phone_vault import PhoneVault
from tests.sync.store import records


@pytest.fixture
def till_path(tmp_path: Path) -> Path:
    """A prepared till.db without anything in it."""
    path = tmp_path / "till.db"
    prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
    return path


@pytest.fixture
def books(till_path: Path) -> Iterator[Books]:
    """The till's books with shift 1 open."""
    with closing(open_books(till_path)) as opened:
        opened.open_shift(records.shift())
        yield opened


@pytest.fixture
def outbox(books: Books, till_path: Path) -> Iterator[Outbox]:
    """A second connection to the same file, as the sync thread has one."""
    with closing(open_outbox(till_path)) as opened:
        yield opened


@pytest.fixture
def vault() -> PhoneVault:
    """Keys and nonces that are the same each time."""
    counter = iter(range(2**32))
    return PhoneVault(b"h" * 32, b"c" * 32, lambda size: next(counter).to_bytes(size, "big"))
