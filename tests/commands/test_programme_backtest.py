import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pos_app.backtest.receipt_maker import receipt_maker
from pos_app.cli import main
from pos_app.services.documents.schemas import document_schema
from resources.paths import resource_path

DEMO = str(resource_path("demo", "programme.json"))
COUNT = 240


@pytest.fixture(scope="module")
def receipts(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("past") / "receipts.jsonl"
    maker = receipt_maker(COUNT, 1)
    path.write_bytes(b"".join(maker.receipt_line(number) + b"\n" for number in range(COUNT)))
    return str(path)


@pytest.fixture
def generous(tmp_path: Path) -> str:
    """The demo programme with chocolate at three for one, and twice the points."""
    document = json.loads(Path(DEMO).read_text(encoding="utf-8"))
    document["version"] = 2
    document["promotions"][0]["pay"] = 1
    document["base_earn_bp"] = 600
    path = tmp_path / "generous.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def backtest(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any, str]:
    capsys.readouterr()
    code = main(["programme", "backtest", "--json", *arguments])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else None, said.err


def test_the_programme_of_the_receipts_changes_none(receipts: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, found, err = backtest(capsys, "--programme", DEMO, receipts)
    assert (code, err) == (0, "")
    assert found["receipts"] == COUNT
    assert 0 < found["with_customer"] < COUNT
    assert found["changed"]["receipts"] == 0
    assert found["before"] == found["after"]
    assert found["before"]["money_kopecks"] > 0
    for rule in found["rules"]:
        assert {key: rule["before"][key] for key in ("receipts", "kopecks")} == {
            key: rule["after"][key] for key in ("receipts", "kopecks")
        }


def test_another_programme_gives_more_away(
    receipts: str, generous: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = tmp_path / "changes.jsonl"
    code, found, _ = backtest(capsys, "--programme", generous, "--changes", str(changes), "--largest", "3", receipts)
    assert code == 0
    chocolate = next(rule for rule in found["rules"] if rule["rule_id"] == "chocolate-3-for-2")
    assert chocolate["after"]["kopecks"] > chocolate["before"]["kopecks"] > 0
    changed = [json.loads(line) for line in changes.read_text(encoding="utf-8").splitlines()]
    assert len(changed) == found["changed"]["receipts"] > 0
    given = found["after"]["discount_kopecks"] - found["before"]["discount_kopecks"]
    assert given == sum(one["discount_kopecks"]["after"] - one["discount_kopecks"]["before"] for one in changed)
    issued = found["after"]["earned"] - found["before"]["earned"]
    assert issued == sum(one["earned"]["after"] - one["earned"]["before"] for one in changed)
    assert len(found["changed"]["largest"]) == 3
    schema = document_schema("backtest")
    jsonschema.validate(found, schema, jsonschema.Draft202012Validator)
    one_change = {**schema["$defs"]["ChangeDocument"], "$defs": schema["$defs"]}
    for one in changed:
        jsonschema.validate(one, one_change, jsonschema.Draft202012Validator)
    moved = [abs(one["money_kopecks"]["after"] - one["money_kopecks"]["before"]) for one in changed]
    assert found["changed"]["dearer_kopecks"] + found["changed"]["cheaper_kopecks"] == sum(moved)


def test_processes_find_the_same(receipts: str, generous: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--programme", generous, "--against", DEMO, receipts)
    alone = backtest(capsys, "--processes", "1", *asked)
    assert alone[0] == 0
    assert alone == backtest(capsys, "--processes", "3", *asked)


def test_a_table_for_people(receipts: str, generous: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "backtest", "--programme", generous, "--against", DEMO, receipts]) == 0
    said = capsys.readouterr()
    assert f"{COUNT} receipts" in said.out
    assert "before: kopilka-demo version 1" in said.out
    assert "chocolate-3-for-2: Шоколад" in said.out
    assert "receipts change" in said.out
    assert said.err == ""


def test_a_receipt_that_cannot_be_read_is_told_and_the_rest_is_tried(
    receipts: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = tmp_path / "few.jsonl"
    lines = Path(receipts).read_text(encoding="utf-8").splitlines()[:3]
    broken = {**json.loads(lines[1]), "lines": "none"}
    few.write_text("\n".join([lines[0], json.dumps(broken), lines[2]]), encoding="utf-8")
    code, found, _ = backtest(capsys, "--programme", DEMO, str(few))
    assert code == 1
    assert (found["receipts"], found["unreadable"]) == (2, 1)
    assert len(found["examples"]) == 1
    jsonschema.validate(found, document_schema("backtest"), jsonschema.Draft202012Validator)


def test_what_is_no_file_of_receipts_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content, told in (
        ("letter.txt", b"dear reader", "line 1: expected a stored sale"),
        ("local.jsonl", b'{"sold_at": "2026-03-14T12:00:00"}', "expected sold_at with an offset"),
        ("who.jsonl", b'{"sold_at": "2026-03-14T12:00:00Z", "customer_id": 5}', "line 1: expected a stored sale"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        code, found, err = backtest(capsys, "--programme", DEMO, str(path))
        assert (code, found) == (1, None)
        assert told in err
    assert backtest(capsys, "--programme", DEMO, str(tmp_path / "nowhere"))[0] == 1


def test_a_mark_at_the_beginning_of_the_file_is_no_receipt(
    receipts: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marked = tmp_path / "marked.jsonl"
    marked.write_bytes(b"\xef\xbb\xbf" + Path(receipts).read_bytes())
    assert backtest(capsys, "--programme", DEMO, str(marked)) == backtest(capsys, "--programme", DEMO, receipts)


@pytest.mark.parametrize("option", ["--processes", "--largest"])
def test_a_negative_number_is_wrong_use(receipts: str, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        backtest(capsys, "--programme", DEMO, option, "-3", receipts)
    assert left.value.code == 2
    assert "expected a whole number of 0 or more, found '-3'" in capsys.readouterr().err


def test_sample_receipts_are_the_same_for_a_seed(receipts: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "sample-receipts", "--count", str(COUNT)]) == 0
    assert capsys.readouterr().out == Path(receipts).read_text(encoding="utf-8")
    assert main(["programme", "sample-receipts", "--count", "2", "--seed", "2"]) == 0
    assert capsys.readouterr().out.splitlines()[0] != Path(receipts).read_text(encoding="utf-8").splitlines()[0]
