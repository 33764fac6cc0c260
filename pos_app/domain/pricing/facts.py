"""What is known in one pricing run: the basket's sheet, the customer, the shop's local time, the coupons presented."""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.pricing.compiled_programme import CompiledProgramme
from pos_app.domain.pricing.memory import PricingMemory
from pos_app.domain.pricing.worksheet import SheetLine


@dataclass(frozen=True, slots=True)
class Facts:
    """``at`` is local and aware. ``presented`` are rule ids of coupons with the codes that were presented for them."""

    basket: Basket
    standing: Standing | None
    compiled: CompiledProgramme
    at: datetime
    day: date
    presented: dict[str, str]
    sheet: tuple[SheetLine, ...]
    memory: PricingMemory


def gather(
    basket: Basket,
    standing: Standing | None,
    compiled: CompiledProgramme,
    at: datetime,
    sheet: tuple[SheetLine, ...],
    memory: PricingMemory | None = None,
) -> Facts:
    """Look up what the rules ask about. Of several codes for one coupon the first in order counts."""
    presented: dict[str, str] = {}
    for code in sorted(set(basket.coupons)):
        for rule_id in compiled.coupons_of(code):
            presented.setdefault(rule_id, code)
    return Facts(basket, standing, compiled, at, at.date(), presented, sheet, memory or PricingMemory())
