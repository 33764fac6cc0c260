"""Which errand a customer comes with."""

from collections.abc import Callable

from pos_app.simulation.errands import baskets, decisions, numbers, people, stored_money
from pos_app.simulation.errands.work import Work

ERRANDS: tuple[tuple[Callable[[Work], None], int], ...] = (
    (stored_money.sell_certificate, 3),
    (stored_money.top_up, 2),
    (stored_money.pay_with_certificate, 4),
    (stored_money.pay_from_account, 3),
    (stored_money.money_back, 2),
    (numbers.redeem_coupon, 4),
    (numbers.pick_up_order, 4),
    (numbers.cancel_order, 1),
    (baskets.put_aside, 1),
    (baskets.too_long, 1),
    (baskets.discount_by_hand, 1),
    (baskets.undone, 1),
    (people.change_phone, 2),
    (decisions.decide, 2),
)
"""With how often each comes beside the others."""


def run_errand(work: Work) -> None:
    """One of them by chance. ``ServiceError`` as the till says."""
    errands, often = zip(*ERRANDS, strict=True)
    work.chance.choices(errands, often)[0](work)
