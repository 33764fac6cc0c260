"""«Почему?» tells what the engine stored: the same sums, every rule once, the nearest first."""

from dataclasses import replace

import pytest

from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.pricing.priced import TraceEntry, TraceOutcome
from pos_app.domain.transaction.sale import Sale
from pos_app.services.sale_state import SaleState
from pos_app.services.why import WhyService, why_basket
from pos_app.services.why_answers import Why, WhyBound
from tests.services.refusals import refused
from tests.services.shop import CHEESE, MILK, TEA, Shop


def basket(shop: Shop) -> SaleState:
    """Tea, two milk and cheese, Anna, 100 roubles with points."""
    shop.sale.add_item(TEA)
    shop.sale.add_item(MILK, 2000)
    shop.sale.add_item(CHEESE, 500)
    shop.sale.attach_customer("anna")
    return shop.sale.choose_points(PointsChoice(PointsMode.SUM, 10_000))


def sold(shop: Shop) -> Sale:
    basket(shop)
    state = shop.sale.begin_payment()
    shop.sale.take_card(state.remaining_kopecks)
    return shop.sale.finish()


def service(shop: Shop) -> WhyService:
    return WhyService(books=shop.books, programmes=shop.programmes)


def missed(rule_id: str, reason: str, **params: str | int) -> TraceEntry:
    pairs = tuple((name, str(value)) for name, value in params.items())
    return TraceEntry("goods_promotion", rule_id, TraceOutcome.NOT_APPLIED, reason, 0, pairs)


def told(shop: Shop, *trace: TraceEntry) -> Why:
    """The basket with another trace: for reasons of rules that this shop's programme does not have."""
    state = basket(shop)
    return why_basket(state.basket, replace(state.priced, trace=trace), None)


def test_every_line_adds_up(shop: Shop) -> None:
    state = basket(shop)
    why = service(shop).of_basket(state.basket, state.priced)
    assert len(why.lines) == 3
    for line in why.lines:
        assert line.list_kopecks - sum(take.amount_kopecks for take in line.takes) == line.net_kopecks
        assert line.net_kopecks - line.points_kopecks == line.money_kopecks
        assert sum(one.points for one in line.earnings) == line.earned
    assert why.money_kopecks == state.priced.money_kopecks
    assert why.points_kopecks == 10_000


def test_every_rule_of_the_trace_once(shop: Shop) -> None:
    state = basket(shop)
    why = service(shop).of_basket(state.basket, state.priced)
    rules = sorted((rule.stage, rule.rule_id) for rule in (*why.applied, *why.missed))
    assert rules == sorted((entry.stage, entry.rule_id) for entry in state.priced.trace)
    assert why.is_complete


def test_a_stored_sale_is_told_as_the_basket_was(shop: Shop) -> None:
    sale = sold(shop)
    why = service(shop).of_receipt(sale.receipt_id)
    assert [line.money_kopecks for line in why.lines] == [line.money_kopecks for line in sale.lines]
    assert {rule.rule_id for rule in why.applied} >= {"tier:silver", "points", "earning"}
    assert why.names["tier:silver"].ru


def test_a_return_is_told_by_the_sale_that_it_mirrors(shop: Shop) -> None:
    sale = sold(shop)
    back = shop.returns.confirm(sale.receipt_id, {sale.lines[0].line_id: 1000}, shop.cashier)
    assert service(shop).of_receipt(back.receipt_id) == service(shop).of_receipt(sale.receipt_id)


def test_without_its_programme_rules_are_told_by_their_ids(shop: Shop) -> None:
    sale = sold(shop)
    shop.programmes.versions.clear()
    why = service(shop).of_receipt(sale.receipt_id)
    assert why.names == {}
    assert {rule.name for rule in why.applied} == {None}


def test_an_unknown_receipt_is_refused(shop: Shop) -> None:
    with refused("receipt_unknown"):
        service(shop).of_receipt("nowhere")


def test_a_receipt_stored_without_a_trace_says_so(shop: Shop) -> None:
    why = told(shop)
    assert not why.is_complete
    assert {rule.rule_id for rule in why.applied} == {"tier:silver"}
    assert why.missed == ()


def test_the_nearest_first(shop: Shop) -> None:
    """A piece counts as the mean one of the basket: 1,129.25 roubles for 3.5 units, some 322 roubles."""
    why = told(
        shop,
        missed("elsewhere", "other_shop", shops="9"),
        missed("no-goods", "no_goods", missing=3),
        missed("other-tier", "other_tier", needed="gold"),
        missed("ladder", "turnover_missing", missing_kopecks=100),
        missed("two-pieces", "pieces_missing", missing=2, pieces=1),
        missed("sum-500", "sum_missing", missing_kopecks=50_000),
        missed("a-tenth", "quantity_missing", missing_quantity=100),
        missed("43-roubles", "sum_missing", missing_kopecks=4_300),
        missed("points", "below_minimum", missing=1_000),
    )
    assert [rule.rule_id for rule in why.missed] == [
        "points",
        "a-tenth",
        "43-roubles",
        "sum-500",
        "two-pieces",
        "ladder",
        "other-tier",
        "no-goods",
        "elsewhere",
    ]
    assert [rule.rule_id for rule in why.missed if rule.is_near] == [
        "points",
        "a-tenth",
        "43-roubles",
        "sum-500",
        "two-pieces",
    ]


def test_missing_points_are_no_pieces(shop: Shop) -> None:
    (rule,) = told(shop, missed("points", "below_minimum", missing=1_000)).missed
    assert rule.missing == {"missing_points": 1_000}


@pytest.mark.parametrize(
    ("params", "bound"),
    [
        ({}, None),
        ({"search": "bounded"}, WhyBound(0, 0)),
        ({"search": "bounded", "tried": "64", "more_at_most_kopecks": "1500"}, WhyBound(64, 1500)),
    ],
)
def test_a_search_that_was_cut_short_says_by_how_much(
    shop: Shop, params: dict[str, str], bound: WhyBound | None
) -> None:
    assert told(shop, missed("a", "better_promotion", **params), missed("b", "no_goods")).bound == bound
