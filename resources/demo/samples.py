"""Which codes of the demo shop are worth having at hand, and what each of them should do at the till.

``python -m resources.demo.samples [FOLDER]`` writes pictures, list and sheet; without a folder into ``samples/``, the
set that is shipped. The codes belong to seed 1 of ``demo_shop`` and do not depend on the day.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pos_app.domain.catalogue.item import Item
from pos_app.domain.codes import card_number, gtin, phone, variable_measure
from pos_app.domain.codes.scan import Symbology
from pos_app.domain.loyalty.programme import LocalText
from pos_app.domain.people.operator import Role
from resources.demo.numbers import demo_certificate, demo_coupons, demo_order_numbers
from resources.demo.programme import tier_names
from resources.demo.rows import CardStatus, CustomerRow, DemoShop, StaffRow
from resources.demo.shop import demo_shop

SEED = 1
_ANY_DAY = date(2026, 1, 1)  # codes, names and sums of the demo shop are the same on every day
_SOON_DAYS = 30
_BLANK_CARD = 777_001
"""The serial number of a card that no generated customer has."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A code to scan. ``name`` is its file's stem, ``text`` what a reader must give, ``effect`` what should happen."""

    name: str
    section: str
    symbology: Symbology
    text: str
    title: LocalText
    effect: LocalText


# File stem, beginning of the goods' name; what is to be known beside the price.
_GOODS = (
    ("goods-milk", "Молоко пастеризованное", "", ""),
    ("goods-bread", "Хлеб Бородинский", "", ""),
    ("goods-eggs", "Яйцо куриное", "", ""),
    ("goods-chocolate-1", "Шоколад молочный", "Акция: шоколад, 3 по цене 2.", "Promotion: chocolate, 3 for 2."),
    ("goods-chocolate-2", "Шоколад горький", "Акция: шоколад, 3 по цене 2.", "Promotion: chocolate, 3 for 2."),
    ("goods-chocolate-3", "Батончик шоколадный", "Акция: шоколад, 3 по цене 2.", "Promotion: chocolate, 3 for 2."),
    ("goods-coffee", "Кофе в зёрнах", "", ""),
    ("goods-powder", "Порошок стиральный", "", ""),
    ("goods-energy", "Напиток энергетический", "Только с 18 лет.", "From 18 years only."),
    ("goods-bag", "Пакет-майка", "", ""),
    ("goods-vodka", "Водка", "Только с 18 лет. Ни скидка, ни баллы не опускают цену ниже {floor} руб.",
     "From 18 years only. Neither discount nor points take the price below {floor} roubles."),
    ("goods-tobacco", "Сигареты", "Только с 18 лет. Без скидок; баллы не начисляются и не принимаются.",
     "From 18 years only. No discounts; earns no points and takes none."),
)  # fmt: skip
_WEIGHED = (
    ("weighed-apples-1", "Яблоки Гала", 1_254),
    ("weighed-apples-2", "Яблоки Гала", 500),
    ("weighed-cheese", "Сыр Российский", 386),
    ("weighed-pork", "Свинина карбонад", 742),
)


def samples() -> tuple[Sample, ...]:
    """All samples, by section."""
    shop = demo_shop(_ANY_DAY, SEED)
    return (*_goods(shop), *_weighed(shop), *_customers(shop), *_numbers(), *_staff(shop), *_trouble(shop))


def digits_to_type(shop: DemoShop) -> tuple[str, ...]:
    """Last four digits that three customers share, so that the till must ask which of them it is."""
    owners = Counter(person.phone[-4:] for person in shop.customers)
    return tuple(sorted(ending for ending, count in owners.items() if count == 3))


def _decimal(hundredths: int) -> LocalText:
    """Kopecks as roubles, hundredths of a point as points: ``1 234,50`` and ``1,234.50``."""
    whole, part = f"{hundredths // 100:,}", f"{hundredths % 100:02d}"
    return LocalText(f"{whole.replace(',', chr(0xA0))},{part}", f"{whole}.{part}")


def _goods(shop: DemoShop) -> list[Sample]:
    found = []
    for name, beginning, ru, en in _GOODS:
        item = _item(shop, beginning)
        price, floor = _decimal(item.price_kopecks), _decimal(item.rules.floor_kopecks or 0)
        effect = LocalText(
            f"Строка чека: {price.ru} руб. {ru}".strip().format(floor=floor.ru),
            f"A line of the receipt: {price.en} roubles. {en}".strip().format(floor=floor.en),
        )
        found.append(Sample(name, "goods", Symbology.EAN13, item.codes[0], _one(item.name), effect))
    return found


def _weighed(shop: DemoShop) -> list[Sample]:
    found = []
    for name, beginning, grams in _WEIGHED:
        item = _item(shop, beginning, weighed=True)
        whole, part = grams // 1000, f"{grams % 1000:03d}"
        price = _decimal(item.price_kopecks)
        effect = LocalText(
            f"Строка чека: {whole},{part} кг по {price.ru} руб. за кг. Этикетка весов.",
            f"A line of the receipt: {whole}.{part} kg at {price.en} roubles per kg. A scale's label.",
        )
        text = variable_measure.compose(item.article, grams)
        found.append(Sample(name, "weighed", Symbology.EAN13, text, _one(item.name), effect))
    return found


def _customers(shop: DemoShop) -> list[Sample]:
    carded = [person for person in shop.customers if person.active_card]
    gold = next(person for person in carded if person.tier_code == "gold" and 0 < _burning(person) < person.balance)
    silver = next(person for person in carded if person.tier_code == "silver" and person.balance)
    empty = next(person for person in carded if person.tier_code == "base" and not person.balance)
    replaced = next(person for person in carded if len(person.cards) == 2)
    blocked = next(card.number for card in replaced.cards if card.status is CardStatus.BLOCKED)
    by_phone = [person for person in shop.customers if not person.cards and person.balance][:2]
    refused = LocalText(
        "Карта заблокирована: покупатель по ней не открывается.", "The card is blocked: it opens no account."
    )
    found = [
        _card("card-gold-qr", Symbology.QR, gold),
        _card("card-gold-code128", Symbology.CODE128, gold),
        _card("card-silver-qr", Symbology.QR, silver),
        _card("card-silver-code128", Symbology.CODE128, silver),
        _card("card-no-points-qr", Symbology.QR, empty),
        Sample(
            "card-blocked-code128",
            "cards",
            Symbology.CODE128,
            blocked,
            LocalText("Потерянная карта", "A lost card"),
            refused,
        ),
        Sample(
            "card-blank-code128",
            "cards",
            Symbology.CODE128,
            card_number.generate(_BLANK_CARD),
            LocalText("Чистая карта", "A blank card"),
            LocalText(
                "Ещё ничья: выдать её клиенту – F2 F3, затем F3 и 1.",
                "Nobody's yet: hand it out with F2 F3, then F3 1.",
            ),
        ),
    ]
    texts = (phone.uri(by_phone[0].phone), by_phone[1].phone)
    for name, text, person in zip(("phone-uri-qr", "phone-plain-qr"), texts, by_phone, strict=True):
        title = LocalText("Телефон в QR-коде", "A phone in a QR code")
        found.append(Sample(name, "phones", Symbology.QR, text, title, _opens(person)))
    return found


def _card(name: str, symbology: Symbology, person: CustomerRow) -> Sample:
    if person.active_card is None:
        raise ValueError(f"customer {person.customer_id}: expected an active card, found none")
    kind = "QR" if symbology is Symbology.QR else "Code 128"
    title = LocalText(f"Карта покупателя, {kind}", f"A customer's card, {kind}")
    return Sample(name, "cards", symbology, person.active_card, title, _opens(person))


def _opens(person: CustomerRow) -> LocalText:
    tier, points, burning = tier_names()[person.tier_code], _decimal(person.balance), _burning(person)
    ru = f"Покупатель: {person.short_name} Уровень «{tier.ru}», " + (
        f"{points.ru} балла." if person.balance else "баллов нет."
    )
    en = f"Customer: {person.short_name} Tier “{tier.en}”, " + (
        f"{points.en} points." if person.balance else "no points."
    )
    if burning:
        soon = _decimal(burning)
        ru += f" Скоро сгорят {soon.ru}."
        en += f" {soon.en} burn soon."
    return LocalText(ru, en)


def _burning(person: CustomerRow) -> int:
    return sum(lot.points for lot in person.lots if (lot.expires_day - _ANY_DAY).days <= _SOON_DAYS)


def _staff(shop: DemoShop) -> list[Sample]:
    words = {
        Role.CASHIER: ("badge-cashier", LocalText("Бейдж кассира", "A cashier's badge")),
        Role.SENIOR: ("badge-senior", LocalText("Бейдж старшего кассира", "A senior cashier's badge")),
        Role.MANAGER: ("badge-manager", LocalText("Бейдж управляющего", "A manager's badge")),
    }
    found = []
    for role, (name, title) in words.items():
        person: StaffRow = next(person for person in shop.staff if person.role is role)
        effect = LocalText(
            f"Вход или подтверждение: {person.name}. PIN\u00a0{person.pin}.",
            f"Sign-on or approval: {person.name}. PIN\u00a0{person.pin}.",
        )
        found.append(Sample(name, "staff", Symbology.CODE128, person.badge, title, effect))
    return found


def _numbers() -> list[Sample]:
    """Single coupons, a blank gift certificate, and orders that wait."""
    once = LocalText(
        "5 % с чека от 500 руб.; сработает один раз, на любой кассе.",
        "5 % off a receipt from 500 roubles; once, at any till.",
    )
    orders = (
        LocalText(
            "На пустом чеке: кофе и молоко, покупатель, предоплата 500 руб.",
            "On an empty receipt: coffee and milk, the customer, 500 roubles prepaid.",
        ),
        LocalText("На пустом чеке: яблоки и молоко, к оплате.", "On an empty receipt: apples and milk, to be paid."),
    )
    found = []
    for place, number in enumerate(demo_coupons(), start=1):
        title = LocalText("Купон с номером", "A coupon with a number")
        found.append(Sample(f"coupon-{place}-code128", "coupons", Symbology.CODE128, number, title, once))
    found.append(
        Sample(
            "certificate-code128",
            "certificates",
            Symbology.CODE128,
            demo_certificate(),
            LocalText("Подарочный сертификат", "A gift certificate"),
            LocalText(
                "В чеке: касса спросит номинал и продаст его. Проданным платят: F12 и сканировать.",
                "In a receipt: the till asks what it is sold for. Once sold it pays: F12, then scan it.",
            ),
        )
    )
    for place, (number, effect) in enumerate(zip(demo_order_numbers(), orders, strict=True), start=1):
        title = LocalText("Заказ к выдаче", "An order to be picked up")
        found.append(Sample(f"order-{place}-qr", "orders", Symbology.QR, number, title, effect))
    return found


def _trouble(shop: DemoShop) -> list[Sample]:
    known = {code for item in shop.goods for code in item.codes}
    bodies = (f"469{company:06d}000" for company in range(10**6))
    stranger = next(code for code in map(gtin.with_check_digit, bodies) if code not in known)
    card = next(person.active_card for person in shop.customers if person.active_card)
    torn = card[:-1] + str((int(card[-1]) + 1) % 10)
    return [
        Sample(
            "trouble-unknown-goods",
            "trouble",
            Symbology.EAN13,
            stranger,
            LocalText("Товар не из этого магазина", "Goods of another shop"),
            LocalText("Товар не найден; чек не меняется.", "Not found; the receipt does not change."),
        ),
        Sample(
            "trouble-check-digit",
            "trouble",
            Symbology.CODE128,
            torn,
            LocalText("Карта с неверной контрольной цифрой", "A card with a wrong check digit"),
            LocalText("Код прочитан с ошибкой; покупатель не открывается.", "Misread code; no account is opened."),
        ),
    ]


def _item(shop: DemoShop, beginning: str, weighed: bool = False) -> Item:
    """The first of the goods so called; where discounts are allowed, one whose price leaves room for them."""
    called = (item for item in shop.goods if item.name.startswith(beginning) and ("weighed" in item.tags) == weighed)
    return next(
        item for item in called if not item.rules.discountable or item.price_kopecks > (item.rules.floor_kopecks or 0)
    )


def _one(name: str) -> LocalText:
    """Goods have one name, in the language of the shop."""
    return LocalText(name, name)


def main() -> None:
    """Write the set into the folder named on the command line."""
    from resources.demo.sample_files import write_all

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "samples"
    for path in write_all(folder):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
