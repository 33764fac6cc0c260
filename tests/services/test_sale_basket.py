"""The basket: goods, quantities, discounts by hand, customer and points; each edit is stored before it returns."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.domain.basket.basket import ManualDiscountKind
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.transaction.draft import DraftStage
from tests.domain.goods import GoodsSelector, n_for_m, programme
from tests.services.refusals import refused
from tests.services.shop import CHEESE, CIGARETTES, MILK, TEA, Shop

PERCENT, SUM = ManualDiscountKind.PERCENT, ManualDiscountKind.SUM


def test_a_new_basket_is_empty_and_priced(shop: Shop) -> None:
    state = shop.sale.state
    assert (state.basket.lines, state.remaining_kopecks, state.stage) == ((), 0, DraftStage.BASKET)
    assert (state.last_line_id, state.panel, state.tenders, state.checking) == (None, None, (), False)
    assert not shop.sale.is_open


def test_goods_are_priced_and_stored_at_once(shop: Shop) -> None:
    state = shop.sale.add_item(TEA, 2000)
    assert (state.remaining_kopecks, state.priced.list_kopecks) == (91900, 91900)
    assert state.last_line_id == state.basket.lines[0].line_id
    assert shop.sale.is_open
    draft = shop.books.load_draft()
    assert draft is not None
    assert (draft.basket, draft.stage, draft.operator_id) == (state.basket, DraftStage.BASKET, "cashier-1")


def test_the_line_touched_last_is_told(shop: Shop) -> None:
    tea = shop.sale.add_item(TEA).last_line_id
    milk = shop.sale.add_item(MILK).last_line_id
    assert tea != milk
    assert shop.sale.add_item(TEA).last_line_id == tea
    assert milk is not None
    assert shop.sale.set_quantity(milk, 3000).last_line_id == milk
    assert shop.sale.remove_line(milk).last_line_id == tea
    assert tea is not None
    assert shop.sale.remove_line(tea).last_line_id is None


def test_quantities_that_cannot_be_are_refused(shop: Shop) -> None:
    line_id = shop.sale.add_item(TEA).last_line_id or ""
    with refused("fraction_of_piece", got=1500):
        shop.sale.set_quantity(line_id, 1500)
    with refused("quantity_out_of_range"):
        shop.sale.set_quantity(line_id, 0)
    with refused("quantity_out_of_range"):
        shop.sale.add_item(CHEESE, 1_000_000)
    with refused("unknown_line"):
        shop.sale.set_quantity("nothing", 1000)
    with refused("unknown_line"):
        shop.sale.remove_line("nothing")
    assert shop.sale.state.priced.list_kopecks == 45950


def test_nobody_sells_without_signing_on() -> None:
    shop = Shop()
    for attempt in (lambda: shop.sale.add_item(TEA), shop.sale.void, lambda: shop.sale.attach_customer("anna")):
        with refused("not_signed_on"):
            attempt()
    assert shop.books.load_draft() is None


def test_an_edit_that_could_not_be_stored_changes_nothing(shop: Shop) -> None:
    before = shop.sale.add_item(TEA)
    for fail in (lambda: shop.books.fail_next_write("disk_full"), lambda: shop.books.lose_next_commit(stored=True)):
        fail()
        with refused("not_stored"):
            shop.sale.add_item(MILK)
        assert shop.sale.state == before
    shop.books.fail_next_write()
    with refused("not_stored", cause="disk_full"):
        shop.sale.attach_customer("anna")
    assert shop.sale.state == before
    shop.books.fail_next_write()
    with refused("not_stored"):
        shop.sale.void()
    assert shop.sale.state == before


def test_a_void_begins_the_next_basket(shop: Shop) -> None:
    first = shop.sale.add_item(TEA)
    second = shop.sale.void()
    assert second.basket.receipt_id != first.basket.receipt_id
    assert second.basket.lines == ()
    assert shop.books.load_draft() is None


# ------------------------------------------------------------ discounts by hand


def test_a_cashier_discounts_within_his_limit(shop: Shop) -> None:
    line_id = shop.sale.add_item(TEA).last_line_id or ""
    state = shop.sale.discount_line(line_id, PERCENT, 500)
    assert state.priced.discount_kopecks == 2298
    discount = state.basket.lines[0].manual_discount
    assert discount is not None
    assert (discount.operator_id, discount.approved_by) == ("cashier-1", None)
    assert shop.sale.discount_line(line_id, SUM, 2297).priced.discount_kopecks == 2297


def test_above_the_limit_a_second_person_approves(shop: Shop) -> None:
    line_id = shop.sale.add_item(TEA).last_line_id or ""
    with refused("discount_above_limit", limit_bp=500, asked_bp=1500, needed_role="manager"):
        shop.sale.discount_line(line_id, PERCENT, 1500)
    with refused("discount_above_limit", limit_bp=500, needed_role="manager"):
        shop.sale.discount_line(line_id, PERCENT, 1500, approved_by=shop.senior)
    with refused("discount_above_limit", limit_bp=3000, needed_role=""):
        shop.sale.discount_line(line_id, PERCENT, 3001, approved_by=shop.manager)
    state = shop.sale.discount_line(line_id, PERCENT, 1500, approved_by=shop.manager, reason="помята")
    discount = state.basket.lines[0].manual_discount
    assert discount is not None
    assert (discount.operator_id, discount.approved_by, discount.reason) == ("cashier-1", "manager-1", "помята")


def test_a_sum_is_measured_against_the_line(shop: Shop) -> None:
    line_id = shop.sale.add_item(TEA, 10_000).last_line_id or ""
    with refused("discount_above_limit", asked_bp=501):
        shop.sale.discount_line(line_id, SUM, 22_976)
    shop.sale.discount_line(line_id, SUM, 22_975)
    with refused("discount_holds_quantity", limit_bp=500, asked_bp=5000):
        shop.sale.set_quantity(line_id, 1000)
    shop.sale.set_quantity(line_id, 11_000)
    shop.sale.discount_line(line_id, SUM, 0)
    shop.sale.set_quantity(line_id, 1000)


def test_an_approved_sum_follows_the_approvers_limit(shop: Shop) -> None:
    line_id = shop.sale.add_item(TEA, 2000).last_line_id or ""
    shop.sale.discount_line(line_id, SUM, 13_785, approved_by=shop.manager)
    shop.sale.set_quantity(line_id, 3000)
    shop.sale.set_quantity(line_id, 1000)
    shop.sale.set_quantity(line_id, 2000)
    shop.sale.discount_line(line_id, SUM, 13_786, approved_by=shop.manager)
    with refused("discount_holds_quantity", limit_bp=3000):
        shop.sale.set_quantity(line_id, 1000)


def test_discounts_that_cannot_be_are_refused(shop: Shop) -> None:
    tea = shop.sale.add_item(TEA).last_line_id or ""
    cigarettes = shop.sale.add_item(CIGARETTES).last_line_id or ""
    with refused("not_discountable", line_id=cigarettes):
        shop.sale.discount_line(cigarettes, PERCENT, 100)
    with refused("discount_out_of_range"):
        shop.sale.discount_line(tea, PERCENT, 10_001, approved_by=shop.manager)
    with refused("discount_out_of_range"):
        shop.sale.discount_line(tea, SUM, -1)
    with refused("discount_out_of_range", most=45950):
        shop.sale.discount_line(tea, SUM, 45951)
    with refused("unknown_line"):
        shop.sale.discount_line("nothing", PERCENT, 100)


def test_taking_a_discount_away_joins_the_line_with_its_mate(shop: Shop) -> None:
    discounted = shop.sale.add_item(TEA).last_line_id or ""
    shop.sale.discount_line(discounted, PERCENT, 500)
    shop.sale.add_item(TEA)
    state = shop.sale.discount_line(discounted, PERCENT, 0)
    assert [line.quantity for line in state.basket.lines] == [2000]
    assert state.last_line_id == state.basket.lines[0].line_id


# ------------------------------------------------------------ customer and points


@pytest.mark.parametrize("when", ["before", "between", "after"])
def test_the_customer_comes_at_any_moment(shop: Shop, when: str) -> None:
    if when == "before":
        shop.sale.attach_customer("anna")
    shop.sale.add_item(TEA)
    if when == "between":
        shop.sale.attach_customer("anna")
    shop.sale.add_item(MILK)
    if when == "after":
        shop.sale.attach_customer("anna")
    state = shop.sale.state
    assert state.panel is not None
    assert state.panel.customer.customer_id == "anna"
    assert state.priced.discount_kopecks == 1379 + 330  # silver: 3 %
    assert state.priced.earned > 0


def test_the_customer_may_go_again(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    state = shop.sale.detach_customer()
    assert (state.panel, state.priced.points, state.remaining_kopecks) == (None, 0, 45950)


def test_another_customer_takes_nothing_from_the_first(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    state = shop.sale.attach_customer("boris")
    assert (state.priced.points, state.priced.discount_kopecks) == (0, 0)
    assert state.panel is not None
    assert state.panel.customer.customer_id == "boris"


def test_an_unknown_customer_leaves_the_first(shop: Shop) -> None:
    shop.sale.attach_customer("anna")
    with refused("customer_unknown"):
        shop.sale.attach_customer("nobody")
    assert shop.sale.state.basket.customer_id == "anna"
    assert shop.sale.state.panel is not None


def test_points_in_every_way_of_choosing(shop: Shop) -> None:
    tea = shop.sale.add_item(TEA, 2000).last_line_id or ""
    milk = shop.sale.add_item(MILK).last_line_id or ""
    shop.sale.attach_customer("anna")
    net = shop.sale.state.priced.net_kopecks
    assert shop.sale.choose_points(PointsChoice(PointsMode.ALL)).priced.points_kopecks == net // 2
    assert shop.sale.choose_points(PointsChoice(PointsMode.SUM, 12_345)).priced.points_kopecks == 12_345
    assert shop.sale.choose_points(PointsChoice(PointsMode.WHOLE_ROUBLES)).remaining_kopecks % 100 == 0
    only_milk = PointsChoice(lines=((milk, LinePoints(LinePointsMode.ALL)),))
    state = shop.sale.choose_points(only_milk)
    assert [line.points_kopecks for line in state.priced.lines] == [0, state.priced.lines[1].net_kopecks - 1]
    one_of_two = PointsChoice(lines=((tea, LinePoints(LinePointsMode.PIECES, 1)),))
    state = shop.sale.choose_points(one_of_two)
    assert state.priced.lines[0].points_pieces == 1
    assert state.priced.points_kopecks == (state.priced.lines[0].net_kopecks + 1) // 2 - 1  # the dearer piece


def test_points_need_a_customer_and_a_line(shop: Shop) -> None:
    line_id = shop.sale.add_item(TEA).last_line_id or ""
    with refused("no_customer"):
        shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    shop.sale.attach_customer("anna")
    with refused("unknown_line"):
        shop.sale.choose_points(PointsChoice(lines=(("nothing", LinePoints(LinePointsMode.ALL)),)))
    with refused("pieces_out_of_range", most=1):
        shop.sale.choose_points(PointsChoice(lines=((line_id, LinePoints(LinePointsMode.PIECES, 2)),)))


def test_offline_no_more_than_what_is_leased_is_offered(shop: Shop) -> None:
    shop.lease("anna", 30_000)
    shop.sale.add_item(TEA, 4000)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    assert shop.sale.state.priced.points == shop.sale.state.priced.net_kopecks // 2
    shop.online = False
    state = shop.sale.refresh()
    assert state.priced.points == 30_000
    assert state.panel is not None
    assert state.panel.offline


def test_a_refresh_takes_new_accounts_and_a_new_programme(shop: Shop) -> None:
    shop.sale.add_item(MILK, 3000)
    shop.sale.attach_customer("anna")
    account = shop.directory.accounts["anna"]
    shop.directory.accounts["anna"] = replace(account, tier_code=None)
    assert shop.sale.refresh().priced.discount_kopecks == 0
    starts_at = shop.clock.now() + timedelta(minutes=1)
    three_for_two = programme(promotions=(n_for_m("3for2", 3, 2, GoodsSelector()),))
    shop.programmes.versions.append(replace(three_for_two, version=2, starts_at=starts_at))
    assert shop.sale.refresh().priced.discount_kopecks == 0
    shop.clock.advance(minutes=1)
    state = shop.sale.refresh()
    assert (state.priced.programme_version, state.priced.discount_kopecks) == (2, 10990)


def test_another_operator_goes_on_with_the_basket(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.set_operator(shop.manager)
    assert shop.sale.operator == shop.manager
    draft = shop.books.load_draft()
    assert draft is not None
    assert draft.operator_id == "manager-1"
