"""People and receipts that are not on this till are asked of the server; the sale never waits for it."""

import threading
from collections.abc import Callable

import pytest

from pos_app.domain.codes import receipt_code
from pos_app.domain.loyalty.account import Account
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.ui.screens.dialog_host import DialogHostScreen
from sync.protocol.receipt_lookup import ReturnedPieces
from sync.protocol.rows import CustomerRow
from tests.fakes.answering_door import AnsweringDoor
from tests.ui.demo_till import BREAD, MILK, DemoTill
from tests.ui.stage import Stage

PHONE = "+79736660101"
OLGA = CustomerRow("olga", "Ольгина О.", PHONE, None, None)


@pytest.fixture
def door() -> AnsweringDoor:
    return AnsweringDoor()


@pytest.fixture
def asking(make_stage: Callable[..., Stage], door: AnsweringDoor) -> Stage:
    stage = make_stage(till=DemoTill(asks=door))
    stage.open_shift()
    return stage


def test_an_unknown_phone_is_asked_of_the_server_and_found(asking: Stage, door: AnsweringDoor) -> None:
    door.knows(OLGA, Account("olga", 0, 0, (), None, 0))
    asking.keys("F2", PHONE, "Enter")
    asking.wait_while(lambda: asking.state.basket.customer_id is None)
    assert asking.state.basket.customer_id == "olga"
    assert len(door.asked) == 1


def test_the_sale_goes_on_while_the_server_thinks(asking: Stage, door: AnsweringDoor) -> None:
    door.knows(OLGA)
    door.pause = threading.Event()
    asking.keys("F2", PHONE, "Enter")
    asking.scan(MILK, BREAD)
    assert [line.item.codes[0] for line in asking.state.basket.lines] == [MILK, BREAD]
    assert not asking.window.is_busy
    door.pause.set()
    asking.wait_while(lambda: asking.state.basket.customer_id is None)
    assert asking.state.basket.customer_id == "olga"


def test_an_answer_that_comes_after_the_question_was_left_names_nobody(asking: Stage, door: AnsweringDoor) -> None:
    door.knows(OLGA)
    door.pause = threading.Event()
    asking.keys("F2", PHONE, "Enter", "Esc", "F2", "4")
    door.pause.set()
    asking.wait_while(lambda: asking.till.directory.by_id("olga") is None)
    asking.settle()
    assert asking.state.basket.customer_id is None
    assert asking.screen.entry is not None and asking.screen.entry.text() == "4"


@pytest.mark.parametrize("silent", [False, True])
def test_nobody_and_no_answer_let_him_join(asking: Stage, door: AnsweringDoor, silent: bool) -> None:
    door.silent = silent
    asking.keys("F2", PHONE, "Enter")
    asking.wait_while(lambda: not asking.error)
    assert "F4" in {action.key for action in asking.window.key_bar.shown if action.enabled}


def dialog_name(stage: Stage) -> str:
    assert isinstance(stage.screen, DialogHostScreen)
    return stage.screen.dialog_name


def asked_and_registering(asking: Stage, door: AnsweringDoor) -> threading.Event:
    """F4 was pressed while the server still looks for the phone; set the event to have it answer."""
    door.pause = threading.Event()
    asking.keys("F2", PHONE, "Enter", "F4")
    assert asking.screen.entry is not None and "откроется регистрация" in asking.screen.entry.placeholderText()
    return door.pause


def test_a_key_pressed_before_the_answer_opens_the_registration_when_nobody_is_known(
    asking: Stage, door: AnsweringDoor
) -> None:
    answers = asked_and_registering(asking, door)
    asking.keys("F4")
    answers.set()
    asking.wait_while(lambda: dialog_name(asking) != "registration")
    assert asking.screen.entry is not None
    name = asking.screen.entry.placeholderText()
    asking.keys("F4")  # once more, out of impatience: not the friend's code
    assert asking.screen.entry.placeholderText() == name
    asking.till.clock.advance(seconds=2)
    asking.keys("F4")
    assert asking.screen.entry.placeholderText() != name


def test_a_key_pressed_before_the_answer_is_forgotten_when_somebody_is_found(
    asking: Stage, door: AnsweringDoor
) -> None:
    door.knows(OLGA)
    asked_and_registering(asking, door).set()
    asking.wait_while(lambda: asking.state.basket.customer_id is None)
    assert asking.state.basket.customer_id == "olga" and not dialog_name(asking)


@pytest.mark.parametrize("then", ["scan", "key", "silent"])
def test_a_key_pressed_before_the_answer_is_forgotten_over_anything_else(
    asking: Stage, door: AnsweringDoor, then: str
) -> None:
    door.silent = then == "silent"
    answers = asked_and_registering(asking, door)
    if then == "scan":
        asking.scan(MILK)
    elif then == "key":
        asking.keys("Down")
    answers.set()
    asking.wait_while(lambda: not asking.error)
    assert dialog_name(asking) == "customer"
    asking.keys("F4")
    assert dialog_name(asking) == "registration"


def returns(stage: Stage) -> list[SaleReturn]:
    return [record for record in stage.till.books.operations if isinstance(record, SaleReturn)]


@pytest.fixture
def elsewhere(make_stage: Callable[..., Stage], asking: Stage, door: AnsweringDoor) -> str:
    """The number of a receipt of another till: milk twice and bread, known to the server."""
    other = make_stage(till=DemoTill())
    other.till.books.till_code = "7"
    other.open_shift()
    other.scan(MILK, MILK, BREAD)
    other.keys("F11", "Enter")
    (receipt,) = other.till.books.recent_receipts(5)
    sale = other.till.books.sale(receipt.receipt_id)
    assert sale is not None
    door.has_sold(sale)
    return sale.number


def test_another_tills_receipt_comes_back_here(asking: Stage, elsewhere: str) -> None:
    asking.scan(receipt_code.compose(elsewhere))
    assert asking.screen_name == "sale_return"
    asking.keys("*", "F12")
    (record,) = returns(asking)
    assert record.sale_number == elsewhere and record.sold_elsewhere is not None
    assert asking.screen_name == "receipt"


def test_a_copy_of_another_tills_receipt_is_printed_here(asking: Stage, elsewhere: str) -> None:
    asking.keys("F9", elsewhere, "Enter", "F6")
    assert not asking.error
    asking.till.queue.work_off_one()
    assert elsewhere in str(asking.till.printer.printed[-1])


def test_without_an_answer_it_says_where_it_can_be_returned(asking: Stage, elsewhere: str, door: AnsweringDoor) -> None:
    door.silent = True
    asking.keys("F9", elsewhere, "Enter")
    assert elsewhere in asking.error
    asking.offline()
    asking.keys("Esc", "F9", elsewhere, "Enter")
    assert elsewhere in asking.error
    assert returns(asking) == []


def test_pieces_that_came_back_elsewhere_are_learnt_while_the_receipt_is_open(
    asking: Stage, door: AnsweringDoor
) -> None:
    asking.scan(MILK, MILK)
    asking.keys("F11", "Enter")
    (receipt,) = asking.till.books.recent_receipts(5)
    sale = asking.till.books.sale(receipt.receipt_id)
    assert sale is not None
    door.has_sold(sale, ReturnedPieces("return-elsewhere", sale.lines[0].line_id, 2000))
    asking.keys("F9", "Down", "Enter")
    asking.wait_while(lambda: not asking.error)
    asking.keys("*", "F12")
    assert returns(asking) == []
