"""Receipts put aside and taken up again, by keys."""

from collections.abc import Callable

from pos_app.domain.people.operator import Role
from pos_app.services.rights import Right
from pos_app.ui.screens.sale import SaleScreen
from tests.fakes.staff import SENIOR
from tests.ui.demo_till import BREAD, CARD, MILK, DemoTill
from tests.ui.stage import Stage


def screen(stage: Stage) -> SaleScreen:
    assert isinstance(stage.screen, SaleScreen)
    return stage.screen


def label_of(stage: Stage, key: str) -> str:
    return next(action.label for action in stage.window.key_bar.shown if action.key == key)


def rows(stage: Stage) -> list[str]:
    """The rows of the list, as a screen reader tells them."""
    return [row.button.accessibleName() for row in screen(stage).choices._rows if not row.button.isHidden()]


def test_one_key_puts_aside_and_two_take_up_again(sale: Stage) -> None:
    sale.scan(MILK, CARD)
    before = sale.state
    sale.keys("F5")
    assert sale.state.basket.lines == () and sale.state.panel is None
    assert label_of(sale, "F5") == "Взять · 1"
    sale.keys("F5", "1")
    assert sale.state.basket == before.basket
    assert sale.state.priced == before.priced
    assert screen(sale).dialog_name == ""


def test_several_wait_and_their_notes_tell_them_apart(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("синяя куртка", "F5")
    sale.scan(BREAD, CARD)
    sale.keys("F5")
    assert sale.error == ""
    sale.keys("F5")
    assert screen(sale).dialog_name == "held"
    assert "синяя куртка" in rows(sale)[0]
    assert "Петрова" in rows(sale)[1] and "+7 973" in rows(sale)[1] and "···" in rows(sale)[1]
    sale.keys("Down", "F4", "вернётся", "Enter")
    assert screen(sale).dialog_name == "held"
    assert "вернётся" in rows(sale)[1]
    sale.keys("2")
    assert sale.state.basket.customer_id is not None


def test_an_empty_till_says_so(sale: Stage) -> None:
    sale.keys("F5")
    assert sale.error
    assert screen(sale).dialog_name == ""


def test_a_waiting_receipt_is_given_up_with_the_key_twice(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F5", "F5", "F8")
    assert len(sale.till.services.sale.held()) == 1
    sale.keys("F8")
    assert sale.till.services.sale.held() == ()
    assert screen(sale).dialog_name == ""


def test_they_are_there_after_a_kill(sale: Stage, make_stage: Callable[..., Stage]) -> None:
    sale.scan(MILK)
    sale.keys("Оля", "F5")
    again = make_stage(till=DemoTill(books=sale.till.books))
    again.keys("1111", "Enter")
    assert again.screen_name == "sale"
    again.keys("F5", "1")
    assert len(again.state.basket.lines) == 1


def test_a_basket_of_another_person_takes_a_second_one_with_a_reason(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(till=DemoTill(roles={Right.RECALL_OF_ANOTHER: Role.SENIOR}))
    stage.keys("2222", "Enter", "3000", "Enter")
    stage.scan(MILK)
    stage.keys("F5", "F10", "F6", "1111", "Enter", "F5", "1")
    assert screen(stage).dialog_name == "reason"
    stage.keys("2")
    assert screen(stage).dialog_name == "approval"
    stage.keys("2222", "Enter")
    assert len(stage.state.basket.lines) == 1
    deed = stage.till.books.deeds(1)[0]
    assert (deed.approved_by, deed.reason) == (SENIOR.operator_id, "Смена кассира")


def test_a_scan_goes_on_over_the_list(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F5", "F5")
    sale.scan(BREAD)
    assert screen(sale).dialog_name == ""
    assert len(sale.state.basket.lines) == 1
    assert len(sale.till.services.sale.held()) == 1
