"""Private files: whole or not at all, for their owner alone, and exactly the names that are expected."""

import stat
from pathlib import Path

import pytest

from sync.vault.private_file import (
    PrivateFileError,
    make_private_file,
    make_private_folder,
    read_private_object,
    write_private_object,
)

NAMES = frozenset({"a", "b"})


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_read_and_private(tmp_path: Path) -> None:
    path = tmp_path / "home" / "keys.json"
    write_private_object(path, {"a": "1", "b": "2"})
    assert read_private_object(path, NAMES) == {"a": "1", "b": "2"}
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert [each.name for each in path.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("text", ["", "[]", '{"a": "1"}', '{"a": "1", "b": "2", "c": "3"}', '{"a": "1", "b": 2}'])
def test_anything_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PrivateFileError):
        read_private_object(path, NAMES)


def test_text_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(b'{"a": "\xff"}')
    with pytest.raises(PrivateFileError):
        read_private_object(path, NAMES)


def test_open_folders_and_files_are_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    file = folder / "books.db"
    file.write_bytes(b"kept")
    file.chmod(0o644)
    make_private_folder(folder)
    make_private_file(file)
    assert (mode(folder), mode(file), file.read_bytes()) == (0o700, 0o600, b"kept")
    make_private_file(folder / "new.db")
    assert mode(folder / "new.db") == 0o600
