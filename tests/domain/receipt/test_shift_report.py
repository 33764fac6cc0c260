"""X and Z on paper: every figure once, points as money beside the tenders."""

from datetime import timedelta

import pytest

from pos_app.domain.receipt.labels import ENGLISH
from pos_app.domain.receipt.shift_report import x_report_paper, z_report_paper
from pos_app.domain.shift.report import build_shift_report, build_z_report
from pos_app.domain.shift.shift import ShiftOpened, ShiftReport
from pos_app.domain.transaction.build_return import build_return
from tests.domain.receipt.papers import paper, rows_of, text_of
from tests.domain.receipts import SOLD_AT, example_a, head, mixed_sale


def report() -> ShiftReport:
    """Two sales and a return."""
    shift = ShiftOpened("shift-1", 14, "2", "op-1", SOLD_AT - timedelta(hours=1), 500_000)
    sale = mixed_sale()
    back = build_return(sale, {}, {"b": 512, "c": 1000}, "r", head(232))
    return build_shift_report(shift, (sale, example_a()), (back,), (), SOLD_AT + timedelta(hours=8))


def test_sales_tie_on_paper() -> None:
    rows = rows_of(x_report_paper(report(), paper(), "Иванова М."))
    start = rows.index(("По ценам без скидок", "1 809,44"))
    assert rows[start : start + 6] == [
        ("По ценам без скидок", "1 809,44"),
        ("Скидка", "-91,90"),
        ("Наличными", "467,55"),
        ("Картой", "1 000,00"),
        ("Баллами", "249,99"),
        ("Итого", "1 717,54"),
    ]


def test_an_x_report_tells_what_the_drawer_should_hold() -> None:
    document = x_report_paper(report(), paper(), "Иванова М.")
    rows = rows_of(document)
    assert ("Должно быть", "5 358,37") in rows
    assert ("Чеки", "2-000231 .. 2-000232") in rows
    assert ("Составлен", "14.03.2026 20:05") in rows
    assert "Пересчитано" not in dict(rows)
    assert document.title == "x-report shift 14"


@pytest.mark.parametrize(
    ("counted", "row"), [(535_737, ("Недостача", "1,00")), (535_937, ("Излишек", "1,00")), (535_837, None)]
)
def test_a_z_report_tells_over_and_short(counted: int, row: tuple[str, str] | None) -> None:
    z_report = build_z_report(report(), "z-1", 14, "op-1", counted, unsent_operations=2)
    document = z_report_paper(z_report, paper(), "Иванова М.")
    rows = rows_of(document)
    told = [pair for pair in rows if pair[0] in ("Недостача", "Излишек")]
    assert told == ([row] if row else [])
    assert ("Ждут отправки", "2") in rows
    assert "Z-отчёт № 14" in text_of(document)
    assert document.title == "z-report 14"


def test_in_english() -> None:
    text = text_of(x_report_paper(report(), paper(ENGLISH), "Ivanova M."))
    assert "X report" in text
    assert "CASH DRAWER" in text
    assert not any("а" <= letter <= "я" for letter in text.split("Receipts", 1)[1].lower())


def test_a_shift_without_returns_has_no_block_for_them() -> None:
    shift = ShiftOpened("shift-1", 1, "2", "op-1", SOLD_AT, 0)
    text = text_of(x_report_paper(build_shift_report(shift, (), (), (), SOLD_AT), paper(), "Иванова М."))
    assert "ВОЗВРАТЫ" not in text
    assert "Чеки" not in text
