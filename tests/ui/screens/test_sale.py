"""The sale screen over the real use cases: what a cashier does and sees."""

import logging
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.loyalty.points_choice import PointsMode
from pos_app.ui.screens import screen as screen_module
from pos_app.ui.screens.sale import SaleScreen
from sync.protocol.status import Link
from tests.fakes.staff import CASHIER, MANAGER, MANAGER_BADGE
from tests.ui.demo_till import BREAD, CARD, CHEESE, CHOCOLATE, MILK, TOBACCO, DemoTill
from tests.ui.stage import Stage


def screen(stage: Stage) -> SaleScreen:
    assert isinstance(stage.screen, SaleScreen)
    return stage.screen


def points_kopecks(stage: Stage) -> list[int]:
    return [line.points_kopecks for line in stage.state.priced.lines]


def test_sign_on_and_shift(stage: Stage) -> None:
    assert stage.screen_name == "sign_on"
    stage.keys("9999", "Enter")
    assert "4" in stage.error
    stage.keys("1111", "Enter")
    assert stage.screen_name == "shift_open"
    stage.keys("Enter")
    assert stage.screen_name == "shift_open"
    stage.keys("3000", "Enter")
    assert stage.screen_name == "sale"
    shift = stage.till.services.shifts.current()
    assert shift is not None
    assert shift.float_kopecks == 300_000
    assert stage.till.sync.nudges == 1


def test_help_at_the_sign_on(stage: Stage) -> None:
    stage.keys("F1")
    assert stage.window.help.isVisible()
    stage.keys("1111", "Enter")
    assert stage.screen_name == "shift_open"
    stage.keys("Enter")
    assert "0" in stage.error


def test_the_wait_after_wrong_pins_runs_down(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_module, "_SECOND_MS", 5)
    for _ in range(5):
        stage.keys("9999", "Enter")
    before = stage.error
    assert before
    stage.wait_while(lambda: stage.error == before)
    assert any(str(seconds) in stage.error for seconds in range(1, 30))
    stage.wait_while(lambda: bool(stage.error))
    assert stage.error == ""


def test_a_badge_signs_on(stage: Stage) -> None:
    stage.scan(MANAGER_BADGE)
    assert stage.screen_name == "shift_open"
    assert stage.ui.context.session.operator == MANAGER


def test_scans_fill_the_table_and_the_total(sale: Stage) -> None:
    sale.scan(MILK, BREAD, MILK)
    rows = [row.texts[1:3] + row.texts[6:] for row in screen(sale).model.rows]
    assert rows == [
        ("Молоко «Простоквашино» 3,2% 930 мл", "2", "219,80"),
        ("Хлеб «Бородинский» 400 г", "1", "62,90"),
    ]
    assert screen(sale).side.total.total_text == "282,70\u00a0₽"
    assert screen(sale).current_line() is not None
    assert screen(sale).table.current_line_id == sale.state.last_line_id


def test_an_error_stays_until_the_next_scan_and_never_eats_it(sale: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "kopilka.ui")
    sale.scan("4600000099999")
    assert sale.error
    sale.scan(MILK)
    assert not sale.error
    assert len(sale.state.basket.lines) == 1
    scans = [record.message for record in caplog.records if record.message.startswith("scan=")]
    assert scans[0].startswith("scan=refused:")
    assert scans[1] == "scan=item_added"


def test_typing_takes_the_error_away(sale: Stage) -> None:
    sale.scan("4600000099999")
    sale.keys("1")
    assert not sale.error
    assert screen(sale).line.text() == "1"


def test_quantity_of_the_line_with_the_asterisk(sale: Stage) -> None:
    sale.scan(MILK, BREAD)
    sale.keys("*", "3", "Enter")
    assert [line.quantity for line in sale.state.basket.lines] == [1000, 3000]
    sale.keys("Up", "F4", "2", "Enter")
    assert [line.quantity for line in sale.state.basket.lines] == [2000, 3000]
    sale.keys("F4", "1,5", "Enter")
    assert sale.error
    sale.keys("Esc")
    assert screen(sale).dialog_name == ""


def test_a_quantity_out_of_range_says_the_limits(sale: Stage) -> None:
    sale.keys("999999*", "Enter")
    assert "9999" in sale.error
    sale.scan(MILK)
    sale.keys("F4", "999999", "Enter")
    assert "9999" in sale.error
    assert sale.state.basket.lines[0].quantity == 1000


def test_quantity_before_the_scan(sale: Stage) -> None:
    sale.keys("4", "*", "Enter")
    sale.scan(MILK)
    assert sale.state.basket.lines[0].quantity == 4000


def test_search_by_name(sale: Stage) -> None:
    sale.keys("F3", "молок дом")
    assert screen(sale).choices.isVisible()
    sale.keys("Enter")
    assert not screen(sale).choices.isVisible()
    assert [line.item.name[:14] for line in sale.state.basket.lines] == ["Молоко «Домик "]


def test_papers_are_asked_for_where_the_goods_were_found_by_name(sale: Stage) -> None:
    sale.keys("F3", "прима", "Enter")
    assert "18+" in screen(sale).side.advice.text()


def test_goods_by_weight_ask_for_the_weight(sale: Stage) -> None:
    sale.keys("F3", "яблоки", "Enter")
    assert screen(sale).dialog_name == "weight"
    sale.keys("0,254", "Enter")
    assert sale.state.basket.lines[0].quantity == 254
    assert screen(sale).model.rows[0].texts[2] == "0,254 кг"


@pytest.mark.parametrize("said", ["89730012342", "+7 973 001-23-42", "9730012342", "8 (973) 001 23 42"])
def test_the_customer_by_phone(sale: Stage, said: str) -> None:
    sale.keys("F2", said, "Enter")
    assert sale.state.basket.customer_id == "c-1"
    texts = [label.text() for label in screen(sale).side.customer.labels()]
    assert texts[0] == "Петрова Анна К."
    assert texts[1] == "Золотой"
    assert texts[2] == "+7 973 ···-··-42 · ···0018"
    assert "1\u00a0250" in texts[3]
    assert "01.04.2026" in texts[6]


def test_last_four_digits_and_a_digit(sale: Stage) -> None:
    sale.keys("F2", "2342", "Enter")
    assert sale.state.basket.customer_id is None
    sale.keys("Enter")  # an Enter too many names nobody
    assert sale.state.basket.customer_id is None
    sale.keys("2")
    assert sale.state.basket.customer_id == "c-2"
    sale.keys("F2", "2342", "Enter", "Down", "Down", "Down", "Enter")
    assert sale.state.basket.customer_id == "c-3"


def test_from_the_list_to_a_whole_number(sale: Stage) -> None:
    sale.keys("F2", "2342", "Enter", "89734440007", "Enter")
    assert sale.state.basket.customer_id == "c-4"


def test_a_search_by_touch(sale: Stage) -> None:
    sale.keys("F3")
    letters = screen(sale).side.letters
    for letter in ("м", "о", "л"):
        button = next(made for made in letters.findChildren(QPushButton) if made.text() == letter)
        button.click()
    sale.settle()
    choice = next(made for made in screen(sale).choices.findChildren(QPushButton) if made.isVisible())
    choice.click()
    assert [line.item.codes[0] for line in sale.state.basket.lines] == [MILK]


def test_a_quantity_by_touch(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F4")
    buttons = {made.accessibleName(): made for made in screen(sale).side.pad.findChildren(QPushButton)}
    for name in ("1", "2", "Стереть", "Ввод"):
        buttons[name].click()
    assert sale.state.basket.lines[0].quantity == 1000
    sale.keys("F4")
    for name in ("1", "2", "Ввод"):
        buttons[name].click()
    assert sale.state.basket.lines[0].quantity == 12_000


def test_last_four_digits_search_by_themselves_after_a_pause(sale: Stage, qtbot: object) -> None:
    sale.keys("F2", "0007")
    qtbot.waitUntil(lambda: sale.state.basket.customer_id == "c-4", timeout=30_000)  # type: ignore[attr-defined]


def test_a_whole_number_does_not_stop_at_its_first_four_digits(sale: Stage) -> None:
    sale.keys("F2", "9734", "440007", "Enter")
    assert sale.state.basket.customer_id == "c-4"


def test_the_customer_may_be_removed(sale: Stage) -> None:
    sale.scan(CARD)
    sale.keys("F2", "F8")
    assert sale.state.basket.customer_id is None


def test_a_card_is_read_in_any_dialog(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F7", "5")
    sale.scan(CARD)
    assert sale.state.basket.customer_id == "c-1"
    assert screen(sale).dialog_name == ""


def test_discount_within_the_limit_and_with_approval(sale: Stage) -> None:
    sale.scan(BREAD, MILK)
    sale.keys("F7", "10", "Enter")
    assert sale.state.priced.lines[1].discount_kopecks == 1099
    sale.keys("F7", "30", "Enter")
    assert screen(sale).dialog_name == "reason"
    sale.keys("2")
    assert screen(sale).dialog_name == "approval"
    assert "ПИН управляющего" in screen(sale).line.placeholderText()
    assert "ПИН управляющего" in screen(sale).side.advice.text()
    for pin in ("1111", "2222"):
        sale.keys(pin, "Enter")
        assert "ПИН управляющего" in sale.error
    sale.keys("3333", "Enter")
    assert screen(sale).dialog_name == ""
    line = sale.state.basket.lines[1]
    assert line.manual_discount is not None
    assert (line.manual_discount.operator_id, line.manual_discount.approved_by) == (
        CASHIER.operator_id,
        MANAGER.operator_id,
    )
    assert sale.ui.context.session.operator == CASHIER


def test_discount_in_roubles_and_away_again(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F7", "5,5р", "Enter")
    assert sale.state.priced.lines[0].discount_kopecks == 550
    sale.keys("F7", "F7", "7", "Enter")
    assert sale.state.priced.lines[0].discount_kopecks == 700
    sale.keys("F7", "F8")
    assert sale.state.priced.lines[0].discount_kopecks == 0


def test_a_badge_approves(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F7", "30", "Enter", "2")
    sale.scan(MANAGER_BADGE)
    assert sale.state.priced.lines[0].discount_kopecks == 3297


def test_no_discount_on_tobacco(sale: Stage) -> None:
    sale.scan(TOBACCO)
    sale.keys("F7")
    assert screen(sale).dialog_name == ""
    assert "Сигареты" in sale.error


def test_void_a_line_and_the_whole_receipt(sale: Stage) -> None:
    sale.scan(MILK, BREAD, CHEESE)
    sale.keys("Up", "F8", "Enter")
    assert [line.item.codes[0] for line in sale.state.basket.lines] == [MILK, CHEESE]
    sale.keys("F8", "F8")
    assert len(sale.state.basket.lines) == 2
    sale.keys("F8")
    assert sale.state.basket.lines == ()


def test_all_points_with_two_keys(sale: Stage) -> None:
    sale.scan(CHEESE, CHEESE, CARD)
    sale.keys("F6", "Enter")
    assert sale.state.priced.points_kopecks == sale.state.priced.points_limit_kopecks > 0
    assert screen(sale).dialog_name == ""


def test_a_sum_in_points_for_the_whole_receipt(sale: Stage) -> None:
    sale.scan(CHEESE, MILK, CARD)
    sale.keys("F6", "60", "Enter")
    assert sale.state.priced.points_kopecks == 6_000
    sale.keys("Enter")
    assert screen(sale).dialog_name == ""


@pytest.mark.parametrize("typed", ["-50", "0,001"])
def test_what_is_no_sum_in_points_says_what_is(sale: Stage, typed: str) -> None:
    sale.scan(CHEESE, CARD)
    sale.keys("F6", typed, "Enter")
    assert "12,50" in sale.error
    assert sale.state.priced.points == 0
    sale.keys("F6", "2ш", "Enter")


def test_points_on_one_line_and_pieces(sale: Stage) -> None:
    sale.scan(CHEESE, MILK, MILK, MILK, CARD)
    sale.keys("F6", "Down", "60", "Enter")
    assert points_kopecks(sale) == [6_000, 0]
    sale.keys("Down", "2ш", "Enter")
    assert points_kopecks(sale)[1] > 0
    assert sale.state.priced.lines[1].points_pieces == 2
    assert screen(sale).model.rows[1].texts[5].startswith("2 из 3 шт = ")
    sale.keys("0")
    assert points_kopecks(sale) == [6_000, 0]
    sale.keys("1", "F4")
    assert sale.state.priced.lines[1].points_pieces == 1
    sale.keys("4ш", "Enter")
    assert "3" in sale.error
    sale.keys("Esc")
    assert screen(sale).dialog_name == ""


def test_the_most_on_a_line_only_this_line_and_whole_roubles(sale: Stage) -> None:
    sale.scan(CHEESE, MILK, CARD)
    sale.keys("F6", "Down", "*")
    assert points_kopecks(sale)[0] > 0
    assert points_kopecks(sale)[1] == 0
    sale.keys("F3")
    assert points_kopecks(sale)[1] > 0
    sale.keys("F7")
    assert points_kopecks(sale)[1] == 0
    assert points_kopecks(sale)[0] > 0
    sale.keys("F5")
    assert sale.state.basket.points.mode is PointsMode.WHOLE_ROUBLES
    assert sale.state.priced.money_kopecks % 100 == 0
    sale.keys("F8")
    assert sale.state.priced.points_kopecks == 0


def test_the_column_tells_what_each_line_may_take_and_why_not(sale: Stage) -> None:
    sale.scan(CHEESE, TOBACCO, CARD)
    sale.keys("F6")
    texts = [row.texts[5] for row in screen(sale).model.rows]
    assert texts[0].startswith("0 из ")
    assert texts[1] == "нельзя: не за баллы"
    sale.keys("Down", "Down", "5", "Enter")
    assert "не за баллы" in sale.error


def test_moving_on_takes_over_what_was_typed(sale: Stage) -> None:
    sale.scan(CHEESE, MILK, CARD)
    sale.keys("F6", "Down", "20", "Down", "10", "Up")
    assert points_kopecks(sale) == [2_000, 1_000]


def test_scans_go_on_while_points_are_chosen(sale: Stage) -> None:
    sale.scan(CHEESE, CARD)
    sale.keys("F6", "Down", "20", "Enter")
    sale.scan(MILK)
    assert screen(sale).dialog_name == "points"
    assert len(sale.state.basket.lines) == 2
    assert points_kopecks(sale)[0] == 2_000


def test_what_may_be_spent_without_network_stands_on_the_card_and_its_end_is_named(sale: Stage) -> None:
    sale.till.lease("c-1", 30_000)
    sale.scan(CARD)
    shown = " ".join(label.text() for label in screen(sale).side.customer.labels())
    assert "Без связи: до 300" in shown
    sale.offline()
    sale.scan(CHEESE, CHEESE, CHEESE, CARD)
    sale.keys("F6", "300", "Enter", "F11", "Enter")
    sale.scan(CHEESE, CARD)
    shown = " ".join(label.text() for label in screen(sale).side.customer.labels())
    assert "нет баллов" not in shown
    assert "нет связи" in shown
    sale.keys("F6")
    assert "нет связи" in sale.error


def test_points_without_a_customer_ask_for_him(sale: Stage) -> None:
    sale.scan(CHEESE)
    sale.keys("F6")
    assert screen(sale).dialog_name == "customer"


def test_what_was_typed_is_not_lost_by_paying(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F4", "3", "F12")
    assert sale.screen_name == "sale"
    sale.keys("Enter", "F12")
    assert sale.screen_name == "payment"
    assert sale.state.remaining_kopecks == 32_970


def test_points_typed_are_taken_over_by_paying(sale: Stage) -> None:
    sale.scan(CHEESE, CARD)
    sale.keys("F6", "60", "F12")
    assert sale.screen_name == "payment"
    assert sale.state.priced.points_kopecks == 6_000


def test_the_promotion_and_papers(sale: Stage) -> None:
    sale.scan(CHOCOLATE, CHOCOLATE, CHOCOLATE)
    assert screen(sale).model.rows[0].texts[4] == "−99,90"
    sale.scan(TOBACCO)
    assert "18+" in screen(sale).side.advice.text()


def test_offline_is_told_after_three_seconds_and_not_before(sale: Stage) -> None:
    status = sale.till.status(Link.NO_NETWORK, queue_depth=4)
    sale.window.take_status(status)
    assert sale.window.strip.link_text.startswith("●")
    sale.till.clock.advance(seconds=3)
    sale.window.strip.refresh()
    text = sale.window.strip.link_text
    assert text.startswith("▲ НЕТ СВЯЗИ 3 с · баллы: только отложенные здесь")
    assert text.endswith("в очереди: 4")
    sale.till.clock.advance(minutes=3)
    sale.window.strip.refresh()
    assert "3 мин" in sale.window.strip.link_text


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (Link.SERVER_DOWN, "СЕРВЕР НЕ ОТВЕЧАЕТ"),
        (Link.SIGN_ON_WANTED, "СЕТЬ ТРЕБУЕТ ВХОДА"),
        (Link.REFUSED, "СЕРВЕР НЕ ПРИНИМАЕТ КАССУ"),
        (Link.UNTRUSTED, "ЭТО НЕ НАШ СЕРВЕР"),
    ],
)
def test_causes_are_told_apart(sale: Stage, link: Link, words: str) -> None:
    sale.window.take_status(sale.till.status(link, offline_minutes=1, parked=2))
    assert words in sale.window.strip.link_text
    assert "2" in sale.window.strip.link_text.split("·")[-1]


def test_the_open_receipt_comes_back_after_a_restart(make_stage: Callable[..., Stage]) -> None:
    first = make_stage()
    first.open_shift()
    first.scan(MILK, CARD)
    first.keys("*", "3", "Enter")
    second = make_stage(till=DemoTill(books=first.till.books))
    second.keys("1111", "Enter")
    assert second.screen_name == "sale"
    assert [line.quantity for line in second.state.basket.lines] == [3000]
    assert second.state.basket.customer_id == "c-1"
    assert "восстановлен" in screen(second).side.advice.text()


def test_scans_of_a_camera_go_the_same_way(sale: Stage) -> None:
    sale.window.take_scan(ScanData(CARD, ScanSource.CAMERA))
    assert sale.state.basket.customer_id == "c-1"


def test_a_code_that_broke_off_is_shown_and_sells_nothing(sale: Stage) -> None:
    sale.scan(MILK)
    before = sale.state
    sale.window.take_scan(ScanData("", ScanSource.SERIAL, torn=True))
    assert "не до конца" in sale.error
    assert sale.state == before
    sale.scan(MILK)
    assert not sale.error
    sale.keys("F11")
    sale.window.take_scan(ScanData("", ScanSource.SERIAL, torn=True))
    assert sale.screen_name == "receipt", "it begins no new receipt"
