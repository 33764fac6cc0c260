"""The open sale as the screen shows it."""

from dataclasses import dataclass

from pos_app.domain.basket.basket import Basket
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.sale import Tender
from pos_app.services.customer_answers import CustomerPanel


@dataclass(frozen=True, slots=True)
class SaleState:
    """``priced.lines`` stand in the order of ``basket.lines``. ``last_line_id``: the line that was touched last.

    ``remaining_kopecks``: still to pay, also before payment has begun. ``checking``: a COMMIT raised, and it is not
    known whether the receipt is stored; only ``finish()`` is allowed until it is.
    """

    basket: Basket
    priced: PricedBasket
    panel: CustomerPanel | None
    stage: DraftStage
    tenders: tuple[Tender, ...]
    remaining_kopecks: Kopecks
    last_line_id: str | None
    checking: bool = False

    @property
    def to_pay_kopecks(self) -> Kopecks:
        """Goods and advances."""
        return self.priced.money_kopecks + self.basket.advance_kopecks

    @property
    def prepaid_kopecks(self) -> Kopecks:
        """Of the goods, what an order's prepaid sum will pay as soon as the payment begins."""
        order = self.basket.order
        return 0 if order is None else min(order.prepaid_kopecks, self.priced.money_kopecks)

    @property
    def points_refusal(self) -> str | None:
        """Why points cannot pay here: the engine's key, or ``allowance_used``, which the engine does not know."""
        refusal = self.priced.points_refusal
        if refusal == "no_balance" and self.panel is not None and self.panel.allowance_used:
            return "allowance_used"
        return refusal
