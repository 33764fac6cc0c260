"""The marker beside till.db: how far the books are, written often and without waiting for the disk."""

from pathlib import Path

from sync.store.books_marker import Marker, mark_made, marker_of, note_progress, read_marker


def test_progress_is_written_over_what_is_there_in_as_many_bytes(tmp_path: Path) -> None:
    """So no power cut finds an empty file in its place: books with an empty marker are taken for a backup's."""
    books = tmp_path / "till.db"
    mark_made(books, Marker("till-1", 1, 1, 9))
    before = marker_of(books).stat()
    reached = Marker("till-1", 1, 2, 1_234_567)
    note_progress(books, reached)
    after = marker_of(books).stat()
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)
    assert after.st_size <= 512, "one sector"
    assert read_marker(books) == reached
    assert sorted(path.name for path in tmp_path.iterdir()) == ["till.made"]


def test_a_marker_that_is_gone_is_made_again(tmp_path: Path) -> None:
    books = tmp_path / "till.db"
    note_progress(books, Marker("till-1", 3, 1, 17))
    assert read_marker(books) == Marker("till-1", 3, 1, 17)


def test_markers_of_earlier_programs_are_read_and_written_over(tmp_path: Path) -> None:
    books = tmp_path / "till.db"
    marker_of(books).write_text("till-1\n", encoding="utf-8")
    assert read_marker(books) == Marker("till-1")
    marker_of(books).write_text("till-1\n4 1 12\n", encoding="utf-8")
    assert read_marker(books) == Marker("till-1", 4, 1, 12)
    note_progress(books, Marker("till-1", 4, 1, 13))
    assert read_marker(books) == Marker("till-1", 4, 1, 13)
