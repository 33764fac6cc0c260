"""The real till on files that a bad disk or a hasty hand left behind: a clear word, no change, or it heals itself."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from pos_app.bootstrap.secrets_file import load_or_make_secrets
from sync.store.till_database import prepare_till_database
from tests.attacks.till_books_check import TillBooksCheck
from tests.end_to_end.programs import Program, TextFile

TILL_ID = "0190b6f0-0000-7000-8000-000000000002"
SETTINGS = 'server_url = "http://127.0.0.1:9"\ntill_code = "2"\n'

pytestmark = pytest.mark.end_to_end


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A till's home with its books, not opened by anybody."""
    load_or_make_secrets(tmp_path / "secrets.json", TILL_ID)
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    prepare_till_database(tmp_path / "till.db", TILL_ID, "2")
    return tmp_path


def overwrite_head(home: Path) -> None:
    with (home / "till.db").open("r+b") as file:
        file.write(b"no books are here")


def cut_in_half(home: Path) -> None:
    books = home / "till.db"
    books.write_bytes(books.read_bytes()[: books.stat().st_size // 2 // 4096 * 4096])


def tear_secrets(home: Path) -> None:
    secrets = home / "secrets.json"
    secrets.write_bytes(secrets.read_bytes()[:60])


def misspell_a_setting(home: Path) -> None:
    (home / "settings.toml").write_text('till_cod = "2"\n', encoding="utf-8")


def call_the_till_three(home: Path) -> None:
    (home / "settings.toml").write_text(SETTINGS.replace('"2"', '"3"'), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (overwrite_head, "damaged"),
        (cut_in_half, "damaged"),
        (tear_secrets, "secrets.json: expected a JSON object"),
        (misspell_a_setting, "did you mean till_code"),
        (call_the_till_three, "belongs to till 2"),
    ],
)
def test_a_start_that_cannot_be_is_refused_with_a_word(home: Path, damage: Callable[[Path], None], word: str) -> None:
    damage(home)
    before = {name: fingerprint(home / name) for name in ("till.db", "secrets.json", "settings.toml")}
    with Program(["--home", str(home), "run"], home / "till.out", {"QT_QPA_PLATFORM": "offscreen"}) as program:
        program.output.wait_for(r"^till: ")
    said = program.output.whole()
    assert word in said
    assert "Traceback" not in said
    assert {name: fingerprint(home / name) for name in before} == before


@pytest.mark.parametrize("state", ["flipped", "gone"])
def test_a_damaged_cache_is_put_aside_and_loaded_again(home: Path, state: str) -> None:
    cache = home / "cache.db"
    run_until(home, "screen=first_load")
    content = bytearray(cache.read_bytes())
    if state == "flipped":
        chance = Random(1)
        for _ in range(len(content) // 50):
            content[chance.randrange(100, len(content))] ^= 0xFF
    for path in home.glob("cache.db*"):
        path.unlink()
    if state != "gone":
        cache.write_bytes(content)
    run_until(home, "screen=first_load")
    with TillBooksCheck(home / "till.db") as books:
        assert books.problems() == []
    assert len(list(home.glob("cache.db.put-aside-*"))) == (0 if state == "gone" else 1)


def run_until(home: Path, line: str) -> None:
    log = TextFile(home / "logs" / "till.log")
    log.skip_to_end()
    with Program(["--home", str(home), "run"], home / "till.out", {"QT_QPA_PLATFORM": "offscreen"}):
        log.wait_for(line)


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
