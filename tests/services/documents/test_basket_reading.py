from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pos_app.domain.basket.basket import Basket, BasketLine, ManualDiscount
from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.loyalty.account import GrantedOffer, HeldMembership, RuleUses, Standing
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsMode
from pos_app.services.documents.basket_document import (
    BasketDocument,
    DiscountDocument,
    GoodsDocument,
    GoodsRulesDocument,
    LineDocument,
)
from pos_app.services.documents.basket_reading import basket_of, basket_problems
from pos_app.services.documents.customer_document import CustomerDocument, standing_of
from pos_app.services.documents.reading import shaped

AT = datetime(2026, 3, 14, 12, tzinfo=UTC)
BAR = {"item_id": "bar", "price_kopecks": 9990}
CHEESE = {"item_id": "cheese", "price_kopecks": 89990, "unit": "kilogram"}


def document(*lines: dict[str, Any], **more: Any) -> BasketDocument:
    return shaped({"lines": list(lines), **more}, BasketDocument)


def places(*lines: dict[str, Any], **more: Any) -> list[str]:
    return [str(one) for one in basket_problems(document(*lines, **more))]


def test_little_is_required_and_lines_are_numbered() -> None:
    basket = basket_of(document({"item": BAR}, {"item": CHEESE, "quantity": 512}), 7, None, AT)
    assert basket.receipt_id == "7"
    assert basket.opened_at == AT
    assert [(line.line_id, line.quantity) for line in basket.lines] == [("1", 1000), ("2", 512)]
    assert basket.lines[0].item.rules == SellingRules()
    assert basket.lines[0].item.name == "bar"


def test_all_that_a_document_says_is_in_the_basket() -> None:
    goods = {**BAR, "attributes": {"z": "1", "a": "2"}, "tags": ["new"], "rules": {"floor_kopecks": 5}}
    line = {"item": goods, "line_id": "x", "manual_discount": {"kind": "percent", "value": 500}}
    points = {"mode": "sum", "sum_kopecks": 70, "lines": [{"line_id": "x", "mode": "pieces", "value": 1}]}
    basket = basket_of(document(line, points=points, coupons=["b", " A", "B"], shop_code="s"), 1, "who", AT)
    assert basket.lines[0].item.attributes == (("a", "2"), ("z", "1"))
    assert basket.lines[0].item.rules.floor_kopecks == 5
    assert basket.lines[0].manual_discount is not None
    assert basket.points.mode is PointsMode.SUM
    assert basket.points.lines == (("x", LinePoints(LinePointsMode.PIECES, 1)),)
    assert basket.coupons == ("A", "B")
    assert (basket.customer_id, basket.shop_code) == ("who", "s")


def test_every_broken_rule_between_keys_is_told() -> None:
    lines = (
        {"item": BAR, "quantity": 1500, "line_id": "x"},
        {"item": CHEESE, "quantity": 1_000_000, "line_id": "x"},
        {"item": BAR, "quantity": 2000, "manual_discount": {"kind": "percent", "value": 10_001}},
    )
    choices = [
        {"line_id": "?", "mode": "all"},
        {"line_id": "3", "mode": "pieces", "value": 3},
        {"line_id": "3", "mode": "all"},
    ]
    found = places(*lines, points={"lines": choices}, manual_discount={"kind": "percent", "value": 20_000})
    assert found == [
        "lines[0].quantity: expected whole pieces, a multiple of 1000, found 1500",
        'lines[1].line_id: expected each once; it stands at lines[0] already, found "x"',
        "lines[1].quantity: expected 999999 or less, found 1000000",
        "lines[2].manual_discount.value: expected 10000 or less, found 10001",
        "manual_discount.value: expected 10000 or less, found 20000",
        'points.lines[0].line_id: expected a line of this document: x, 3, found "?"',
        "points.lines[1].value: expected 2 or less, found 3",
        'points.lines[2].line_id: expected each once; it stands at points.lines[1] already, found "3"',
    ]


def test_pieces_of_weighed_goods_cannot_be_chosen() -> None:
    choice = {"lines": [{"line_id": "1", "mode": "pieces", "value": 1}]}
    assert places({"item": CHEESE}, points=choice) == [
        'points.lines[0].mode: expected a line of goods by the piece, found "pieces"'
    ]


@pytest.mark.parametrize(
    ("of_domain", "of_document", "left_out"),
    [
        # what is left out is not asked by the arithmetic
        (Basket, BasketDocument, {"advances", "card_step", "came", "coupons_at_risk", "order"}),
        (BasketLine, LineDocument, {"mark", "price_set"}),
        (Item, GoodsDocument, set()),
        (ManualDiscount, DiscountDocument, set()),
        (Standing, CustomerDocument, set()),
        (SellingRules, GoodsRulesDocument, {"age_limit_years", "marking_group"}),
    ],
)
def test_what_the_engine_knows_a_document_can_say(of_domain: Any, of_document: Any, left_out: set[str]) -> None:
    known = {field.name for field in fields(of_domain)}
    assert known - left_out == {field.name for field in fields(of_document)}


def test_a_customer_is_the_engines_standing_in_order() -> None:
    told = {
        "customer_id": "c",
        "tier_code": "gold",
        "spendable": 5,
        "birthday": "02-29",
        "tags": ["b", "a"],
        "memberships": [{"code": "club", "until_day": "2026-03-20"}],
        "offers": [{"rule_id": "z"}, {"rule_id": "a", "items": ["y", "x"], "until_day": "2026-03-20", "uses_left": 1}],
        "rule_uses": [{"rule_id": "q", "times": 3, "times_today": 1}],
    }
    assert standing_of(shaped(told, CustomerDocument)) == Standing(
        customer_id="c",
        tier_code="gold",
        spendable=5,
        birthday=(2, 29),
        tags=("a", "b"),
        memberships=(HeldMembership("club", date(2026, 3, 20)),),
        offers=(GrantedOffer("a", ("x", "y"), date(2026, 3, 20), 1), GrantedOffer("z")),
        rule_uses=(RuleUses("q", 3, 1),),
    )
