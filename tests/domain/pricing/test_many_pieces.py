"""Small baskets of many pieces: no order of the rules saves more, and what is said of the rest is never too little."""

import tracemalloc
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pos_app.campaign.engine.best_there_is import bounded_entries, no_order_saves_more
from pos_app.campaign.engine.case import Case, make_case
from pos_app.campaign.engine.chance import Chance
from pos_app.campaign.engine.everything_tried.search import Exhaustive, TooManyWaysError
from pos_app.campaign.engine.goods import make_line, make_shelf
from pos_app.campaign.engine.invariants import TooLargeError, price_of
from pos_app.domain.catalogue.item import SellingRules
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.pricing import search
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.domain.pricing.walk import Effort


def contest(number: int, most_pieces: int) -> Case:
    """A random contest whose lines have up to so many pieces."""
    case = make_case(19, 3 * number + 2)
    chance = Random(number)
    lines = tuple(
        replace(line, quantity=ONE * chance.randint(1, most_pieces)) if line.item.unit is Unit.PIECE else line
        for line in case.basket.lines
    )
    return replace(case, basket=replace(case.basket, lines=lines))


def full_contest(seed: int, number: int, most_pieces: int) -> Case:
    """A random contest of six lines of up to so many pieces."""
    case = make_case(seed, 3 * number + 2)
    shelf, chance = make_shelf(Chance(f"{seed}/{3 * number + 2}")), Chance(f"six/{seed}/{number}")
    pieces = Random(f"{seed}/{number}/{most_pieces}")
    lines = [make_line(f"line-{place}", chance.choice(shelf), chance) for place in range(6)]
    counted = tuple(
        replace(line, quantity=ONE * pieces.randint(1, most_pieces)) if line.item.unit is Unit.PIECE else line
        for line in lines
    )
    return replace(case, basket=replace(case.basket, lines=counted))


def little_time(patch: pytest.MonkeyPatch) -> None:
    """Not enough to get to the end."""
    effort = search.SMALL_BASKET._replace(most_ways=0, most_steps=100_000)
    patch.setattr(search, "SMALL_BASKET", effort)
    patch.setattr(search, "AGAIN", effort)


def more_at_most(priced: PricedBasket) -> int:
    """What the trace says that might be saved besides."""
    return max((int(dict(entry.params)["more_at_most_kopecks"]) for entry in bounded_entries(priced)), default=0)


@given(st.integers(0, 1_000_000), st.sampled_from((3, 10, 40, 1000)))
@settings(max_examples=60)
def test_no_order_of_the_rules_saves_more(number: int, most_pieces: int) -> None:
    case = contest(number, most_pieces)
    try:
        no_order_saves_more(case, price_of(case))
    except TooLargeError:
        assume(False)


@given(st.integers(0, 1_000_000), st.sampled_from((0, 300, 3_000, 20_000)), st.sampled_from((0, 0, 1, 20)))
@settings(max_examples=60)
def test_what_might_be_saved_besides_is_no_less_than_what_is(number: int, steps: int, looked_at: int) -> None:
    case = contest(number, 3)
    ways = 200_000 if looked_at else 0
    effort = Effort(steps, most_results=40_000, most_visits=8_000, most_ways=ways, most_looked_at=looked_at)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "THROUGH", effort)
        patch.setattr(search, "SMALL_BASKET", effort)
        patch.setattr(search, "AGAIN", effort)
        found = price_of(case)
    try:
        best = Exhaustive(case.basket, case.standing, case.programme, case.at, 3_000).best()
    except TooManyWaysError:
        best = price_of(case).discount_kopecks
    assert found.discount_kopecks <= best <= found.discount_kopecks + more_at_most(found)


def test_an_exchange_of_pieces_finds_what_no_order_of_the_rules_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    case = contest(249, 20)
    at_a_glance = price_of(case)
    little_time(monkeypatch)
    found = price_of(case)
    assert found.discount_kopecks <= at_a_glance.discount_kopecks
    monkeypatch.setattr(search, "MOST_EXCHANGES", 0)
    monkeypatch.setattr(search, "MORE_EXCHANGES", 0)
    without = price_of(case)
    assert found.discount_kopecks - without.discount_kopecks >= 9_999
    assert found.discount_kopecks + more_at_most(found) <= without.discount_kopecks + more_at_most(without)


def test_exchanges_begin_in_many_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the best order of the rules one exchange after another ends a kopeck short of the best there is."""
    little_time(monkeypatch)
    assert price_of(full_contest(41, 322, 10)).discount_kopecks == 33_728


def test_exchanges_do_not_mind_the_order_of_scans(monkeypatch: pytest.MonkeyPatch) -> None:
    little_time(monkeypatch)
    case = full_contest(41, 322, 10)
    priced, turned = price_of(case), price_of(case, replace(case.basket, lines=case.basket.lines[::-1]))
    assert bounded_entries(priced)
    assert {line.line_id: line.net_kopecks for line in turned.lines} == {
        line.line_id: line.net_kopecks for line in priced.lines
    }


def test_a_gift_that_makes_another_line_cheaper_counts_as_that_line_does() -> None:
    """What the gift has off is taken off what was bought, which a later discount leaves alone."""
    case = make_case(99, 54_095)
    chance = Chance("q54098")
    make_shelf(chance)
    items = [line.item for line in case.basket.lines]
    lines = []
    for place in range(6):
        line = make_line(f"line-{place}", chance.choice(items), chance)
        if line.item.unit is Unit.PIECE:
            line = replace(line, quantity=ONE * chance.randint(1, 2))
        lines.append(line)
    case = replace(case, basket=replace(case.basket, lines=tuple(lines)))
    best = Exhaustive(case.basket, case.standing, case.programme, case.at, 3_000).best()
    assert price_of(case).discount_kopecks == best == 31_715


@pytest.mark.parametrize(
    ("number", "most_pieces", "saved"),
    [
        (172, 10, 728_603),  # five rules share 504 million ways
        (178, 10, 160_083),
        (201, 10, 509_406),
        (441, 10, 40_957),  # 201 million, most of them of one kind
        (201, 20, 751_539),  # 264 million
        (311, 20, 2_096_978),  # four of twelve pieces may have a price, not all of them
    ],
)
def test_of_millions_of_ways_the_best_is_proven(number: int, most_pieces: int, saved: int) -> None:
    """What was left open before: none of them saves less than the best that was found by any search."""
    priced = price_of(full_contest(41, number, most_pieces))
    assert bounded_entries(priced) == []
    assert priced.discount_kopecks == saved


def test_up_to_thirty_pieces_are_worth_more_ways() -> None:
    """Of 1.4 million ways 309 may save more than the best order of the rules, and one saves 34.15 roubles more."""
    priced = price_of(full_contest(110, 1_482, 10))
    assert bounded_entries(priced) == []
    assert priced.discount_kopecks == 428_695


def test_ways_that_are_written_down_and_ways_that_are_not_give_the_same_price(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [full_contest(43, number, 3) for number in range(14)]
    written = [price_of(case) for case in cases]
    monkeypatch.setattr("pos_app.domain.pricing.survey._MOST_WRITTEN", 1)
    monkeypatch.setattr("pos_app.domain.pricing.walk._FEW_WAYS", 1)
    for case, before in zip(cases, written, strict=True):
        assert price_of(case).discount_kopecks == before.discount_kopecks


def test_three_hundred_bags_beside_some_goods_take_little_memory() -> None:
    """One line of them has 4.6 million splits among four rules, which nobody writes down; the trace says so."""
    case = make_case(2, 333)
    lines = tuple(
        replace(line, quantity=ONE * pieces, item=replace(line.item, price_kopecks=price, rules=SellingRules()))
        for line, pieces, price in zip(case.basket.lines, (7, 300), (9_999, 100), strict=True)
    )
    tracemalloc.start()
    try:
        priced = price_of(case, replace(case.basket, lines=lines))
        most_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert bounded_entries(priced)
    assert most_bytes < 100_000_000


def test_few_ways_of_a_rule_with_very_many_amounts_are_not_put_into_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the rules alone wants four of the lines, so there are 1.3 million ways, but 13 milliard amounts of it."""
    monkeypatch.setattr(search, "MODEST_PIECES", 1_000)
    case = make_case(300, 443)
    pieces = (100, 300, 20, 100, None, 100)  # one is weighed
    lines = tuple(
        line if count is None else replace(line, quantity=ONE * count)
        for line, count in zip(case.basket.lines, pieces, strict=True)
    )
    assert bounded_entries(price_of(case, replace(case.basket, lines=lines)))
