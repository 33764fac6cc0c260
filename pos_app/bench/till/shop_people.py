"""Whom and what of the demo shop the bench uses."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from pos_app.domain.money.units import Unit
from resources.demo.rows import CustomerRow
from resources.demo.shop import demo_shop

_LAST_DIGITS = 4
_CHOICES = range(2, 10)


@dataclass(frozen=True, slots=True)
class ShopPeople:
    """``codes``: barcodes of goods by the piece, each naming one item. ``sharing``: people of whom two to nine share

    the last four digits of their phones. ``rich``: people with a card and with points, the richest first.
    """

    badge: str
    codes: tuple[str, ...]
    customers: tuple[CustomerRow, ...]
    sharing: tuple[CustomerRow, ...]
    rich: tuple[CustomerRow, ...]


def shop_people(today: date) -> ShopPeople:
    """Picked from the demo shop as it stands on ``today``."""
    shop = demo_shop(today)
    holders = Counter(code for item in shop.goods for code in item.codes)
    endings = Counter(person.phone[-_LAST_DIGITS:] for person in shop.customers)
    return ShopPeople(
        badge=shop.staff[0].badge,
        codes=tuple(
            item.codes[0]
            for item in shop.goods
            if item.unit is Unit.PIECE and item.codes and holders[item.codes[0]] == 1
        ),
        customers=shop.customers,
        sharing=tuple(person for person in shop.customers if endings[person.phone[-_LAST_DIGITS:]] in _CHOICES),
        rich=tuple(
            sorted(
                (person for person in shop.customers if person.active_card and person.balance > 0),
                key=lambda person: -person.balance,
            )
        ),
    )
