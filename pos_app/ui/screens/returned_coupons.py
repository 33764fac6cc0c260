"""What a cashier is told of the coupons on a receipt whose goods all come back."""

from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.returnable import ReturnableReceipt
from pos_app.ui.language import translate


def coupons_told(receipt: ReturnableReceipt, refund: SaleReturn | None) -> str:
    """ "" while goods stay with the customer, or nothing was printed that ends with them."""
    if refund is None or not refund.completes:
        return ""
    kept = ", ".join(coupon.number for coupon in receipt.coupons if not coupon.used_by)
    parts = []
    if kept:
        text = translate("ReturnedCoupons", "Take the coupon back too: {numbers} is good no more with this return")
        parts.append(text.format(numbers=kept))
    for coupon in receipt.coupons:
        if coupon.used_by:
            text = translate(
                "ReturnedCoupons", "The coupon {number} was used by receipt {receipt}: that stays, the office is told"
            )
            parts.append(text.format(number=coupon.number, receipt=coupon.used_by))
    return "\n".join(parts)
