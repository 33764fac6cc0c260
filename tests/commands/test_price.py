import json
import re
from pathlib import Path
from typing import Any

import pytest

from pos_app.cli import main
from pos_app.services.documents.priced_document import PricedDocument
from pos_app.services.documents.reading import read_one
from resources.paths import resource_path

BAR = {"item_id": "bar", "name": "Шоколад", "price_kopecks": 9990, "group": "chocolate"}
CHEESE = {"item_id": "cheese", "price_kopecks": 89990, "unit": "kilogram"}
AT = "2026-03-14T12:00:00+03:00"
GOLD = {"customer_id": "c", "tier_code": "gold", "spendable": 1_000_000}


def basket(*, receipt_id: str = "r", **more: Any) -> dict[str, Any]:
    lines = [{"item": BAR, "quantity": 3000}, {"item": CHEESE, "quantity": 512}]
    return {"receipt_id": receipt_id, "opened_at": AT, "lines": lines, "points": {"mode": "all"}, **more}


class Desk:
    """Files in a folder, and the command that prices them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys
        self.programme = resource_path("demo", "programme.json")

    def write(self, name: str, text: str) -> str:
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def price(self, baskets: str, customer: Any = None, *more: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        options = ["--programme", str(self.programme), *more]
        if customer is not None:
            options += ["--customer", self.write("customer.json", json.dumps(customer))]
        code = main(["price", self.write("basket.json", baskets), *options])
        said = self._capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_a_basket_is_priced_with_every_reason(desk: Desk) -> None:
    code, out, err = desk.price(json.dumps(basket()), GOLD)
    assert (code, err) == (0, "")
    priced = json.loads(out)
    # 3 for 2 gives 99.90; gold takes 5 % of 199.80 and 460.75; half of what is left is paid with points
    bar, cheese = priced["lines"]
    assert bar["takes"] == [
        {"stage": "goods_promotion", "rule_id": "chocolate-3-for-2", "amount_kopecks": 9990},
        {"stage": "standing_discount", "rule_id": "tier:gold", "amount_kopecks": 999},
    ]
    assert (bar["list_kopecks"], bar["net_kopecks"], cheese["net_kopecks"]) == (29970, 18981, 43771)
    totals = priced["totals"]
    assert totals["points_limit_kopecks"] == (18981 + 43771) // 2
    assert totals["money_kopecks"] == totals["net_kopecks"] - totals["points_kopecks"]
    assert totals["earned"] == totals["money_kopecks"] * 500 // 10_000
    stages = {one["stage"]: one["amount_kopecks"] for one in priced["stages"]}
    assert stages["goods_promotion"] == 9990
    assert sum(stages.values()) == totals["discount_kopecks"]
    for line in priced["lines"]:
        positions = line["positions"]
        assert sum(one["sum_kopecks"] for one in positions["discount"]) == line["money_kopecks"]
        assert sum(one["sum_kopecks"] for one in positions["counter_performance"]) == line["net_kopecks"]
    reasons = {entry["rule_id"]: entry["reason"] for entry in priced["trace"]}
    assert reasons["tier:gold"] == "tier_discount"
    assert reasons["tier:silver"] == "other_tier"
    named = next(entry for entry in priced["trace"] if entry["rule_id"] == "tier:gold")
    assert named["name"] == {"ru": "Золотой", "en": "Gold"}


def test_the_result_is_a_document_of_its_shape(desk: Desk) -> None:
    _, out, _ = desk.price(json.dumps(basket()), GOLD)
    document = read_one(out.encode(), PricedDocument)
    assert document.format == "kopilka-priced/1"
    assert document.priced_at.isoformat() == AT


def test_an_array_gives_an_array_and_lines_give_lines(desk: Desk) -> None:
    several = [
        basket(receipt_id=f"r{number}", lines=[{"item": BAR, "quantity": 1000 * number}]) for number in (1, 2, 3)
    ]
    single = [json.loads(desk.price(json.dumps(one), GOLD)[1]) for one in several]
    code, out, _ = desk.price(json.dumps(several), GOLD)
    assert (code, json.loads(out)) == (0, single)
    code, out, _ = desk.price("\n".join(map(json.dumps, several)), GOLD)
    assert (code, [json.loads(line) for line in out.splitlines()]) == (0, single)


def test_many_baskets_are_priced_in_processes_to_the_same_bytes(desk: Desk) -> None:
    lines = "\n".join(json.dumps(basket(receipt_id=str(number))) for number in range(300))
    alone = desk.price(lines, GOLD, "--processes", "1")
    assert alone[:2] == desk.price(lines, GOLD, "--processes", "2")[:2]
    assert len(alone[1].splitlines()) == 300
    assert re.fullmatch(r"300 baskets priced in [0-9]+\.[0-9] s: [0-9]+ a second\n", alone[2])


def test_customers_are_found_by_the_baskets_that_name_them(desk: Desk) -> None:
    both = [GOLD, {"customer_id": "d", "spendable": 100}]
    asked = [basket(customer_id="d"), basket(customer_id="c"), basket()]
    _, out, _ = desk.price(json.dumps(asked), both)
    assert [(one["customer_id"], one["totals"]["points"]) for one in json.loads(out)] == [
        ("d", 100),
        ("c", 31_376),
        (None, 0),
    ]


def test_the_time_decides_and_may_be_one_for_all(desk: Desk) -> None:
    timeless = basket()
    del timeless["opened_at"]
    code, _, err = desk.price(json.dumps(timeless))
    assert code == 1
    assert "opened_at: expected a time here, or one for all with --at, found null" in err
    _, out, _ = desk.price(json.dumps(timeless), None, "--at", "2026-03-14T12:00")
    assert json.loads(out)["priced_at"] == AT
    _, out, _ = desk.price(json.dumps(timeless), None, "--at", "2026-03-14T12:00Z", "--timezone", "Asia/Omsk")
    assert json.loads(out)["priced_at"] == "2026-03-14T18:00:00+06:00"
    _, out, _ = desk.price(json.dumps(timeless), None, "--at", "2026-03-29T02:30", "--timezone", "Europe/Berlin")
    assert json.loads(out)["priced_at"] == "2026-03-29T03:30:00+02:00"


def test_every_fault_of_every_basket_is_told_and_nothing_is_printed(desk: Desk) -> None:
    wrong = [basket(), basket(customer_id="x", lines=[{"item": {**BAR, "price_kopecks": -1}, "quantity": 1500}])]
    code, out, err = desk.price(json.dumps(wrong), GOLD)
    assert (code, out) == (1, "")
    assert "[1].lines[0].item.price_kopecks: expected 0 or more, found -1" in err
    wrong[1]["lines"][0]["item"]["price_kopecks"] = 1
    code, out, err = desk.price(json.dumps(wrong), GOLD)
    assert (code, out) == (1, "")
    assert "2 faults" in err
    assert "[1].lines[0].quantity: expected whole pieces, a multiple of 1000, found 1500" in err
    assert '[1].customer_id: expected a customer of this document: c, found "x"' in err


def test_an_unsound_programme_is_told_with_its_file(desk: Desk) -> None:
    desk.programme = Path(desk.write("programme.json", '{"version": 0}'))
    code, out, err = desk.price(json.dumps(basket()))
    assert (code, out) == (1, "")
    assert "programme.json" in err
    assert "version: expected 1 or more, found 0" in err


@pytest.mark.parametrize(
    ("option", "value"), [("--at", "yesterday"), ("--timezone", "Nowhere/At_all"), ("--timezone", "../etc")]
)
def test_wrong_use_is_told(desk: Desk, option: str, value: str) -> None:
    code, out, err = desk.price(json.dumps(basket()), None, option, value)
    assert (code, out) == (2, "")
    assert f"{option}: expected" in err


def test_a_missing_file_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["price", "nowhere.json", "--programme", str(desk.programme)]) == 1
    assert "nowhere.json: No such file" in capsys.readouterr().err
