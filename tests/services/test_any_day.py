"""A day at the counter, drawn at random, through the real engine: at its end every kopeck and point is in place."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.basket.basket import ManualDiscountKind
from pos_app.domain.ledger.accounts import CUSTOMER_AVAILABLE, TILL_CARD, TILL_CASH
from pos_app.domain.ledger.entry import Book
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.pricing.positions import positions_of
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.errors import ServiceError
from tests.domain.goods import n_for_m, programme, tier
from tests.services.shop import ITEMS, Shop

START_BALANCES = {"anna": 125_000, "boris": 0}


def open_shop(picture: ReceiptPicture) -> Shop:
    """Shift open, three for two on everything, silver 3 %."""
    shop = Shop()
    shop.programmes.versions = [
        programme(picture=picture, tiers=(tier("silver", 1_000_000, 300, 700),), promotions=(n_for_m("3for2", 3, 2),))
    ]
    shop.sale.set_operator(shop.cashier)
    shop.shifts.open(shop.cashier, 10_000_000)
    return shop


def draw_sale(draw: st.DrawFn, shop: Shop) -> Sale:
    """Goods, perhaps a customer with points and a discount by hand, one or two tenders."""
    for _ in range(draw(st.integers(1, 4))):
        item = draw(st.sampled_from(ITEMS))
        quantity = draw(st.integers(1, 7)) * ONE if item.unit is Unit.PIECE else draw(st.integers(1, 3_000))
        shop.sale.add_item(item, quantity)
    if draw(st.booleans()):
        _discount(draw, shop)
    customer = draw(st.sampled_from((None, "anna", "boris", "vera")))
    if customer is not None:
        shop.sale.attach_customer(customer)
        shop.sale.choose_points(_points(draw, shop))
    shop.hold_points()
    remaining = shop.sale.begin_payment().remaining_kopecks
    by_card = draw(st.integers(0, remaining))
    if by_card:
        shop.sale.take_card(by_card)
    if remaining - by_card:
        shop.sale.take_cash(remaining - by_card + draw(st.integers(0, 5_000)))
    return shop.sale.finish()


def _discount(draw: st.DrawFn, shop: Shop) -> None:
    line = draw(st.sampled_from(shop.sale.state.basket.lines))
    kind = draw(st.sampled_from(ManualDiscountKind))
    value = draw(st.integers(1, 3_000 if kind is ManualDiscountKind.PERCENT else 20_000))
    try:
        shop.sale.discount_line(line.line_id, kind, value, approved_by=shop.manager)
    except ServiceError as error:
        assert error.key in ("discount_above_limit", "not_discountable", "discount_out_of_range")


def _points(draw: st.DrawFn, shop: Shop) -> PointsChoice:
    mode = draw(st.sampled_from(PointsMode))
    line = draw(st.sampled_from(shop.sale.state.basket.lines))
    by_line: tuple[tuple[str, LinePoints], ...] = ()
    if draw(st.booleans()):
        by_line = ((line.line_id, _line_points(draw, line.item.unit, line.quantity)),)
    return PointsChoice(mode, draw(st.integers(0, 60_000)) if mode is PointsMode.SUM else 0, by_line)


def _line_points(draw: st.DrawFn, unit: Unit, quantity: int) -> LinePoints:
    modes = [mode for mode in LinePointsMode if unit is Unit.PIECE or mode is not LinePointsMode.PIECES]
    mode = draw(st.sampled_from(modes))
    most = {LinePointsMode.SUM: 60_000, LinePointsMode.PIECES: quantity // ONE}.get(mode, 0)
    return LinePoints(mode, draw(st.integers(0, most)))


def draw_return(draw: st.DrawFn, shop: Shop, sale: Sale) -> SaleReturn | None:
    """Some of what is left of some lines."""
    left = {line.line.line_id: line for line in shop.returns.find_by_id(sale.receipt_id).lines if line.left}
    if not left:
        return None
    asked = {}
    for line_id in draw(st.lists(st.sampled_from(sorted(left)), min_size=1, unique=True)):
        step = ONE if left[line_id].line.item.unit is Unit.PIECE else 1
        asked[line_id] = draw(st.integers(1, left[line_id].left // step)) * step
    return shop.returns.confirm(sale.receipt_id, asked, shop.cashier)


def check_books(shop: Shop) -> None:
    """Ledger, report and panels tell the same."""
    sums: Counter[tuple[Book, str, str]] = Counter()
    for entry in shop.books.entries:
        assert sum(leg.amount for leg in entry.legs) == 0
        for leg in entry.legs:
            sums[entry.book, leg.account, leg.owner] += leg.amount
    report = shop.shifts.x_report()
    assert report.expected_cash_kopecks == 10_000_000 + sums[Book.MONEY, TILL_CASH, "2"]
    cash, card = report.tenders
    assert card.sales_kopecks - card.returns_kopecks == sums[Book.MONEY, TILL_CARD, "2"]
    assert cash.sales_kopecks + card.sales_kopecks + report.points_spent_kopecks == report.net_sales_kopecks
    for customer_id, start in START_BALANCES.items():
        panel = shop.customers.panel(customer_id)
        balance = start + sums[Book.POINTS, CUSTOMER_AVAILABLE, customer_id]
        assert panel.balance - panel.debt == balance


@settings(max_examples=60)
@given(st.data(), st.sampled_from(ReceiptPicture))
def test_at_the_end_of_any_day_everything_is_in_place(data: st.DataObject, picture: ReceiptPicture) -> None:
    shop = open_shop(picture)
    sales: list[Sale] = []
    for _ in range(data.draw(st.integers(1, 4))):
        sales.append(draw_sale(data.draw, shop))
        if data.draw(st.booleans()):
            draw_return(data.draw, shop, data.draw(st.sampled_from(sales)))
        check_books(shop)
    for sale in sales:
        shown = sale.money_kopecks if picture is ReceiptPicture.DISCOUNT else sale.net_kopecks
        positions = [one for line in sale.lines for one in positions_of(line.item, line, picture)]
        assert sum(position.sum_kopecks for position in positions) == shown
        shop.receipts.readable(shop.receipts.sale_document(sale))
    for sale in sales:
        while draw_return(data.draw, shop, sale) is not None:
            check_books(shop)
    check_books(shop)
    for customer_id, start in START_BALANCES.items():
        assert shop.customers.panel(customer_id).balance == start
    report = shop.shifts.x_report()
    assert report.net_sales_kopecks == report.net_returns_kopecks
    assert report.earned == report.earned_taken_back
    assert report.expected_cash_kopecks == 10_000_000
