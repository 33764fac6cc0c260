"""A return that is being put together, as it is kept against a kill or a power cut."""

from dataclasses import dataclass

from pos_app.domain.basket.basket import Basket
from pos_app.domain.money.units import Quantity


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """``return_id``: what the record will be called, so that a return that was stored after all is not offered again.

    ``number``: of the receipt, and ``chosen``: thousandths by line id; without a receipt ``basket`` holds the goods.
    """

    return_id: str
    number: str = ""
    chosen: tuple[tuple[str, Quantity], ...] = ()
    basket: Basket | None = None
