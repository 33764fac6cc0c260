"""The till's keys are made once, kept private, and a damaged file is named instead of replaced."""

import json
import stat
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.bootstrap.secrets_file import SecretsFileError, TillSecrets, load_or_make_secrets, save_secrets
from sync.protocol.enrolment import EnrolAnswer
from sync.vault.signing import SigningKey

SOUND = TillSecrets("till-1", "11" * 32, "22" * 32, "33" * 32)
ANSWER = EnrolAnswer(
    "till-7",
    "2",
    "shop",
    3,
    "life",
    SigningKey("44" * 32).public_hex,
    "55" * 32,
    "66" * 32,
    datetime(2026, 1, 1, tzinfo=UTC),
)


def test_keys_are_made_once_and_only_the_owner_may_read_them(tmp_path: Path) -> None:
    path = tmp_path / "home" / "secrets.json"
    first = load_or_make_secrets(path, "till-1")
    again = load_or_make_secrets(path, "another")
    assert again == first
    assert first.till_id == "till-1"
    assert len(first.phone_hash_key) == len(first.phone_cipher_key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"till_id": "x"}',
        '{"till_id":"x","till_token":"y","phone_hash_key_hex":"zz","phone_cipher_key_hex":"00"}',
        '{"till_id":"x","till_key_hex":"y","phone_hash_key_hex":"zz","phone_cipher_key_hex":"00"}',
        '{"till_id":"x","phone_hash_key_hex":"zz","phone_cipher_key_hex":"00"}',
        json.dumps(dict(asdict(SOUND), first_epoch="0")),
        json.dumps(dict(asdict(SOUND), till_key_hex="00")),
        json.dumps(dict(asdict(SOUND), server_key_hex="00")),
        json.dumps(dict(asdict(SOUND), phone_hash_key_hex="00")),
        json.dumps(dict(asdict(SOUND), added="x")),
    ],
)
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SecretsFileError, match=r"secrets\.json"):
        load_or_make_secrets(path, "till-1")
    assert path.read_text(encoding="utf-8") == text


def test_a_write_that_was_cut_off_before_leaves_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "secrets.part").write_text("torn", encoding="utf-8")
    assert load_or_make_secrets(tmp_path / "secrets.json", "till-1").till_id == "till-1"


def test_a_file_from_before_tills_had_keys_gets_one_and_is_not_enrolled(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    old = {
        "till_id": "till-1",
        "till_token": "t" * 43,
        "phone_hash_key_hex": "22" * 32,
        "phone_cipher_key_hex": "33" * 32,
    }
    path.write_text(json.dumps(old), encoding="utf-8")
    loaded = load_or_make_secrets(path, "another")
    assert (loaded.till_id, loaded.phone_hash_key_hex, loaded.is_enrolled) == ("till-1", "22" * 32, False)
    assert load_or_make_secrets(path, "another") == loaded
    assert "t" * 43 not in path.read_text(encoding="utf-8")


def test_enrolment_gives_a_till_the_servers_keys_and_its_place(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    save_secrets(path, SOUND.enrolled(ANSWER))
    loaded = load_or_make_secrets(path, "another")
    assert (loaded.till_id, loaded.epoch_of_new_books, loaded.is_enrolled) == ("till-7", 3, True)
    assert loaded.signing_key.public_hex == SOUND.signing_key.public_hex
    assert loaded.server_key is not None and loaded.server_key.public_hex == ANSWER.server_key
    assert (loaded.phone_hash_key, loaded.phone_cipher_key) == (b"\x55" * 32, b"\x66" * 32)
