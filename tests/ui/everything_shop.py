"""The demo till with goods of every group and the sample programme that holds every kind of rule."""

from dataclasses import replace
from datetime import date

from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.money.units import Unit
from resources.demo.shop import demo_shop
from resources.programmes.samples import sample_text
from tests.ui.demo_till import CARD, DemoTill

GROUPS = (
    *("chocolate",) * 4,
    *("dairy",) * 2,
    *("bread", "tea_coffee", "sweets", "sweets", "drinks", "snacks", "grocery", "sauces", "fruit", "cheese", "pets"),
)
"""What lies in the basket, one piece each."""


def everything_till(till: DemoTill) -> tuple[str, ...]:
    """Bring programme, goods and a customer of the tier «family» in; the codes to scan, the customer's card last."""
    till.shelf.versions.append(replace(read_programme(sample_text("everything")), version=7))
    goods = [item for item in demo_shop(date(2026, 3, 14)).goods if item.codes and item.unit is Unit.PIECE]
    till.catalogue.items += goods
    till.catalogue.rates = (*till.catalogue.rates, *demo_shop(date(2026, 3, 14)).vat_rates)
    account = till.directory.accounts["c-1"]
    till.directory.accounts["c-1"] = replace(account, tier_code="family", turnover_kopecks=9_000_000)
    by_group: dict[str, list[str]] = {}
    for item in goods:
        by_group.setdefault(item.group, []).append(item.codes[0])
    codes = []
    for place, group in enumerate(GROUPS):
        codes.append(by_group[group][place % 2 if group == "chocolate" else place])
    return (*codes, CARD)
