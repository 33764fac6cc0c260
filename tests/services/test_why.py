from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.campaign.engine.case import make_case
from pos_app.campaign.engine.invariants import price_of
from pos_app.campaign.engine.sale_invariants import story_of
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.pricing.engine import price
from pos_app.domain.transaction.build import build_sale
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from pos_app.domain.why.answers import Why
from pos_app.domain.why.explain import why_basket, why_sale
from pos_app.services.errors import ServiceError
from pos_app.services.why import WhyService
from tests.domain.goods import AT, basket, n_for_m, percent, pieces, programme, standing, tier
from tests.domain.receipts import RATES, card, head
from tests.fakes.programme_shelf import InMemoryProgrammeShelf
from tests.fakes.till_books import InMemoryTillBooks

RULES = programme(
    tiers=(tier("silver", 0, 300, 500), tier("gold", 100_000, 500, 700)), promotions=(n_for_m("three-for-two", 3, 2),)
)
BASKET = basket(
    pieces("a", 10_000, 3), pieces("b", 5_000, 1, percent(1000)), points=PointsChoice(PointsMode.SUM, 5_000)
)


def sold() -> Sale:
    priced = price(BASKET, standing(tier_code="gold"), RULES, AT)
    return build_sale(BASKET, priced, (card(priced.money_kopecks),), head(), RULES, RATES)


def told(why: Why) -> list[tuple[str, str, int]]:
    return [(rule.rule_id, rule.reason, rule.amount_kopecks) for rule in why.applied]


def test_every_kopeck_of_a_basket_has_its_rule_and_name() -> None:
    why = why_basket(BASKET, price(BASKET, standing(tier_code="gold"), RULES, AT), RULES)
    first = why.lines[0]
    assert [(take.stage, take.rule_id, take.name, take.amount_kopecks) for take in first.takes] == [
        (
            "goods_promotion",
            "three-for-two",
            LocalText("three-for-two", "three-for-two"),
            first.takes[0].amount_kopecks,
        ),
        ("standing_discount", "tier:gold", LocalText("gold", "gold"), first.takes[1].amount_kopecks),
    ]
    assert first.list_kopecks - sum(take.amount_kopecks for take in first.takes) == first.net_kopecks
    assert {rule for rule, _, _ in told(why)} >= {"three-for-two", "tier:gold", "manual", "points", "earning"}
    assert why.list_kopecks - sum(rule.amount_kopecks for rule in why.applied) == why.money_kopecks
    assert why.is_complete


def test_what_is_missing_comes_first() -> None:
    bought = basket(pieces("a", 10_000, 2))
    why = why_basket(bought, price(bought, standing(), RULES, AT), RULES)
    nearest = why.missed[0]
    assert (nearest.rule_id, dict(nearest.missing)) == ("three-for-two", {"missing": 1})
    assert all(not rule.missing for rule in why.missed[1:])
    assert {rule.rule_id for rule in why.missed} >= {"tier:silver", "tier:gold"}
    assert all(rule.reason for rule in why.missed)


def test_a_stored_sale_tells_what_its_basket_told() -> None:
    priced = price(BASKET, standing(tier_code="gold"), RULES, AT)
    assert why_sale(sold(), RULES) == why_basket(BASKET, priced, RULES)


def test_a_stored_sale_tells_what_its_cash_was_rounded_by() -> None:
    priced = price(BASKET, standing(tier_code="gold"), RULES, AT)
    due = priced.money_kopecks
    off = due % 100
    assert off
    by_cash = Tender(TenderKind.CASH, due, due - off, 0, off)
    why = why_sale(build_sale(BASKET, priced, (by_cash,), head(), RULES, RATES), RULES)
    assert [(rule.rule_id, rule.amount_kopecks) for rule in why.applied][-2:-1] == [("cash_rounding", off)]
    assert why.applied[-1].rule_id == "earning"
    plain = why_basket(BASKET, priced, RULES)
    assert replace(why, applied=tuple(rule for rule in why.applied if rule.stage != Stage.CASH_ROUNDING)) == plain


@given(st.integers(0, 100_000))
def test_any_sale_tells_what_its_basket_told(number: int) -> None:
    case = make_case(11, number)
    priced = price_of(case)
    why = why_basket(case.basket, priced, case.programme)
    assert why_sale(story_of(case, priced).sale, case.programme) == why
    assert len(why.applied) + len(why.missed) == len(priced.trace)
    for line in why.lines:
        assert line.list_kopecks - sum(take.amount_kopecks for take in line.takes) == line.net_kopecks
        assert not line.earnings or sum(one.points for one in line.earnings) == line.earned


def test_a_receipt_from_before_the_trace_tells_what_its_lines_know() -> None:
    old = replace(sold(), trace=())
    why = why_sale(old, RULES)
    assert not why.is_complete
    assert {rule.rule_id for rule in why.applied} == {"three-for-two", "tier:gold", "manual"}
    assert sum(rule.amount_kopecks for rule in why.applied) == why.list_kopecks - why.net_kopecks
    assert why.missed == ()


def test_without_its_programme_rules_are_told_by_their_ids() -> None:
    why = why_sale(sold(), None)
    assert {rule.name for rule in why.applied} == {None}
    assert "tier:gold" in {rule.rule_id for rule in why.applied}


def test_a_rule_with_a_text_brings_it_along() -> None:
    text = LocalText("Третья в подарок", "The third is free")
    (first, *others) = RULES.promotions
    told = why_sale(sold(), replace(RULES, promotions=(replace(first, text=text), *others)))
    texts = {rule.rule_id: rule.text for rule in (*told.applied, *told.missed)}
    assert texts[first.rule_id] == text
    assert set(texts.values()) == {None, text}


def service(*versions: Programme) -> tuple[WhyService, InMemoryTillBooks]:
    books = InMemoryTillBooks()
    return WhyService(books=books, programmes=InMemoryProgrammeShelf(*versions)), books


def test_a_receipt_is_explained_under_its_own_version() -> None:
    newer = replace(RULES, version=2, tiers=(), promotions=())
    why, books = service(RULES, newer)
    books.operations.append(sold())
    names = {rule.rule_id: rule.name for rule in why.of_receipt(sold().receipt_id).applied}
    assert names["tier:gold"] == LocalText("gold", "gold")


def test_a_return_is_explained_by_the_sale_that_it_mirrors() -> None:
    why, books = service(RULES)
    sale = sold()
    back = build_return(sale, {}, {"a": 1000}, "return-1", head(232))
    books.operations += [sale, back]
    assert why.of_receipt("return-1") == why.of_receipt(sale.receipt_id)


def test_an_unknown_receipt_is_refused() -> None:
    why, _ = service(RULES)
    with pytest.raises(ServiceError, match="receipt_unknown"):
        why.of_receipt("nothing")


def test_the_open_basket_is_explained() -> None:
    why, _ = service(RULES)
    priced = price(BASKET, standing(tier_code="gold"), RULES, AT)
    assert why.of_basket(BASKET, priced) == why_basket(BASKET, priced, RULES)
