"""Lock, change of cashier, journal, and closing a shift over receipts that were put aside."""

from collections.abc import Callable

import pytest

from pos_app.domain.people.deed import DeedKind
from pos_app.ui.screens.journal import JournalScreen
from tests.fakes.staff import CASHIER, CASHIER_BADGE, SENIOR
from tests.ui.demo_till import BREAD, MILK, DemoTill
from tests.ui.stage import Stage


def kinds(stage: Stage, count: int) -> list[DeedKind]:
    return [deed.kind for deed in stage.till.books.deeds(count)]


def test_the_till_is_locked_by_a_key_and_the_same_pin_goes_on(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F12", "Pause")
    assert sale.screen_name == "sign_on"
    sale.scan(BREAD)
    assert len(sale.state.basket.lines) == 1
    sale.keys("1111", "Enter")
    assert sale.screen_name == "payment"
    assert kinds(sale, 2) == [DeedKind.UNLOCKED, DeedKind.LOCKED]


def test_what_was_chosen_for_a_return_is_there_after_a_lock(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F11", "F9", "1", "Enter", "1", "Enter", "Pause")
    sale.scan(CASHIER_BADGE)
    assert sale.screen_name == "sale_return"


def test_another_person_takes_over_and_the_receipt_stays(sale: Stage) -> None:
    sale.scan(MILK)
    before = sale.state.basket
    sale.keys("F10", "F11", "2222", "Enter")
    assert (sale.screen_name, sale.state.basket) == ("sale", before)
    operator = sale.till.services.sale.operator
    assert operator is not None and operator.operator_id == SENIOR.operator_id
    assert kinds(sale, 3) == [DeedKind.SIGNED_ON, DeedKind.HANDED_OVER, DeedKind.LOCKED]
    sale.keys("F11")
    assert sale.till.books.deeds(9)[1].fact("from_name") == CASHIER.name


def test_a_till_that_is_left_locks_itself(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(idle_lock_seconds=60)
    stage.open_shift()
    stage.scan(MILK)
    stage.till.clock.advance(seconds=59)
    stage.keys("*", "Esc")
    stage.till.clock.advance(seconds=59)
    stage.window._tick()
    assert stage.screen_name == "sale"
    stage.till.clock.advance(seconds=2)
    stage.window._tick()
    assert stage.screen_name == "sign_on"
    assert stage.till.books.deeds(1)[0].fact("how") == "idle"
    stage.keys("1111", "Enter")
    assert (stage.screen_name, len(stage.state.basket.lines)) == ("sale", 1)


def test_nobody_is_locked_out_of_the_sign_on(stage: Stage) -> None:
    stage.keys("Pause")
    assert stage.screen_name == "sign_on"
    assert stage.till.books.deeds(9) == ()


def test_a_senior_reads_who_did_what(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage()
    stage.keys("2222", "Enter", "3000", "Enter")
    stage.scan(MILK, BREAD)
    stage.keys("F7", "F4", "99", "Enter", "1", "F8", "Enter", "F10", "F12")
    screen = stage.screen
    assert isinstance(screen, JournalScreen)
    assert screen.model.rowCount() == 3
    stage.keys("Down")
    assert "99" in screen.told and SENIOR.name in screen.told and "ценнике" in screen.told
    stage.keys("F4")
    assert screen.model.rowCount() == 3
    stage.keys("Esc")
    assert stage.screen_name == "shift"


def test_a_cashier_opens_the_journal_with_a_seniors_pin(sale: Stage) -> None:
    sale.keys("F10", "F12", "1111", "Enter")
    screen = sale.screen
    assert isinstance(screen, JournalScreen)
    assert screen.model.rowCount() == 0 and sale.error
    sale.keys("2222", "Enter")
    assert screen.model.rowCount() > 0
    sale.keys("Esc", "F12")
    assert screen.model.rowCount() == 0


@pytest.mark.parametrize(("key", "left"), [("F2", 1), ("F8", 0)])
def test_a_shift_is_closed_over_waiting_receipts_only_when_somebody_says_so(sale: Stage, key: str, left: int) -> None:
    sale.scan(MILK)
    sale.keys("F5", "F10", "F8")
    assert [action.key for action in sale.window.key_bar.shown] == ["F1", "F2", "F8", "Esc"]
    sale.keys("Esc")
    assert sale.till.services.shifts.current() is not None
    sale.keys("F8", key)
    if key == "F2":
        sale.keys("9999", "Enter")
        assert sale.error
        sale.keys("2222", "Enter")
    sale.keys("3000", "Enter", "Enter")
    assert sale.till.services.shifts.current() is None
    assert len(sale.till.services.sale.held()) == left
    assert sale.till.books.deeds(1)[0].kind is (DeedKind.HELD_KEPT if left else DeedKind.HELD_VOIDED)


def test_those_that_were_kept_wait_in_the_next_shift(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F5", "F10", "F8", "F2", "2222", "Enter", "3000", "Enter", "Enter", "Enter")
    again = DemoTill(books=sale.till.books)
    assert len(again.services.sale.held()) == 1
