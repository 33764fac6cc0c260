"""A manager reads a day at the till: differences, one shift, receipts behind a figure, their «why»; accepts, saves.

Real server, real till, real keys. Sums are worked out by hand from the demo shop's prices: milk 78.50 + bread 84.50 =
163.00 in cash; coffee 493.50 − 5 % of a gold card = 468.82 by card; eggs 151.99 by card, returned. The drawer should
hold 2,000.00 + 163.00 = 2,163.00 and is counted ten roubles short.
"""

import csv
import io
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdf
import pytest

from tests.end_to_end.both_books import till_operations
from tests.end_to_end.counter import Counter
from tests.end_to_end.test_customers_desk import everything_is_sent

MILK, BREAD, EGGS, COFFEE = "4696954108082", "4699078566011", "4690676964445", "4698848147368"
GOLD_CARD = "KP000102079"
REPORTS = ("hours", "cashiers", "days", "discounts", "points", "differences", "deeds", "suspicion")

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(240)]


@pytest.fixture(params=[("ru", "1024x768"), ("en", "1366x768")], ids=["ru-1024", "en-1366"])
def counter(
    request: pytest.FixtureRequest, tmp_path: Path, x_server_at: Callable[[int, int], str], pictures: Path
) -> Iterator[Counter]:
    language, size = request.param
    width, height = map(int, size.split("x"))
    made = Counter(tmp_path, x_server_at(width, height), pictures / f"review-{language}-{size}", language, size)
    yield made
    made.close()


def test_a_manager_reads_the_day(counter: Counter) -> None:
    a_day_of_sales(counter)
    differences_first(counter)
    from_a_figure_to_its_why(counter)
    accepted_with_a_note(counter)
    saved_and_printed(counter)
    every_report_is_shown(counter)
    a_cashier_needs_the_manager(counter)
    everything_is_sent(counter)
    kinds = [kind for _, kind, _ in till_operations(counter.till.home / "till.db")]
    assert "deed" in kinds, "the acceptance is told to the server"
    done = counter.audit()
    assert done.returncode == 0, done.stdout


def a_day_of_sales(counter: Counter) -> None:
    till = counter.till
    counter.start_server()
    till.start()
    till.wait_for("screen=sign_on")
    sign_on(counter, "1001")
    till.type("2000")
    till.press("Return")
    till.wait_for("screen=sale")
    till.scan(MILK)
    till.scan(BREAD)
    till.press("F12")
    till.wait_for("screen=payment")
    till.press("Return")
    till.wait_for("sale=finished")
    till.press("Escape")
    till.scan(COFFEE)
    till.scan(GOLD_CARD, "customer_attached")
    till.press("F11")
    till.wait_for("sale=finished")
    till.press("Escape")
    till.scan(EGGS)
    till.press("F11")
    till.wait_for("sale=finished")
    till.press("Escape")
    till.wait_for("screen=sale")
    till.press("F9")
    till.wait_for("screen=sale_return")
    till.press("Down", "Return", "F4", "F12")
    till.wait_for("return=finished")
    till.press("Escape")
    till.wait_for("screen=sale")
    till.press("F10")
    till.wait_for("screen=shift")
    till.press("F8")
    till.wait_for("shift_step=count")
    till.type("2153")
    till.press("Return")
    till.wait_for("shift_step=confirm")
    till.press("Return")
    till.wait_for("shift_step=over_short")
    till.picture("01-why-short")
    till.press("1")
    till.wait_for("shift=closed z_number=1 over_short_kopecks=-1000")
    till.press("Return")
    till.wait_for("screen=sign_on")


def differences_first(counter: Counter) -> None:
    till = counter.till
    sign_on(counter, "3001")
    till.picture("02-shift-open")
    till.press("F10")
    till.wait_for("review=shown report=shifts")
    till.picture("03-shifts")
    till.press("Return")
    till.wait_for("review=shown report=shift")
    till.picture("04-shift")
    for page in range(3):
        till.press("Next")
        till.picture(f"05-shift-page-{page + 2}")
    till.press("Prior", "Prior", "Prior")


def from_a_figure_to_its_why(counter: Counter) -> None:
    till = counter.till
    till.press("Return")
    till.wait_for("review=shown report=receipts")
    till.picture("06-receipts")
    till.press("Return")
    till.wait_for(r"receipt=opened number=\d+-\d+")
    till.picture("07-receipt")
    till.press("Insert")
    till.wait_for("screen=why")
    till.picture("08-why")
    till.press("Escape")
    till.wait_for("screen=review")
    till.press("Escape", "Escape")
    till.picture("09-back-on-the-shift")


def accepted_with_a_note(counter: Counter) -> None:
    till = counter.till
    till.press("F8")
    till.wait_for("review_step=note")
    till.type("found in the safe")
    till.picture("10-note")
    till.press("Return")
    till.wait_for("review_step=sign")
    till.type("3001")
    till.press("Return")
    till.wait_for("z=accepted by=")
    till.wait_for("review=shown report=shift")
    till.picture("11-accepted")


def saved_and_printed(counter: Counter) -> None:
    till = counter.till
    for digit, kind in (("1", "pdf"), ("2", "xlsx"), ("3", "csv")):
        till.press("F6")
        till.wait_for("review_step=save")
        if kind == "pdf":
            till.picture("12-save")
        till.press(digit)
        till.wait_for(f"review=saved kind={kind}")
    till.picture("13-saved")
    till.press("F5")
    till.wait_for("review=printed report=shift")
    folder = till.home / "reports"
    (pdf,), (xlsx,), (text,) = (list(folder.glob(f"shift *.{kind}")) for kind in ("pdf", "xlsx", "csv"))
    russian = counter.language == "ru"
    read_pdf(pdf, russian)
    read_xlsx(xlsx)
    read_csv(text, russian)
    assert "783" in paper_with(till.home / "printer", "found in the safe")


def paper_with(folder: Path, words: str) -> str:
    """What the printer printed; it is at work in the background."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        papers = [path.read_text(encoding="utf-8") for path in folder.glob("*.txt")]
        found = next((paper for paper in papers if words in paper), None)
        if found is not None:
            return found
        time.sleep(0.1)
    raise TimeoutError(f"no paper says {words!r}")


def read_pdf(path: Path, russian: bool) -> None:
    pages = [page.extract_text().replace("\u00a0", " ") for page in pypdf.PdfReader(path).pages]
    for figure in ("2 163,00", "2 153,00", "−10,00", "783,81") if russian else ("2,163.00", "2,153.00", "−10.00"):
        assert any(figure in page for page in pages), figure
    assert any("found in the safe" in page for page in pages)
    last = f"Страница {len(pages)} из {len(pages)}" if russian else f"Page {len(pages)} of {len(pages)}"
    assert last in pages[-1]


def read_xlsx(path: Path) -> None:
    sheets = openpyxl.load_workbook(path).worksheets
    values = {cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row}
    kopecks = {Decimal(str(value)) * 100 for value in values if isinstance(value, int | float)}
    assert {Decimal(216300), Decimal(215300), Decimal(-1000), Decimal(78381), Decimal(62081), Decimal(15199)} <= kopecks


def read_csv(path: Path, russian: bool) -> None:
    text = path.read_text(encoding="utf-8-sig")
    cells = {cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row}
    sign = "," if russian else "."
    assert {each.replace(".", sign) for each in ("2163.00", "2153.00", "-10.00", "783.81", "151.99")} <= cells


def every_report_is_shown(counter: Counter) -> None:
    till = counter.till
    for number, name in enumerate(REPORTS, 1):
        till.press("F3")
        till.wait_for("review_step=more")
        if number == 1:
            till.picture("14-reports")
        till.press(str(number))
        till.wait_for(f"review=shown report={name}")
        till.picture(f"15-{name}")
    figures_of_days_lead_to_receipts(counter)
    till.press("F4")
    till.wait_for("review_step=period")
    till.picture("16-period")
    till.press("1")
    till.wait_for("review=shown report=discounts")


def figures_of_days_lead_to_receipts(counter: Counter) -> None:
    """From sales by hour and from a discount over thirty days: Enter opens their receipts."""
    till = counter.till
    for number, name in ((1, "hours"), (4, "discounts")):
        till.press("F3")
        till.wait_for("review_step=more")
        till.press(str(number))
        till.wait_for(f"review=shown report={name}")
        till.press("Return")
        till.wait_for("review=shown report=receipts")
        till.picture(f"18-receipts-of-{name}")
        till.press("Escape")
        till.wait_for("review_step=sheet")


def a_cashier_needs_the_manager(counter: Counter) -> None:
    till = counter.till
    till.press("F2")
    till.wait_for("review=shown report=shifts")
    till.press("Escape")
    till.wait_for("screen=shift_open")
    till.press("Escape")
    till.wait_for("screen=sign_on")
    sign_on(counter, "1001")
    till.type("2153")
    till.press("Return")
    till.wait_for("screen=sale")
    till.press("F10", "F10")
    till.wait_for("screen=review")
    till.type("1001")
    till.press("Return")
    till.wait_for("refused=role_too_low")
    till.picture("17-refused")
    till.type("3001")
    till.press("Return")
    till.wait_for("review=shown report=shifts")
    till.press("Escape")
    till.wait_for("screen=shift")


def sign_on(counter: Counter, pin: str) -> None:
    counter.till.type(pin)
    counter.till.press("Return")
    counter.till.wait_for(r"screen=(shift_open|sale)")
