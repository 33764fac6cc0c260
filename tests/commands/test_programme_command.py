import json
from pathlib import Path

import jsonschema
import pytest

from pos_app import cli
from resources.paths import resource_path
from resources.programmes.published_schema import schema_text

BROKEN = {
    "programme_id": "broken",
    "version": 0,
    "starts_at": "2026-03-01T00:00:00+03:00",
    "name": {"ru": "Сломано", "en": "Broken"},
    "receipt_picture": "discount",
    "points": {},
    "base_earn_bp": -1,
    "promotions": [{"rule_id": "a", "name": {"ru": "а", "en": "a"}, "take": 2, "pay": 2}],
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(BROKEN, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cli.HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


def sample(name: str) -> str:
    return str(resource_path("programmes", f"{name}.json"))


def test_a_sound_document_is_told_in_sentences(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert cli.main(["programme", "check", sample("points-tiers"), "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "“Points and tiers” (points-tiers), version 1" in said
    assert "take 3, pay for 2: goods of group chocolate, on a receipt at most 5\u00a0times" in said
    assert cli.main(["programme", "check", sample("points-tiers")]) == 0
    assert "возьми 3, заплати за 2" in capsys.readouterr().out
    assert not home.exists(), "a check makes no till"


def test_every_error_is_told_with_its_place(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["programme", "check", str(broken), "--language", "en"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{broken}: 3\u00a0errors",
        "  base_earn_bp: expected 0 or more, found -1",
        "  promotions[0].pay: expected less than take, which is 2, found 2",
        "  version: expected 1 or more, found 0",
    ]
    assert cli.main(["programme", "check", str(broken), "--language", "ru"]) == 1
    assert "  promotions[0].pay: ожидалось: меньше, чем take: 2; найдено: 2" in capsys.readouterr().out


def test_one_bad_file_of_many_does_not_hide_the_others(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.json"
    arguments = [str(broken), str(missing), sample("coalition")]
    assert cli.main(["programme", "check", *arguments, "--language", "en"]) == 1
    said = capsys.readouterr().out
    assert f"{broken}: 3\u00a0errors" in said
    assert f"{missing}: cannot be read" in said
    assert f"{sample('coalition')}: no errors" in said


def test_the_schema_is_printed_as_it_is_published(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["programme", "schema"]) == 0
    assert capsys.readouterr().out == schema_text()


def test_an_action_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["programme"])
    assert ended.value.code == 2
    assert "ACTION" in capsys.readouterr().err


def test_broken_settings_are_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("language = 'xx'\n", encoding="utf-8")
    assert cli.main(["programme", "check", sample("coalition")]) == 1
    assert "settings.toml" in capsys.readouterr().err


def test_half_a_character_is_told_and_not_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "half.json"
    path.write_text('{"name": {"ru": "\\ud800", "en": "x"}}', encoding="utf-8")
    assert cli.main(["programme", "check", "--language", "ru", str(path)]) == 1
    assert 'name.ru: ожидалось: целые символы; найдено: "\\ud800"' in capsys.readouterr().out
    path.write_text('{"name":\n oops}', encoding="utf-8")
    assert cli.main(["programme", "check", "--language", "ru", str(path)]) == 1
    assert "строка 2, столбец 2: ожидалось: JSON" in capsys.readouterr().out


def test_the_time_is_that_of_the_shop(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["programme", "check", "--language", "en", str(resource_path("programmes", "coalition.json"))]) == 0
    assert "in force from 2026-03-01 00:00 Europe/Moscow" in capsys.readouterr().out


def test_for_programs_as_json(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound = str(resource_path("programmes", "everything.json"))
    files = [sound, str(broken), str(broken.parent), str(broken.parent / "nowhere.json")]
    assert cli.main(["programme", "check", "--json", "--language", "en", *files]) == 1
    checked = json.loads(capsys.readouterr().out)
    schema = json.loads(resource_path("schemas", "check.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(checked, schema, jsonschema.Draft202012Validator)
    assert [one["file"] for one in checked["files"]] == files
    assert [one["sound"] for one in checked["files"]] == [True, False, False, False]
    assert checked["files"][0]["programme"]["programme_id"] == "everything"
    assert {"place": "version", "key": "out_of_range", "expected": "1 or more", "found": "0"} in checked["files"][1][
        "faults"
    ]
    assert [one["key"] for one in checked["files"][2]["faults"]] == ["unreadable"]
    assert cli.main(["programme", "check", "--json", sound]) == 0
    assert json.loads(capsys.readouterr().out)["sound"] is True
