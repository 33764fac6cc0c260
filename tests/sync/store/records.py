"""Whole records for the store's tests: a shift, sales of several lines, their returns and drafts.

Everything is counted, nothing is random: a test names the record by its number.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.priced import Stage, Take
from pos_app.domain.shift.shift import CashMovement, CashMovementKind, ShiftOpened, ShiftReport, TenderTotals, ZReport
from pos_app.domain.transaction.draft import Draft, DraftStage
from pos_app.domain.transaction.sale import Sale, SaleLine, Tender, TenderKind
from pos_app.domain.transaction.sale_return import Refund, ReturnLine, SaleReturn

TILL_ID = "0193f000-0000-7000-8000-0000000000aa"
TILL_CODE = "2"
START = datetime(2025, 11, 22, 6, 0, tzinfo=UTC)
DAY = date(2025, 11, 22)


def record_id(number: int, kind: int = 0) -> str:
    """An id in the shape of a UUIDv7, sorted by number."""
    return f"0193f{kind:03x}-{number // 4096:04x}-7{number % 4096:03x}-8000-000000000000"


def item(number: int) -> Item:
    return Item(
        item_id=f"item-{number}",
        name=f"Чай «Каркаде» чёрный, {number} г",
        article=f"{number:05d}",
        codes=(f"460{number:010d}",),
        group="tea",
        brand="Каркаде",
        unit=Unit.PIECE,
        price_kopecks=10_000,
        vat_code="20",
    )


def shift(number: int = 1) -> ShiftOpened:
    return ShiftOpened(record_id(number, 1), number, TILL_CODE, "operator-1", START + timedelta(days=number), 500_000)


def basket(number: int, lines: int = 5, customer_id: str | None = "customer-1") -> Basket:
    return Basket(
        record_id(number),
        START + timedelta(minutes=number),
        tuple(BasketLine(f"line-{n}", item(n), 2_000) for n in range(1, lines + 1)),
        customer_id,
    )


def draft(number: int) -> Draft:
    return Draft(basket(number), DraftStage.BASKET, (), "operator-1")


def sale(number: int, *, lines: int = 5, customer_id: str | None = "customer-1", points: int = 1_500) -> Sale:
    """Sale ``number``: lines of 2 pieces at 100.00 with 10.00 off each; ``points`` paid by the first line."""
    sold = tuple(_sale_line(n, points if n == 1 else 0) for n in range(1, lines + 1))
    money = sum(line.money_kopecks for line in sold)
    earned = sum(line.earned for line in sold)
    return Sale(
        receipt_id=record_id(number),
        number=f"{TILL_CODE}-{number:06d}",
        till_code=TILL_CODE,
        shift_id=shift().shift_id,
        operator_id="operator-1",
        customer_id=customer_id,
        sold_at=START + timedelta(minutes=number, microseconds=number),
        business_day=DAY,
        programme_id="kopilka",
        programme_version=3,
        receipt_picture=ReceiptPicture.DISCOUNT,
        lines=sold,
        tenders=(Tender(TenderKind.CASH, money, money + 5_000, 5_000),),
        list_kopecks=sum(line.list_kopecks for line in sold),
        net_kopecks=sum(line.net_kopecks for line in sold),
        points=points,
        points_kopecks=points,
        money_kopecks=money,
        earned=earned,
        lot_expires_day=DAY + timedelta(days=365),
    )


def _sale_line(n: int, points: int) -> SaleLine:
    money = 19_000 - points
    return SaleLine(
        line_id=f"line-{n}",
        item=item(n),
        quantity=2_000,
        vat_bp=2_000,
        list_kopecks=20_000,
        takes=(Take(Stage.STANDING_DISCOUNT, "tier.silver", 1_000),),
        net_kopecks=19_000,
        points=points,
        points_kopecks=points,
        points_pieces=None,
        money_kopecks=money,
        tender_kopecks=(money,),
        earned=money * 5 // 100,
    )


def sale_return(running: int, of: Sale, quantity: int = 1_000, line_id: str = "line-1") -> SaleReturn:
    """Return ``running`` gives back ``quantity`` thousandths of one line of ``of``."""
    line = next(line for line in of.lines if line.line_id == line_id)
    money = line.money_kopecks * quantity // line.quantity
    points = line.points * quantity // line.quantity
    earned = line.earned * quantity // line.quantity
    return SaleReturn(
        receipt_id=record_id(running, 2),
        number=f"{TILL_CODE}-{running:06d}",
        till_code=TILL_CODE,
        shift_id=shift().shift_id,
        operator_id="operator-1",
        customer_id=of.customer_id,
        returned_at=of.sold_at + timedelta(minutes=1),
        business_day=DAY,
        sale_id=of.receipt_id,
        sale_number=of.number,
        lines=(ReturnLine(line_id, quantity, money, (money,), points, points, earned),),
        refunds=(Refund(TenderKind.CASH, money),),
        money_kopecks=money,
        points=points,
        points_kopecks=points,
        earned=earned,
        reason="брак",
    )


def two_line_return(running: int, of: Sale) -> SaleReturn:
    """A return that names the same line twice, which no screen can make."""
    one = sale_return(running, of)
    return replace(one, lines=(one.lines[0], one.lines[0]))


def cash_movement(number: int, kind: CashMovementKind = CashMovementKind.CASH_IN) -> CashMovement:
    return CashMovement(
        record_id(number, 3),
        shift().shift_id,
        kind,
        10_000 * number,
        "operator-1",
        START + timedelta(hours=number),
        "размен",
    )


def z_report(number: int = 1) -> ZReport:
    """The Z report of shift ``number``, with invented but whole figures."""
    report = ShiftReport(
        shift=shift(number),
        made_at=START + timedelta(days=number, hours=12),
        sales_count=1,
        returns_count=0,
        list_kopecks=100_000,
        discount_kopecks=5_000,
        net_sales_kopecks=95_000,
        net_returns_kopecks=0,
        tenders=(TenderTotals("cash", 93_500, 0, 1, 0),),
        points_spent=1_500,
        points_spent_kopecks=1_500,
        points_returned=0,
        points_returned_kopecks=0,
        earned=4_675,
        earned_taken_back=0,
        cash_in_kopecks=0,
        cash_out_kopecks=0,
        expected_cash_kopecks=593_500,
        customer_receipts_count=1,
        first_number="2-000001",
        last_number="2-000001",
    )
    return ZReport(
        record_id(number, 4), number, report, "operator-1", START + timedelta(days=number, hours=13), 593_400, -100, 1
    )
