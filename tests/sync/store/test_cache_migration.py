"""A cache of an earlier program: its goods are found by any part of their names at once, without a new load."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pos_app.domain.catalogue.item import Item
from pos_app.domain.money.units import Unit
from sync.protocol.encoding import encode
from sync.store.cache_schema import CACHE_FILE
from sync.store.connection import Database, make_file
from sync.store.goods_shelf import GoodsShelf
from sync.store.migrations import migrate

VODKA = Item("i1", "Водка «Ёлочка» 0,5 л", "1", (), "g", "b", Unit.PIECE, 100, "v")


def test_goods_of_schema_2_are_searched_by_any_part(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    make_file(path)
    database = Database(path)
    migrate(database.connection, path, replace(CACHE_FILE, migrations=CACHE_FILE.migrations[:2]))
    database.connection.execute("INSERT INTO goods (item_id, article, body) VALUES ('i1', '1', ?)", (encode(VODKA),))
    migrate(database.connection, path, CACHE_FILE)
    with closing(GoodsShelf(database)) as goods:
        for text in ("вод", "лочка", "ЁЛОЧ", "0,5", "очка 5"):
            assert goods.search(text, 9) == (VODKA,), text
        assert goods.search("очка 7", 9) == ()
