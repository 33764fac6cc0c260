"""The manager reads reports at the till: from a figure to its receipts and their «why», accepts, saves, prints."""

import threading
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from pos_app.domain.people.deed import DeedKind
from pos_app.domain.report.link import Link, ReceiptsLink
from pos_app.domain.report.queries import Going
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.errors import ServiceError
from pos_app.ui.screens.review import ReviewScreen
from tests.fakes.review import FakeReview
from tests.ui.review_scenes import begin_small, read, review_of, wait_for_report
from tests.ui.stage import Stage


def fake(stage: Stage) -> FakeReview:
    review = stage.till.services.review
    assert isinstance(review, FakeReview)
    return review


def shown(stage: Stage) -> str:
    """All that stands on the sheet."""
    return "\n".join(review_of(stage).sheet.texts())


def shift_id(stage: Stage) -> str:
    """The first shift of the till."""
    return next(record.shift_id for record in stage.till.books.operations if isinstance(record, ShiftOpened))


def go_to(stage: Stage, link: Link) -> None:
    """Press Down until the figure with that link is chosen."""
    sheet = review_of(stage).sheet
    for _ in range(60):
        if sheet.target is not None and sheet.target.link == link:
            return
        stage.keys("Down")
    raise AssertionError(f"no figure leads to {link}")


def follow(stage: Stage, link: Link) -> None:
    """Go to a figure by the keys and open what stands behind it."""
    go_to(stage, link)
    read(stage, "Enter")


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
    begin_small(stage)
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
    follow(reading, ReceiptsLink("cash_sales", shift_id(reading)))
    assert fake(reading).reads == ["shifts", "shift", "receipts cash_sales"]
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
    assert "2-2" in shown(reading)
    assert len(fake(reading).reads) == 3, "the way back reads nothing again"
    reading.keys("Esc")
    assert reading.screen_name == "shift"


def test_the_why_of_a_receipt_is_one_step_from_the_list(reading: Stage) -> None:
    read(reading, "Enter")
    follow(reading, ReceiptsLink("cash_sales", shift_id(reading)))
    reading.keys("Right", "Right", "Enter")
    assert reading.screen_name == "why"
    words = " ".join(part.text() for part in reading.screen.findChildren(QLabel))
    assert "Чек 2-000001" in words
    reading.keys("Esc")
    assert "2-000001" in shown(reading)
    assert review_of(reading).sheet.isVisible()


def test_arrows_choose_the_figure_and_the_line_says_where_enter_leads(reading: Stage) -> None:
    read(reading, "Down")
    assert line(reading).startswith("Enter – открыть: 2-2")
    read(reading, "Up")
    assert line(reading).startswith("Enter – открыть: 2-1")
    read(reading, "Enter")
    go_to(reading, ReceiptsLink("cash_sales", shift_id(reading)))
    assert "104,40" in line(reading)
    go_to(reading, ReceiptsLink("sales", shift_id(reading)))
    sheet = review_of(reading).sheet
    reading.keys("Right")
    assert sheet.target is not None
    assert sheet.target.link == ReceiptsLink("returns", shift_id(reading))
    reading.keys("Left", "Left")
    assert sheet.target.link == ReceiptsLink("sales", shift_id(reading)), "the first of its line"


def test_a_finger_follows_a_figure(reading: Stage) -> None:
    sheet = review_of(reading).sheet
    place = sheet.place
    assert place is not None
    row = sheet._lines[place.line]
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, row.y - sheet.scrolled + 10))
    wait_for_report(reading)
    assert fake(reading).reads[-1] == "shift"


def test_more_rows_come_by_a_key(reading: Stage) -> None:
    assert "2-2" in shown(reading).split("\n")
    reading.keys("F7")
    assert fake(reading).reads == ["shifts"], "there are no more"
    fake(reading).page = 1
    read(reading, "F2")
    assert "2-2" not in shown(reading).split("\n")
    read(reading, "F7")
    assert "2-2" in shown(reading).split("\n")
    read(reading, "Esc")
    assert "2-1" in shown(reading).split("\n")


def test_the_period_and_the_report_are_chosen_by_digits(reading: Stage) -> None:
    read(reading, "F4", "1")
    assert "15.03.2026" in shown(reading)
    assert "14.03.2026" not in shown(reading)
    read(reading, "F3", "6")
    assert fake(reading).reads[-1] == "report differences"
    read(reading, "F4", "Down", "Down", "Enter")
    assert fake(reading).reads[-1] == "report differences"
    read(reading, "Esc")
    assert "15.03.2026" in shown(reading)


def test_another_width_keeps_the_figure_that_is_chosen(reading: Stage) -> None:
    """Lines are others then: what is narrow stands below each other."""
    read(reading, "Enter")
    sheet = review_of(reading).sheet
    reading.keys("Down", "Down", "Right")
    chosen = sheet.target
    assert chosen is not None
    for width in (1024, 700, 1366):
        reading.window.resize(width, 768)
        reading.settle()
        reading.window.grab()
        assert sheet.target is not None and sheet.target.link == chosen.link, width


def test_what_is_given_up_does_not_come_later(reading: Stage) -> None:
    began, hold = threading.Event(), threading.Event()

    def slow() -> None:
        began.set()
        hold.wait(60)

    fake(reading).slow = slow
    reading.keys("Enter")
    assert review_of(reading).is_working
    assert review_of(reading).progress.isVisible()
    reading.wait_while(lambda: not began.is_set())
    reading.keys("F8", "F2", "Enter")  # nothing but Esc works meanwhile
    assert review_of(reading).is_working
    reading.keys("Esc")
    assert not review_of(reading).is_working
    hold.set()
    reading.wait_while(lambda: len(fake(reading).reads) < 2)
    reading.settle()
    assert "2-2" in shown(reading)
    assert "Сходится ли" not in shown(reading)


def test_much_that_is_new_is_counted_and_can_be_stopped(reading: Stage) -> None:
    counted = threading.Event()
    stopped: list[int] = []

    def slow_fold(going: Going) -> None:
        for count in range(500, 5_000_000, 500):
            if not going(count):
                stopped.append(count)
                return
            counted.set()
            threading.Event().wait(0.01)

    fake(reading).slow_fold = slow_fold
    reading.keys("Enter")
    assert counted.wait(60)
    reading.wait_while(lambda: "прочитано" not in line(reading))
    reading.keys("Esc")
    reading.wait_while(lambda: not stopped)
    assert fake(reading).reads == ["shifts"], "the report itself was not read"
    assert "2-2" in shown(reading)


def test_impatience_takes_no_more_than_one_thread(reading: Stage) -> None:
    hold, at_work = threading.Event(), threading.Semaphore(0)

    def wait() -> None:
        at_work.release()
        hold.wait(60)

    fake(reading).slow = wait
    reading.keys("Enter")
    reading.wait_while(lambda: not at_work.acquire(blocking=False))  # what is given up before it began is not begun
    for _ in range(4):
        reading.keys("Esc", "Enter")
    reading.keys("Esc", "Esc", "Pause", "1111", "Enter")  # a PIN is checked meanwhile
    assert reading.screen_name == "shift"
    assert not at_work.acquire(timeout=0.1)
    hold.set()


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
    assert "2-2" in shown(reading)
    fake(reading).slow = lambda: None
    read(reading, "Enter")
    assert "−120,00\u00a0₽" in shown(reading)


def test_the_manager_accepts_with_a_note_and_his_pin(reading: Stage) -> None:
    reading.keys("F8")
    assert fake(reading).acceptances == [], "a list is not accepted"
    read(reading, "Enter", "F8", "Enter", "3333", "Enter")
    assert reading.error, "there is a difference: the note must say why"
    assert fake(reading).acceptances == []
    reading.keys("нашли в сейфе", "Enter", "1111", "Enter")
    assert fake(reading).acceptances == []
    assert reading.error
    read(reading, "3333", "Enter")
    ((kind, who, note),) = ((deed.kind, deed.operator_name, deed.reason) for deed in fake(reading).acceptances)
    assert (kind, who, note) == (DeedKind.Z_ACCEPTED, "Сидорова О.", "нашли в сейфе")
    assert line(reading) == "✓ Принято: Сидорова О."
    assert "Примечание: нашли в сейфе" in shown(reading)
    read(reading, "F8")
    assert review_of(reading).sheet.isVisible(), "what is accepted is not accepted again"
    read(reading, "Esc")
    assert "2-2" in shown(reading)


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
    assert "2984,40" in text.read_text(encoding="utf-8-sig")
    sheets = openpyxl.load_workbook(xlsx).worksheets
    values = [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert 2984.4 in values
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
    read(reading, "Enter")
    follow(reading, ReceiptsLink("cash_sales", shift_id(reading)))
    read(reading, "Enter")
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
    assert "2-2" in screen.sheet.accessibleDescription()
