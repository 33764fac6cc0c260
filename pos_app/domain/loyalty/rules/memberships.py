"""Paid memberships: sold as an article, active for a period, with privileges of their own."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.figures import Code, Rate, SomeDays, Text
from pos_app.domain.loyalty.rules.tiers import Privilege


@dataclass(frozen=True, slots=True)
class Membership:
    """Buying one of ``items`` (item ids) makes the customer a member for ``days``, from the end of a running period.

    ``earn_bp`` is the least rate of earning of a member. Discounts are rules of the kind ``membership_discount``.
    """

    code: Code
    name: LocalText
    items: Annotated[tuple[Text, ...], Field(min_length=1)]
    days: SomeDays
    earn_bp: Rate = 0
    privileges: tuple[Privilege, ...] = ()
