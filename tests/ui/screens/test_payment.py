"""Payment, the receipt after it, and what happens when storing or printing fails."""

import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from pos_app.domain.loyalty.account import Account
from pos_app.domain.transaction.sale import Sale, TenderKind
from pos_app.ui.key_press import KeyPress
from pos_app.ui.screens.receipt import ReceiptScreen
from tests.ui.demo_till import CARD, CHEESE, MILK, DemoTill
from tests.ui.stage import Stage


def sales(stage: Stage) -> list[Sale]:
    return [record for record in stage.till.books.operations if isinstance(record, Sale)]


def tenders(stage: Stage) -> list[tuple[TenderKind, int, int]]:
    return [(tender.kind, tender.amount_kopecks, tender.change_kopecks) for tender in sales(stage)[-1].tenders]


def test_exact_cash_with_two_keys(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F12", "Enter")
    assert sale.screen_name == "receipt"
    assert tenders(sale) == [(TenderKind.CASH, 10_990, 0)]
    sale.till.queue.work_off_one()
    assert sale.till.drawer.kicks == 1
    assert len(sale.till.printer.printed) == 1


def test_card_with_one_key_does_not_open_the_drawer(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11")
    assert sale.screen_name == "receipt"
    assert tenders(sale) == [(TenderKind.CARD, 10_990, 0)]
    sale.till.queue.work_off_one()
    assert sale.till.drawer.kicks == 0


def test_change(sale: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "kopilka.ui")
    sale.scan(MILK)
    sale.keys("F12", "500", "Enter")
    assert tenders(sale) == [(TenderKind.CASH, 10_990, 39_010)]
    assert "sale=finished number=2-000001" in caplog.text
    assert "screen=receipt" in caplog.text


def test_parts_of_cash_and_card(sale: Stage) -> None:
    sale.scan(CHEESE)
    sale.keys("F12", "100", "F12")
    assert sale.screen_name == "payment"
    assert sale.state.remaining_kopecks == 18_990
    sale.keys("50", "F11", "F11")
    assert tenders(sale) == [
        (TenderKind.CASH, 10_000, 0),
        (TenderKind.CARD, 5_000, 0),
        (TenderKind.CARD, 13_990, 0),
    ]


def test_more_by_card_than_remains_is_refused(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F12", "500", "F11")
    assert sale.screen_name == "payment"
    assert "109,90" in sale.error


def test_a_refused_payment_leaves_no_change_on_the_screen(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F12", "500")
    shown = [label.text() for label in sale.screen.findChildren(QLabel) if label.isVisible()]
    assert any("390,10" in text for text in shown)
    sale.keys("F11")
    assert sale.error
    shown = [label.text() for label in sale.screen.findChildren(QLabel) if label.isVisible()]
    assert not any("390,10" in text for text in shown)


def test_a_payment_may_be_taken_back(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F12", "50", "F12", "F8")
    assert sale.state.tenders == ()
    assert sale.state.remaining_kopecks == 10_990


def test_back_to_the_goods_asks_where_money_was_taken(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F12", "Esc")
    assert sale.screen_name == "sale"
    sale.keys("F12", "50", "F12", "Esc")
    assert sale.screen_name == "payment"
    sale.keys("Esc")
    assert sale.screen_name == "sale"
    assert len(sale.state.basket.lines) == 1
    sale.scan(MILK)
    assert sale.state.basket.lines[0].quantity == 2000


def test_a_scan_in_payment_is_refused_and_loses_nothing(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F12")
    sale.scan(CHEESE)
    assert sale.error
    assert len(sale.state.basket.lines) == 1


def test_nothing_to_pay_for(sale: Stage) -> None:
    sale.keys("F12")
    assert sale.screen_name == "sale"
    assert sale.error


def test_the_next_scan_begins_a_new_receipt(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11")
    sale.scan(CHEESE)
    assert sale.screen_name == "sale"
    assert [line.item.codes[0] for line in sale.state.basket.lines] == [CHEESE]


def test_a_typed_digit_is_the_first_of_the_next_receipt(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11", "1")
    assert sale.screen_name == "sale"
    assert sale.screen.entry is not None
    assert sale.screen.entry.text() == "1"


def test_points_and_card_with_three_keys(sale: Stage) -> None:
    sale.scan(MILK, CHEESE, CARD)
    sale.keys("F6", "Enter", "F11")
    sold = sales(sale)[-1]
    assert sold.points_kopecks > 0
    assert sold.customer_id == "c-1"
    assert sale.till.sync.nudges == 2


def test_screen_and_paper_agree_on_a_balance_that_began_as_a_debt(sale: Stage) -> None:
    sale.till.directory.accounts["c-1"] = Account("c-1", 0, 44, (), "base", 0)
    sale.scan(MILK, CARD)
    sale.keys("F11")
    sold = sales(sale)[-1]
    assert sold.balance_before == -44
    told = sale.ui.context.formatting.points(sold.earned - 44)
    assert any(label.text().endswith(f"Баллов теперь: {told}") for label in sale.screen.findChildren(QLabel))
    paper = sale.till.services.receipts.readable(sale.till.services.receipts.sale_document(sold))
    assert any(line.startswith("Долг по баллам был") and line.endswith(" 0,44") for line in paper.split("\n"))
    assert any(line.startswith("Баллов стало") and line.endswith(f" {told}") for line in paper.split("\n"))


def test_a_printer_without_paper_does_not_touch_the_sale(sale: Stage) -> None:
    sale.till.printer.fault = "paper_out"
    sale.scan(MILK)
    sale.keys("F11")
    sale.till.queue.work_off_one()
    sale.window.take_print_state(sale.till.queue.state)
    assert isinstance(sale.screen, ReceiptScreen)
    assert len(sales(sale)) == 1
    assert "F6" in [action.key for action in sale.window.key_bar.shown if action.enabled]
    sale.till.printer.fault = None
    sale.keys("F6")
    sale.till.queue.work_off_one()
    sale.window.take_print_state(sale.till.queue.state)
    assert len(sale.till.printer.printed) == 1
    assert sale.window.strip.printer_trouble == ""


def test_a_copy(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11", "F4")
    while sale.till.queue.work_off_one():
        pass
    assert len(sale.till.printer.printed) == 2


def test_a_full_disk_keeps_the_sale_open(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F12")
    sale.till.books.fail_next_write("disk_full")
    sale.keys("Enter")
    assert sale.screen_name == "payment"
    assert "диск заполнен" in sale.error
    sale.keys("Enter")
    assert sale.screen_name == "receipt"
    assert len(sales(sale)) == 1


@pytest.mark.parametrize("stored", [True, False])
def test_an_unknown_commit_is_asked_again_until_it_is_known(
    sale: Stage, stored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = sale.till.books
    record_sale = books.record_sale

    def lose_the_answer_once(*args: Any) -> None:
        monkeypatch.setattr(books, "record_sale", record_sale)
        books.lose_next_commit(stored=stored)
        record_sale(*args)

    monkeypatch.setattr(books, "record_sale", lose_the_answer_once)
    sale.scan(MILK)
    sale.keys("F12", "Enter")
    assert sale.screen_name == "checking"
    sale.scan(CHEESE)
    assert sale.screen_name == "checking"
    sale.keys("Enter")
    assert sale.screen_name == "receipt"
    assert len(sales(sale)) == 1


def test_payment_comes_back_after_a_restart(make_stage: Callable[..., Stage]) -> None:
    first = make_stage()
    first.open_shift()
    first.scan(CHEESE)
    first.keys("F12", "100", "F12")
    second = make_stage(till=DemoTill(books=first.till.books))
    second.keys("1111", "Enter")
    assert second.screen_name == "payment"
    assert second.state.remaining_kopecks == 18_990
    second.keys("Enter")
    assert second.screen_name == "receipt"


def test_a_server_that_does_not_answer_costs_one_look_at_the_new_sum(sale: Stage) -> None:
    sale.till.lease("c-1", 5_000)
    sale.till.door.says = ["no_answer"]
    sale.scan(MILK, CHEESE, CARD)
    sale.keys("F6", "Enter")
    assert "не отвечает" in sale.error
    assert sale.state.priced.points == 5_000
    sale.keys("F11")  # nobody is asked again for ten seconds
    sold = sales(sale)[-1]
    assert [part.points for part in sold.redemption] == [5_000]
    assert len(sale.till.door.asked) == 1


def test_while_the_server_is_asked_keys_wait_and_nothing_is_paid_twice(sale: Stage) -> None:
    sale.till.door.pause = threading.Event()
    sale.scan(MILK, CHEESE, CARD)
    sale.keys("F6", "50", "Enter", "Esc")
    for name in ("F11", "F11", "F11"):  # the window stays alive: keys are taken and held
        sale.window.take_key(KeyPress(name))
    assert sale.window.is_busy
    assert sales(sale) == []
    sale.till.door.pause.set()
    sale.settle()
    assert len(sales(sale)) == 1
    assert sales(sale)[0].points == 5_000


def test_points_that_lie_at_another_till_are_named(sale: Stage) -> None:
    sale.till.door.elsewhere, sale.till.door.most = 40_000, 2_000
    sale.scan(CHEESE, CARD)
    sale.keys("F6", "50", "Enter", "Esc", "F11")
    assert "400" in sale.error
    assert (sale.screen_name, sales(sale)) == ("sale", [])
