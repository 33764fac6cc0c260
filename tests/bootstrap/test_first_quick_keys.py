"""A new till takes the arrangement that lies in its home, once; a file that is none is told of and left."""

from datetime import date
from pathlib import Path

import pytest

from pos_app.bootstrap.first_quick_keys import take_first_quick_keys
from pos_app.domain.catalogue.quick_keys import QuickKey, QuickKeys, QuickPage, check_quick_keys
from pos_app.services.quick_keys import as_document
from resources.demo.quick_goods import demo_quick_keys
from resources.demo.shop import demo_shop
from tests.fakes.till_books import InMemoryTillBooks

KEYS = QuickKeys((QuickPage("Хлеб", (QuickKey(0, "item-1"),)),))


def test_it_is_taken_where_nobody_arranged_any(tmp_path: Path) -> None:
    path, books = tmp_path / "quick_keys.json", InMemoryTillBooks()
    take_first_quick_keys(path, books)
    assert books.quick_keys() == QuickKeys()
    path.write_bytes(as_document(KEYS))
    take_first_quick_keys(path, books)
    assert books.quick_keys() == KEYS


def test_what_a_manager_arranged_stays(tmp_path: Path) -> None:
    path, books = tmp_path / "quick_keys.json", InMemoryTillBooks()
    mine = QuickKeys((QuickPage("Моя"),))
    books.save_quick_keys(mine)
    path.write_bytes(as_document(KEYS))
    take_first_quick_keys(path, books)
    assert books.quick_keys() == mine


@pytest.mark.allow_log("quick_keys=not_taken")
def test_a_file_that_is_none_is_left(tmp_path: Path) -> None:
    path, books = tmp_path / "quick_keys.json", InMemoryTillBooks()
    path.write_bytes(b"{")
    take_first_quick_keys(path, books)
    assert books.quick_keys() == QuickKeys()
    assert path.read_bytes() == b"{"


def test_the_demo_shop_has_goods_on_keys() -> None:
    goods = demo_shop(date(2026, 1, 1)).goods
    keys = demo_quick_keys(goods)
    check_quick_keys(keys)
    known = {item.item_id for item in goods}
    assert [len(page.keys) for page in keys.pages] == [9, 6, 6]
    assert all(key.item_id in known for page in keys.pages for key in page.keys)
