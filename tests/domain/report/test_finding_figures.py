"""Every figure that may not tie has words, and its values their unit."""

from dataclasses import fields

import pytest

from pos_app.domain.report.finding_figures import figure_value, figure_words
from pos_app.domain.report.finding_words import findings_blocks
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.receipt_line import ReceiptLine
from pos_app.domain.report.shift_sums import FIGURES
from pos_app.domain.report.table import Table
from pos_app.domain.report.ties import COMPARED, Finding, FindingKind
from pos_app.domain.report.words import Words
from pos_app.domain.transaction.sale import TenderKind

_TENDERS = tuple(f"{kind}_{way}_kopecks" for kind in TenderKind for way in ("sales", "returns"))
_OF_A_RECEIPT = {field.name for field in fields(ReceiptLine)} - {
    "receipt_id", "shift_id", "operator_id", "customer_id", "traits"
}  # fmt: skip


@pytest.mark.parametrize("figure", sorted({*FIGURES, *COMPARED, *_TENDERS, *_OF_A_RECEIPT, "record", "row", "count"}))
def test_every_figure_has_words(figure: str) -> None:
    assert isinstance(figure_words(figure), Words)


def test_values_have_their_units() -> None:
    def kind_of(figure: str, text: str) -> Kind | None:
        value = figure_value(figure, text)
        return value.places[0][1].kind if isinstance(value, Words) else None

    assert kind_of("net_kopecks", "9990") is Kind.MONEY
    assert kind_of("earned", "125") is kind_of("withheld_points", "0") is Kind.POINTS
    assert kind_of("business_day", "2026-03-14") is Kind.DAY
    assert kind_of("at", "2026-03-14T11:07:00+00:00") is Kind.INSTANT
    assert figure_value("line_voids_count", "1") == "1"
    assert figure_value("net_kopecks", "torn") == "torn"
    assert figure_words("not_known") == "not_known"


def test_a_finding_is_told_in_words() -> None:
    finding = Finding(FindingKind.CHANGED, "register", "2-000007", "r-7", "net_kopecks", "10440", "10400")
    table = findings_blocks((finding,))[1]
    assert isinstance(table, Table)
    assert table.rows[0][3].value == Words("Sum with discounts")
    assert table.rows[0][1].value == "2-000007"
