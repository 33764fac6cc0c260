"""Basket discount, price by hand, voids by role: keys, approvals in place, and what the journal holds."""

from collections.abc import Callable

from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Role
from pos_app.services.rights import Right
from pos_app.ui.screens.sale import SaleScreen
from tests.fakes.staff import CASHIER, MANAGER, SENIOR
from tests.ui.demo_till import BREAD, CARD, MILK, TOBACCO, DemoTill
from tests.ui.stage import Stage


def screen(stage: Stage) -> SaleScreen:
    assert isinstance(stage.screen, SaleScreen)
    return stage.screen


def test_a_discount_on_the_whole_receipt(sale: Stage) -> None:
    sale.scan(MILK, BREAD)
    sale.keys("F7", "F3", "10", "Enter")
    taken = [line.list_kopecks - line.net_kopecks for line in sale.state.priced.lines]
    assert taken == [1_099, 629]
    sale.keys("F7", "F3", "F8")
    assert sale.state.basket.manual_discount is None


def test_a_large_one_asks_why_and_who(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F7", "F3", "20", "Enter")
    assert screen(sale).dialog_name == "reason"
    sale.keys("давно ходит", "Enter", "3333", "Enter")
    discount = sale.state.basket.manual_discount
    assert discount is not None
    assert (discount.operator_id, discount.approved_by, discount.reason) == (
        CASHIER.operator_id,
        MANAGER.operator_id,
        "давно ходит",
    )


def test_a_price_by_hand_with_a_senior(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F7", "F4", "99,90", "Enter")
    assert screen(sale).dialog_name == "reason"
    sale.keys("1", "2222", "Enter")
    assert screen(sale).dialog_name == ""
    line = sale.state.basket.lines[0]
    assert (line.item.price_kopecks, line.price_set and line.price_set.shelf_kopecks) == (9_990, 10_990)
    assert screen(sale).model.rows[0].texts[3] == "*99,90"
    assert sale.till.books.deeds(1)[0].approved_by_name == SENIOR.name
    sale.keys("F7", "F4", "F8")
    assert sale.state.basket.lines[0].item.price_kopecks == 10_990


def test_a_price_that_nobody_may_give_leads_back_to_the_price(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F7", "F4", "1", "Enter", "1")
    assert screen(sale).dialog_name == "price"
    assert "здесь не может дать никто" in sale.error
    assert "Введите скидку меньше" in sale.error
    sale.keys("99,90", "Enter", "1", "2222", "Enter")
    assert sale.state.basket.lines[0].item.price_kopecks == 9_990


def test_a_question_takes_the_place_of_the_last_scans_error(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("zzz", "Enter")
    assert sale.error
    sale.keys("F7")
    assert (screen(sale).dialog_name, sale.error) == ("discount", "")


def test_what_keys_cannot_do_now_touch_cannot_do_either(sale: Stage) -> None:
    sale.scan(MILK)
    side = screen(sale).side
    sale.keys("F8", "F8")
    assert not any(each.isEnabled() for each in (side.quick, side.why, side.extras))
    assert side.cash.isEnabled(), "paying leads on from anywhere"
    sale.keys("Esc")
    assert all(each.isEnabled() for each in (side.quick, side.why, side.extras))


def test_a_wrong_pin_can_be_typed_again(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F7", "F4", "99", "Enter", "1", "9999", "Enter")
    assert screen(sale).dialog_name == "approval"
    assert sale.error
    sale.keys("2222", "Enter")
    assert sale.state.basket.lines[0].price_set is not None


def test_esc_gives_the_whole_thing_up(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F7", "F4", "99", "Enter", "1", "Esc")
    assert screen(sale).dialog_name == ""
    assert sale.state.basket.lines[0].price_set is None


def test_tobacco_keeps_its_price_but_the_receipt_may_have_a_discount(sale: Stage) -> None:
    sale.scan(MILK, TOBACCO)
    sale.keys("F7", "F4")
    assert screen(sale).dialog_name == "discount"
    sale.keys("5", "Enter")
    assert [line.list_kopecks - line.net_kopecks for line in sale.state.priced.lines] == [550, 0]


def test_a_void_of_nothing_but_a_customer_asks_the_right_thing(sale: Stage) -> None:
    sale.scan(CARD)
    sale.keys("F8")
    assert "0" not in screen(sale).line.placeholderText()
    assert "Enter" not in [action.key for action in sale.window.key_bar.shown]
    sale.keys("Enter")
    assert sale.state.basket.customer_id is not None
    sale.keys("F8")
    assert sale.state.basket.customer_id is None


def test_voids_take_a_senior_where_the_shop_says_so(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(till=DemoTill(roles={Right.VOID_LINE: Role.SENIOR, Right.VOID_BASKET: Role.SENIOR}))
    stage.open_shift()
    stage.scan(MILK, BREAD)
    stage.keys("F8", "Enter", "1", "2222", "Enter")
    assert len(stage.state.basket.lines) == 1
    stage.keys("*", "5", "Enter")
    assert stage.state.basket.lines[0].quantity == 5_000
    stage.keys("*", "2", "Enter", "2", "2222", "Enter")
    assert stage.state.basket.lines[0].quantity == 2_000
    stage.keys("F8", "F8", "F8", "1", "2222", "Enter")
    assert stage.state.basket.lines == ()
    assert [deed.kind for deed in stage.till.books.deeds(3)] == [
        DeedKind.BASKET_VOIDED,
        DeedKind.QUANTITY_LESSENED,
        DeedKind.LINE_VOIDED,
    ]


def test_a_quantity_typed_before_the_search_counts(sale: Stage) -> None:
    sale.keys("3*", "Enter", "F3", "хлеб бород", "Enter", "F3", "хлеб бород", "Enter")
    assert [line.quantity for line in sale.state.basket.lines] == [4_000]
