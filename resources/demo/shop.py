"""The demo shop as a whole: the same rows on every machine, so that till and server agree without a word."""

from dataclasses import replace
from datetime import date

from resources.demo.customers_maker import make_customers
from resources.demo.goods_maker import make_goods
from resources.demo.identifiers import demo_id
from resources.demo.programme import programme_text
from resources.demo.rates import VAT_RATES
from resources.demo.rows import CustomerRow, DemoShop, GroupRow, ShopRow, StaffRow, TillRow
from resources.demo.staff_maker import make_staff
from resources.demo.vocabulary import groups

_SHOP = ShopRow(
    code="1",
    name="Копилка на Садовой",
    legal_name="ООО «Копилка-Демо»",
    address="г. Примерск, ул. Садовая, д. 1",
    taxpayer_number="0000000000",  # no tax office has the code 0000: the number can be nobody's
    timezone="Europe/Moscow",
)
_TILL_NAMES = ("Касса 1", "Касса 2")


def demo_shop(today: date, seed: int = 1) -> DemoShop:
    """The demo shop on the business day ``today``: 2,000 goods, 1,000 customers, 6 people, 2 tills.

    Pure: same arguments, same rows. ``today`` moves only days (registrations, cards, lots); ids, codes, phones, prices
    and sums follow from ``seed`` alone. Takes some 0.1 s.
    """
    customers, staff = _with_own_accounts(make_customers(today, seed), make_staff(seed))
    tills = (TillRow(demo_id("till", place, seed), str(place + 1), name) for place, name in enumerate(_TILL_NAMES))
    return DemoShop(
        shop=_SHOP,
        tills=tuple(tills),
        groups=tuple(GroupRow(group.code, group.name) for group in groups()),
        goods=make_goods(seed),
        vat_rates=VAT_RATES,
        customers=customers,
        staff=staff,
        programme_text=programme_text(),
    )


def _with_own_accounts(
    customers: tuple[CustomerRow, ...], staff: tuple[StaffRow, ...]
) -> tuple[tuple[CustomerRow, ...], tuple[StaffRow, ...]]:
    """Every second person of the staff is a customer, too: the last customers bear their names."""
    theirs = staff[::2]
    first = len(customers) - len(theirs)
    named = []
    for person, customer in zip(theirs, customers[first:], strict=True):
        family, given, patronymic = person.name.split()
        named.append(replace(customer, family_name=family, given_name=given, patronymic=patronymic))
    accounts = {person.operator_id: customer.customer_id for person, customer in zip(theirs, named, strict=True)}
    linked = tuple(replace(person, customer_id=accounts.get(person.operator_id)) for person in staff)
    return (*customers[:first], *named), linked
