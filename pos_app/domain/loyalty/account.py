"""A customer's points account as the server tells it, and as the till sees it after its own unsent sales."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.money.units import BasisPoints, Kopecks, Points


@dataclass(frozen=True, slots=True)
class Lot:
    """Points of one accrual that burn together at the close of ``expires_day`` (local day of the shop)."""

    lot_id: str
    expires_day: date
    remaining: Points


@dataclass(frozen=True, slots=True)
class PendingLot:
    """Earned points that may be spent from ``active_day`` to the close of ``expires_day`` (local days)."""

    lot_id: str
    active_day: date
    expires_day: date
    points: Points


@dataclass(frozen=True, slots=True)
class HeldMembership:
    """A membership of the customer until the close of ``until_day`` (local)."""

    code: str
    until_day: date


@dataclass(frozen=True, slots=True)
class GrantedOffer:
    """A personal offer: the rule of that id, narrowed to ``items`` (item ids; empty: the rule's goods).

    ``until_day`` (inclusive, None: no end), ``uses_left`` (None: as often as they like).
    """

    rule_id: str
    items: tuple[str, ...] = ()
    until_day: date | None = None
    uses_left: int | None = None


@dataclass(frozen=True, slots=True)
class RuleUses:
    """How often a rule applied to the customer's earlier receipts: ever, and on the present local day."""

    rule_id: str
    times: int
    times_today: int = 0


@dataclass(frozen=True, slots=True)
class AwardGiven:
    """An award of the customer's past: by which rule, for what, on which local day."""

    rule_id: str
    source: str
    day: date


@dataclass(frozen=True, slots=True)
class CouponWaiting:
    """A number that an award gave to the customer and that stands on no paper yet: his next receipt bears it.

    ``rule_id``: the award, ``coupon``: the series; good on the local days from ``from_day`` to ``until_day``.
    ``receipt_id``: the purchase that it was given for ("": none), which takes it back when all of it comes back.
    """

    rule_id: str
    coupon: str
    number: str
    from_day: date
    until_day: date
    receipt_id: str = ""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the engine asks about a customer beside points, as the server's books have it.

    ``day``: the local day that ``times_today``, ``accruals_today``, ``spends_today`` count (None: nothing known yet).
    ``life_turnover_kopecks``: the money of all purchases less what was paid back. ``awards``: given outside purchases.
    ``coupons_waiting``: given by awards, not yet printed. Tuples are sorted by their first field.
    """

    day: date | None = None
    purchases: int = 0
    life_turnover_kopecks: Kopecks = 0
    tags: tuple[str, ...] = ()
    memberships: tuple[HeldMembership, ...] = ()
    offers: tuple[GrantedOffer, ...] = ()
    rule_uses: tuple[RuleUses, ...] = ()
    accruals_today: int = 0
    spends_today: int = 0
    awards: tuple[AwardGiven, ...] = ()
    coupons_used: tuple[str, ...] = ()
    coupons_waiting: tuple[CouponWaiting, ...] = ()


NO_FACTS = AccountFacts()


@dataclass(frozen=True, slots=True)
class Account:
    """The server's truth at one instant, hundredths of a point. ``lots`` may be spent now and sum to ``available``.

    ``reserved`` is promised to tills (this one's own promises too) and stands in no lot of the row; ``pending`` waits
    for its first day; ``debt`` is what returns over-took (>= 0). ``turnover_kopecks``: the money of the programme's
    tier window. ``applied_seq``: the asking till's last operation number that the server had applied when it read the
    row (0: none), counted in its epoch ``applied_epoch`` (0: a server from before there were several).
    """

    customer_id: str
    available: Points
    debt: Points
    lots: tuple[Lot, ...]
    tier_code: str | None
    turnover_kopecks: Kopecks
    applied_seq: int = 0
    reserved: Points = 0
    pending: tuple[PendingLot, ...] = ()
    facts: AccountFacts = NO_FACTS
    applied_epoch: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the engine may know of the customer: ``spendable`` is what may be spent on this receipt at most.

    The services compute it (account, unsent sales, offline allowance); the engine applies the programme's caps.
    ``card_discount_bp``: what the customer's card states itself (0: nothing). ``turnover_kopecks`` is that of the tier
    window, ``life_turnover_kopecks`` of all purchases, ``purchases`` counts them; this receipt is in none of them.
    ``birthday`` is (month, day). ``accruals_today``, ``spends_today``: receipts of this local day that earned or spent
    points. Tuples are sorted by their first field.
    """

    customer_id: str
    tier_code: str | None
    spendable: Points
    card_discount_bp: BasisPoints = 0
    turnover_kopecks: Kopecks = 0
    life_turnover_kopecks: Kopecks = 0
    purchases: int = 0
    birthday: tuple[int, int] | None = None
    tags: tuple[str, ...] = ()
    memberships: tuple[HeldMembership, ...] = ()
    offers: tuple[GrantedOffer, ...] = ()
    rule_uses: tuple[RuleUses, ...] = ()
    accruals_today: int = 0
    spends_today: int = 0

    def uses_of(self, rule_id: str) -> RuleUses:
        """How often that rule applied to the customer before."""
        return next((uses for uses in self.rule_uses if uses.rule_id == rule_id), RuleUses(rule_id, 0))

    def offer_of(self, rule_id: str, day: date) -> GrantedOffer | None:
        """The customer's grant of that offer which holds on the local ``day``; None without one."""
        for offer in self.offers:
            ended = offer.until_day is not None and offer.until_day < day
            if offer.rule_id == rule_id and not ended and offer.uses_left != 0:
                return offer
        return None

    def is_member(self, code: str, day: date) -> bool:
        """Whether the membership holds on the local ``day``."""
        return any(held.code == code and day <= held.until_day for held in self.memberships)
