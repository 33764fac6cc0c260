import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pos_app.domain.pricing.priced import TraceOutcome
from resources.paths import resource_path
from tests.domain.loyalty.drawn_programmes import KINDS, kinds_of
from tests.golden.pricing_records import FOLDER, records, with_results


def stored(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def case(name: str, about: str) -> Any:
    return next(one for one in stored(name)["cases"] if one["about"] == about)


@pytest.mark.parametrize("record", records(), ids=lambda path: path.stem)
def test_a_stored_basket_costs_what_it_cost_to_the_byte(record: Path) -> None:
    assert with_results(record) == record.read_text(encoding="utf-8")


def test_each_rule_kind_of_a_receipt_has_a_stored_case_in_which_it_applies() -> None:
    applied = set()
    for record in records():
        document = json.loads(record.read_text(encoding="utf-8"))
        lists = (rules for rules in document["programme"].values() if isinstance(rules, list))
        kinds = {rule["rule_id"]: rule.get("kind") for rules in lists for rule in rules if "rule_id" in rule}
        for one in document["cases"]:
            for entry in one["priced"]["trace"]:
                if entry["outcome"] == TraceOutcome.APPLIED:
                    applied.add(kinds.get(entry["rule_id"], entry["rule_id"]))
    of_receipts = {
        one.__dataclass_fields__["kind"].default
        for name, union in KINDS.items()
        if name != "awards"
        for one in kinds_of(union)
    }
    assert of_receipts | {"coupon", "coupon_print", "points", "earning", "manual", "tier:gold"} <= applied


@pytest.mark.parametrize("name", ["basket", "customer", "return", "priced", "mirrored"])
def test_every_stored_document_fits_its_published_schema(name: str) -> None:
    keys = {"return": "returns"}
    schema = json.loads(resource_path("schemas", f"{name}.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    documents = []
    for record in records():
        for one in json.loads(record.read_text(encoding="utf-8"))["cases"]:
            found = one.get(keys.get(name, name)) or []
            documents += found if isinstance(found, list) else [found]
    assert len(documents) > 1
    for document in documents:
        validator.validate(document)


def test_worked_example_a() -> None:
    priced = case("worked_examples", "A and E")["priced"]
    assert priced["totals"]["list_kopecks"] == 9999
    assert priced["totals"]["points_limit_kopecks"] == 4999
    assert priced["totals"]["points"] == 4999
    assert priced["totals"]["money_kopecks"] == 5000
    assert priced["totals"]["earned"] == 250
    positions = priced["lines"][0]["positions"]["discount"]
    assert [(one["price_kopecks"], one["quantity"]) for one in positions] == [(1666, 1000), (1667, 2000)]


def test_worked_example_b() -> None:
    priced = case("worked_examples", "B")["priced"]
    assert priced["totals"]["list_kopecks"] == 386_200
    assert priced["totals"]["discount_kopecks"] == 38_620
    assert priced["totals"]["money_kopecks"] == 347_580
    positions = priced["lines"][0]["positions"]["discount"]
    assert [(one["price_kopecks"], one["quantity"]) for one in positions] == [(1737, 20_000), (1738, 180_000)]


def test_worked_example_c() -> None:
    priced = case("worked_examples_full_share", "C")["priced"]
    assert [line["points_kopecks"] for line in priced["lines"]] == [12_273, 2727]
    assert priced["totals"]["points"] == 15_000


def test_worked_example_d() -> None:
    priced = case("worked_examples_full_share", "D")["priced"]
    positions = priced["lines"][0]["positions"]["discount"]
    assert [(one["price_kopecks"], one["quantity"]) for one in positions] == [(1, 2000), (10_000, 3000)]
    assert priced["totals"]["points"] == 19_998
    assert priced["totals"]["money_kopecks"] == 30_002
    assert priced["totals"]["earned"] == 1500


def test_worked_example_e() -> None:
    first, second = case("worked_examples", "A and E")["mirrored"]
    assert (first["money_kopecks"], second["money_kopecks"]) == (1666, 3334)
    assert (first["points"], second["points"]) == (1666, 3333)
    assert (first["earned"], second["earned"]) == (83, 167)


def test_stored_returns_one_after_the_other_give_back_what_one_gives() -> None:
    parts = case("returns", "three returns that break promotions, paid with four tenders")["mirrored"]
    (whole,) = case("returns", "everything at once")["mirrored"]
    totals = case("returns", "everything at once")["priced"]["totals"]
    for name in ("money_kopecks", "points", "points_kopecks", "earned"):
        assert sum(part[name] for part in parts) == whole[name] == totals[name]
    assert sum(part["rounding_kopecks"] for part in parts) == whole["rounding_kopecks"] == 20
    refunds: dict[tuple[str, str], int] = {}
    for part in parts:
        for one in part["refunds"]:
            key = (one["kind"], one["reference"])
            refunds[key] = refunds.get(key, 0) + one["amount_kopecks"]
    assert refunds == {(one["kind"], one["reference"]): one["amount_kopecks"] for one in whole["refunds"]}
