from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket
from pos_app.domain.basket.edits import (
    BasketEditError,
    add_item,
    clear,
    remove_line,
    set_manual_discount,
    set_quantity,
    with_customer,
    with_points,
)
from pos_app.domain.catalogue.item import SellingRules
from pos_app.domain.loyalty.points_choice import NO_POINTS, LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.money.units import Unit
from tests.domain.goods import basket, by_line, item, line, off, percent

MILK = item("milk", 8990)
BREAD = item("bread", 4500)
CHEESE = item("cheese", 89900, unit=Unit.KILOGRAM)
TOBACCO = item("tobacco", 21900, rules=SellingRules(discountable=False))
ALL = PointsChoice(PointsMode.ALL)


def contents(open_basket: Basket) -> list[tuple[str, int]]:
    return [(one.item.item_id, one.quantity) for one in open_basket.lines]


def test_ten_scans_and_a_quantity_of_ten_are_the_same_basket() -> None:
    scanned = basket()
    for number in range(10):
        scanned = add_item(scanned, MILK, 1000, f"l{number}")
    typed = set_quantity(add_item(basket(), MILK, 1000, "l0"), "l0", 10_000)
    assert scanned == typed == basket(line("l0", MILK, 10_000))


def test_weighed_goods_get_a_line_each() -> None:
    weighed = add_item(add_item(basket(), CHEESE, 350, "a"), CHEESE, 420, "b")
    assert contents(weighed) == [("cheese", 350), ("cheese", 420)]


def test_a_piece_does_not_join_a_line_with_a_discount_by_hand_nor_one_of_another_price() -> None:
    discounted = set_manual_discount(add_item(basket(), MILK, 1000, "a"), "a", percent(500))
    assert contents(add_item(discounted, MILK, 1000, "b")) == [("milk", 1000), ("milk", 1000)]
    dearer = replace(MILK, price_kopecks=9990)
    assert len(add_item(add_item(basket(), MILK, 1000, "a"), dearer, 1000, "b").lines) == 2


def test_a_discount_taken_back_leaves_the_basket_as_if_it_had_never_been_given() -> None:
    plain = add_item(add_item(basket(), MILK, 1000, "a"), MILK, 1000, "b")
    detour = set_manual_discount(add_item(basket(), MILK, 1000, "a"), "a", off(100))
    detour = set_manual_discount(add_item(detour, MILK, 1000, "b"), "a", None)
    assert detour == plain


def test_a_removed_line_takes_its_points_choice_with_it() -> None:
    chosen = with_points(
        basket(line("a", MILK, 1000), line("b", BREAD, 1000)),
        by_line(a=LinePoints(LinePointsMode.ALL), b=LinePoints(LinePointsMode.SUM, 100)),
    )
    assert remove_line(chosen, "a").points == by_line(b=LinePoints(LinePointsMode.SUM, 100))


def test_another_customer_does_not_inherit_the_wish_for_points() -> None:
    wishing = with_points(basket(line("a", MILK, 1000)), ALL)
    assert with_customer(wishing, wishing.customer_id) == wishing
    assert with_customer(wishing, "other").points == NO_POINTS
    assert with_customer(wishing, None).customer_id is None


def test_clear_keeps_the_receipt_and_nothing_else() -> None:
    full = with_points(basket(line("a", MILK, 1000)), ALL)
    assert clear(full) == basket(customer_id=None)


def test_choices_are_kept_sorted_by_line() -> None:
    both = basket(line("a", MILK, 1000), line("b", BREAD, 1000))
    choice = PointsChoice(lines=(("b", LinePoints(LinePointsMode.ALL)), ("a", LinePoints(LinePointsMode.NONE))))
    assert [line_id for line_id, _ in with_points(both, choice).points.lines] == ["a", "b"]


FULL = basket(line("a", MILK, 3000), line("w", CHEESE, 350), line("t", TOBACCO, 1000))
REFUSALS: list[tuple[str, Callable[[], Basket]]] = [
    ("quantity_out_of_range", lambda: add_item(FULL, BREAD, 0, "n")),
    ("quantity_out_of_range", lambda: add_item(FULL, BREAD, -1000, "n")),
    ("quantity_out_of_range", lambda: add_item(FULL, BREAD, 10_000_000, "n")),
    ("quantity_out_of_range", lambda: add_item(FULL, MILK, 9_997_000, "n")),
    ("quantity_out_of_range", lambda: add_item(FULL, CHEESE, 1_000_000, "n")),
    ("quantity_out_of_range", lambda: set_quantity(FULL, "w", 0)),
    ("fraction_of_piece", lambda: set_quantity(FULL, "a", 1500)),
    ("fraction_of_piece", lambda: add_item(FULL, BREAD, 1, "n")),
    ("unknown_line", lambda: set_quantity(FULL, "z", 1000)),
    ("unknown_line", lambda: remove_line(FULL, "z")),
    ("unknown_line", lambda: set_manual_discount(FULL, "z", None)),
    ("unknown_line", lambda: with_points(FULL, by_line(z=LinePoints(LinePointsMode.ALL)))),
    ("line_id_taken", lambda: add_item(FULL, BREAD, 1000, "w")),
    ("not_discountable", lambda: set_manual_discount(FULL, "t", percent(100))),
    ("discount_out_of_range", lambda: set_manual_discount(FULL, "a", percent(0))),
    ("discount_out_of_range", lambda: set_manual_discount(FULL, "a", percent(10_001))),
    ("discount_out_of_range", lambda: set_manual_discount(FULL, "a", off(-5))),
    ("no_customer", lambda: with_points(with_customer(FULL, None), ALL)),
    ("not_pieces", lambda: with_points(FULL, by_line(w=LinePoints(LinePointsMode.PIECES, 1)))),
    ("pieces_out_of_range", lambda: with_points(FULL, by_line(a=LinePoints(LinePointsMode.PIECES, 4)))),
    ("negative_sum", lambda: with_points(FULL, PointsChoice(PointsMode.SUM, -1))),
    ("negative_sum", lambda: with_points(FULL, by_line(a=LinePoints(LinePointsMode.SUM, -1)))),
    ("line_chosen_twice", lambda: with_points(FULL, PointsChoice(lines=(("a", LinePoints(LinePointsMode.ALL)),) * 2))),
]


@pytest.mark.parametrize(("key", "edit"), REFUSALS)
def test_an_impossible_edit_is_refused_with_its_key(key: str, edit: Callable[[], Basket]) -> None:
    with pytest.raises(BasketEditError) as caught:
        edit()
    assert caught.value.key == key
    assert key in str(caught.value)


@given(st.permutations(["milk", "milk", "bread", "bread", "milk", "tobacco"]))
def test_the_order_of_scans_changes_only_the_order_of_lines(scans: list[str]) -> None:
    goods = {one.item_id: one for one in (MILK, BREAD, TOBACCO)}
    scanned = basket()
    for number, item_id in enumerate(scans):
        scanned = add_item(scanned, goods[item_id], 1000, f"l{number}")
    assert sorted(contents(scanned)) == [("bread", 2000), ("milk", 3000), ("tobacco", 1000)]
