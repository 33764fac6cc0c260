"""What the till tells of a customer: the answers of a search, and the panel."""

from dataclasses import dataclass, field
from datetime import date, datetime

from pos_app.domain.coupon.award_coupons import CouponsDue
from pos_app.domain.loyalty.lots import Burning
from pos_app.domain.loyalty.programme import LocalText
from pos_app.domain.money.units import Points
from pos_app.domain.people.customer import Customer
from pos_app.services.customer_benefits import NO_BENEFITS, Benefits


@dataclass(frozen=True, slots=True)
class CustomerFound:
    """Exactly one person."""

    customer: Customer


@dataclass(frozen=True, slots=True)
class CustomerChoice:
    """Several people share the last four digits, the shop's recent ones first; ``more`` if not all are here."""

    customers: tuple[Customer, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class CustomerNotFound:
    """Nobody, or the text names nobody.

    ``key``: ``phone_unknown`` and ``last4_unknown`` (``phone``: masked, ``digits``), ``card_unknown`` (``number``),
    ``card_blocked`` (``number``: its end, ``why``),
    ``not_a_phone``, ``card_check_digit``, ``no_customers_loaded``, or the key of a phone's CodeError
    (``phone_too_short``/``phone_too_long`` with ``digits``, ``phone_not_mobile``, ``phone_unknown_country``).
    """

    key: str
    params: dict[str, int | str] = field(default_factory=dict)


CustomerAnswer = CustomerFound | CustomerChoice | CustomerNotFound


@dataclass(frozen=True, slots=True)
class CustomerPanel:
    """The customer's card on the screen; all points in hundredths.

    ``balance``: as it will be when the server has all of this till's records. ``spendable``: what may be spent now,
    offline what the server set aside for this till. ``pending``: earned or given back here, spendable after the next
    contact. ``burning``: points that burn at the close of ``burning_day``, within the programme's notice.
    ``account_known``: the server told the account at least once. ``leased``: what may be spent here without network,
    until ``leased_until`` (None without a lease). ``unsupported``: the server is older than this till. ``confirmed``:
    the phone is known to be his; until then nothing is spent. ``burning_soon``: every day of the notice, soonest first.
    ``coupons_due``: which coupons his awards have for his receipt (None: the account is not known).
    """

    customer: Customer
    tier_name: LocalText | None
    balance: Points
    spendable: Points
    offline: bool
    pending: Points
    debt: Points
    burning: Points
    burning_day: date | None
    account_known: bool
    leased: Points = 0
    leased_until: datetime | None = None
    unsupported: bool = False
    confirmed: bool = True
    benefits: Benefits = NO_BENEFITS
    burning_soon: tuple[Burning, ...] = ()
    coupons_due: CouponsDue | None = None

    @property
    def allowance_used(self) -> bool:
        """Whether there are points that may be spent, and only the missing network keeps them back."""
        return self.offline and self.spendable == 0 and self.balance > self.pending
