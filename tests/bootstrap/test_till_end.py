"""The end of a till: what waits for the printer is printed and noted in the books, in bounded time."""

from contextlib import closing
from pathlib import Path

import pytest

from pos_app.bootstrap.till import Till
from pos_app.bootstrap.till_home import TillHome
from pos_app.domain.shift.shift import ZReport
from pos_app.domain.transaction.unprinted import PaperKind, UnprintedPaper
from pos_app.settings import load_settings
from sync.store.books import open_books
from tests.fakes.staff import CASHIER


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A printer's seconds at the end are for one without paper; a busy machine may need more for a file."""
    monkeypatch.setattr("pos_app.bootstrap.till._PRINTER_PATIENCE_S", 60.0)


def day(till: Till) -> ZReport:
    till.services.shifts.open(CASHIER, 0)
    return till.services.shifts.close(CASHIER, 0)


def due(home: TillHome) -> tuple[UnprintedPaper, ...]:
    with closing(open_books(home.books)) as books:
        return books.unprinted()


def test_paper_that_waits_comes_out_before_the_till_ends(tmp_path: Path) -> None:
    home = TillHome(tmp_path)
    till = Till(home, load_settings(tmp_path))
    for _ in range(3):
        z_report = day(till)
        document = till.services.receipts.z_document(z_report)
        till.services.receipts.print_later(document, kick_drawer=False, record_id=z_report.z_id)
    till.close()
    assert due(home) == ()
    assert len(list(home.printed.glob("*.bin"))) == 3


def test_paper_that_was_not_asked_for_before_the_end_is_still_due(tmp_path: Path) -> None:
    home = TillHome(tmp_path)
    till = Till(home, load_settings(tmp_path))
    z_report = day(till)
    till.close()
    assert due(home) == (UnprintedPaper(z_report.z_id, PaperKind.Z_REPORT, told=False),)
    again = Till(home, load_settings(tmp_path))
    (paper,) = again.services.receipts.unprinted()
    document = again.services.receipts.first_document(paper)
    again.services.receipts.print_later(document, kick_drawer=False, record_id=paper.record_id)
    again.close()
    assert due(home) == ()
