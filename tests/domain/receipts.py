"""Priced baskets, sales and returns for tests: drawn at random within the laws of a sale, or named examples."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket
from pos_app.domain.catalogue.vat import VatRate
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.priced import PricedBasket, PricedLine, Stage, Take
from pos_app.domain.transaction.build import build_sale
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from tests.domain.goods import CUSTOMER, OPENED_AT, basket, item, line, programme

RATES = (
    VatRate("vat22", date(2019, 1, 1), 2000),
    VatRate("vat22", date(2026, 1, 1), 2200),
    VatRate("vat10", date(2019, 1, 1), 1000),
    VatRate("none", date(2019, 1, 1), None),
)
SOLD_AT = datetime(2026, 3, 14, 9, 5, tzinfo=UTC)
DAY = date(2026, 3, 14)


def head(running: int = 231, minutes: int = 0) -> ReceiptHead:
    """The head of a record of till 2."""
    return ReceiptHead(f"2-{running:06d}", "2", "shift-1", "op-1", SOLD_AT + timedelta(minutes=minutes), DAY)


def priced_line(
    line_id: str, quantity: int, list_kopecks: int, off: int = 0, points: int = 0, earned: int = 0
) -> PricedLine:
    """A line with a discount by hand and points at one rouble each; sums in kopecks, ``earned`` in hundredths."""
    net = list_kopecks - off
    return PricedLine(
        line_id=line_id,
        quantity=quantity,
        list_kopecks=list_kopecks,
        takes=(Take(Stage.MANUAL_DISCOUNT, "manual", off),) if off else (),
        net_kopecks=net,
        floor_kopecks=0,
        points_cap_kopecks=net,
        points_refusal=None,
        points=points,
        points_kopecks=points,
        money_kopecks=net - points,
        earned=earned,
    )


def priced_basket(*lines: PricedLine) -> PricedBasket:
    """Totals of the lines."""
    return PricedBasket(
        lines=lines,
        list_kopecks=sum(line.list_kopecks for line in lines),
        net_kopecks=sum(line.net_kopecks for line in lines),
        points=sum(line.points for line in lines),
        points_kopecks=sum(line.points_kopecks for line in lines),
        money_kopecks=sum(line.money_kopecks for line in lines),
        earned=sum(line.earned for line in lines),
        points_limit_kopecks=sum(line.points_cap_kopecks for line in lines),
        points_refusal=None,
        programme_id="test",
        programme_version=1,
        priced_at=SOLD_AT,
        trace=(),
    )


def cash(amount_kopecks: int, change_kopecks: int = 0) -> Tender:
    """Cash that pays ``amount_kopecks``."""
    return Tender(TenderKind.CASH, amount_kopecks, amount_kopecks + change_kopecks, change_kopecks)


def card(amount_kopecks: int) -> Tender:
    """A card."""
    return Tender(TenderKind.CARD, amount_kopecks, amount_kopecks)


def example_a() -> Sale:
    """Example A of loyalty-rules: 3 × 33.33, 49.99 in points, 50.00 in cash, 2.50 points earned."""
    goods = basket(line("a", item("item-a", 3333), 3000))
    priced = priced_basket(priced_line("a", 3000, 9999, points=4999, earned=250))
    return build_sale(goods, priced, (cash(5000),), head(), programme(), RATES, balance_before=10000)


def mixed_sale() -> Sale:
    """Three lines: pieces with a discount, cheese by weight with points, milk at 10 %; cash with change, and a card."""
    cheese = replace(item("cheese", 89990, unit=Unit.KILOGRAM), vat_code="vat10", name="Сыр «Российский»")
    milk = replace(item("milk", 10990), vat_code="vat10", name="Молоко 3,2% 930 мл")
    tea = replace(item("tea", 45950), name="Чай чёрный")
    goods = basket(line("a", tea, 2000), line("b", cheese, 512), line("c", milk, 3000))
    priced = priced_basket(
        priced_line("a", 2000, 91900, off=9190, earned=4135),
        priced_line("b", 512, 46075, points=20000, earned=1303),
        priced_line("c", 3000, 32970, earned=1648),
    )
    tenders = (card(100000), cash(priced.money_kopecks - 100000, change_kopecks=245))
    return build_sale(goods, priced, tenders, head(), programme(), RATES, balance_before=50000)


@st.composite
def sales(draw: st.DrawFn, running: int = 231) -> Sale:
    """Any sale of one to five lines, with discounts, points, earnings, and one to three tenders."""
    lines, priced = [], []
    has_customer = draw(st.booleans())
    for index in range(draw(st.integers(1, 5))):
        unit = draw(st.sampled_from(Unit))
        quantity = draw(st.integers(1, 40)) * 1000 if unit is Unit.PIECE else draw(st.integers(1, 5000))
        list_kopecks = draw(st.integers(1, 300_000))
        off = draw(st.integers(0, list_kopecks - 1))
        points = draw(st.integers(0, list_kopecks - off - 1)) if has_customer else 0
        earned = draw(st.integers(0, 20_000)) if has_customer else 0
        goods = replace(
            item(f"item-{index}", 100, unit=unit), vat_code=draw(st.sampled_from(("vat22", "vat10", "none")))
        )
        lines.append(line(f"line-{index}", goods, quantity))
        priced.append(priced_line(f"line-{index}", quantity, list_kopecks, off, points, earned))
    whole = priced_basket(*priced)
    tenders = _tenders(draw, whole.money_kopecks)
    contents: Basket = basket(*lines, customer_id=CUSTOMER if has_customer else None)
    contents = replace(contents, receipt_id=f"sale-{running}", opened_at=OPENED_AT)
    return build_sale(contents, whole, tenders, head(running), programme(), RATES)


def _tenders(draw: st.DrawFn, money_kopecks: int) -> tuple[Tender, ...]:
    weights = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    kinds = draw(st.lists(st.sampled_from(TenderKind), min_size=len(weights), max_size=len(weights)))
    amounts = allocate(money_kopecks, weights)
    return tuple(
        (cash if kind is TenderKind.CASH else card)(amount)
        for kind, amount in zip(kinds, amounts, strict=True)
        if amount
    )
