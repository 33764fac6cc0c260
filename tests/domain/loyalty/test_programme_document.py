import json
from copy import deepcopy
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from pos_app.domain.loyalty.programme import GoodsSelector, PointsRules, Programme, ReceiptPicture
from pos_app.domain.loyalty.programme_document import in_force, programme_schema, read_programme, write_programme
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
from tests.domain.baskets import programmes
from tests.domain.goods import n_for_m, programme, tier

SOUND: dict[str, Any] = {
    "programme_id": "demo",
    "version": 3,
    "starts_at": "2026-03-01T00:00:00+03:00",
    "name": {"ru": "Копилка", "en": "Money box"},
    "floor_kopecks": 1,
    "receipt_picture": "discount",
    "points": {"max_points_share_bp": 5000, "earn_step": 1, "debt_policy": "withhold"},
    "base_earn_bp": 300,
    "tiers": [
        {
            "code": "silver",
            "name": {"ru": "Серебро", "en": "Silver"},
            "turnover_kopecks": 0,
            "discount_bp": 100,
            "earn_bp": 500,
        },
        {
            "code": "gold",
            "name": {"ru": "Золото", "en": "Gold"},
            "turnover_kopecks": 5000000,
            "discount_bp": 300,
            "earn_bp": 700,
        },
    ],
    "promotions": [
        {
            "kind": "n_for_m",
            "rule_id": "yoghurt-3-for-2",
            "name": {"ru": "Три по цене двух", "en": "Three for two"},
            "goods": {"groups": ["yoghurt"]},
            "take": 3,
            "pay": 2,
        }
    ],
}


def document(**changes: Any) -> str:
    return json.dumps({**deepcopy(SOUND), **changes}, ensure_ascii=False)


def problems(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(ProgrammeDocumentError) as caught:
        read_programme(text)
    assert caught.value.key == "programme_unsound"
    assert all(problem.expected and problem.found for problem in caught.value.problems)
    return [(problem.place, problem.key) for problem in caught.value.problems]


def test_a_sound_document_becomes_the_programme() -> None:
    read = read_programme(document())
    assert read.starts_at == datetime(2026, 2, 28, 21, 0, tzinfo=UTC)
    assert read.receipt_picture is ReceiptPicture.DISCOUNT
    assert read.points == replace(PointsRules(), debt_policy=read.points.debt_policy)
    assert [one.code for one in read.tiers] == ["silver", "gold"]
    (promotion,) = read.promotions
    assert (promotion.take, promotion.pay, promotion.goods) == (3, 2, GoodsSelector(groups=("yoghurt",)))


@given(programmes())
def test_what_is_written_is_read_again(rules: Programme) -> None:
    written = write_programme(rules)
    assert read_programme(written) == rules
    assert write_programme(read_programme(written.encode())) == written


def test_every_error_is_told_at_once_with_its_place() -> None:
    broken = deepcopy(SOUND)
    broken["base_earn_bp"] = -1
    broken["colour"] = "red"
    del broken["name"]["en"]
    broken["starts_at"] = "2026-03-01T00:00:00"
    broken["points"]["earn_step"] = 10
    broken["tiers"][1]["code"] = "silver"
    broken["tiers"][1]["turnover_kopecks"] = 0
    broken["promotions"][0] |= {"rule_id": "points", "pay": 3, "goods": {"groups": ["a", "b", "a"]}}
    broken["receipt_picture"] = "painting"
    assert problems(json.dumps(broken)) == [
        ("base_earn_bp", "out_of_range"),
        ("colour", "unknown_key"),
        ("name.en", "missing"),
        ("points.earn_step", "not_one_of"),
        ("promotions[0].goods.groups[2]", "duplicate"),
        ("promotions[0].pay", "pay_not_below_take"),
        ("promotions[0].rule_id", "reserved_name"),
        ("receipt_picture", "not_one_of"),
        ("starts_at", "not_a_time"),
        ("tiers[1].code", "duplicate"),
        ("tiers[1].turnover_kopecks", "unsorted"),
    ]


@pytest.mark.parametrize(
    ("changes", "place", "key"),
    [
        ({"version": 0}, "version", "out_of_range"),
        ({"version": 1.5}, "version", "wrong_type"),
        ({"version": "1"}, "version", "wrong_type"),
        ({"version": True}, "version", "wrong_type"),
        ({"floor_kopecks": -1}, "floor_kopecks", "out_of_range"),
        ({"base_earn_bp": 10_001}, "base_earn_bp", "out_of_range"),
        ({"programme_id": "Моя"}, "programme_id", "wrong_text"),
        ({"starts_at": "soon"}, "starts_at", "not_a_time"),
        ({"tiers": {}}, "tiers", "wrong_type"),
        ({"tiers": ["gold"]}, "tiers[0]", "wrong_type"),
        ({"points": None}, "points", "wrong_type"),
        ({"promotions": [{"rule_id": "x", "take": 3, "pay": 2}]}, "promotions[0].name", "missing"),
    ],
)
def test_one_error_names_its_place(changes: dict[str, Any], place: str, key: str) -> None:
    assert problems(document(**changes)) == [(place, key)]


def test_what_is_no_json_says_where() -> None:
    assert problems('{\n "version": }') == [("line 2, column 13", "not_json")]
    assert problems(b'{"name": "\xff"}') == [("$", "not_json")]
    assert problems("[]") == [("$", "wrong_type")]


def test_a_key_that_stands_twice_does_not_hide_its_first_value() -> None:
    text = document().replace('"version": 3', '"version": 3, "version": 4')
    assert problems(text) == [("version", "key_twice")]


def test_the_error_reads_as_a_sentence() -> None:
    with pytest.raises(
        ProgrammeDocumentError, match=r"promotions\[0\].pay: expected less than take, which is 3, found 5"
    ):
        read_programme(document(promotions=[SOUND["promotions"][0] | {"pay": 5}]))


def test_the_schema_names_every_key_and_refuses_others() -> None:
    schema = programme_schema()
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["properties"]) == {"$schema", *(field.name for field in fields(Programme))}
    assert set(SOUND) <= set(schema["properties"])
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Tier"]["properties"]["earn_bp"]["maximum"] == 10_000
    assert all(one.get("additionalProperties") is False for one in schema["$defs"].values() if "properties" in one)


def test_the_version_in_force_is_the_latest_that_has_started() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    old = programme(tiers=(tier("a", 0, 0, 0),))
    new = replace(old, version=2, starts_at=start + timedelta(days=10), promotions=(n_for_m("p", 3, 2),))
    fixed = replace(new, version=3)
    versions = (fixed, old, new)
    assert in_force(versions, start - timedelta(seconds=1)) is None
    assert in_force(versions, start) == old
    assert in_force(versions, start + timedelta(days=10)) == fixed
    assert in_force((), start) is None
