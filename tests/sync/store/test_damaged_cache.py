"""Whatever bytes of the cache are wrong, the till starts: it is used as it is, or put aside and loaded anew."""

import random
from pathlib import Path

from pos_app.domain.catalogue.item import Item
from pos_app.domain.money.units import Unit
from sync.protocol.rows import GoodsRow, Stream
from sync.store.cache_database import prepare_cache_database
from sync.store.feed_intake import open_intake
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
