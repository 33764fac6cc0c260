"""Whatever bytes of the cache are wrong, the till starts: it is used as it is, or put aside and loaded anew."""

import json
import random
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.loyalty.programme import LocalText, PointsRules, Programme, ReceiptPicture
from pos_app.domain.money.units import Unit
from pos_app.domain.transaction.errors import StoreError
from sync.protocol.encoding import decode, encode
from sync.protocol.rows import GoodsRow, ProgrammeRow, Row, Stream
from sync.store.cache import Cache, open_cache
from sync.store.cache_database import prepare_cache_database
from sync.store.engine import sqlite3
from sync.store.feed_intake import open_intake
from sync.store.sealed_body import opened, sealed
from sync.vault.phone_vault import PhoneVault

PAGE_BYTES = 4096


def test_a_cache_with_wrong_bytes_never_keeps_the_till_from_starting(tmp_path: Path, vault: PhoneVault) -> None:
    path = tmp_path / "cache.db"
    prepare_cache_database(path, vault)
    intake = open_intake(path, vault)
    rows = [
        GoodsRow(f"i{n}", Item(f"i{n}", f"Чай чёрный {n}", f"{n}", (), "tea", "Лист", Unit.PIECE, 100, "standard"))
        for n in range(60)
    ]
    intake.apply_page(Stream.GOODS, rows, "1")
    intake.close()
    whole = path.read_bytes()
    chance, reasons = random.Random(7), set()
    for number in range(120):
        content = bytearray(whole)
        for _ in range(20):
            content[chance.randrange(len(content))] ^= 0xFF
        page = chance.randrange(len(content) // PAGE_BYTES) * PAGE_BYTES
        if number % 2:
            content[page : page + PAGE_BYTES] = bytes(PAGE_BYTES)
        path.write_bytes(content)
        reasons.add(prepare_cache_database(path, vault).why)
        for left in tmp_path.iterdir():
            left.unlink()
    assert "damaged" in reasons


@pytest.fixture
def path(tmp_path: Path, vault: PhoneVault) -> Path:
    path = tmp_path / "cache.db"
    prepare_cache_database(path, vault)
    return path


def changed(path: Path, old: bytes, new: bytes) -> None:
    """What a disk does: other bytes of the same length, behind SQLite's back."""
    content = path.read_bytes()
    assert old in content and len(old) == len(new)
    path.write_bytes(content.replace(old, new))


def written(path: Path, vault: PhoneVault, stream: Stream, rows: Sequence[Row]) -> None:
    with closing(open_intake(path, vault)) as intake:
        intake.apply_page(stream, rows, "7")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def cursor(path: Path, vault: PhoneVault, stream: Stream) -> str | None:
    with closing(open_intake(path, vault)) as intake:
        return intake.cursor(stream)


TEA = GoodsRow("i1", Item("i1", "Чай", "1001", ("4600000000015",), "tea", "Лист", Unit.PIECE, 45_950, "standard"))


def cache_of(path: Path, vault: PhoneVault) -> Cache:
    return open_cache(path, vault, lambda ids: {}, lambda text: decode(Programme, text.encode()))


@pytest.mark.allow_log("copy=damaged")
@pytest.mark.parametrize(("old", "new"), [(b"45950", b"15950"), (b'"tea"', b'"toa"'), (b'"standard"', b'"stendard"')])
def test_another_price_is_never_sold_and_the_goods_come_anew(
    path: Path, vault: PhoneVault, old: bytes, new: bytes
) -> None:
    written(path, vault, Stream.GOODS, [TEA])
    changed(path, old, new)
    assert prepare_cache_database(path, vault).why is None  # SQLite sees nothing
    with closing(cache_of(path, vault)) as cache:
        with pytest.raises(StoreError, match="checksum"):
            cache.goods.by_code("4600000000015")
        assert cursor(path, vault, Stream.GOODS) is None
        written(path, vault, Stream.GOODS, [TEA])
        assert cache.goods.by_code("4600000000015") == (TEA.item,)


@pytest.mark.allow_log("copy=damaged")
def test_a_damaged_index_sells_no_other_goods(path: Path, vault: PhoneVault) -> None:
    written(path, vault, Stream.GOODS, [TEA])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE goods_code SET code = '4600000000022'")
        connection.execute("UPDATE goods SET article = '1002'")
        connection.commit()
    with closing(cache_of(path, vault)) as cache:
        assert cache.goods.by_code("4600000000022") == ()
        assert cache.goods.by_article("1002") == ()
    assert cursor(path, vault, Stream.GOODS) is None


@pytest.mark.allow_log("account=damaged")
def test_damaged_points_are_not_known_and_come_again(path: Path, vault: PhoneVault) -> None:
    account = Account("anna", 41_000, 0, (Lot("lot", date(2027, 1, 1), 41_000),), None, 0)
    written(path, vault, Stream.ACCOUNTS, [account])
    changed(path, b"41000", b"91000")
    with closing(cache_of(path, vault)) as cache:
        assert cache.customers.account("anna") is None
        written(path, vault, Stream.ACCOUNTS, [account])
        assert cache.customers.account("anna") == account


@pytest.mark.allow_log("copy=damaged accounts=1")
def test_damaged_points_are_found_before_the_customer_comes(path: Path, vault: PhoneVault) -> None:
    accounts = [
        Account(name, points, 0, (Lot("lot", date(2027, 1, 1), points),), None, 0)
        for name, points in (("anna", 41_000), ("boris", 52_000))
    ]
    written(path, vault, Stream.ACCOUNTS, accounts)
    with closing(open_intake(path, vault)) as intake:
        assert intake.look_over() == 0  # of no customers
    assert cursor(path, vault, Stream.ACCOUNTS) is not None
    changed(path, b"41000", b"91000")
    with closing(open_intake(path, vault)) as intake:
        intake.look_over()
    assert cursor(path, vault, Stream.ACCOUNTS) is None
    with closing(cache_of(path, vault)) as cache:
        assert [cache.customers.account(each.customer_id) for each in accounts] == [None, accounts[1]]
    written(path, vault, Stream.ACCOUNTS, accounts)
    with closing(cache_of(path, vault)) as cache:
        assert [cache.customers.account(each.customer_id) for each in accounts] == accounts


@pytest.mark.allow_log("copy=damaged")
@pytest.mark.allow_log("programme=unreadable")
def test_a_damaged_programme_is_left_out_and_comes_again(path: Path, vault: PhoneVault) -> None:
    made = Programme(
        "kopilka", 1, datetime(2026, 1, 1, tzinfo=UTC), LocalText("К", "K"), 1, ReceiptPicture.DISCOUNT, PointsRules(),
        base_earn_bp=517, tiers=(), promotions=(),
    )  # fmt: skip
    written(path, vault, Stream.PROGRAMME, [ProgrammeRow("kopilka", 1, encode(made).decode())])
    changed(path, b"517", b"917")
    with closing(cache_of(path, vault)) as cache:
        assert cache.programmes.programmes() == ()
        assert cursor(path, vault, Stream.PROGRAMME) is None
        written(path, vault, Stream.PROGRAMME, [ProgrammeRow("kopilka", 1, encode(made).decode())])
        assert cache.programmes.programmes() == (made,)


def test_bodies_of_before_are_read_as_they_are(path: Path, vault: PhoneVault) -> None:
    written(path, vault, Stream.GOODS, [TEA])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE goods SET body = ?", (encode(TEA.item),))
        connection.commit()
    with closing(cache_of(path, vault)) as cache:
        assert cache.goods.by_article("1001") == (TEA.item,)


@given(st.dictionaries(st.text(max_size=5), st.integers(), max_size=5), st.integers(0, 2**20), st.integers(1, 255))
def test_a_changed_byte_never_passes(content: dict[str, int], place: int, change: int) -> None:
    body = encode(content)
    stored = bytearray(sealed(body))
    assert opened(bytes(stored)) == body
    stored[place % len(stored)] ^= change
    with pytest.raises(ValueError):  # of the checksum; of the JSON where the mark became its brace
        json.loads(opened(bytes(stored)))
