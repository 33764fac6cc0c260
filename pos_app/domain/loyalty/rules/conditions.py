"""What must be so for a rule to apply, beside its window and its goods."""

from dataclasses import dataclass

from pos_app.domain.loyalty.rules.figures import Amount, Code, Money, NearDays, SomeAmount, Text, Times
from pos_app.domain.loyalty.rules.goods import GoodsSelector


@dataclass(frozen=True, slots=True)
class BirthdayWindow:
    """From so many days before the customer's birthday to so many after it, the day itself included.

    29 February is kept on 28 February in other years.
    """

    days_before: NearDays = 0
    days_after: NearDays = 0


@dataclass(frozen=True, slots=True)
class RequiredGoods:
    """The basket holds at least ``quantity`` of these goods."""

    goods: GoodsSelector
    quantity: SomeAmount = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """All must hold. An empty tuple, 0 and None do not restrict; of a tuple one is enough.

    Sums are what the earlier stages left: ``min_basket_kopecks`` of the whole basket, ``min_goods_kopecks`` and
    ``min_quantity`` of the rule's own goods. ``coupon`` is the rule id of a coupon that must have been presented.
    ``from_purchase`` and ``to_purchase`` count the customer's purchases, this one included (1 is the first).
    Conditions on tiers, memberships, tags, birthday, purchases or uses ask for a customer by themselves.
    """

    needs_customer: bool = False
    tiers: tuple[Code, ...] = ()
    memberships: tuple[Code, ...] = ()
    customer_tags: tuple[Text, ...] = ()
    without_customer_tags: tuple[Text, ...] = ()
    shops: tuple[Code, ...] = ()
    partners: tuple[Code, ...] = ()
    coupon: Code | None = None
    min_basket_kopecks: Money = 0
    min_goods_kopecks: Money = 0
    min_quantity: Amount = 0
    with_goods: RequiredGoods | None = None
    birthday: BirthdayWindow | None = None
    from_purchase: Times | None = None
    to_purchase: Times | None = None
    uses_per_customer: Times | None = None
    uses_per_customer_day: Times | None = None

    @property
    def asks_for_customer(self) -> bool:
        """Whether nobody unknown can fulfil them."""
        return bool(
            self.needs_customer
            or self.tiers
            or self.memberships
            or self.customer_tags
            or self.birthday is not None
            or self.from_purchase is not None
            or self.to_purchase is not None
            or self.uses_per_customer is not None
            or self.uses_per_customer_day is not None
        )


NO_CONDITIONS = Conditions()
