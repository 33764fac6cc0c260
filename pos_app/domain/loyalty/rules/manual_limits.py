"""Stage 6: what a discount by hand may come to at most, whoever approves it (roles have their own, lower limits)."""

from dataclasses import dataclass

from pos_app.domain.loyalty.rules.figures import Rate
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector


@dataclass(frozen=True, slots=True)
class ManualLimits:
    """Shares of what the earlier stages left: of a line, and of the whole basket with the lines' discounts.

    ``goods`` may be discounted by hand. ``on_discounted``: also goods that an earlier stage discounted.
    """

    line_bp: Rate = 10_000
    basket_bp: Rate = 10_000
    goods: GoodsSelector = ALL_GOODS
    on_discounted: bool = True


NO_MANUAL_LIMITS = ManualLimits()
