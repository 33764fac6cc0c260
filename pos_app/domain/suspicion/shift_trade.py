"""What a shift left behind, as far as suspicious use is looked for in it."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.people.deed import Deed
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn


@dataclass(frozen=True, slots=True)
class ShiftTrade:
    """One till's shift; ``day`` is its business day. Sales and returns in the order in which they were made."""

    shift_id: str
    shop_id: str
    day: date
    sales: tuple[Sale, ...]
    returns: tuple[SaleReturn, ...] = ()
    deeds: tuple[Deed, ...] = ()
