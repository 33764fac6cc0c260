"""What was under way in its file: whole, enciphered, replaced, cleared; torn or of another till it is refused."""

import os
from pathlib import Path

import pytest

from pos_app.domain.transaction.errors import StoreError
from pos_app.services.under_way import UnderWayKeeper, Unreadable
from sync.store.under_way_file import UnderWayFile
from sync.vault.phone_vault import PhoneVault
from tests.attacks.phone_search import phones_in

PHONE = "+79731234567"
RECORD = f'{{"typed":"{PHONE}","name":"Зоя П."}}'.encode()


def vault(key: int = 1) -> PhoneVault:
    return PhoneVault(bytes([key]) * 32, bytes([key + 1]) * 32, os.urandom)


def file_in(folder: Path, key: int = 1, till_id: str = "till-1") -> UnderWayFile:
    return UnderWayFile(folder / "under_way.bin", vault(key), till_id)


def test_it_is_there_for_the_next_run_and_unreadable_to_others(tmp_path: Path) -> None:
    file_in(tmp_path).keep(b"before")
    file_in(tmp_path).keep(RECORD)
    assert file_in(tmp_path).load() == RECORD
    assert [each.name for each in tmp_path.iterdir()] == ["under_way.bin"]
    path = tmp_path / "under_way.bin"
    assert path.stat().st_mode & 0o077 == 0
    assert phones_in(path.read_bytes(), [PHONE]) == set()
    assert "Зоя".encode() not in path.read_bytes()
    file_in(tmp_path).clear()
    file_in(tmp_path).clear()
    assert file_in(tmp_path).load() is None


@pytest.mark.allow_log("under_way=unreadable")
def test_torn_at_any_byte_it_is_told_and_keeps_no_till_from_starting(tmp_path: Path) -> None:
    file_in(tmp_path).keep(RECORD)
    path = tmp_path / "under_way.bin"
    whole = path.read_bytes()
    torn = [whole[:length] for length in range(len(whole))]
    for spoilt in (*torn, *(each.ljust(len(whole), b"\0") for each in torn), whole + b"\0", whole * 9_000):
        path.write_bytes(spoilt)
        with pytest.raises(StoreError, match="damaged"):
            file_in(tmp_path).load()
        assert UnderWayKeeper(records=file_in(tmp_path)).earlier() == Unreadable()
    path.unlink()
    path.mkdir()
    assert UnderWayKeeper(records=file_in(tmp_path)).earlier() == Unreadable()


@pytest.mark.allow_log("under_way=unreadable")
@pytest.mark.parametrize("record", [b"", b"{", b"[]", b"null", b"\xff", b'{"steps":[]}', b"[" * 5_000, RECORD])
def test_a_record_of_other_shape_is_told(tmp_path: Path, record: bytes) -> None:
    file_in(tmp_path).keep(record)
    assert UnderWayKeeper(records=file_in(tmp_path)).earlier() == Unreadable()


def test_every_changed_byte_is_seen(tmp_path: Path) -> None:
    file_in(tmp_path).keep(RECORD)
    path = tmp_path / "under_way.bin"
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(StoreError, match="damaged"):
            file_in(tmp_path).load()


@pytest.mark.parametrize(("key", "till_id"), [(3, "till-1"), (1, "till-2")])
def test_another_till_cannot_open_it(tmp_path: Path, key: int, till_id: str) -> None:
    file_in(tmp_path).keep(RECORD)
    with pytest.raises(StoreError, match="damaged"):
        file_in(tmp_path, key, till_id).load()


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="io_error"):
        file_in(tmp_path / "nowhere").keep(RECORD)
