"""Damaged books are saved by a senior person, and by nobody else."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pos_app.bootstrap.rescue import NotASeniorError, NothingToRescueError, rescue_books
from pos_app.bootstrap.secrets_file import TillSecrets, load_or_make_secrets
from pos_app.bootstrap.till_home import TillHome
from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.people.operator import Operator, Role
from sync.protocol.rows import StaffRow, Stream
from sync.store.books import open_books
from sync.store.cache_database import prepare_cache_database
from sync.store.feed_intake import open_intake
from sync.store.till_database import prepare_till_database
from sync.vault.phone_vault import PhoneVault
from sync.vault.pin_hash import Argon2PinHasher
from tests.sync.store import records


def staff(secrets: TillSecrets, home: TillHome) -> None:
    vault = PhoneVault(secrets.phone_hash_key, secrets.phone_cipher_key, bytes)
    prepare_cache_database(home.cache, vault)
    hasher = Argon2PinHasher()
    people = [
        Operator("op-1", "Кассир", Role.CASHIER, hasher.hash("1001")),
        Operator("op-2", "Старший", Role.SENIOR, hasher.hash("2002")),
    ]
    with closing(open_intake(home.cache, vault)) as intake:
        intake.apply_page(Stream.STAFF, [StaffRow(person.operator_id, person) for person in people], "1")


@pytest.fixture
def home(tmp_path: Path) -> TillHome:
    """A till with one sale and a damaged file."""
    made = TillHome(tmp_path)
    secrets = load_or_make_secrets(made.secrets, records.TILL_ID)
    (tmp_path / "settings.toml").write_text('till_code = "2"\n', encoding="utf-8")
    staff(secrets, made)
    prepare_till_database(made.books, records.TILL_ID, "2")
    with closing(open_books(made.books)) as books:
        books.open_shift(records.shift())
        sale = records.sale(1)
        books.record_sale(sale, sale_entries(sale))
    content = made.books.read_bytes()
    made.books.write_bytes(content.replace(b"CREATE TABLE", b"CROATE TABLE"))
    return made


def test_a_senior_person_saves_the_books(home: TillHome) -> None:
    salvage = rescue_books(home, "2", "2002")
    assert (salvage.receipts, salvage.unsent) == (1, 2)
    with closing(open_books(home.books)) as books:
        assert books.sale_by_number("2-000001") == records.sale(1)
    with pytest.raises(NothingToRescueError):
        rescue_books(home, "2", "2002")


@pytest.mark.parametrize("pin", ["1001", "", "9999"])
def test_nobody_else_does(home: TillHome, pin: str) -> None:
    before = home.books.read_bytes()
    with pytest.raises(NotASeniorError):
        rescue_books(home, "2", pin)
    assert home.books.read_bytes() == before


def test_without_a_list_of_staff_who_sits_there_decides(home: TillHome) -> None:
    home.cache.unlink()
    assert rescue_books(home, "2", "").receipts == 1


def test_the_command_says_what_was_kept(home: TillHome) -> None:
    command = [sys.executable, "-m", "pos_app", "--home", str(home.folder), "rescue", "--pin-from-stdin"]
    told = subprocess.run(command, input="2002\n", capture_output=True, text=True, check=False, timeout=60)
    assert (told.returncode, told.stderr) == (0, "")
    assert "kept: 1 receipts" in told.stdout
    again = subprocess.run(command, input="2002\n", capture_output=True, text=True, check=False, timeout=60)
    assert again.returncode == 1
    assert "sound" in again.stderr
