"""The shift from float to Z report, every refusal, and answers of COMMIT that were lost."""

from dataclasses import replace

import pytest

from pos_app.domain.people.operator import Operator
from pos_app.domain.shift.state import ShiftEvent
from pos_app.domain.transaction.sale import Sale
from pos_app.services.shift import MOST_CASH_KOPECKS
from tests.services.refusals import refused
from tests.services.shop import MILK, TEA, Shop


@pytest.fixture
def closed_shop() -> Shop:
    """Nobody has opened a shift yet."""
    shop = Shop()
    shop.sale.set_operator(shop.cashier)
    return shop


def sell_for_cash(shop: Shop) -> Sale:
    """Milk for 109.90 in cash."""
    shop.sale.add_item(MILK)
    shop.hold_points()
    shop.sale.begin_payment()
    shop.sale.take_cash(10990)
    return shop.sale.finish()


def test_a_shift_opens_with_its_float(closed_shop: Shop) -> None:
    assert closed_shop.shifts.current() is None
    assert closed_shop.shifts.age_minutes() is None
    shift = closed_shop.shifts.open(closed_shop.cashier, 500_000)
    assert (shift.number, shift.till_code, shift.float_kopecks, shift.operator_id) == (1, "2", 500_000, "cashier-1")
    assert closed_shop.shifts.current() == shift
    closed_shop.clock.advance(hours=22, seconds=59)
    assert closed_shop.shifts.age_minutes() == 22 * 60


def test_a_clock_that_went_back_gives_no_negative_age(shop: Shop) -> None:
    shop.clock.advance(hours=-1)
    assert shop.shifts.age_minutes() == 0


def test_a_second_shift_is_refused(shop: Shop) -> None:
    with refused("shift_already_open", number=1):
        shop.shifts.open(shop.cashier, 0)


@pytest.mark.parametrize("amount", [-1, MOST_CASH_KOPECKS + 1])
def test_sums_that_are_typing_errors_are_refused(closed_shop: Shop, amount: int) -> None:
    with refused("amount_range", got=amount):
        closed_shop.shifts.open(closed_shop.cashier, amount)
    closed_shop.shifts.open(closed_shop.cashier, 0)
    with refused("amount_range"):
        closed_shop.shifts.cash_in(closed_shop.cashier, amount, "размен")
    with refused("amount_range"):
        closed_shop.shifts.close(closed_shop.cashier, amount)


def test_without_a_shift_nothing_moves(closed_shop: Shop) -> None:
    shifts, cashier = closed_shop.shifts, closed_shop.cashier
    with refused("no_shift"):
        shifts.cash_in(cashier, 100, "размен")
    with refused("no_shift"):
        shifts.cash_out(cashier, 100, "инкассация")
    with refused("no_shift"):
        shifts.x_report()
    with refused("no_shift"):
        shifts.close(cashier, 0)
    with refused("no_shift"):
        shifts.require_open(ShiftEvent.SELL)


def test_cash_moves_with_a_reason(shop: Shop) -> None:
    shop.shifts.cash_in(shop.cashier, 10_000, " размен ")
    movement = shop.shifts.cash_out(shop.cashier, 400_000, "инкассация")
    assert movement.reason == "инкассация"
    assert shop.shifts.x_report().expected_cash_kopecks == 110_000
    with refused("reason_needed"):
        shop.shifts.cash_in(shop.cashier, 100, "  ")
    with refused("amount_range"):
        shop.shifts.cash_out(shop.cashier, 0, "инкассация")
    with refused("not_enough_cash", expected_kopecks=110_000, needed_kopecks=110_001):
        shop.shifts.cash_out(shop.cashier, 110_001, "инкассация")
    shop.shifts.cash_out(shop.cashier, 110_000, "инкассация")


def test_the_x_report_holds_the_sales(shop: Shop) -> None:
    sell_for_cash(shop)
    report = shop.shifts.x_report()
    assert (report.sales_count, report.net_sales_kopecks, report.expected_cash_kopecks) == (1, 10990, 510_990)
    assert shop.shifts.current() is not None


def test_the_z_report_is_numbered_stored_and_closes(shop: Shop) -> None:
    sell_for_cash(shop)
    shop.clock.advance(hours=8)
    with refused("over_short_reason_needed"):
        shop.shifts.close(shop.manager, 510_000, "  ")
    z_report = shop.shifts.close(shop.manager, 510_000, " сдача не той купюрой ")
    assert z_report.over_short_reason == "сдача не той купюрой"
    assert (z_report.z_number, z_report.over_short_kopecks, z_report.operator_id) == (1, -990, "manager-1")
    assert z_report.unsent_operations == 2
    assert z_report.closed_at == shop.clock.now()
    assert shop.shifts.current() is None
    assert shop.shifts.z_reports(1) == (z_report,)
    shop.shifts.open(shop.cashier, 0)
    assert shop.shifts.close(shop.cashier, 0).z_number == 2


def test_an_open_basket_holds_the_shift_open(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    with refused("sale_open"):
        shop.shifts.close(shop.cashier, 500_000)
    shop.sale.void()
    shop.shifts.close(shop.cashier, 500_000)


def test_a_receipt_that_does_not_tie_is_named(shop: Shop) -> None:
    sale = sell_for_cash(shop)
    shop.books.operations[-1] = replace(sale, money_kopecks=sale.money_kopecks + 1)
    with refused("receipt_does_not_tie", receipt="2-000001"):
        shop.shifts.x_report()
    with refused("receipt_does_not_tie"):
        shop.shifts.close(shop.cashier, 0)
    assert shop.shifts.current() is not None


def test_what_could_not_be_stored_did_not_happen(closed_shop: Shop) -> None:
    shifts, cashier, books = closed_shop.shifts, closed_shop.cashier, closed_shop.books
    books.fail_next_write("disk_full")
    with refused("not_stored", cause="disk_full"):
        shifts.open(cashier, 100)
    assert shifts.current() is None
    shifts.open(cashier, 100)
    books.fail_next_write("busy")
    with refused("not_stored", cause="busy"):
        shifts.cash_in(cashier, 100, "размен")
    books.fail_next_write("busy")
    with refused("not_stored"):
        shifts.close(cashier, 100)
    assert shifts.x_report().expected_cash_kopecks == 100


@pytest.mark.parametrize("stored", [True, False])
def test_a_lost_answer_is_asked_again_and_nothing_happens_twice(closed_shop: Shop, stored: bool) -> None:
    shifts, cashier, books = closed_shop.shifts, closed_shop.cashier, closed_shop.books
    books.lose_next_commit(stored=stored)
    with refused("checking_last_receipt"):
        shifts.open(cashier, 100)
    assert shifts.open(cashier, 100).number == 1
    books.lose_next_commit(stored=stored)
    with refused("checking_last_receipt"):
        shifts.cash_in(cashier, 50, "размен")
    shifts.cash_in(cashier, 50, "размен")
    assert shifts.x_report().cash_in_kopecks == 50
    shifts.cash_in(cashier, 50, "размен")
    assert shifts.x_report().cash_in_kopecks == 100
    books.lose_next_commit(stored=stored)
    with refused("checking_last_receipt"):
        shifts.close(cashier, 200)
    assert shifts.close(cashier, 200).z_number == 1
    assert len(books.z_reports(9)) == 1


def test_cash_that_was_stored_is_never_told_as_not_stored(shop: Shop) -> None:
    shop.books.lose_next_commit(stored=True)
    with refused("checking_last_receipt"):
        shop.shifts.cash_in(shop.cashier, 50, "размен")
    shop.books.fail_next_write("io_error")
    with refused("checking_last_receipt"):
        shop.shifts.cash_in(shop.cashier, 50, "размен")
    shop.shifts.cash_in(shop.cashier, 50, "размен")
    assert shop.shifts.x_report().cash_in_kopecks == 50


def test_another_request_settles_the_lost_one_first(shop: Shop) -> None:
    shop.books.lose_next_commit(stored=False)
    with refused("checking_last_receipt"):
        shop.shifts.cash_in(shop.cashier, 50, "размен")
    shop.shifts.cash_in(shop.cashier, 70, "размен")
    assert shop.shifts.x_report().cash_in_kopecks == 120


def test_the_person_on_the_record_is_who_did_it(shop: Shop) -> None:
    senior: Operator = shop.senior
    assert shop.shifts.cash_in(senior, 50, "размен").operator_id == "senior-1"
