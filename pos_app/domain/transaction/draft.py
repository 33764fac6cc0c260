"""The open sale as it is kept against a kill or a power cut."""

from dataclasses import dataclass
from enum import StrEnum

from pos_app.domain.basket.basket import Basket
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.domain.transaction.sale import Tender


class DraftStage(StrEnum):
    """How far the open sale has come; what a restart brings the cashier back to."""

    BASKET = "basket"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Draft:
    """Basket and the tenders taken so far.

    ``priced`` is kept in the payment stage only: the customer has been told this sum, and a card may be charged
    already, so that a restart must not price the basket again.
    """

    basket: Basket
    stage: DraftStage
    tenders: tuple[Tender, ...]
    operator_id: str
    priced: PricedBasket | None = None
