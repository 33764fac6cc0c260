"""Discounts on the basket, prices by hand, voids: limits, a second person, and what the journal holds of it."""

from pos_app.domain.basket.basket import ManualDiscountKind
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Role
from pos_app.services.rights import Right
from tests.services.refusals import refused
from tests.services.shop import CIGARETTES, MILK, TEA, Shop

PERCENT, SUM = ManualDiscountKind.PERCENT, ManualDiscountKind.SUM


def line_id(shop: Shop, place: int = -1) -> str:
    return shop.sale.state.basket.lines[place].line_id


def test_a_basket_discount_is_split_over_the_lines_that_may_bear_it(shop: Shop) -> None:
    for item in (TEA, MILK, CIGARETTES):
        shop.sale.add_item(item)
    state = shop.sale.discount_basket(SUM, 2_000)
    taken = [line.list_kopecks - line.net_kopecks for line in state.priced.lines]
    assert sum(taken) == 2_000
    assert taken == [1_614, 386, 0]  # 459.50 and 109.90 by largest remainder; no discount on tobacco
    shop.sale.discount_basket(PERCENT, 0)
    assert shop.sale.state.priced.net_kopecks == shop.sale.state.priced.list_kopecks


def test_above_the_limit_a_second_person_gives_it_and_both_names_are_kept(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    with refused("discount_above_limit", limit_bp=500, asked_bp=1000, needed_role="manager"):
        shop.sale.discount_basket(PERCENT, 1000)
    shop.sale.discount_basket(PERCENT, 1000, shop.manager, "постоянный покупатель")
    deed = shop.books.deeds(1)[0]
    assert (deed.kind, deed.operator_id, deed.approved_by, deed.reason) == (
        DeedKind.BASKET_DISCOUNT,
        shop.cashier.operator_id,
        shop.manager.operator_id,
        "постоянный покупатель",
    )
    shop.sale.pay_rest_by_card()
    sale = shop.sale.finish()
    assert sale.basket_discount is not None and sale.basket_discount.approved_by == shop.manager.operator_id
    assert sale.money_kopecks == 41_355


def test_two_discounts_within_the_limit_are_not_more_than_the_limit_together(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.discount_line(line_id(shop), PERCENT, 300)
    with refused("discount_above_limit", asked_bp=600):
        shop.sale.discount_basket(PERCENT, 300)
    shop.sale.discount_basket(PERCENT, 200)
    with refused("discount_above_limit", asked_bp=600):
        shop.sale.discount_line(line_id(shop), PERCENT, 400)


def test_a_sum_off_the_basket_does_not_outlive_the_goods_it_was_given_for(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.add_item(MILK)
    shop.sale.discount_basket(SUM, 2_500)
    with refused("basket_discount_holds", limit_bp=500):
        shop.sale.remove_line(line_id(shop, 0))
    shop.sale.discount_basket(SUM, 0)
    shop.sale.remove_line(line_id(shop, 0))


def test_goods_without_discounts_take_none(shop: Shop) -> None:
    with refused("empty_basket"):
        shop.sale.discount_basket(PERCENT, 100)
    shop.sale.add_item(CIGARETTES)
    with refused("nothing_discountable"):
        shop.sale.discount_basket(PERCENT, 100)


def test_a_price_by_hand_takes_a_senior_and_a_reason(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    with refused("reason_needed"):
        shop.sale.set_price(line_id(shop), 45_000, " ")
    with refused("approval_needed", right="set_price", needed_role="senior"):
        shop.sale.set_price(line_id(shop), 45_000, "ценник на полке")
    state = shop.sale.set_price(line_id(shop), 45_000, "ценник на полке", shop.senior)
    assert state.priced.money_kopecks == 45_000
    shop.sale.pay_rest_by_card()
    line = shop.sale.finish().lines[0]
    assert line.price_set is not None
    assert (line.price_set.shelf_kopecks, line.item.price_kopecks, line.price_set.reason) == (
        TEA.price_kopecks,
        45_000,
        "ценник на полке",
    )
    deed = shop.books.deeds(1)[0]
    assert (deed.kind, deed.approved_by_name, deed.fact("was_kopecks")) == (
        DeedKind.PRICE_SET,
        shop.senior.name,
        45_950,
    )


def test_a_price_is_no_way_around_the_limit_of_discounts(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    with refused("approval_needed", needed_role="manager"):
        shop.sale.set_price(line_id(shop), 40_000, "ценник", shop.senior)
    shop.sale.set_price(line_id(shop), 40_000, "ценник", shop.manager)
    with refused("discount_above_limit", limit_bp=3000, needed_role=""):
        shop.sale.set_price(line_id(shop), 1, "ценник", shop.manager)
    shop.sale.set_price(line_id(shop), 90_000, "цена выросла", shop.senior)


def test_the_shelfs_price_comes_back_and_the_line_joins_its_goods(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.set_price(line_id(shop), 45_000, "ценник", shop.senior)
    state = shop.sale.add_item(TEA)
    assert len(state.basket.lines) == 2
    state = shop.sale.set_price(line_id(shop, 0), 0, "")
    assert [line.quantity for line in state.basket.lines] == [2_000]
    with refused("price_as_it_is"):
        shop.sale.set_price(line_id(shop), 45_950, "")


def test_a_fixed_price_stays_fixed(shop: Shop) -> None:
    shop.sale.add_item(CIGARETTES)
    with refused("not_discountable"):
        shop.sale.set_price(line_id(shop), 30_000, "ценник", shop.manager)
    shop.sale.add_item(TEA)
    with refused("price_out_of_range", least=1):
        shop.sale.set_price(line_id(shop), 99_999_999_99, "ценник", shop.manager)


def test_voids_may_take_a_senior_and_are_always_written(shop: Shop) -> None:
    shop.sale.add_item(TEA, 3_000)
    shop.sale.set_quantity(line_id(shop), 2_000)
    shop.sale.remove_line(line_id(shop))
    shop.sale.add_item(MILK)
    shop.sale.void()
    kinds = [deed.kind for deed in shop.books.deeds(9)]
    assert kinds == [DeedKind.BASKET_VOIDED, DeedKind.LINE_VOIDED, DeedKind.QUANTITY_LESSENED]
    shop.roles |= {Right.VOID_LINE: Role.SENIOR, Right.VOID_BASKET: Role.SENIOR}
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    shop.sale.add_item(TEA, 3_000)
    with refused("approval_needed", right="void_line"):
        shop.sale.set_quantity(line_id(shop), 1_000)
    with refused("approval_needed", right="void_line"):
        shop.sale.remove_line(line_id(shop))
    with refused("approval_needed", right="void_basket"):
        shop.sale.void()
    shop.sale.set_quantity(line_id(shop), 4_000)
    shop.sale.remove_line(line_id(shop), shop.senior, "передумал")
    assert shop.books.deeds(1)[0].approved_by == shop.senior.operator_id


def test_an_edit_that_was_not_stored_is_not_in_the_journal(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.books.fail_next_write()
    with refused("not_stored"):
        shop.sale.remove_line(line_id(shop))
    assert (len(shop.sale.state.basket.lines), shop.books.deeds(9)) == (1, ())


def test_a_change_of_cashier_keeps_the_basket_and_is_written(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    before = shop.sale.state.basket
    shop.sale.set_operator(shop.senior)
    assert shop.sale.state.basket == before
    deed = shop.books.deeds(1)[0]
    assert (deed.kind, deed.operator_id, deed.fact("from_name")) == (
        DeedKind.HANDED_OVER,
        shop.senior.operator_id,
        shop.cashier.name,
    )
