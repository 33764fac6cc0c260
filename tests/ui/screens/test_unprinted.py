"""A receipt that was stored and not printed is offered at the first sign-on after a start, and stays within reach."""

from collections.abc import Callable

import pytest

from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.ui.screens.receipt import ReceiptScreen
from tests.ui.demo_till import CHEESE, MILK, DemoTill
from tests.ui.stage import Stage

MakeStage = Callable[..., Stage]


def restarted(make_stage: MakeStage, before: Stage) -> Stage:
    """The program was killed; it is started again over the same books, and the cashier signs on."""
    stage = make_stage(till=DemoTill(books=before.till.books))
    stage.keys("1111", "Enter")
    return stage


def print_all(stage: Stage) -> list[str]:
    while stage.till.queue.work_off_one():
        pass
    stage.window.take_print_state(stage.till.queue.state)
    return [document.title for document in stage.till.printer.printed]


def words(stage: Stage) -> str:
    assert isinstance(stage.screen, ReceiptScreen)
    screen = stage.screen
    return " ".join(part.text() for part in (screen._heading, screen._notes, screen._printer))


def test_a_kill_between_the_record_and_its_paper(make_stage: MakeStage, sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11")  # stored; the printer had no time
    stage = restarted(make_stage, sale)
    assert stage.screen_name == "receipt"
    assert "Чек 2-000001" in words(stage)
    assert "сохранён, но не напечатан" in words(stage)
    assert print_all(stage) == []
    stage.keys("F6")
    (title,) = print_all(stage)
    assert "2-000001" in title
    assert "Напечатано" in words(stage)
    assert stage.till.books.unprinted() == ()
    stage.keys("F6")
    assert len(print_all(stage)) == 1
    stage.keys("Enter")
    assert stage.screen_name == "sale"


def test_the_paper_is_the_first_one_and_no_copy(make_stage: MakeStage, sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11")
    stage = restarted(make_stage, sale)
    stage.keys("F6")
    print_all(stage)
    print_all(sale)
    assert stage.till.printer.printed == sale.till.printer.printed


def test_paper_that_came_out_is_not_asked_for(make_stage: MakeStage, sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11")
    print_all(sale)
    assert restarted(make_stage, sale).screen_name == "sale"


def test_several_are_shown_one_by_one_newest_first(make_stage: MakeStage, sale: Stage) -> None:
    for code in (MILK, CHEESE, MILK):
        sale.scan(code)
        sale.keys("F11", "Enter")
    stage = restarted(make_stage, sale)
    assert "2-000003" in words(stage)
    assert "Ещё не напечатано: 2" in words(stage)
    stage.keys("F6", "F7")
    assert "2-000002" in words(stage)
    print_all(stage)
    stage.keys("F7")
    assert "2-000001" in words(stage)
    assert "Ещё не напечатано: 1" in words(stage)
    stage.keys("F7")
    assert "2-000002" in words(stage)
    stage.keys("F6")
    assert len(print_all(stage)) == 2
    stage.keys("Enter")
    assert stage.screen_name == "sale"
    assert len(stage.till.books.unprinted()) == 1


def test_who_goes_on_without_paper_is_not_asked_again_and_finds_it_in_the_list(
    make_stage: MakeStage, sale: Stage
) -> None:
    sale.scan(MILK)
    sale.keys("F11")
    stage = restarted(make_stage, sale)
    stage.keys("Enter")
    assert stage.screen_name == "sale"
    again = restarted(make_stage, stage)
    assert again.screen_name == "sale"
    again.keys("F9", "Down", "F6")
    assert len(print_all(again)) == 1
    assert again.till.books.unprinted() == ()


def test_a_scan_goes_to_the_next_sale_and_the_paper_is_asked_for_again(make_stage: MakeStage, sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11")
    stage = restarted(make_stage, sale)
    stage.scan(CHEESE)
    assert stage.screen_name == "sale"
    assert [line.item.codes[0] for line in stage.state.basket.lines] == [CHEESE]
    stage.keys("F8", "F8")
    assert restarted(make_stage, stage).screen_name == "receipt"


def test_the_open_basket_comes_back_after_the_paper(make_stage: MakeStage, sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11")
    sale.scan(CHEESE)
    stage = restarted(make_stage, sale)
    assert stage.screen_name == "receipt"
    stage.keys("F6", "Enter")
    assert [line.item.codes[0] for line in stage.state.basket.lines] == [CHEESE]


def test_a_z_report_that_was_not_printed(make_stage: MakeStage, sale: Stage) -> None:
    sale.keys("F10", "F8", "3000", "Enter", "Enter")
    stage = restarted(make_stage, sale)
    assert "Z-отчёт 1" in words(stage)
    stage.keys("Enter")
    assert stage.screen_name == "shift_open"
    stage = restarted(make_stage, stage)
    assert "Z-отчёт 1" in words(stage)
    stage.keys("F6")
    assert len(print_all(stage)) == 1
    assert stage.till.books.unprinted() == ()
    stage.keys("Enter")
    assert stage.screen_name == "shift_open"


def test_a_return_that_was_not_printed(make_stage: MakeStage, sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11")
    print_all(sale)
    sale.keys("F9", "1", "Enter", "*", "F12")
    stage = restarted(make_stage, sale)
    assert "Возврат 2-000002" in words(stage)
    stage.keys("F6", "Enter")
    assert len(print_all(stage)) == 1


# ------------------------------------------------------------ copies from the list of receipts


def test_a_copy_of_the_marked_receipt_or_of_a_typed_number(sale: Stage) -> None:
    for code in (MILK, CHEESE):
        sale.scan(code)
        sale.keys("F11", "Enter")
    print_all(sale)
    sale.keys("F9", "F6")
    assert sale.error
    sale.keys("Down", "Down", "F6")
    assert "2-000001" in print_all(sale)[-1]
    sale.keys("2", "F6")
    assert "2-000002" in print_all(sale)[-1]
    sale.keys("77", "F6")
    assert "77" in sale.error
    sale.keys("1", "Enter", "F6")
    assert "2-000001" in print_all(sale)[-1]
    assert len(sale.till.printer.printed) == 5
    assert sale.screen_name == "sale_return"


def test_a_copy_of_a_return_and_nothing_comes_back_from_it(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11", "F9", "1", "Enter", "*", "F12", "Enter", "F9", "Down", "Enter")
    assert "возврат" in sale.error
    sale.keys("F6")
    assert "2-000002" in print_all(sale)[-1]


# ------------------------------------------------------------ stored, but the paper cannot be made


@pytest.mark.parametrize("what", ["sale", "return"])
def test_what_is_stored_is_told_though_its_paper_cannot_be_made(
    sale: Stage, what: str, monkeypatch: pytest.MonkeyPatch, allow_log: Callable[[str], None]
) -> None:
    allow_log("paper=not_made number=2-00000")
    allow_log("refused=not_read")

    def fail(*_: object, **__: object) -> None:
        raise StoreError("io_error", "till.db")

    if what == "return":
        sale.scan(MILK)
        sale.keys("F11", "F9", "1", "Enter", "*")
    else:
        sale.scan(MILK)
    monkeypatch.setattr(sale.till.services.receipts, f"{what}_document", fail)
    sale.keys("F12" if what == "return" else "F11")
    assert sale.screen_name == "sale"
    number = "2-000002" if what == "return" else "2-000001"
    assert sale.till.books.recent_receipts(1)[0].number == number
    assert len([record for record in sale.till.books.operations if isinstance(record, Sale)]) == 1
    assert sale.state.basket.lines == ()
    assert number in [paper_number(sale, paper.record_id) for paper in sale.till.books.unprinted()]


def paper_number(stage: Stage, record_id: str) -> str:
    return next(each.number for each in stage.till.books.recent_receipts(9) if each.receipt_id == record_id)
