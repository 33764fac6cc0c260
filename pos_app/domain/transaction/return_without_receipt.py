"""A return of which no receipt can be shown or found.

Nobody knows what was paid then, so what the goods cost anybody now comes back: the price with today's promotions on
goods and on the basket, without a customer, coupons, points or a discount by hand. In cash only. No points are given
back, and none are taken: which customer's they were nobody knows.
"""

from dataclasses import replace

from pos_app.domain.basket.basket import Basket
from pos_app.domain.catalogue.vat import VatRate
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.domain.transaction.build import build_sale
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.errors import ReturnRefusedError
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn

NO_NUMBER = "—"
"""What stands where the receipt's number would."""


def build_return_without_receipt(
    basket: Basket,
    priced: PricedBasket,
    receipt_id: str,
    head: ReceiptHead,
    programme: Programme,
    vat_rates: tuple[VatRate, ...],
    reason: str,
    approved_by: str,
) -> SaleReturn:
    """The record; ``basket`` has no customer and is priced as of now, its id becomes that of the sale that stands for

    what nobody knows. Raises :class:`ReturnRefusedError` ``nothing_chosen``, ``ReceiptMismatchError``,
    ``VatRateUnknownError``.
    """
    if not basket.lines or priced.money_kopecks <= 0:
        raise ReturnRefusedError("nothing_chosen")
    cash = Tender(TenderKind.CASH, priced.money_kopecks, priced.money_kopecks)
    sold = build_sale(basket, priced, (cash,), replace(head, number=NO_NUMBER), programme, vat_rates)
    # It earned nobody anything: there is no customer.
    everything = {line.line_id: line.quantity for line in sold.lines}
    made = build_return(sold, {}, everything, receipt_id, head, reason)
    return replace(made, sold_elsewhere=sold, without_receipt=True, approved_by=approved_by)
