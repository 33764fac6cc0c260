from datetime import date
from pathlib import Path

import pytest

from pos_app.bench.benches import BENCHES, DEFAULT_BENCH, BenchError, load_bench
from pos_app.bench.till.disk_alone import CommitSizes, DiskAlone
from pos_app.bench.till.key_positions import key_position
from pos_app.bench.till.screen_choice import chosen_screen
from pos_app.bench.till.shop_people import shop_people


def test_every_bench_of_the_table_can_be_loaded() -> None:
    assert DEFAULT_BENCH in BENCHES
    for name, row in BENCHES.items():
        assert callable(load_bench(name).measure)
        assert row.usual_runs > 0


def test_keys_stand_where_a_pc_keyboard_has_them() -> None:
    assert [key_position(name) for name in ("1", "F1", "F10", "F11", "Enter", "A")] == [
        (2, False),
        (59, False),
        (68, False),
        (87, False),
        (28, False),
        (30, True),
    ]


def test_the_demo_shop_has_whom_the_bench_needs() -> None:
    people = shop_people(date(2026, 3, 1))
    assert len(people.codes) > 1_000
    assert len(set(people.codes)) == len(people.codes)
    assert len(people.rich) > 100
    assert people.rich[0].balance >= people.rich[-1].balance > 0
    endings = [person.phone[-4:] for person in people.customers]
    assert people.sharing
    assert all(2 <= endings.count(person.phone[-4:]) <= 9 for person in people.sharing)


def test_bytes_that_a_call_writes_are_counted_only_when_asked(tmp_path: Path) -> None:
    class Book:
        def store(self) -> None:
            (tmp_path / "book").write_bytes(bytes(5_000))

    sizes = CommitSizes()
    sizes.watch(Book, "store")
    Book().store()
    assert sizes.sizes == []
    sizes.is_counting = True
    Book().store()
    assert len(sizes.sizes) == 1
    assert sizes.sizes[0] >= 5_000


def test_the_disk_writes_on_and_on_in_a_file_of_one_size(tmp_path: Path) -> None:
    disk = DiskAlone(tmp_path)
    size = sum(file.stat().st_size for file in tmp_path.iterdir())
    assert all(disk.write([1_000_000, 70_000]) > 0 for _ in range(6))
    disk.close()
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) == size


def test_the_screen_of_a_session_that_has_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(BenchError, match="no screen here"), chosen_screen(on_screen=True):
        pass


def test_without_an_x_server_the_report_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with chosen_screen(on_screen=False) as screen:
        assert screen.environment["QT_QPA_PLATFORM"] == "offscreen"
        assert not screen.has_xtest
        assert "Xvfb is not installed" in screen.words
