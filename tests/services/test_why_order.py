"""What a rule lacks: the nearest first, and how far the search for the best combination went."""

from dataclasses import replace

import pytest

from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.pricing.priced import TraceEntry, TraceOutcome
from pos_app.domain.why.answers import Why, WhyBound
from pos_app.domain.why.explain import rule_names, why_basket
from pos_app.services.sale_state import SaleState
from resources.paths import resource_path
from tests.services.shop import CHEESE, MILK, TEA, Shop


def basket(shop: Shop) -> SaleState:
    """Tea, two milk and cheese, Anna, 100 roubles with points."""
    shop.sale.add_item(TEA)
    shop.sale.add_item(MILK, 2000)
    shop.sale.add_item(CHEESE, 500)
    shop.sale.attach_customer("anna")
    return shop.sale.choose_points(PointsChoice(PointsMode.SUM, 10_000))


def missed(rule_id: str, reason: str, **params: str | int) -> TraceEntry:
    pairs = tuple((name, str(value)) for name, value in params.items())
    return TraceEntry("goods_promotion", rule_id, TraceOutcome.NOT_APPLIED, reason, 0, pairs)


def told(shop: Shop, *trace: TraceEntry) -> Why:
    """The basket with another trace: for reasons of rules that this shop's programme does not have."""
    state = basket(shop)
    return why_basket(state.basket, replace(state.priced, trace=trace), None)


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


def test_tiers_memberships_and_partners_have_names() -> None:
    everything = read_programme((resource_path("programmes") / "everything.json").read_bytes())
    names = rule_names(everything)
    assert {f"tier:{tier.code}" for tier in everything.tiers} <= names.keys()
    assert {f"membership:{one.code}" for one in everything.memberships} <= names.keys()
    coalition = read_programme((resource_path("programmes") / "coalition.json").read_bytes())
    assert coalition.coalition is not None
    assert {f"partner:{one.code}" for one in coalition.coalition.partners} <= rule_names(coalition).keys()
