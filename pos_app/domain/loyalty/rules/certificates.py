"""Gift certificates: sold for their worth, redeemed whole or in parts, blocked when lost."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.figures import Code, CouponCode, SomeDays, SomeMoney
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSeries:
    """Certificates whose numbers begin with ``prefix``, of these nominals, valid ``valid_days`` after the sale.

    ``in_parts``: what is left stays on it; else it burns with the first payment. ``goods`` may be paid with it;
    ``earns_points``: the part paid with it earns like money.
    """

    code: Code
    name: LocalText
    prefix: CouponCode
    nominals_kopecks: Annotated[tuple[SomeMoney, ...], Field(min_length=1, max_length=50)]
    valid_days: SomeDays = 365
    in_parts: bool = True
    goods: GoodsSelector = ALL_GOODS
    earns_points: bool = True
