"""A customer as a document: all that the engine may know of him (`./till price --customer`)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from pos_app.domain.loyalty.account import GrantedOffer, HeldMembership, RuleUses, Standing
from pos_app.domain.loyalty.rules.figures import Day
from pos_app.services.documents.figures import Hundredths, Money, Name, Rate, Times

_MONTH_DAY = r"^[0-9]{2}-[0-9]{2}$"
_LEAP_YEAR = 2024


def _real_day(text: str) -> str:
    try:
        date.fromisoformat(f"{_LEAP_YEAR}-{text}")
    except ValueError as error:
        raise PydanticCustomError("month_and_day", "month and day such as 05-14") from error
    return text


Birthday = Annotated[
    str,
    AfterValidator(_real_day),
    WithJsonSchema({"type": "string", "pattern": _MONTH_DAY, "description": "month and day of birth, such as 05-14"}),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipDocument:
    """A membership of the customer until the close of ``until_day``."""

    code: Name
    until_day: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDocument:
    """A personal offer: the rule of that id, narrowed to ``items`` (item ids; empty: the rule's goods)."""

    rule_id: Name
    items: tuple[Name, ...] = ()
    until_day: Day | None = None
    uses_left: Times | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUsesDocument:
    """How often a rule applied to the customer's earlier receipts: ever, and today."""

    rule_id: Name
    times: Times
    times_today: Times = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDocument:
    """``spendable``: hundredths of a point that may be spent on this receipt at most.

    ``turnover_kopecks`` is that of the tier window, ``life_turnover_kopecks`` of all purchases, ``purchases`` counts
    them, without the one being priced.
    """

    customer_id: Name
    tier_code: Name | None = None
    spendable: Hundredths = 0
    card_discount_bp: Rate = 0
    turnover_kopecks: Money = 0
    life_turnover_kopecks: Money = 0
    purchases: Times = 0
    birthday: Birthday | None = None
    tags: tuple[Name, ...] = ()
    memberships: tuple[MembershipDocument, ...] = ()
    offers: tuple[OfferDocument, ...] = ()
    rule_uses: tuple[RuleUsesDocument, ...] = ()
    accruals_today: Times = 0
    spends_today: Times = 0


def standing_of(document: CustomerDocument) -> Standing:
    """The engine's view of the customer; what the document lists in any order stands sorted."""
    month_day = None if document.birthday is None else (int(document.birthday[:2]), int(document.birthday[3:]))
    return Standing(
        customer_id=document.customer_id,
        tier_code=document.tier_code,
        spendable=document.spendable,
        card_discount_bp=document.card_discount_bp,
        turnover_kopecks=document.turnover_kopecks,
        life_turnover_kopecks=document.life_turnover_kopecks,
        purchases=document.purchases,
        birthday=month_day,
        tags=tuple(sorted(document.tags)),
        memberships=tuple(
            sorted((HeldMembership(one.code, one.until_day) for one in document.memberships), key=lambda one: one.code)
        ),
        offers=tuple(
            sorted(
                (
                    GrantedOffer(one.rule_id, tuple(sorted(one.items)), one.until_day, one.uses_left)
                    for one in document.offers
                ),
                key=lambda one: one.rule_id,
            )
        ),
        rule_uses=tuple(
            sorted(
                (RuleUses(one.rule_id, one.times, one.times_today) for one in document.rule_uses),
                key=lambda one: one.rule_id,
            )
        ),
        accruals_today=document.accruals_today,
        spends_today=document.spends_today,
    )
