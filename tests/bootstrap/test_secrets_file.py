"""The till's keys are made once, kept private, and a damaged file is named instead of replaced."""

import stat
from pathlib import Path

import pytest

from pos_app.bootstrap.secrets_file import SecretsFileError, load_or_make_secrets


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
