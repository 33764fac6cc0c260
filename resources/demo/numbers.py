"""Single coupons, orders and a gift certificate of the demo shop.

The same numbers on every machine, so that the sheet can bear them.
"""

import json

from pos_app.domain.catalogue.item import Item
from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES, ORDER_SERIES
from pos_app.domain.coupon.coupon_number import coupon_number
from resources.demo.rows import CustomerRow, DemoShop

COUPON_RULE, COUPON_PREFIX = "next-visit", "KCN"
"""The coupon of the demo's programme."""
_COUPON_SERIALS = (11, 12)
_ORDER_SERIALS = (101, 102)
_CERTIFICATE_SERIAL = 4_815_162_342
"""In the shop serials are drawn at random; the sheet needs the same one every time."""


def demo_coupons() -> tuple[str, ...]:
    """Numbers of the series that the demo's server issues at its first start."""
    return tuple(coupon_number(COUPON_PREFIX, serial) for serial in _COUPON_SERIALS)


def coupon_serials() -> tuple[int, ...]:
    """What they are numbered by."""
    return _COUPON_SERIALS


def order_serials() -> tuple[int, ...]:
    """What the orders are numbered by."""
    return _ORDER_SERIALS


def demo_order_numbers() -> tuple[str, ...]:
    """Numbers of the two orders that wait."""
    return tuple(ORDER_SERIES.compose(serial) for serial in _ORDER_SERIALS)


def demo_certificate() -> str:
    """The number of a blank gift certificate: nobody has bought it yet."""
    return CERTIFICATE_SERIES.compose(_CERTIFICATE_SERIAL)


def demo_orders(shop: DemoShop) -> str:
    """The orders as a document of ``./till server orders --take``: one prepaid for a customer, one to be paid."""
    carded = next(person for person in shop.customers if person.active_card and person.tier_code == "gold")
    coffee, milk, apples = (_item(shop, name) for name in ("Кофе в зёрнах", "Молоко пастеризованное", "Яблоки Гала"))
    prepaid = {
        "order": "demo-1",
        "customer": _card(carded),
        "prepaid_kopecks": 50_000,
        "note": "Позвонить, когда придёт покупатель",
        "lines": [{"code": coffee.item_id, "quantity": 1_000}, {"code": milk.item_id, "quantity": 3_000}],
    }
    to_pay = {
        "order": "demo-2",
        "lines": [{"code": apples.item_id, "quantity": 1_200}, {"code": milk.item_id, "quantity": 2_000}],
    }
    return json.dumps({"orders": [prepaid, to_pay]}, ensure_ascii=False)


def _item(shop: DemoShop, beginning: str) -> Item:
    return next(item for item in shop.goods if item.name.startswith(beginning))


def _card(person: CustomerRow) -> str:
    if person.active_card is None:
        raise ValueError(f"customer {person.customer_id}: expected an active card, found none")
    return person.active_card
