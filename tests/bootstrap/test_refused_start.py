"""What makes a start impossible is said in the window of refused starts, never in a traceback."""

import argparse
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_app.bootstrap import till as till_wiring
from pos_app.bootstrap.till_program import run_till_program
from pos_app.domain.transaction.errors import StoreError
from pos_app.ui import start_refused
from sync.vault.sqlite_guard import SqliteTooOldError


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch, allow_log: Callable[[str], None]) -> list[tuple[str, str]]:
    """Key and text of each window that was shown."""
    allow_log("the till cannot start")
    shown: list[tuple[str, str]] = []

    def show(key: str, detail: str, _language: str, _rescue: object = None) -> None:
        shown.append((key, detail))

    monkeypatch.setattr(start_refused, "show_start_refused", show)
    return shown


def start(home: Path, settings: str = "") -> int:
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text(settings, encoding="utf-8")
    return run_till_program(
        argparse.Namespace(home=home, language=None, theme=None, customer_window=None, full_screen=False, size=None)
    )


@pytest.mark.parametrize(
    ("settings", "named"),
    [('camera_source = " "', "camera_source"), ('serial_scanner_port = "usb:12"', "serial_scanner_port")],
)
def test_a_device_that_cannot_be_meant_is_a_mistake_in_the_settings(
    tmp_path: Path, refusals: list[tuple[str, str]], settings: str, named: str
) -> None:
    assert start(tmp_path / "home", settings) == 1
    ((key, detail),) = refusals
    assert key == "settings"
    assert named in detail
    assert "settings" in start_refused._SENTENCES


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (SqliteTooOldError((3, 40, 1)), "sqlite_too_old"),
        (StoreError("missing", "till.db"), "missing"),
        (StoreError("io_error", "till.db"), "io_error"),
        (StoreError("foreign", "till.db"), "foreign"),
    ],
)
def test_what_the_stores_refuse_has_a_sentence(
    tmp_path: Path, refusals: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, error: Exception, key: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(till_wiring, "prepare_till_database", refuse)
    assert start(tmp_path / "home") == 1
    assert [shown for shown, _ in refusals] == [key]
    assert key in start_refused._SENTENCES


def test_keys_that_went_away_refuse_the_start_and_nothing_is_made(
    tmp_path: Path, refusals: list[tuple[str, str]]
) -> None:
    home = tmp_path / "home"
    assert start(home, 'camera_source = " "') == 1  # keys and books are made before the camera is looked at
    (home / "secrets.json").unlink()
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert start(home, 'camera_source = " "') == 1
    key, detail = refusals[-1]
    assert key == "secrets_missing"
    assert "secrets.json" in detail
    assert key in start_refused._SENTENCES
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_books_that_went_away_refuse_the_start(tmp_path: Path, refusals: list[tuple[str, str]]) -> None:
    home = tmp_path / "home"
    assert start(home, 'camera_source = " "') == 1  # the books are made before the camera is looked at
    for path in home.glob("till.db*"):
        path.unlink()
    assert start(home) == 1
    assert refusals[-1][0] == "missing"
    assert not (home / "till.db").exists()
