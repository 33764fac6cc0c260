"""The customer's money account: topped up, paid from, change kept on it."""

from dataclasses import dataclass

from pos_app.domain.loyalty.rules.figures import Money, Rate, SomeMoney, Text
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyAccount:
    """``top_up_items`` (item ids) are top-up cards, worth their list price.

    ``goods`` may be paid from it, up to ``max_share_bp`` of their sum. ``bonus_bp``: points for a top-up as for a
    purchase (5 % of 100.00 roubles are 5.00 points). ``notice_below_kopecks``: the customer is told (0: never).
    """

    least_top_up_kopecks: SomeMoney = 100
    most_top_up_kopecks: SomeMoney = 1_500_000
    most_balance_kopecks: SomeMoney = 6_000_000
    top_up_items: tuple[Text, ...] = ()
    keeps_change: bool = True
    goods: GoodsSelector = ALL_GOODS
    max_share_bp: Rate = 10_000
    earns_points: bool = True
    bonus_bp: Rate = 0
    notice_below_kopecks: Money = 0
