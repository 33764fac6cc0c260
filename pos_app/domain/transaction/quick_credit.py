"""Points for a sum without a list of goods: a seller scans the customer's code and types what he paid elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import ONE, Kopecks, Points, Unit
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.transaction.earned_lots import lots_of
from pos_app.domain.transaction.sale import SaleLot

_GROUP = "quick-credit"
"""A programme leaves such purchases out of a rule by this group of goods."""


@dataclass(frozen=True, slots=True)
class QuickCredit:
    """``credit_id`` is its operation's id. ``earned`` hundredths of a point for ``sum_kopecks``, in ``lots``.

    It is no sale: no cash, no tender, no fiscal receipt; whoever took the money gave that.
    """

    credit_id: str
    customer_id: str
    operator_id: str
    till_code: str
    credited_at: datetime
    business_day: date
    programme_id: str
    programme_version: int
    sum_kopecks: Kopecks
    earned: Points
    lots: tuple[SaleLot, ...]


def credited(
    programme: Programme, standing: Standing, credit_id: str, sum_kopecks: Kopecks, at: datetime
) -> tuple[Points, tuple[SaleLot, ...]]:
    """What a purchase of that sum earns by the programme's own rules, and when it burns; ``at`` local, aware.

    The sum is what was paid: no discount is taken off it again.
    """
    rules = SellingRules(discountable=False, payable_with_points=False)
    goods = Item(_GROUP, _GROUP, "", (), _GROUP, "", Unit.PIECE, sum_kopecks, "", rules)
    basket = Basket(credit_id, at, (BasketLine("line", goods, ONE),), standing.customer_id)
    priced = price(basket, standing, compile_programme(programme), at)
    return priced.earned, lots_of(credit_id, priced, programme, at.date())
