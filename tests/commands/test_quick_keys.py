"""`./till quick-keys`: from one till's books to another's."""

from contextlib import closing
from pathlib import Path

import pytest

from pos_app.bootstrap.till_home import TillHome
from pos_app.cli import main
from pos_app.domain.catalogue.quick_keys import QuickKey, QuickKeys, QuickPage
from sync.store.books import open_books
from sync.store.till_database import prepare_till_database

KEYS = QuickKeys((QuickPage("Хлеб", (QuickKey(0, "item-1", "Батон"), QuickKey(7, "item-2"))),))


def made(folder: Path) -> TillHome:
    folder.mkdir()
    home = TillHome(folder)
    prepare_till_database(home.books, "till-1", "2")
    return home


def test_the_arrangement_travels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, file = made(tmp_path / "one"), made(tmp_path / "two"), tmp_path / "keys.json"
    with closing(open_books(first.books)) as books:
        books.save_quick_keys(KEYS)
    assert main(["--home", str(first.folder), "quick-keys", "export", str(file)]) == 0
    assert main(["--home", str(second.folder), "quick-keys", "import", str(file)]) == 0
    assert "2 keys, pages: 1" in capsys.readouterr().out
    with closing(open_books(second.books)) as books:
        assert books.quick_keys() == KEYS


def test_another_file_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home, file = made(tmp_path / "one"), tmp_path / "keys.json"
    file.write_text('{"pages": [{"title": ""}]}', encoding="utf-8")
    assert main(["--home", str(home.folder), "quick-keys", "import", str(file)]) != 0
    assert "no file of quick keys" in capsys.readouterr().err
    with closing(open_books(home.books)) as books:
        assert books.quick_keys() == QuickKeys()
