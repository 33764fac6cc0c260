"""Cash in and out, X, the blind count and Z."""

from PySide6.QtWidgets import QLabel

from pos_app.domain.shift.shift import CashMovement, CashMovementKind, ZReport
from pos_app.ui.widgets.paper_view import PaperView
from tests.ui.demo_till import MILK
from tests.ui.stage import Stage


def movements(stage: Stage) -> list[CashMovement]:
    return [record for record in stage.till.books.operations if isinstance(record, CashMovement)]


def z_reports(stage: Stage) -> list[ZReport]:
    return [record for record in stage.till.books.operations if isinstance(record, ZReport)]


def test_cash_in_and_out_with_a_reason(sale: Stage) -> None:
    sale.keys("F10", "F2", "500", "Enter", "1")
    sale.keys("F3", "1000", "Enter", "Down", "Down", "Enter")
    assert [(move.kind, move.amount_kopecks) for move in movements(sale)] == [
        (CashMovementKind.CASH_IN, 50_000),
        (CashMovementKind.CASH_OUT, 100_000),
    ]
    assert movements(sale)[1].reason == "Сдано управляющему"


def test_more_than_the_drawer_holds_is_refused(sale: Stage) -> None:
    sale.keys("F10", "F3", "9000", "Enter", "1")
    assert movements(sale) == []
    assert "3\u00a0000,00" in sale.error
    sale.keys("Esc", "Esc")
    assert sale.screen_name == "sale"


def test_the_count_is_blind(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F12", "Enter", "F10", "F8")
    shown = [paper for paper in sale.screen.findChildren(PaperView) if paper.isVisible()]
    assert shown == []
    sale.keys("3109,90", "Enter", "Enter")
    (z_report,) = z_reports(sale)
    assert z_report.over_short_kopecks == 0
    assert z_report.counted_cash_kopecks == 310_990


def test_a_wrong_count_can_be_typed_again_before_it_is_confirmed(sale: Stage) -> None:
    sale.keys("F10", "F8", "1", "Enter", "3", "000", "Enter", "Enter")
    (z_report,) = z_reports(sale)
    assert z_report.counted_cash_kopecks == 300_000
    sale.keys("Enter")
    assert sale.screen_name == "sign_on"
    sale.keys("1111", "Enter")
    assert sale.screen_name == "shift_open"


def test_an_open_sale_keeps_the_shift_open(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F10", "F8")
    sale.keys("3000", "Enter", "Enter")
    assert z_reports(sale) == []


def test_the_x_report_is_shown_and_printed(sale: Stage) -> None:
    sale.keys("F10", "F4", "F5")
    sale.till.queue.work_off_one()
    assert len(sale.till.printer.printed) == 1
    assert z_reports(sale) == []


def test_another_cashier_goes_on_with_the_shift(sale: Stage) -> None:
    sale.keys("F10", "F6", "2222", "Enter")
    assert sale.screen_name == "sale"
    assert sale.ui.context.session.operator is not None
    assert sale.ui.context.session.operator.name == "Петров С."


def test_scans_are_not_sold_from_the_shift_screen(sale: Stage) -> None:
    sale.keys("F10")
    sale.scan(MILK)
    assert sale.state.basket.lines == ()


def test_a_difference_asks_for_its_reason_and_the_count_stays_blind(sale: Stage) -> None:
    sale.keys("F10", "F8", "2990", "Enter", "Enter")
    assert z_reports(sale) == []
    words = " ".join(part.text() for part in sale.screen.findChildren(QLabel) if part.isVisible())
    assert "расходятся" in words
    assert "3\u00a0000" not in words, "how much should be there is not told"
    assert "10,00" not in words
    sale.keys("2")
    (z_report,) = z_reports(sale)
    assert (z_report.over_short_kopecks, z_report.over_short_reason) == (-1_000, "Деньги внесли или взяли без записи")
    (paper,) = [paper for paper in sale.screen.findChildren(PaperView) if paper.isVisible()]
    assert "Деньги внесли или взяли без записи" in paper.widget().accessibleDescription().replace("\n", " ")


def test_a_difference_is_told_in_own_words(sale: Stage) -> None:
    sale.keys("F10", "F8", "3010", "Enter", "Enter", "Enter")
    assert z_reports(sale) == [], "no reason was chosen"
    sale.keys("нашли 10 рублей", "Enter")
    (z_report,) = z_reports(sale)
    assert (z_report.over_short_kopecks, z_report.over_short_reason) == (1_000, "нашли 10 рублей")


def test_instead_of_a_reason_the_cash_is_counted_again(sale: Stage) -> None:
    sale.keys("F10", "F8", "3010", "Enter", "Enter", "Esc")
    assert z_reports(sale) == []
    sale.keys("F8", "3000", "Enter", "Enter")
    (z_report,) = z_reports(sale)
    assert (z_report.over_short_kopecks, z_report.over_short_reason) == (0, "")


def test_a_float_that_no_drawer_holds_is_asked_about_once_more(stage: Stage) -> None:
    stage.keys("1111", "Enter", "2000000", "Enter")
    assert stage.screen_name == "shift_open" and "2\u00a0000\u00a0000" in stage.error
    stage.keys("1", "Backspace", "Enter")
    assert stage.screen_name == "shift_open", "what was begun anew is not the sum that was asked about"
    stage.keys("200000", "Enter", "Enter")
    assert stage.screen_name == "sale"
    shift = stage.till.services.shifts.current()
    assert shift is not None and shift.float_kopecks == 20_000_000
