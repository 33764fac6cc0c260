"""`./till server person`: who may sign on to the server's pages."""

import io
import re
from pathlib import Path

import pytest

from pos_app.cli import main
from sync.server.central import open_home

PASSWORD = "Зелёный чайник 7"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    open_home(tmp_path).close()
    return tmp_path


def run(home: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = PASSWORD) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\nsecond line\n"))
    return main(["--home", str(home), "server", *arguments])


def test_people_are_added_blocked_and_listed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, monkeypatch, "person", "add", "Anna", "--role", "owner", "--shown", "Анна") == 0
    assert run(home, monkeypatch, "person", "add", "vera", "--role", "manager", "--shop", "b", "--shop", "a") == 0
    assert run(home, monkeypatch, "person", "password", "ANNA", typed="Совсем другой 42") == 0
    assert run(home, monkeypatch, "person", "block", "vera") == 0
    capsys.readouterr()
    assert run(home, monkeypatch, "person", "list") == 0
    listed = [re.split(r"\s{2,}", line) for line in capsys.readouterr().out.splitlines()]
    assert listed[1:] == [["anna", "owner", "in", "the whole chain"], ["vera", "manager", "blocked", "a, b"]]
    assert run(home, monkeypatch, "person", "allow", "vera") == 0
    capsys.readouterr()
    assert run(home, monkeypatch, "journal") == 0
    actions = re.findall(r"Z (\w+)", capsys.readouterr().out)
    assert actions == [*["office_person_changed"] * 2, "office_password_changed", *["office_person_changed"] * 2]


@pytest.mark.parametrize(
    ("arguments", "typed", "expected"),
    [
        (("add", "anna", "--role", "manager"), PASSWORD, "shop_needed"),
        (("add", "a!", "--role", "owner"), PASSWORD, "name_invalid"),
        (("add", "anna", "--role", "owner"), "short", "password_weak"),
        (("password", "nobody"), PASSWORD, "name_unknown"),
        (("block", "nobody"), "", "name_unknown"),
    ],
)
def test_what_is_refused_is_said(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    typed: str,
    expected: str,
) -> None:
    assert run(home, monkeypatch, "person", *arguments, typed=typed) == 1
    assert expected in capsys.readouterr().err
