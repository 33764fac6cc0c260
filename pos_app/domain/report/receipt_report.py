"""One receipt as a report: its lines, how it was paid, what it did to the customer's points, who approved what."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.report.cell import Cell
from pos_app.domain.report.document import Block, Fact, Facts, Note, Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptLink, ShiftLink, WhyLink
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Filling, Words
from pos_app.domain.transaction.sale import Sale, SaleLine, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn

_TENDERS = {
    TenderKind.CASH: Words("Cash"),
    TenderKind.CARD: Words("Card"),
    TenderKind.MONEY_ACCOUNT: Words("Money account"),
    TenderKind.CERTIFICATE: Words("Certificate"),
    TenderKind.PREPAID: Words("Prepaid order"),
}
_GOODS = Words("Goods")
_OTHER_TENDER = Words("Other")


@dataclass(frozen=True, slots=True)
class ReceiptNames:
    """What the record names by ids. ``returns``: id and number of what came back of a sale."""

    shop: str
    operator: str
    customer: str
    zone: str
    made_at: datetime
    returns: tuple[tuple[str, str], ...] = ()


def receipt_report(record: Sale | SaleReturn, names: ReceiptNames) -> Report:
    """A sale or a return. No phone, and no more of a card or certificate than the receipt itself shows."""
    is_sale = isinstance(record, Sale)
    number = (("number", Filling(Kind.TEXT, record.number)),)
    return Report(
        key="receipt",
        title=Words("Receipt {number}", number) if is_sale else Words("Return {number}", number),
        shops=(names.shop,),
        zone=names.zone,
        made_at=names.made_at,
        period=None,
        sections=_sale(record, names) if isinstance(record, Sale) else _return(record, names),
    )


def _sale(sale: Sale, names: ReceiptNames) -> tuple[Section, ...]:
    money = Words("To pay"), Kind.MONEY
    facts = Facts(
        "head",
        (
            Fact("money", *money, Cell(sale.money_kopecks, WhyLink(sale.receipt_id))),
            Fact("discount", Words("Discount"), Kind.MONEY, Cell(sale.list_kopecks - sale.net_kopecks)),
            Fact("points_spent", Words("Paid with points"), Kind.POINTS, Cell(sale.points)),
            Fact("earned", Words("Points earned"), Kind.POINTS, Cell(sale.earned)),
            *_people(sale, sale.sold_at, names),
        ),
    )
    lines = Table(
        "lines",
        _GOODS,
        (
            Column("goods", _GOODS, Kind.TEXT),
            Column("quantity", Words("Quantity"), Kind.QUANTITY),
            Column("list", Words("List price"), Kind.MONEY),
            Column("discount", Words("Discount"), Kind.MONEY),
            Column("points", Words("Points"), Kind.MONEY),
            Column("money", Words("In money"), Kind.MONEY),
            Column("earned", Words("Earned"), Kind.POINTS),
        ),
        tuple(_line(line) for line in sale.lines),
        (
            Cell(Words("Total")),
            Cell(None),
            Cell(sale.list_kopecks),
            Cell(sale.list_kopecks - sale.net_kopecks),
            Cell(sale.points_kopecks),
            Cell(sale.money_kopecks),
            Cell(sale.earned),
        ),
    )
    tenders = Table(
        "tenders",
        Words("Payment"),
        (
            Column("tender", Words("How"), Kind.WORDS),
            Column("amount", Words("Sum"), Kind.MONEY),
            Column("given", Words("Given"), Kind.MONEY),
            Column("change", Words("Change"), Kind.MONEY),
            Column("rounding", Words("Rounding"), Kind.MONEY),
        ),
        tuple(
            (
                Cell(_TENDERS.get(tender.kind, _OTHER_TENDER)),
                Cell(tender.amount_kopecks),
                Cell(tender.given_kopecks),
                Cell(tender.change_kopecks),
                Cell(tender.rounding_kopecks),
            )
            for tender in sale.tenders
        ),
    )
    blocks: list[Block] = [lines, tenders, *_by_hand(sale), *_came_back(names)]
    return Section("receipt", Words("The receipt"), (facts,)), Section(
        "details", Words("Lines and payment"), (*blocks,)
    )


def _return(record: SaleReturn, names: ReceiptNames) -> tuple[Section, ...]:
    facts = Facts(
        "head",
        (
            Fact("money", Words("Given back"), Kind.MONEY, Cell(record.money_kopecks)),
            *_advances_back(record),
            Fact("points", Words("Points given back"), Kind.POINTS, Cell(record.points)),
            Fact("earned", Words("Earned points taken back"), Kind.POINTS, Cell(record.earned)),
            Fact("sale", Words("Sale"), Kind.TEXT, Cell(record.sale_number, ReceiptLink(record.sale_id))),
            *_people(record, record.returned_at, names),
        ),
    )
    refunds = Table(
        "refunds",
        Words("Paid out"),
        (Column("tender", Words("How"), Kind.WORDS), Column("amount", Words("Sum"), Kind.MONEY)),
        tuple(
            (Cell(_TENDERS.get(refund.kind, _OTHER_TENDER)), Cell(refund.amount_kopecks)) for refund in record.refunds
        ),
    )
    notes: list[Block] = [refunds]
    if record.reason:
        notes.append(Note("reason", Words("Reason: {reason}", (("reason", Filling(Kind.TEXT, record.reason)),))))
    if record.voids:
        notes.append(Note("voids", Words("It undoes the whole sale within its shift")))
    if record.without_receipt:
        notes.append(Note("without_receipt", Words("Goods taken back without a receipt")))
    return Section("receipt", Words("The return"), (facts,)), Section("details", Words("Money and reason"), (*notes,))


def _advances_back(record: SaleReturn) -> tuple[Fact, ...]:
    if not record.advances:
        return ()
    words = Words("Paid out of certificates and accounts")
    return (Fact("advances", words, Kind.MONEY, Cell(record.advance_kopecks)),)


def _people(record: Sale | SaleReturn, at: datetime, names: ReceiptNames) -> tuple[Fact, ...]:
    customer = names.customer if record.customer_id is not None else None
    return (
        Fact("at", Words("When"), Kind.INSTANT, Cell(at)),
        Fact("till", Words("Till"), Kind.TEXT, Cell(record.till_code, ShiftLink(record.shift_id))),
        Fact("cashier", Words("Cashier"), Kind.TEXT, Cell(names.operator or record.operator_id)),
        Fact("customer", Words("Customer"), Kind.TEXT, Cell(customer)),
    )


def _line(line: SaleLine) -> tuple[Cell, ...]:
    return (
        Cell(line.item.name),
        Cell(line.quantity),
        Cell(line.list_kopecks),
        Cell(line.list_kopecks - line.net_kopecks),
        Cell(line.points_kopecks),
        Cell(line.money_kopecks),
        Cell(line.earned),
    )


def _by_hand(sale: Sale) -> list[Block]:
    """Discounts by hand, with the reason that was told."""
    told = [(line.item.name, line.discount_reason) for line in sale.lines if line.discount_operator_id is not None]
    return [
        Note(
            f"by_hand_{place}",
            Words(
                "Discount by hand on {goods}: {reason}",
                (("goods", Filling(Kind.TEXT, goods)), ("reason", Filling(Kind.TEXT, reason or "–"))),
            ),
        )
        for place, (goods, reason) in enumerate(told, 1)
    ]


def _came_back(names: ReceiptNames) -> list[Block]:
    if not names.returns:
        return []
    columns = (Column("return", Words("Return"), Kind.TEXT),)
    rows = tuple((Cell(number, ReceiptLink(receipt_id)),) for receipt_id, number in names.returns)
    return [Table("returns", Words("Came back later"), columns, rows)]
