"""A basket put aside while other customers are served: what was in it, by whom, and what is written on it."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.basket.basket import Basket
from pos_app.domain.money.units import Kopecks

LONGEST_NOTE = 60


@dataclass(frozen=True, slots=True)
class HeldBasket:
    """``sum_kopecks``: what it cost when it was put aside; it is priced anew when it is taken up again.

    ``epoch``: the life of the till's books in which it was put aside.
    """

    basket: Basket
    held_at: datetime
    operator_id: str
    sum_kopecks: Kopecks
    epoch: int
    note: str = ""

    @property
    def basket_id(self) -> str:
        """The receipt's id, which it keeps."""
        return self.basket.receipt_id
