"""What may be scanned and typed in the demo shop: every kind of code, PINs, sums, phones, nonsense."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date

from pos_app.domain.codes import card_number
from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES, ORDER_SERIES
from pos_app.domain.people.operator import Role
from resources.demo.numbers import demo_coupons
from resources.demo.samples import samples
from resources.demo.shop import demo_shop


@dataclass(frozen=True, slots=True)
class ShopWords:
    """``scans``: texts of a reader by kind; ``typed``: texts of a person by kind; ``pins`` by role."""

    scans: dict[str, tuple[str, ...]]
    typed: dict[str, tuple[str, ...]]
    pins: dict[str, tuple[str, ...]]


def shop_words(chance: random.Random, coupons: tuple[str, ...] = ()) -> ShopWords:
    """Of the demo shop, as ``./till demo`` opens it; ``coupons`` were issued beside those of its sheet."""
    shop = demo_shop(date(2026, 1, 1))
    scans: dict[str, tuple[str, ...]] = {}
    for sample in samples():
        scans[sample.section] = (*scans.get(sample.section, ()), sample.text)
    goods = tuple(code for item in shop.goods[:300] for code in item.codes[:1])
    codes = Counter(code for item in shop.goods for code in item.codes)
    cards = tuple(row.active_card for row in shop.customers[:80] if row.active_card)
    phones = tuple("8" + row.phone[2:] for row in shop.customers[:60])
    richest = sorted(shop.customers, key=lambda row: -sum(lot.points for lot in row.lots))
    rich_cards = tuple(row.active_card for row in richest[:40] if row.active_card)[:20]
    new_cards = tuple(card_number.generate(chance.randrange(10**8)) for _ in range(8))
    new_phones = tuple(f"8973{chance.randrange(10**7):07d}" for _ in range(60))
    certificates = tuple(CERTIFICATE_SERIES.compose(number) for number in chance.sample(range(10_000), 6))
    scans |= {
        "any goods": goods,
        "shared code": tuple(sorted(code for code, count in codes.items() if count > 1)),
        "any card": cards,
        "rich card": rich_cards,
        "new card": new_cards,
        "certificate": certificates,
        "order": (ORDER_SERIES.compose(chance.randrange(10_000)),),
        "coupon": coupons or demo_coupons(),
        "strange coupon": ("KCSPRING", "KCNONE1"),
        "receipt": tuple(_receipt_codes()),
        "torn code": tuple(code[: len(code) // 2] for code in goods[:5]),
        "marked goods": ("0104600510000057215!abcDEF12345\x1d93dGVz", "01046005100000572155opqRSTuvwxyz\x1d93aBcD"),
        "a link": ("https://shop.example/menu",),
        "nonsense": ("ABC-abc-1234", "]d2", "0" * 40),
    }
    typed = {
        "sum": ("1", "50", "99.90", "500", "1000", "3000", "5000", "0"),
        "count": ("2", "3", "12", "0.5", "2*"),
        "percent": ("5", "10", "25", "60", "100"),
        "high percent": ("25", "60"),
        "last four": tuple(phone[-4:] for phone in phones[:20]),
        "phone": phones[:10],
        "new phone": new_phones,
        "name": ("Zoya P.", "Test", "A"),
        "letters": ("vjkjrj", "milk", "ljk", "abc"),
        "receipt": ("2-000001", "2-000003", "2-999999"),
        "nonsense": ("!!!", ";;;;", "9999999999999999", "-5", "1,2,3"),
    }
    pins = {role.value: tuple(each.pin for each in shop.staff if each.role is role) for role in Role}
    pins["first cashier"] = pins[Role.CASHIER.value][:1]
    return ShopWords({kind: texts for kind, texts in scans.items() if texts}, typed, pins)


def _receipt_codes() -> list[str]:
    from pos_app.domain.codes import receipt_code

    return [receipt_code.compose(receipt_code.number("2", running)) for running in (1, 2, 3, 999)]
