"""Certificates and top-ups that come back: never more than was paid, cards first, all books as they were before."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.fiscal.fiscal_receipt import PaymentKind, fiscal_return
from pos_app.domain.ledger.accounts import CERTIFICATE_BALANCE, CUSTOMER_MONEY, SALES_ROUNDING, TILL_CARD, TILL_CASH
from pos_app.domain.ledger.postings import return_entries, sale_entries
from pos_app.domain.receipt.document import Row, Text
from pos_app.domain.receipt.labels import ENGLISH
from pos_app.domain.receipt.return_receipt import return_receipt
from pos_app.domain.receipt.vat_totals import return_vat, sale_vat
from pos_app.domain.report.fold import fold, report_of
from pos_app.domain.report.receipt_line import Trait, line_of_return
from pos_app.domain.report.shift_sums import total
from pos_app.domain.shift.report import build_shift_report
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.stored_value.advance import Advance, SoldAdvance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.build import check_sale
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.errors import OverReturnError, ReturnRefusedError
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from tests.domain.goods import CUSTOMER
from tests.domain.receipt.papers import paper
from tests.domain.receipts import SOLD_AT, example_a, head, sales

GIFT = Advance("gift", ValueKind.CERTIFICATE, 100_000, "Сертификат 1000", "KG0000000421", "gift", 365)
TOP_UP = Advance("top-up", ValueKind.ACCOUNT, 30_000, "Пополнение счёта")
SHIFT = ShiftOpened("shift-1", 1, "2", "op-1", SOLD_AT, 1_000_000)


def with_advances(bare: Sale, kopecks: list[int], by_card: list[int], rounding: int = 0, goods: bool = True) -> Sale:
    """Certificates and top-ups beside the goods; of each the part ``by_card`` was paid with a card, the rest cash."""
    bare = replace(bare, customer_id=CUSTOMER)
    if not goods:
        nothing = {"list_kopecks": 0, "net_kopecks": 0, "points": 0, "points_kopecks": 0, "money_kopecks": 0}
        bare = replace(bare, lines=(), earned=0, lots=(), lot_expires_day=None, **nothing)  # type: ignore[arg-type]
    advances = []
    for number, (sum_kopecks, told) in enumerate(zip(kopecks, by_card, strict=True)):
        is_gift = number % 2 == 0
        made = replace(GIFT, line_id=f"gift-{number}", reference=f"KG00000{number}421") if is_gift else TOP_UP
        made = replace(made, kopecks=sum_kopecks, line_id=f"advance-{number}")
        card = min(told, sum_kopecks)
        advances.append(SoldAdvance(made, (sum_kopecks - card, card), 2_200))
    cash = bare.money_kopecks + sum(sold.tender_kopecks[0] for sold in advances)
    card = sum(sold.tender_kopecks[1] for sold in advances)
    rounding = min(rounding, cash)
    tenders = [Tender(TenderKind.CASH, cash, cash - rounding, 0, rounding), Tender(TenderKind.CARD, card, card)]
    keeps = [index for index, tender in enumerate(tenders) if tender.amount_kopecks]
    lines = tuple(replace(line, tender_kopecks=(line.money_kopecks, 0)) for line in bare.lines)
    sale = replace(
        bare,
        lines=tuple(replace(line, tender_kopecks=tuple(line.tender_kopecks[i] for i in keeps)) for line in lines),
        advances=tuple(replace(each, tender_kopecks=tuple(each.tender_kopecks[i] for i in keeps)) for each in advances),
        tenders=tuple(tenders[index] for index in keeps),
    )
    check_sale(sale)
    return sale


@st.composite
def advance_sales(draw: st.DrawFn) -> Sale:
    kopecks = draw(st.lists(st.integers(1, 200_000), min_size=1, max_size=4))
    by_card = [draw(st.integers(0, each)) for each in kopecks]
    return with_advances(draw(sales()), kopecks, by_card, draw(st.integers(0, 99)), goods=draw(st.booleans()))


def steps_of(draw: st.DrawFn, sale: Sale, most: dict[str, int]) -> list[SaleReturn]:
    """Goods and advances in random steps, of each advance at most ``most``: what is left on it."""
    whole = {line.line_id: line.quantity for line in sale.lines} | most
    already: Counter[str] = Counter()
    steps: list[SaleReturn] = []
    while left := sorted(line_id for line_id, all_of_it in whole.items() if all_of_it > already[line_id]):
        asked = {}
        for line_id in draw(st.lists(st.sampled_from(left), min_size=1, unique=True)):
            rest = whole[line_id] - already[line_id]
            unit = 1000 if line_id not in most and rest % 1000 == 0 else 1
            asked[line_id] = draw(st.integers((rest // unit + 2) // 3, rest // unit)) * unit
        steps.append(build_return(sale, already, asked, f"return-{len(steps)}", head(300 + len(steps))))
        already.update(asked)
    return steps


@given(advance_sales(), st.data())
def test_all_of_it_in_any_steps_restores_every_account(sale: Sale, data: st.DataObject) -> None:
    steps = steps_of(data.draw, sale, {sold.advance.line_id: sold.advance.kopecks for sold in sale.advances})
    sums: Counter[str] = Counter()
    for entry in (*sale_entries(sale), *(entry for step in steps for entry in return_entries(step, sale))):
        for leg in entry.legs:
            sums[leg.account] += leg.amount
    for account in (TILL_CASH, TILL_CARD, CUSTOMER_MONEY, CERTIFICATE_BALANCE, SALES_ROUNDING):
        assert sums[account] == 0
    for kind in TenderKind:
        back = sum(refund.amount_kopecks for step in steps for refund in step.refunds if refund.kind is kind)
        assert back == sum(tender.taken_kopecks for tender in sale.tenders if tender.kind is kind)
    assert sum(step.advance_kopecks for step in steps) == sale.advance_kopecks
    assert [step.completes for step in steps].count(True) == bool(sale.lines)
    with pytest.raises((OverReturnError, ReturnRefusedError)):
        build_return(
            sale,
            {sold.advance.line_id: sold.advance.kopecks for sold in sale.advances},
            {sale.advances[0].advance.line_id: 1},
            "again",
            head(900),
        )


@given(advance_sales(), st.data())
def test_a_part_that_is_left_never_brings_more_than_that_part_and_every_sum_ties(
    sale: Sale, data: st.DataObject
) -> None:
    left = {sold.advance.line_id: data.draw(st.integers(0, sold.advance.kopecks)) for sold in sale.advances}
    steps = steps_of(data.draw, sale, left)
    assert sum(step.advance_kopecks for step in steps) == sum(left.values())
    for step in steps:
        refunded = sum(refund.amount_kopecks for refund in step.refunds)
        assert refunded + step.rounding_kopecks == step.money_kopecks + step.advance_kopecks
        assert all(refund.amount_kopecks > 0 for refund in step.refunds)
        for back in step.advances:
            sold = next(each for each in sale.advances if each.advance.line_id == back.line_id)
            assert sum(back.tender_kopecks) == back.kopecks <= sold.advance.kopecks
            assert all(0 <= part <= paid for part, paid in zip(back.tender_kopecks, sold.tender_kopecks, strict=True))
        for entry in return_entries(step, sale):
            assert sum(leg.amount for leg in entry.legs) == 0
        receipt = fiscal_return(step, sale)
        assert sum(payment.sum_kopecks for payment in receipt.payments) == receipt.total_kopecks
        assert sum(each.position.sum_kopecks for each in receipt.positions) == refunded + step.rounding_kopecks
    report = build_shift_report(SHIFT, [sale], steps, [], SOLD_AT)
    assert report.advances_returned_kopecks == sum(left.values())
    folded = total([fold(record).sums for record in (sale, *steps)])
    assert report_of(SHIFT, folded, report.first_number, report.last_number, SOLD_AT) == report


def test_cards_are_paid_back_before_cash() -> None:
    sale = with_advances(example_a(), [100_000], [60_000], goods=False)
    first = build_return(sale, {}, {"advance-0": 70_000}, "return-1", head(232))
    assert [(each.kind, each.amount_kopecks) for each in first.refunds] == [
        (TenderKind.CASH, 10_000),
        (TenderKind.CARD, 60_000),
    ]
    second = build_return(sale, {"advance-0": 70_000}, {"advance-0": 30_000}, "return-2", head(233))
    assert [(each.kind, each.amount_kopecks) for each in second.refunds] == [(TenderKind.CASH, 30_000)]


def test_paper_tax_and_figures_name_what_came_back() -> None:
    sale = with_advances(example_a(), [100_000, 30_000], [0, 30_000], goods=False)
    back = build_return(sale, {}, {"advance-0": 100_000, "advance-1": 30_000}, "return-1", head(232))
    assert return_vat(back, sale) == sale_vat(sale)
    document = return_receipt(back, sale, paper(ENGLISH), "Anna")
    rows = ["".join(f"{each.left}|{each.right}".split()) for each in document.blocks if isinstance(each, Row)]
    texts = [each.text for each in document.blocks if isinstance(each, Text)]
    assert "Сертификат1000|1,000.00" in rows and "Пополнениесчёта|300.00" in rows
    assert "REFUND|1,300.00" in rows and "Cash|1,000.00" in rows and "Card|300.00" in rows
    assert not any("KG0" in words for words in (*rows, *texts)), "whoever knows the number may pay with it"
    receipt = fiscal_return(back, sale)
    assert all(position.is_advance for position in receipt.positions)
    assert {each.kind for each in receipt.payments} == {PaymentKind.CASH, PaymentKind.ELECTRONIC}
    traits = line_of_return(back).traits
    assert Trait.CERTIFICATE_RETURNED in traits and Trait.TOP_UP_RETURNED in traits
    report = build_shift_report(SHIFT, [sale], [back], [], SOLD_AT)
    assert (report.certificates_returned_count, report.certificates_returned_kopecks) == (1, 100_000)
    assert (report.top_ups_returned_count, report.top_ups_returned_kopecks) == (1, 30_000)
    assert report.net_returns_kopecks == 0
    assert report.expected_cash_kopecks == SHIFT.float_kopecks
