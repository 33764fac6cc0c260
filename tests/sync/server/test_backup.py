"""Backup and restore by their commands, on both databases, with a server at work."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from pos_app.cli import main
from pos_app.scratch.postgres import PostgresServer
from sync.protocol.pull import PullRequest
from sync.protocol.rows import Stream as Feed
from sync.server.audit.report import audit
from sync.server.backup import make
from sync.server.central import Central, open_home
from sync.server.database import open_engine, reading, writing
from sync.server.migrate import DatabaseUnfinishedError, migrate
from sync.server.tables import JOURNAL, OPERATION
from sync.server.web import exchange
from tests.sync.server.paper import Stream, sale
from tests.sync.server.shop import IVAN, OLGA_PHONE, TILL, Shop, fill

PASSPHRASE = "четыре слова из словаря"


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


@pytest.fixture
def new_home(tmp_path: Path, database_kind: str, postgres_server: PostgresServer) -> Callable[[str], Path]:
    """A function: name → a server's empty home whose database is empty and of the test's kind."""

    def make(name: str) -> Path:
        home = tmp_path / name
        home.mkdir()
        if database_kind == "postgresql":
            database = f"backup_{name}"
            postgres_server.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)", f"CREATE DATABASE {database}")
            (home / "server.toml").write_text(f'database = "{postgres_server.url(database)}"\n')
        return home

    return make


def till(home: Path, *words: str) -> int:
    return main(["--home", str(home), "server", *words])


def sold(central: Central, numbers: range) -> None:
    """So many sales of Ivan's, each a push of its own."""
    stream = Stream(TILL)
    shop = Shop(central)
    for number in range(1, numbers.stop):
        operation = stream.add(sale(number, IVAN, day=central.today()))
        if number in numbers:
            shop.push(stream.request(operation))


def test_a_backup_of_a_running_server_comes_back_whole_as_another_life(
    new_home: Callable[[str], Path], tmp_path: Path, passphrase: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = new_home("first")
    central = open_home(home)
    fill(central, central.today())
    sold(central, range(1, 4))
    cursor = exchange.pull(central, Shop(central).till(), PullRequest(Feed.GOODS, None)).cursor
    backup = tmp_path / "backup"
    assert till(home, "backup", str(backup), "--passphrase-file", str(passphrase)) == 0
    sold(central, range(4, 5))
    with reading(central.engine) as connection:
        last = connection.execute(select(JOURNAL).order_by(JOURNAL.c.number.desc()).limit(1)).one()
    assert (last.action, last.detail) == ("backed_up", "with its keys, sealed")
    central.close()

    other = new_home("second")
    assert till(other, "restore", str(backup), "--passphrase-file", str(passphrase)) == 0
    assert "new incarnation" in capsys.readouterr().out
    restored = open_home(other)
    assert restored.incarnation != central.incarnation
    with reading(restored.engine) as connection:
        assert "restored" in connection.execute(select(JOURNAL.c.action)).scalars().all()
    assert restored.vault.hash(OLGA_PHONE) == central.vault.hash(OLGA_PHONE)
    report = audit(restored.engine)
    assert (report.findings, report.receipts) == ((), {"sale": 3})
    assert Shop(restored).account(IVAN).available == 3_000
    assert exchange.pull(restored, Shop(restored).till(), PullRequest(Feed.GOODS, cursor)).rows, "every till loads anew"
    restored.close()
    if (other / "server.db").exists():
        assert stat.S_IMODE((other / "server.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((other / "secrets.json").stat().st_mode) == 0o600


def test_what_lies_in_a_backup_is_its_owners_and_tells_no_phone_and_no_key(
    new_home: Callable[[str], Path], tmp_path: Path, passphrase: Path
) -> None:
    home = new_home("first")
    central = open_home(home)
    fill(central)
    central.close()
    backup = tmp_path / "backup"
    assert till(home, "backup", str(backup), "--passphrase-file", str(passphrase)) == 0
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    keys = json.loads((home / "secrets.json").read_text())
    for file in backup.iterdir():
        content = file.read_bytes()
        assert file.name == "backup.json" or stat.S_IMODE(file.stat().st_mode) == 0o600
        assert OLGA_PHONE[2:].encode() not in content
        assert all(key.encode() not in content and bytes.fromhex(key) not in content for key in keys.values())


def test_a_damaged_backup_or_the_wrong_words_change_nothing(
    new_home: Callable[[str], Path], tmp_path: Path, passphrase: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = new_home("first")
    open_home(home).close()
    backup = tmp_path / "backup"
    assert till(home, "backup", str(backup), "--passphrase-file", str(passphrase)) == 0
    other = new_home("second")
    wrong = tmp_path / "wrong"
    wrong.write_text("a different passphrase")
    assert till(other, "restore", str(backup), "--passphrase-file", str(wrong)) == 1
    assert till(other, "restore", str(backup)) == 1
    assert till(home, "restore", str(backup)) == 1, "there are books already"
    content = next(path for path in backup.iterdir() if path.name in ("server.db", "server.dump"))
    damaged = bytearray(content.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    content.write_bytes(damaged)
    assert till(other, "restore", str(backup), "--passphrase-file", str(passphrase)) == 1
    (backup / "backup.json").unlink()
    assert till(other, "restore", str(backup), "--passphrase-file", str(passphrase)) == 1
    said = capsys.readouterr().err
    for words in ("do not open with this passphrase", "are sealed", "SHA-256 differs", "no finished backup"):
        assert words in said
    assert not (other / "server.db").exists() and not (other / "secrets.json").exists()


def test_keys_that_are_kept_elsewhere_must_be_the_right_ones(
    new_home: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = new_home("first")
    open_home(home).close()
    backup = tmp_path / "backup"
    assert till(home, "backup", str(backup), "--without-secrets") == 0
    assert till(home, "backup", str(backup), "--without-secrets") == 1
    other = new_home("second")
    assert till(other, "restore", str(backup)) == 1
    keys = json.loads((home / "secrets.json").read_text())
    (other / "secrets.json").write_text(json.dumps(keys | {"signing_key_hex": "00" * 32}))
    assert till(other, "restore", str(backup)) == 1
    (other / "secrets.json").write_text(json.dumps(keys))
    assert till(other, "restore", str(backup)) == 0
    said = capsys.readouterr().err
    for words in ("not empty", "holds no keys", "holds other keys"):
        assert words in said
    open_home(other).close()


def test_a_shop_puts_its_present_file_aside(tmp_path: Path, passphrase: Path) -> None:
    home = tmp_path / "home"
    central = open_home(home)
    fill(central, central.today())
    backup = tmp_path / "backup"
    assert till(home, "backup", str(backup), "--passphrase-file", str(passphrase)) == 0
    sold(central, range(1, 2))
    central.close()
    assert till(home, "restore", str(backup), "--replace") == 0
    restored = open_home(home)
    assert audit(restored.engine).receipts == {}
    restored.close()
    aside = open_engine(f"sqlite:///{home / 'server.db.before-restore-1'}")
    with writing(aside) as connection:
        assert len(connection.execute(select(OPERATION)).all()) == 1
    aside.dispose()


def test_books_without_a_version_are_no_books(postgres_server: PostgresServer) -> None:
    """What a restore leaves that was cut: a server must not begin anew on top of it."""
    postgres_server.execute("DROP DATABASE IF EXISTS cut WITH (FORCE)", "CREATE DATABASE cut")
    engine = open_engine(postgres_server.url("cut"))
    migrate(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    with pytest.raises(DatabaseUnfinishedError):
        migrate(engine)
    engine.dispose()
    postgres_server.execute("DROP DATABASE cut WITH (FORCE)")


@pytest.mark.allow_log("the backup is whole, but the journal cannot say so")
def test_a_disk_that_takes_nothing_is_no_reason_to_have_no_backup(
    tmp_path: Path, passphrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    open_home(home).close()

    def full(*_: object) -> None:
        raise OperationalError("INSERT", None, OSError("database or disk is full"))

    monkeypatch.setattr(make, "add_to_journal", full)
    backup = tmp_path / "backup"
    assert till(home, "backup", str(backup), "--passphrase-file", str(passphrase)) == 0
    assert till(tmp_path / "other", "restore", str(backup), "--passphrase-file", str(passphrase)) == 0
