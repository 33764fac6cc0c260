"""Several companies with one programme: who takes part with what, and how they settle."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.figures import Code, Rate


@dataclass(frozen=True, slots=True)
class Partner:
    """A company with its shops (shop codes). ``earn_bp`` and ``max_points_share_bp`` None: the programme's.

    ``issues`` points on its receipts, ``accepts`` them in payment.
    """

    code: Code
    name: LocalText
    shops: Annotated[tuple[Code, ...], Field(min_length=1)]
    earn_bp: Rate | None = None
    max_points_share_bp: Rate | None = None
    issues: bool = True
    accepts: bool = True


class ClearingPeriod(StrEnum):
    """How often partners settle, by local calendar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Breakage(StrEnum):
    """Who keeps the money of points that burnt."""

    OPERATOR = "operator"
    ISSUER = "issuer"


@dataclass(frozen=True, slots=True)
class Clearing:
    """Whoever issues a point owes the operator ``issue_bp`` of its worth; whoever accepts it is owed ``accept_bp``.

    ``operator`` is the partner who keeps the pool. The difference of both is the operator's fee.
    """

    operator: Code
    issue_bp: Rate = 10_000
    accept_bp: Rate = 10_000
    period: ClearingPeriod = ClearingPeriod.MONTH
    breakage: Breakage = Breakage.OPERATOR


@dataclass(frozen=True, slots=True)
class Coalition:
    """A shop belongs to one partner."""

    partners: Annotated[tuple[Partner, ...], Field(min_length=1)]
    clearing: Clearing

    def partner_of_shop(self, shop_code: str) -> Partner | None:
        """The partner whose shop it is; None for a shop outside the coalition."""
        return next((partner for partner in self.partners if shop_code in partner.shops), None)
