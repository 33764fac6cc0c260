"""What may be spent without the server: leases given to tills in advance, and the shop's own risk above them."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from pos_app.domain.loyalty.rules.figures import PointsSum, Rate


@dataclass(frozen=True, slots=True)
class OfflineTerms:
    """Leases: after a visit the till may spend ``lease_share_bp`` of what the customer has, at most ``lease_points``.

    Points are hundredths. A customer has at most ``leases_per_customer`` at once (0: no leases); the till spends from
    one for ``lease_hours``. ``offline_risk_points``: what a till may let a customer spend on a business day above his
    leases (0: nothing); what is not there then is the programme's loss, never the customer's.
    """

    lease_share_bp: Rate = 5_000
    lease_points: PointsSum = 100_000
    leases_per_customer: Annotated[int, Field(ge=0, le=20, description="how many at once; 0: none")] = 2
    lease_hours: Annotated[int, Field(ge=1, le=720, description="hours, at most 30 days")] = 72
    offline_risk_points: PointsSum = 0


OFFLINE_DEFAULTS = OfflineTerms()
