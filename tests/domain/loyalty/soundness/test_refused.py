"""Every rule between keys: a document that breaks it is refused at the right place, its neighbour is not."""

import json
from copy import deepcopy
from typing import Any

import pytest

from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError

NAME = {"ru": "имя", "en": "name"}
SMALL: dict[str, Any] = {
    "programme_id": "small",
    "version": 1,
    "starts_at": "2026-03-01T00:00:00+03:00",
    "name": NAME,
    "receipt_picture": "discount",
    "points": {},
    "base_earn_bp": 100,
}
TEN = {"kind": "percent", "rate_bp": 1000}


def rule(kind: str | None, rule_id: str, **keys: Any) -> dict[str, Any]:
    made = {"rule_id": rule_id, "name": NAME, **keys}
    return made if kind is None else {"kind": kind, **made}


def goods(rule_id: str, **keys: Any) -> dict[str, Any]:
    return rule("goods_discount", rule_id, **{"benefit": TEN, **keys})


def coupon(rule_id: str, **keys: Any) -> dict[str, Any]:
    return rule("coupon", rule_id, **{"benefit": TEN, **keys})


def tier(code: str, turnover: int, **keys: Any) -> dict[str, Any]:
    return {"code": code, "name": NAME, "turnover_kopecks": turnover, "discount_bp": 0, "earn_bp": 0, **keys}


def problems(**keys: Any) -> list[tuple[str, str]]:
    try:
        read_programme(json.dumps({**deepcopy(SMALL), **keys}))
    except ProgrammeDocumentError as error:
        return [(problem.place, problem.key) for problem in error.problems]
    return []


def series(code: str, prefix: str) -> dict[str, Any]:
    return {"code": code, "name": NAME, "prefix": prefix, "nominals_kopecks": [1000, 2000]}


def partner(code: str, *shops: str) -> dict[str, Any]:
    return {"code": code, "name": NAME, "shops": shops}


def points_award(**keys: Any) -> dict[str, Any]:
    return rule("event", "e", **{"event": "bottle", "gift": {"kind": "points", "points": 1}, **keys})


def window(**keys: Any) -> dict[str, Any]:
    return {"promotions": [goods("a", window=keys)]}


def slots(*others: dict[str, Any]) -> dict[str, Any]:
    return {"promotions": [goods(f"r{n}", exclusive_place="slot", **one) for n, one in enumerate(others)]}


CASES: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({}, []),
    # names
    ({"promotions": [goods("a")], "coupons": [coupon("a", codes=["A1"])]}, [("coupons[0].rule_id", "duplicate")]),
    ({"promotions": [goods("cash_rounding")]}, [("promotions[0].rule_id", "reserved_name")]),
    ({"tiers": [tier("a", 0), tier("a", 1)]}, [("tiers[1].code", "duplicate")]),
    (
        {"tiers": [tier("a", 0, privileges=[{"code": "q", "name": NAME}] * 2)]},
        [("tiers[0].privileges[1].code", "duplicate")],
    ),
    ({"promotions": [goods("a", goods={"tags": ["x", "y", "x"]})]}, [("promotions[0].goods.tags[2]", "duplicate")]),
    (
        {"promotions": [goods("a", window={"weekdays": ["mon", "mon"]})]},
        [("promotions[0].window.weekdays[1]", "duplicate")],
    ),
    (
        {"certificates": [series("c", "G-") | {"nominals_kopecks": [5, 5]}]},
        [("certificates[0].nominals_kopecks[1]", "duplicate")],
    ),
    ({"earning_rules": [rule("earn_ladder", "l", points=[100, 100, 200])]}, []),
    (
        {"promotions": [goods("a", goods={"groups": ["x"], "excluding": {"groups": ["y", "x"]}})]},
        [("promotions[0].goods.excluding.groups[1]", "named_twice")],
    ),
    # codes at the counter
    ({"coupons": [coupon("a")]}, [("coupons[0]", "not_at_least_one")]),
    ({"coupons": [coupon("a", codes=["HI"], single_use=True)]}, [("coupons[0].single_use", "no_series")]),
    ({"coupons": [coupon("a", codes=["HI"]), coupon("b", codes=["HI"])]}, [("coupons[1].codes[0]", "duplicate")]),
    (
        {"coupons": [coupon("a", codes=["AB-1"]), coupon("b", prefix="AB-")]},
        [("coupons[0].codes[0]", "ambiguous_code")],
    ),
    ({"coupons": [coupon("a", prefix="AB-"), coupon("b", prefix="AB-C")]}, [("coupons[1].prefix", "ambiguous_code")]),
    (
        {"coupons": [coupon("a", prefix="AB")], "certificates": [series("c", "ABC")]},
        [("certificates[0].prefix", "ambiguous_code")],
    ),
    (
        {"coupons": [coupon("a", codes=["HI"], benefit={"kind": "price", "kopecks": 1})]},
        [("coupons[0].benefit.kind", "price_of_basket")],
    ),
    ({"coupons": [coupon("a", codes=["HI"], target="each_unit", benefit={"kind": "price", "kopecks": 1})]}, []),
    # references
    (
        {"promotions": [goods("a", conditions={"tiers": ["gold"]})]},
        [("promotions[0].conditions.tiers[0]", "unknown_name")],
    ),
    (
        {"promotions": [goods("a", conditions={"memberships": ["m"]})]},
        [("promotions[0].conditions.memberships[0]", "unknown_name")],
    ),
    (
        {"promotions": [goods("a", conditions={"partners": ["p"]})]},
        [("promotions[0].conditions.partners[0]", "unknown_name")],
    ),
    ({"promotions": [goods("a", conditions={"coupon": "a"})]}, [("promotions[0].conditions.coupon", "unknown_name")]),
    (
        {"standing_discounts": [rule("tier_discount", "a", tier="x", benefit=TEN)]},
        [("standing_discounts[0].tier", "unknown_name")],
    ),
    (
        {"standing_discounts": [rule("membership_discount", "a", membership="x", benefit=TEN)]},
        [("standing_discounts[0].membership", "unknown_name")],
    ),
    (
        {"coupons": [coupon("a", codes=["HI"])], "coupon_prints": [rule("coupon_print", "p", coupon="a")]},
        [("coupon_prints[0].coupon", "no_series")],
    ),
    ({"coupon_prints": [rule("coupon_print", "p", coupon="a")]}, [("coupon_prints[0].coupon", "unknown_name")]),
    ({"awards": [points_award(gift={"kind": "coupon", "coupon": "x"})]}, [("awards[0].gift.coupon", "unknown_name")]),
    (
        {"rewards": [rule(None, "w", points=1, gives={"kind": "certificate", "series": "c", "nominal_kopecks": 7})]},
        [("rewards[0].gives.series", "unknown_name")],
    ),
    (
        {
            "certificates": [series("c", "G-")],
            "rewards": [rule(None, "w", points=1, gives={"kind": "certificate", "series": "c", "nominal_kopecks": 7})],
        },
        [("rewards[0].gives.nominal_kopecks", "no_nominal")],
    ),
    (
        {"coalition": {"partners": [partner("a", "s1"), partner("b", "s1")], "clearing": {"operator": "c"}}},
        [("coalition.clearing.operator", "unknown_name"), ("coalition.partners[1].shops[0]", "duplicate")],
    ),
    (
        {"promotions": [goods("a", forbids_stages=["coupon", "cash_rounding"])]},
        [("promotions[0].forbids_stages[1]", "not_of_goods")],
    ),
    # conditions outside receipts
    (
        {"awards": [points_award(conditions={"min_basket_kopecks": 100, "needs_customer": True, "min_quantity": 0})]},
        [("awards[0].conditions.min_basket_kopecks", "not_on_receipts")],
    ),
    (
        {"referral": {"rule_id": "r", "name": NAME, "conditions": {"shops": ["s1"], "tiers": []}}},
        [("referral.conditions.shops", "not_for_friends")],
    ),
    # order
    ({"tiers": [tier("a", 5), tier("b", 5)]}, [("tiers[1].turnover_kopecks", "unsorted")]),
    (
        {
            "standing_discounts": [
                rule(
                    "turnover_ladder", "l", steps=[{"from_kopecks": 1, "rate_bp": 5}, {"from_kopecks": 2, "rate_bp": 4}]
                )
            ]
        },
        [("standing_discounts[0].steps[1].rate_bp", "unsorted")],
    ),
    (
        {
            "promotions": [
                rule(
                    "quantity_steps",
                    "q",
                    steps=[{"from_quantity": 2, "benefit": TEN}, {"from_quantity": 1, "benefit": TEN}],
                )
            ]
        },
        [("promotions[0].steps[1].from_quantity", "unsorted")],
    ),
    ({"promotions": [rule("cheapest_free", "c", at_least=2, free=2)]}, [("promotions[0].free", "free_not_below")]),
    ({"promotions": [rule("gift_with_purchase", "g", gift={})]}, [("promotions[0]", "not_exactly_one")]),
    (
        {"promotions": [rule("gift_with_purchase", "g", gift={}, buy_quantity=1, buy_kopecks=1)]},
        [("promotions[0]", "not_exactly_one")],
    ),
    (
        {"promotions": [goods("a", conditions={"from_purchase": 3, "to_purchase": 2})]},
        [("promotions[0].conditions.to_purchase", "less_than")],
    ),
    (
        {"money_account": {"least_top_up_kopecks": 5, "most_top_up_kopecks": 4}},
        [("money_account.most_top_up_kopecks", "less_than")],
    ),
    (
        {"coalition": {"partners": [partner("a", "s1")], "clearing": {"operator": "a", "issue_bp": 1, "accept_bp": 2}}},
        [("coalition.clearing.issue_bp", "less_than")],
    ),
    # windows
    (window(from_day="2026-04-02", to_day="2026-04-01"), [("promotions[0].window.to_day", "day_before")]),
    (window(to_day="2026-01-31"), [("promotions[0].window.to_day", "never_in_force")]),
    (
        window(hours=[{"from_time": "12:00", "to_time": "12:00"}]),
        [("promotions[0].window.hours[0].to_time", "hours_end_first")],
    ),
    (window(hours=[{"from_time": "22:00", "to_time": "00:00"}]), []),
    (
        window(hours=[{"from_time": "10:00", "to_time": "12:00"}, {"from_time": "11:59", "to_time": "13:00"}]),
        [("promotions[0].window.hours[1]", "hours_overlap")],
    ),
    (window(hours=[{"from_time": "10:00", "to_time": "12:00"}, {"from_time": "12:00", "to_time": "13:00"}]), []),
    (
        window(hours=[{"from_time": "9:00", "to_time": "12:00"}]),
        [("promotions[0].window.hours[0].from_time", "not_a_clock_time")],
    ),
    (window(from_day="2026-02-30"), [("promotions[0].window.from_day", "not_a_day")]),
    (slots({}, {}), [("promotions[1].exclusive_place", "windows_overlap")]),
    (slots({"window": {"to_day": "2026-04-30"}}, {"window": {"from_day": "2026-05-01"}}), []),
    (
        slots({"window": {"to_day": "2026-05-01"}}, {"window": {"from_day": "2026-05-01"}}),
        [("promotions[1].exclusive_place", "windows_overlap")],
    ),
    (slots({"window": {"weekdays": ["mon"]}}, {"window": {"weekdays": ["tue"]}}), []),
    # a Monday rule and a week in which there is no Monday
    (slots({"window": {"weekdays": ["mon"]}}, {"window": {"from_day": "2026-05-05", "to_day": "2026-05-10"}}), []),
    (
        slots({"window": {"weekdays": ["mon"]}}, {"window": {"from_day": "2026-05-05", "to_day": "2026-05-11"}}),
        [("promotions[1].exclusive_place", "windows_overlap")],
    ),
    (
        slots(
            {"window": {"hours": [{"from_time": "08:00", "to_time": "12:00"}]}},
            {"window": {"hours": [{"from_time": "12:00", "to_time": "00:00"}]}},
        ),
        [],
    ),
    (slots({"conditions": {"shops": ["s1"]}}, {"conditions": {"shops": ["s2"]}}), []),
    (
        slots({"conditions": {"shops": ["s1"]}}, {"conditions": {"shops": ["s2", "s1"]}}),
        [("promotions[1].exclusive_place", "windows_overlap")],
    ),
    # exclusion
    ({"promotions": [goods("a", forbids=["b"]), goods("b")]}, []),
    ({"promotions": [goods("a", forbids=["b"]), goods("b", forbids=["a"])]}, [("promotions[1].forbids[0]", "cycle")]),
    (
        {"promotions": [goods("a", forbids=["b"]), goods("b", forbids=["c"]), goods("c", forbids=["a", "b"])]},
        [("promotions[2].forbids[0]", "cycle"), ("promotions[2].forbids[1]", "cycle")],
    ),
    ({"promotions": [goods("a", forbids=["a"])]}, [("promotions[0].forbids[0]", "forbids_itself")]),
    ({"promotions": [goods("a", forbids=["nobody"])]}, [("promotions[0].forbids[0]", "unknown_name")]),
    (
        {"promotions": [goods("a")], "coupons": [coupon("c", codes=["HI"], forbids=["a"])]},
        [("coupons[0].forbids[0]", "too_early")],
    ),
    ({"promotions": [goods("a", forbids_stages=["coupon", "points"])]}, []),
    (
        {"coupons": [coupon("c", codes=["HI"], forbids_stages=["coupon"])]},
        [("coupons[0].forbids_stages[0]", "stage_too_early")],
    ),
    ({"awards": [points_award(forbids_stages=["points"])]}, [("awards[0].forbids_stages[0]", "not_on_receipts")]),
    (
        {"awards": [points_award()], "promotions": [goods("a", forbids=["e"])]},
        [("promotions[0].forbids[0]", "unknown_name")],
    ),
]


@pytest.mark.parametrize(
    ("keys", "expected"), CASES, ids=[f"{n}-{c[1][0][1] if c[1] else 'sound'}" for n, c in enumerate(CASES)]
)
def test_a_broken_rule_is_told_at_its_place(keys: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert problems(**keys) == expected


@pytest.mark.parametrize(
    ("keys", "place", "key"),
    [
        (
            {"promotions": [goods("a", benefit={"kind": "percent", "rate_bp": -5})]},
            "promotions[0].benefit.rate_bp",
            "out_of_range",
        ),
        ({"promotions": [goods("a", benefit={"kind": "percent"})]}, "promotions[0].benefit.rate_bp", "missing"),
        ({"promotions": [goods("a", benefit={"kind": "gift"})]}, "promotions[0].benefit.kind", "not_one_of"),
        ({"promotions": [goods("a", benefit={"rate_bp": 5})]}, "promotions[0].benefit.kind", "missing"),
        ({"promotions": [goods("a", benefit=5)]}, "promotions[0].benefit", "wrong_type"),
        ({"promotions": [{"kind": 7}]}, "promotions[0].kind", "wrong_type"),
        ({"promotions": [rule(None, "a", take=3, pay=0)]}, "promotions[0].pay", "out_of_range"),
        ({"promotions": [goods("a", take=3)]}, "promotions[0].take", "unknown_key"),
        ({"awards": [points_award(gift={"kind": "points", "points": -1})]}, "awards[0].gift.points", "out_of_range"),
        ({"awards": [points_award(gift={"kind": "points"})]}, "awards[0].gift.points", "missing"),
        ({"promotions": [rule("bundle", "b", parts=[], benefit=TEN)]}, "promotions[0].parts", "wrong_length"),
        ({"promotions": [rule("bundle", "b", parts=[5], benefit=TEN)]}, "promotions[0].parts[0]", "wrong_type"),
        ({"promotions": [goods("a", combination="maybe")]}, "promotions[0].combination", "not_one_of"),
        ({"coupons": [coupon("a", codes=["lower"])]}, "coupons[0].codes[0]", "wrong_text"),
        ({"points": {"earn_step": True}}, "points.earn_step", "wrong_type"),
        ({"starts_at": "1767225600"}, "starts_at", "not_a_time"),
        ({"$schema": 5}, "$schema", "unknown_key"),
    ],
)
def test_a_wrong_shape_is_told_at_its_place(keys: dict[str, Any], place: str, key: str) -> None:
    assert problems(**keys) == [(place, key)]


def test_a_document_with_a_mark_of_its_encoding_or_a_schema_is_read() -> None:
    text = json.dumps({"$schema": "programme.schema.json", **SMALL}, ensure_ascii=False)
    assert read_programme(b"\xef\xbb\xbf" + text.encode()) == read_programme(json.dumps(SMALL))


def test_brackets_without_end_are_refused() -> None:
    with pytest.raises(ProgrammeDocumentError, match=r"JSON"):
        read_programme("[" * 100_000 + "]" * 100_000)
