"""Baskets put aside and taken up again."""

from dataclasses import replace

import pytest

from pos_app.domain.basket.basket import ManualDiscountKind
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Role
from pos_app.domain.transaction.draft import DraftStage
from pos_app.services.rights import Right
from tests.services.refusals import refused
from tests.services.shop import MILK, TEA, Shop


def hold(shop: Shop, *items: object, note: str = "") -> str:
    for item in items:
        shop.sale.add_item(item)  # type: ignore[arg-type]
    basket_id = shop.sale.state.basket.receipt_id
    shop.sale.hold(note)
    return basket_id


def test_several_baskets_wait_and_each_comes_back_as_it_was(shop: Shop) -> None:
    shop.sale.attach_customer("anna")
    shop.sale.add_item(TEA)
    shop.sale.discount_line(shop.sale.state.basket.lines[0].line_id, ManualDiscountKind.PERCENT, 500)
    before = shop.sale.state
    first = hold(shop, note="  синяя   куртка ")
    assert (shop.sale.state.basket.lines, shop.sale.state.panel) == ((), None)
    second = hold(shop, MILK, MILK)
    rows = shop.sale.held()
    assert [(row.held.basket_id, row.held.note, row.operator_name) for row in rows] == [
        (first, "синяя куртка", shop.cashier.name),
        (second, "", shop.cashier.name),
    ]
    assert rows[0].customer is not None and rows[0].customer.customer_id == "anna"
    assert rows[0].held.sum_kopecks == before.priced.money_kopecks
    shop.sale.recall(first)
    assert (shop.sale.state.basket, shop.sale.state.priced) == (before.basket, before.priced)
    assert [row.held.basket_id for row in shop.sale.held()] == [second]


def test_what_is_put_aside_survives_a_kill_at_every_step(shop: Shop) -> None:
    basket_id = hold(shop, TEA, note="Оля")
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    assert shop.sale.resume() is None
    assert [row.held.note for row in shop.sale.held()] == ["Оля"]
    shop.sale.recall(basket_id)
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    draft = shop.sale.resume()
    assert draft is not None and draft.basket.receipt_id == basket_id
    assert shop.sale.held() == ()


def test_the_price_of_now_counts_when_it_is_taken_up(shop: Shop) -> None:
    basket_id = hold(shop, TEA)
    shop.catalogue.items[0] = replace(TEA, price_kopecks=50_000)
    state = shop.sale.recall(basket_id)
    assert state.priced.list_kopecks == 50_000


def test_a_price_by_hand_stays_when_the_shelf_changes(shop: Shop) -> None:
    shop.sale.set_operator(shop.manager)
    shop.sale.add_item(TEA)
    shop.sale.set_price(shop.sale.state.basket.lines[0].line_id, 40_000, "ценник")
    basket_id = hold(shop)
    shop.catalogue.items[0] = replace(TEA, price_kopecks=50_000, name="Чай новый")
    state = shop.sale.recall(basket_id)
    assert (state.priced.list_kopecks, state.basket.lines[0].item.name) == (40_000, "Чай новый")


def test_goods_that_are_sold_no_more_stay_at_their_price(shop: Shop) -> None:
    basket_id = hold(shop, TEA)
    del shop.catalogue.items[0]
    assert shop.sale.recall(basket_id).priced.list_kopecks == TEA.price_kopecks


def test_points_set_aside_are_given_back_while_it_waits_and_asked_for_again(shop: Shop) -> None:
    shop.sale.attach_customer("anna")
    shop.sale.add_item(TEA)
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    settled = shop.hold_points()
    assert settled is not None and settled.granted
    basket_id = hold(shop)
    assert shop.books.unsettled_holds() == ()
    state = shop.sale.recall(basket_id)
    assert state.priced.points
    with refused("points_not_set_aside"):
        shop.sale.begin_payment()
    assert shop.hold_points() is not None
    assert shop.sale.begin_payment().stage is DraftStage.PAYMENT


def test_nothing_is_lost_by_taking_one_up_over_an_open_basket(shop: Shop) -> None:
    basket_id = hold(shop, TEA)
    shop.sale.add_item(MILK)
    with refused("basket_not_empty"):
        shop.sale.recall(basket_id)
    shop.sale.void()
    shop.sale.attach_customer("anna")
    with refused("basket_not_empty"):
        shop.sale.recall(basket_id)


def test_an_empty_basket_is_not_put_aside_and_a_paid_one_neither(shop: Shop) -> None:
    with refused("nothing_to_hold"):
        shop.sale.hold()
    shop.sale.add_item(TEA)
    shop.sale.begin_payment()
    with refused("in_payment"):
        shop.sale.hold()


def test_a_disk_that_cannot_take_it_leaves_the_basket_open(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    before = shop.sale.state
    shop.books.fail_next_write()
    with refused("not_stored", cause="disk_full"):
        shop.sale.hold()
    assert shop.sale.state == before
    basket_id = hold(shop)
    shop.books.fail_next_write()
    with refused("not_stored"):
        shop.sale.recall(basket_id)
    assert shop.sale.state.basket.lines == ()
    assert [row.held.basket_id for row in shop.sale.held()] == [basket_id]


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.allow_log("recall=unsure")
def test_an_answer_that_is_lost_sells_it_once(shop: Shop, stored: bool) -> None:
    basket_id = hold(shop, TEA)
    shop.books.lose_next_commit(stored=stored)
    shop.sale.recall(basket_id)
    assert shop.sale.held() == ()
    shop.sale.pay_rest_by_card()
    assert shop.sale.finish().receipt_id == basket_id
    assert shop.sale.held() == ()


def test_another_persons_basket_may_need_a_senior(shop: Shop) -> None:
    shop.roles[Right.RECALL_OF_ANOTHER] = Role.SENIOR
    shop.restart()
    shop.sale.set_operator(shop.senior)
    basket_id = hold(shop, TEA)
    shop.sale.set_operator(shop.cashier)
    with refused("approval_needed", right="recall_of_another", needed_role="senior"):
        shop.sale.recall(basket_id)
    shop.sale.recall(basket_id, shop.senior, "сменилась касса")
    deed = shop.books.deeds(1)[0]
    assert (deed.kind, deed.operator_name, deed.approved_by_name, deed.reason) == (
        DeedKind.BASKET_RECALLED,
        shop.cashier.name,
        shop.senior.name,
        "сменилась касса",
    )


def test_a_basket_of_a_lost_life_becomes_another_receipt(shop: Shop) -> None:
    basket_id = hold(shop, TEA)
    shop.books.epoch_now += 1
    assert shop.sale.recall(basket_id).basket.receipt_id != basket_id


def test_a_note_may_be_written_later_and_is_not_endless(shop: Shop) -> None:
    basket_id = hold(shop, TEA)
    shop.sale.note_on(basket_id, "у кассы 2")
    assert shop.sale.held()[0].held.note == "у кассы 2"
    with refused("note_too_long", most=60):
        shop.sale.note_on(basket_id, "а" * 61)
    with refused("held_gone"):
        shop.sale.note_on("nothing", "x")


def test_a_shift_is_not_closed_over_baskets_unless_somebody_says_so(shop: Shop) -> None:
    basket_id = hold(shop, TEA)
    with refused("baskets_held", count=1):
        shop.shifts.close(shop.cashier, 500_000)
    with refused("approval_needed", right="keep_held"):
        shop.sale.keep_held()
    shop.sale.keep_held(shop.senior, "заберут завтра")
    shop.shifts.close(shop.cashier, 500_000, keep_held=True)
    kept = shop.books.deeds(1)[0]
    assert (kept.kind, kept.fact("baskets"), kept.approved_by) == (DeedKind.HELD_KEPT, 1, shop.senior.operator_id)
    shop.sale.drop_held([basket_id])
    assert shop.sale.held() == ()
    assert shop.books.deeds(1)[0].kind is DeedKind.HELD_VOIDED
