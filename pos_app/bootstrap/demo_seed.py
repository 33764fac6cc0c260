"""The demo shop of ``resources`` in the words of the server."""

from datetime import date, timedelta

from pos_app.domain.loyalty.account import GrantedOffer
from pos_app.domain.loyalty.programme_document import read_programme
from resources.demo.numbers import COUPON_RULE, coupon_serials, demo_orders, order_serials
from resources.demo.rows import CustomerRow as DemoCustomer
from resources.demo.rows import StaffRow as DemoStaff
from resources.demo.shop import demo_shop
from sync.protocol.rows import CustomerRow, GoodsRow, ProgrammeRow, VatRow
from sync.server.central import Central
from sync.server.enrolment import DEFAULT_SHOP
from sync.server.numbers.coupon_office import issue_series
from sync.server.numbers.order_office import take_orders
from sync.server.numbers.orders_document import read_orders
from sync.server.office.shop_naming import name_shop
from sync.server.seed import SeedAccount, SeedLot, SeedStaff, ShopSeed

_OFFER, _OFFER_DAYS, _OFFER_USES = "offer-tea", 30, 2
"""A personal offer of the demo's programme, granted to some of its customers."""
_OFFERED_EVERY, _OFFERED_FIRST = 10, 3


def demo_shop_seed(today: date) -> ShopSeed:
    """The demo shop as it stands on the business day ``today``."""
    shop = demo_shop(today)
    programme = read_programme(shop.programme_text)
    return ShopSeed(
        programme_id=programme.programme_id,
        goods=tuple(GoodsRow(item.item_id, item) for item in shop.goods),
        customers=tuple(_customer(row) for row in shop.customers),
        accounts=tuple(_account(row, number, today) for number, row in enumerate(shop.customers)),
        staff=tuple(_person(row) for row in shop.staff),
        programmes=(ProgrammeRow(programme.programme_id, programme.version, shop.programme_text),),
        vat_rates=tuple(VatRow(rate.code, rate.from_day, rate.rate_bp) for rate in shop.vat_rates),
    )


def _person(row: DemoStaff) -> SeedStaff:
    return SeedStaff(row.operator_id, row.name, row.role, row.pin, row.badge, customer_id=row.customer_id)


def issue_demo_numbers(central: Central) -> None:
    """The single coupons and the orders that the demo's sheet of codes bears."""
    coupons, orders = iter(coupon_serials()), iter(order_serials())
    issue_series(
        central,
        rule_id=COUPON_RULE,
        count=len(coupon_serials()),
        series="demo",
        from_day=None,
        until_day=central.today() + timedelta(days=365),
        actor="demo",
        draw=lambda _: next(coupons),
    )
    take_orders(central, read_orders(demo_orders(demo_shop(central.today()))), "demo", lambda _: next(orders))


def name_demo_shop(central: Central) -> None:
    """The office calls the shop as its receipts do."""
    name_shop(central, DEFAULT_SHOP, demo_shop(central.today()).shop.name, "demo")


def _customer(row: DemoCustomer) -> CustomerRow:
    return CustomerRow(row.customer_id, row.short_name, row.phone, row.active_card, row.birth_day)


def _account(row: DemoCustomer, number: int, today: date) -> SeedAccount:
    is_offered = number % _OFFERED_EVERY == _OFFERED_FIRST
    offers = (GrantedOffer(_OFFER, (), today + timedelta(days=_OFFER_DAYS), _OFFER_USES),) if is_offered else ()
    lots = tuple(SeedLot(lot.lot_id, lot.earned_day, lot.expires_day, lot.points) for lot in row.lots)
    return SeedAccount(row.customer_id, row.tier_code, row.turnover_kopecks, lots, offers)
