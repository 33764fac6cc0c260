"""A fact as the fold takes it: a record with the till that told it and the number under which it was told."""

from dataclasses import dataclass

from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.people.deed import Deed
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn

FactRecord = ShiftOpened | ZReport | Sale | SaleReturn | CashMovement | Deed | QuickCredit | RewardGiven


@dataclass(frozen=True, slots=True)
class Fact:
    """``epoch`` and ``seq``: the operation's number, 0 where a till does not keep it any more.

    ``at_office``: told by the shop's office, not by a till. ``shift_id``: in which shift it happened, of a record that
    does not name it, where that is known otherwise than by the order of what was told.
    """

    shop_id: str
    till_id: str
    till_code: str
    epoch: int
    seq: int
    record: FactRecord
    at_office: bool = False
    shift_id: str = ""
