"""The checker of the table of codes, and the codes of a rotating card."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.bootstrap.secrets_file import load_or_make_secrets, load_secrets
from pos_app.cli import main
from pos_app.domain.codes import card_number, rotating_token
from sync.protocol.enrolment import EnrolAnswer
from sync.vault.signing import SigningKey

CARD = card_number.generate(42)

ENROLLED = EnrolAnswer(
    "till-7",
    "2",
    "shop",
    1,
    "life",
    SigningKey("44" * 32).public_hex,
    "55" * 32,
    "66" * 32,
    datetime(2026, 1, 1, tzinfo=UTC),
)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([str(argument) for argument in arguments])
    return code, capsys.readouterr().out


def test_overlaps_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, table = run(capsys, "codes", "default")
    assert code == 0
    sound, overlapping = tmp_path / "sound.toml", tmp_path / "overlapping.toml"
    sound.write_text(table, encoding="utf-8")
    overlapping.write_text(table.replace('after = ["weighed"]', ""), encoding="utf-8")
    assert run(capsys, "codes", "check", sound) == (0, f"{sound}: no mistakes, 21 rules\n")
    code, told = run(capsys, "codes", "check", sound, overlapping, tmp_path / "none.toml")
    assert code == 1
    assert "rules weighed and goods_13 overlap: both take codes that begin with '20'" in told
    assert "none.toml: cannot be read" in told


def test_what_a_code_means_by_the_shops_own_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "--home", tmp_path, "codes", "means", r"0104600051000057215ab\x1d93xyzw")
    assert code == 0 and said.splitlines()[0] == "marked, by the rule marked_goods"
    assert "gtin: 4600051000057" in said and "93xyzw" not in said
    told = run(capsys, "--home", tmp_path, "codes", "means", "4600051000058")
    assert told == (1, "nothing this till knows: check_digit\n")
    assert run(capsys, "--home", tmp_path, "codes", "means", "what is this")[0] == 1
    (tmp_path / "codes.toml").write_text("format = 1\n", encoding="utf-8")
    assert main(["--home", str(tmp_path), "codes", "means", "x"]) == 1
    assert "codes.toml: rule: Field required" in capsys.readouterr().err


def test_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(capsys, "codes", "schema")
    assert code == 0
    assert json.loads(text)["title"] == "Kopilka: table of codes"


def test_a_rotating_card_of_this_till(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secrets = load_or_make_secrets(tmp_path / "secrets.json", "till-1")
    assert len(secrets.card_key) == 32
    code, text = run(capsys, "--home", tmp_path, "card-qr", CARD, "--text")
    assert code == 0
    assert rotating_token.split(text.strip())[0] == CARD
    picture = tmp_path / "card.png"
    assert run(capsys, "--home", tmp_path, "card-qr", CARD, "--png", picture)[0] == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    code, shown = run(capsys, "--home", tmp_path, "card-qr", CARD, "--once")
    assert code == 0
    assert "a new code in" in shown
    assert main(["--home", str(tmp_path), "card-qr", "KP1"]) == 2
    assert main(["--home", str(tmp_path / "nowhere"), "card-qr", CARD]) == 1


def test_the_key_is_carried_from_till_to_till(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = load_or_make_secrets(tmp_path / "1" / "secrets.json", "till-1")
    second = load_or_make_secrets(tmp_path / "2" / "secrets.json", "till-2")
    assert first.card_key != second.card_key
    file = tmp_path / "card-key.json"
    assert run(capsys, "--home", tmp_path / "1", "card-key", "export", file)[0] == 0
    assert run(capsys, "--home", tmp_path / "2", "card-key", "import", file)[0] == 0
    changed = load_secrets(tmp_path / "2" / "secrets.json")
    assert changed.card_key == first.card_key
    assert changed.phone_hash_key == second.phone_hash_key
    file.write_text('{"card_key_hex": "00"}', encoding="utf-8")
    assert main(["--home", str(tmp_path / "2"), "card-key", "import", str(file)]) == 1


def test_tills_of_one_server_have_one_key(tmp_path: Path) -> None:
    first, second = (load_or_make_secrets(tmp_path / name / "secrets.json", name) for name in ("1", "2"))
    assert first.card_key != second.card_key
    assert first.enrolled(ENROLLED).card_key == second.enrolled(ENROLLED).card_key


def test_secrets_from_before_there_were_rotating_cards(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    made = load_or_make_secrets(path, "till-1")
    old = json.loads(path.read_text(encoding="utf-8"))
    del old["card_key_hex"]
    path.write_text(json.dumps(old), encoding="utf-8")
    assert load_or_make_secrets(path, "till-1").card_key == made.card_key
