"""The manager reads reports at the till: from a figure to its receipts and their «why», accepts, saves, prints."""

import threading
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pos_app.domain.report.link import ReceiptsLink
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.errors import ServiceError
from pos_app.ui.screens.review import ReviewScreen
from tests.fakes.review import FakeReview
from tests.ui.review_scenes import begin, read, review_of, wait_for_report
from tests.ui.stage import Stage


def fake(stage: Stage) -> FakeReview:
    review = stage.till.services.review
    assert isinstance(review, FakeReview)
    return review


def shown(stage: Stage) -> str:
    """All that stands on the sheet."""
    return "\n".join(review_of(stage).sheet.texts())


def line(stage: Stage) -> str:
    """What the line says."""
    entry = stage.screen.entry
    assert entry is not None
    return entry.placeholderText()


@pytest.fixture
def reading(stage: Stage, tmp_path: Path) -> Stage:
    """The manager looks at the list of shifts."""
    settings = replace(stage.ui.context.settings, reports_folder=tmp_path / "отчёты")
    object.__setattr__(stage.ui.context, "settings", settings)
    begin(stage)
    return stage


def test_a_cashier_reads_nothing_without_the_manager_s_pin(sale: Stage) -> None:
    sale.keys("F10", "F10")
    assert sale.screen_name == "review"
    assert review_of(sale).sheet.texts() == ()
    sale.keys("F2", "F3", "Enter")
    assert fake(sale).reads == []
    sale.keys("2222", "Enter")  # a senior cashier's PIN is not enough
    assert "управляющ" in sale.error
    assert fake(sale).reads == []
    read(sale, "3333", "Enter")
    assert fake(sale).reads == ["shifts"]
    sale.keys("Esc")
    assert sale.screen_name == "shift"
    sale.keys("F10")
    assert review_of(sale).sheet.texts() == (), "the approval was for that visit"


def test_the_manager_signed_on_needs_no_second_pin(stage: Stage) -> None:
    stage.keys("3333", "Enter", "3000", "Enter", "F10")
    read(stage, "F10")
    assert fake(stage).reads == ["shifts"]


def test_reports_are_there_before_a_shift_is_opened(stage: Stage) -> None:
    stage.keys("3333", "Enter")
    assert stage.screen_name == "shift_open"
    read(stage, "F10")
    assert fake(stage).reads == ["shifts"]
    stage.keys("Esc")
    assert stage.screen_name == "shift_open"


def test_from_a_figure_to_its_receipts_to_the_why_and_back(reading: Stage) -> None:
    read(reading, "Enter")
    assert "−120,00\u00a0₽" in shown(reading)
    read(reading, "Enter")
    assert fake(reading).reads == ["shifts", "shift shift-40", "receipts cash_sales"]
    assert "2-000001" in shown(reading)
    read(reading, "Down", "Up", "Enter")
    assert line(reading).startswith("Чек 2-000001")
    assert review_of(reading).paper.isVisible()
    reading.keys("Insert")
    assert reading.screen_name == "why"
    reading.keys("Esc")
    assert reading.screen_name == "review"
    assert line(reading).startswith("Чек 2-000001")
    read(reading, "Esc")
    assert "2-000001" in shown(reading)
    read(reading, "Esc")
    assert "−120,00\u00a0₽" in shown(reading)
    read(reading, "Esc")
    assert "2-40" in shown(reading)
    assert len(fake(reading).reads) == 3, "the way back reads nothing again"
    reading.keys("Esc")
    assert reading.screen_name == "shift"


def test_arrows_choose_the_figure_and_the_line_says_where_enter_leads(reading: Stage) -> None:
    read(reading, "Enter", "Right")
    assert "Излишки" in line(reading) or "Over or short" in line(reading)
    read(reading, "Down")
    target = review_of(reading).sheet.target
    assert target is not None
    assert target.link == ReceiptsLink("cash_returns", "shift-40"), "the nearest below"
    assert target.told == "350,00"


def test_a_finger_follows_a_figure(reading: Stage) -> None:
    sheet = review_of(reading).sheet
    place = sheet.place
    assert place is not None
    row = sheet._lines[place.line]
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, row.y - sheet.scrolled + 10))
    wait_for_report(reading)
    assert fake(reading).reads[-1] == "shift shift-40"


def test_more_rows_come_by_a_key(reading: Stage) -> None:
    assert "2-15" not in shown(reading).split("\n")
    read(reading, "F7")
    assert "2-15" in shown(reading).split("\n")
    read(reading, "F7")
    assert fake(reading).reads == ["shifts", "shifts"], "there are no more"
    read(reading, "Esc")
    assert "2-40" in shown(reading)


def test_the_period_and_the_report_are_chosen_by_digits(reading: Stage) -> None:
    read(reading, "F4", "1")
    assert "14.03.2026" in shown(reading)
    assert "13.02.2026" not in shown(reading)
    read(reading, "F3", "6")
    assert fake(reading).reads[-1] == "report differences"
    read(reading, "F4", "Down", "Down", "Enter")
    assert fake(reading).reads[-1] == "report differences"
    read(reading, "Esc")
    assert "2-40" in shown(reading)


def test_what_is_given_up_does_not_come_later(reading: Stage) -> None:
    hold = threading.Event()
    fake(reading).slow = lambda: hold.wait(10) and None
    reading.keys("Enter")
    assert review_of(reading).is_working
    assert review_of(reading).progress.isVisible()
    reading.keys("F8", "F2", "Enter")  # nothing but Esc works meanwhile
    assert review_of(reading).is_working
    reading.keys("Esc")
    assert not review_of(reading).is_working
    hold.set()
    reading.wait_while(lambda: len(fake(reading).reads) < 2)
    reading.settle()
    assert "2-40" in shown(reading)
    assert "−120,00\u00a0₽" not in shown(reading)


@pytest.mark.parametrize(
    "error", [ServiceError("shift_unknown"), StoreError("read_only", "gone"), RuntimeError("a fault")], ids=str
)
@pytest.mark.allow_log("review=failed", "refused=not_read", "sentence=missing")
def test_a_report_that_cannot_be_read_leaves_the_one_before(reading: Stage, error: Exception) -> None:
    def fail() -> None:
        raise error

    fake(reading).slow = fail
    read(reading, "Enter")
    assert reading.error
    assert "2-40" in shown(reading)
    fake(reading).slow = lambda: None
    read(reading, "Enter")
    assert "−120,00\u00a0₽" in shown(reading)


def test_the_manager_accepts_with_a_note_and_his_pin(reading: Stage) -> None:
    reading.keys("F8")
    assert fake(reading).accepted == [], "a list is not accepted"
    read(reading, "Enter", "F8")
    reading.keys("нашли в сейфе", "Enter", "1111", "Enter")
    assert fake(reading).accepted == []
    assert reading.error
    read(reading, "3333", "Enter")
    assert [(shift, note) for shift, _, note in fake(reading).accepted] == [("shift-40", "нашли в сейфе")]
    assert "✓" in line(reading)
    assert "нашли в сейфе" in shown(reading)
    read(reading, "F8")
    assert review_of(reading).sheet.isVisible(), "what is accepted is not accepted again"
    read(reading, "Esc")
    assert "2-40" in shown(reading)


def test_a_report_is_saved_as_every_kind_of_file(reading: Stage) -> None:
    folder = reading.ui.context.settings.reports_folder
    read(reading, "Enter")
    for digit, ending in (("1", "pdf"), ("2", "xlsx"), ("3", "csv")):
        reading.keys("F6", digit)
        reading.wait_while(lambda kind=ending: not list(folder.glob(f"*.{kind}")))  # type: ignore[misc]
        reading.wait_while(lambda: "✓" not in line(reading))
        assert str(folder) in line(reading)
    (pdf,), (xlsx,), (text,) = (list(folder.glob(f"*.{ending}")) for ending in ("pdf", "xlsx", "csv"))
    assert "−120,00" in "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    assert "12225,60" in text.read_text(encoding="utf-8-sig")
    sheets = openpyxl.load_workbook(xlsx).worksheets
    values = [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert 44445.6 in values
    assert not list(folder.glob("*.part"))


def test_a_folder_that_cannot_be_written_is_told(reading: Stage) -> None:
    folder = reading.ui.context.settings.reports_folder
    folder.write_text("no folder")
    reading.keys("F6", "3")
    reading.wait_while(lambda: not reading.error)
    assert str(folder) in reading.error


def test_a_report_goes_to_the_receipt_printer(reading: Stage) -> None:
    before = len(reading.till.printer.printed)
    reading.keys("F5")
    reading.till.queue.work_off_one()
    assert len(reading.till.printer.printed) == before + 1


def test_a_lock_ends_a_visit_that_another_person_had_approved(reading: Stage) -> None:
    read(reading, "Enter", "Enter", "Enter")
    reading.keys("Insert")
    assert reading.screen_name == "why"
    reading.keys("Pause", "1111", "Enter")
    assert reading.screen_name == "why"
    reading.keys("Esc")
    assert reading.screen_name == "review"
    assert review_of(reading).sheet.texts() == ()
    assert not review_of(reading).paper.isVisible()
    reading.keys("Esc")
    assert reading.screen_name == "shift"


def test_words_of_the_screen_have_a_name_for_readers(reading: Stage) -> None:
    screen = reading.screen
    assert isinstance(screen, ReviewScreen)
    assert screen.sheet.accessibleName()
    assert "2-40" in screen.sheet.accessibleDescription()
