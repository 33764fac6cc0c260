"""«Почему?» at the till: the open basket and stored receipts, with the names that the programme gives its rules."""

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.domain.why.answers import Why
from pos_app.domain.why.explain import why_basket, why_sale
from pos_app.services.errors import ServiceError
from pos_app.services.ports import ProgrammeShelf, TillBooks
from pos_app.services.programme_choice import programme_of


class WhyService:
    """Explains stored receipts."""

    def __init__(self, *, books: TillBooks, programmes: ProgrammeShelf) -> None:
        self._books = books
        self._programmes = programmes

    def of_basket(self, basket: Basket, priced: PricedBasket) -> Why:
        """The open basket."""
        return why_basket(basket, priced, self._version(priced.programme_id, priced.programme_version))

    def of_receipt(self, receipt_id: str) -> Why:
        """A stored sale; for a return the sale that it mirrors. ServiceError ``receipt_unknown``."""
        sale = self._books.sale(receipt_id)
        if sale is None:
            back = self._books.sale_return(receipt_id)
            sale = None if back is None else back.sold_elsewhere or self._books.sale(back.sale_id)
        if sale is None:
            raise ServiceError("receipt_unknown", number=receipt_id)
        return why_sale(sale, self._version(sale.programme_id, sale.programme_version))

    def _version(self, programme_id: str, version: int) -> Programme | None:
        return programme_of(self._programmes, programme_id, version)
