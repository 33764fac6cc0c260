"""A receipt that sells certificates and tops up an account beside goods: every sum ties, on paper and in the books."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.fiscal.atol_json import Spelling, request_body
from pos_app.domain.basket import edits
from pos_app.domain.basket.basket import Basket
from pos_app.domain.fiscal.fiscal_receipt import FiscalKind, PaymentKind, fiscal_sale
from pos_app.domain.fiscal.registration import FiscalTask
from pos_app.domain.ledger.accounts import CERTIFICATE_BALANCE, CUSTOMER_MONEY, TILL_CASH
from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.receipt.document import Row, Text
from pos_app.domain.receipt.labels import ENGLISH
from pos_app.domain.receipt.sale_receipt import sale_receipt
from pos_app.domain.receipt.vat_totals import sale_vat
from pos_app.domain.shift.report import build_shift_report
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.stored_value.advance import Advance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.build import build_sale, check_sale
from pos_app.domain.transaction.errors import ReceiptMismatchError
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from tests.domain.goods import CUSTOMER, basket, item, line
from tests.domain.receipt.papers import paper
from tests.domain.receipts import RATES, SOLD_AT, cash, head, priced_basket, priced_line
from tests.domain.stored_value.test_payable import ANY, TERMS

GIFT = Advance("gift", ValueKind.CERTIFICATE, 100_000, "Сертификат", "KG1-NEW", "any", 365)
TOP_UP = Advance("top-up", ValueKind.ACCOUNT, 30_000, "Пополнение счёта")


def sold(*tenders: Tender, advances: tuple[Advance, ...] = (GIFT, TOP_UP), goods: int = 5_000) -> Sale:
    content = replace(basket(line("a", item("item-a", goods), 1000)), advances=advances)
    priced = priced_basket(priced_line("a", 1000, goods))
    return build_sale(content, priced, tenders, head(), TERMS, RATES)


@given(st.integers(0, 5_000), st.integers(0, 135_000), st.integers(0, 400))
def test_any_mix_of_tenders_ties(certificate: int, by_card: int, kept: int) -> None:
    by_card = min(by_card, 135_000 - certificate)
    rest = 135_000 - certificate - by_card
    kept = kept if rest else 0
    tenders = [
        Tender(TenderKind.CASH, rest, rest + kept, kept, kept_kopecks=kept),
        Tender(TenderKind.CARD, by_card, by_card),
        Tender(TenderKind.CERTIFICATE, certificate, certificate, reference=ANY),
    ]
    sale = sold(*(each for each in tenders if each.amount_kopecks))
    check_sale(sale)
    (entry,) = sale_entries(sale)
    owed: dict[str, int] = {}
    for leg in entry.legs:
        owed[leg.account] = owed.get(leg.account, 0) + leg.amount
    assert owed.get(CUSTOMER_MONEY, 0) == -30_000 - kept
    assert owed.get(CERTIFICATE_BALANCE, 0) == -100_000 + certificate
    assert owed.get(TILL_CASH, 0) == rest + kept
    receipt = fiscal_sale(sale)
    assert receipt.rounding_kopecks == 0
    assert sum(each.position.sum_kopecks for each in receipt.positions) == receipt.total_kopecks == 135_000 + kept
    paid = {payment.kind: payment.sum_kopecks for payment in receipt.payments}
    assert paid.get(PaymentKind.PREPAID, 0) == certificate
    assert paid.get(PaymentKind.CASH, 0) == rest + kept


def test_the_shift_counts_only_cash_and_shows_what_was_taken_in_advance() -> None:
    sale = sold(
        Tender(TenderKind.CERTIFICATE, 2_000, 2_000, reference=ANY),
        Tender(TenderKind.MONEY_ACCOUNT, 1_000, 1_000),
        Tender(TenderKind.CARD, 100_000, 100_000),
        Tender(TenderKind.CASH, 32_000, 32_500, 500, kept_kopecks=500),
        goods=5_000,
    )
    shift = ShiftOpened("shift-1", 1, "2", "op-1", SOLD_AT, 10_000)
    report = build_shift_report(shift, [sale], [], [], SOLD_AT)
    assert report.expected_cash_kopecks == 10_000 + 32_000 + 500
    assert (report.certificates_sold_count, report.certificates_sold_kopecks) == (1, 100_000)
    assert (report.accounts_topped_up_count, report.accounts_topped_up_kopecks) == (1, 30_000)
    assert report.net_sales_kopecks == 5_000
    assert {each.kind: each.sales_kopecks for each in report.tenders} == {
        "cash": 32_000,
        "card": 100_000,
        "money_account": 1_000,
        "certificate": 2_000,
    }


def test_an_advance_alone_is_a_receipt() -> None:
    content = Basket("0190a000-0000-7000-8000-00000000ffff", SOLD_AT, (), CUSTOMER, advances=(TOP_UP,))
    sale = build_sale(content, priced_basket(), (cash(30_000),), head(), TERMS, RATES)
    assert (sale.money_kopecks, sale.paid_kopecks, sale.lines) == (0, 30_000, ())
    assert sale_vat(sale) == ((2200, 5_410),)


@pytest.mark.parametrize(
    "tender",
    [
        Tender(TenderKind.CERTIFICATE, 5_001, 5_001, reference=ANY),
        Tender(TenderKind.MONEY_ACCOUNT, 3_501, 3_501),
    ],
)
def test_what_was_paid_in_advance_buys_no_advance(tender: Tender) -> None:
    with pytest.raises(ReceiptMismatchError, match="most of tender 0"):
        sold(tender, cash(135_000 - tender.amount_kopecks))


def test_a_top_up_needs_a_customer() -> None:
    content = Basket("0190a000-0000-7000-8000-00000000ffff", SOLD_AT, (), None, advances=(TOP_UP,))
    with pytest.raises(ReceiptMismatchError, match="owner"):
        build_sale(content, priced_basket(), (cash(30_000),), head(), TERMS, RATES)
    with pytest.raises(edits.BasketEditError, match="no_customer"):
        edits.add_advance(replace(content, advances=()), TOP_UP)


def test_edits_of_advances() -> None:
    content = edits.add_advance(edits.add_advance(basket(), GIFT), TOP_UP)
    assert edits.add_advance(content, replace(TOP_UP, line_id="other")).advance_kopecks == 100_000 + 60_000
    with pytest.raises(edits.BasketEditError, match="certificate_taken"):
        edits.add_advance(content, replace(GIFT, line_id="other"))
    with pytest.raises(edits.BasketEditError, match="top_up_is_for_another"):
        edits.with_customer(content, None)
    emptied = edits.remove_line(edits.remove_line(content, "gift"), "top-up")
    assert emptied.is_empty and edits.with_customer(emptied, None).customer_id is None


def test_the_registrar_is_told_of_an_advance() -> None:
    receipt = fiscal_sale(sold(cash(135_000)))
    body = request_body(FiscalTask("task", FiscalKind.SALE, "Анна", receipt), Spelling("osn")).decode()
    assert '"paymentMethod": "advance", "paymentObject": "payment", "tax": {"type": "vat122"}' in body


def test_the_paper_names_every_sum_and_no_whole_number() -> None:
    sale = sold(Tender(TenderKind.CERTIFICATE, 5_000, 5_000, reference="KG1-SECRET-0042"), cash(130_000, 500))
    kept = replace(sale.tenders[1], kept_kopecks=500)
    document = sale_receipt(replace(sale, tenders=(sale.tenders[0], kept)), paper(ENGLISH), "Anna")
    rows = [f"{block.left}|{block.right}" for block in document.blocks if isinstance(block, Row)]
    rows = ["".join(char for char in row if not char.isspace()) for row in rows]
    texts = [block.text for block in document.blocks if isinstance(block, Text)]
    assert "Сертификат|1,000.00" in rows and "Пополнениесчёта|300.00" in rows
    assert "TOTAL|1,350.00" in rows and "Giftcertificate|50.00" in rows
    assert any(row.endswith("Keptontheaccount|5.00") for row in rows)
    assert any("…0042" in text for text in texts)
    assert not any("SECRET" in line or GIFT.reference in line for line in (*rows, *texts))
