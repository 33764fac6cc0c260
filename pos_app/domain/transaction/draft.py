"""The open sale as it is kept against a kill or a power cut."""

from dataclasses import dataclass
from enum import StrEnum

from pos_app.domain.basket.basket import Basket
from pos_app.domain.transaction.sale import Tender


class DraftStage(StrEnum):
    """How far the open sale has come; what a restart brings the cashier back to."""

    BASKET = "basket"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Draft:
    """Basket and the tenders taken so far."""

    basket: Basket
    stage: DraftStage
    tenders: tuple[Tender, ...]
    operator_id: str
