"""What the cashier is told about a scan: the word for the log, a line of advice or an error, and a sound."""

from dataclasses import dataclass

from pos_app.services.scan_outcome import (
    BadgeScanned,
    CertificateScanned,
    CouponAdded,
    CustomerAttached,
    ItemAdded,
    ItemChoice,
    MultiplierSet,
    QuantityChanged,
    ReceiptScanned,
    ScanOutcome,
    ScanRefused,
)
from pos_app.ui.formatting import Formatting
from pos_app.ui.language import translate
from pos_app.ui.sentences import sentence
from pos_app.ui.sounds import Sound


@dataclass(frozen=True, slots=True)
class ScanAnswer:
    """``log`` holds no personal data. ``error`` is empty when all is well."""

    log: str
    advice: str = ""
    error: str = ""
    sound: Sound | None = None


def scan_answer(outcome: ScanOutcome, formatting: Formatting) -> ScanAnswer:
    """The words for an outcome."""
    match outcome:
        case ItemAdded(_, item, quantity):
            shown = f"{item.name} × {formatting.quantity(quantity, item.unit)}"
            if item.rules.age_limit_years:
                papers = translate("ScanAnswer", "{years}+: ask for papers").format(years=item.rules.age_limit_years)
                shown = f"⚠ {papers}\n{shown}"
            return ScanAnswer("item_added", shown, sound=Sound.GOODS)
        case ItemChoice():
            return ScanAnswer("item_choice", sound=Sound.GOODS)
        case CustomerAttached(customer):
            text = translate("ScanAnswer", "Customer: {name}").format(name=customer.name)
            return ScanAnswer("customer_attached", text, sound=Sound.CUSTOMER)
        case CouponAdded(code, taken_kopecks):
            text = (
                translate("ScanAnswer", "Coupon {code}: {sum} off")
                if taken_kopecks
                else translate("ScanAnswer", "Coupon {code} is in the receipt but gives nothing yet. F5 says why")
            )
            shown = text.format(code=code, sum=formatting.roubles(taken_kopecks))
            return ScanAnswer("coupon_added", shown, sound=Sound.GOODS)
        case ReceiptScanned():
            return ScanAnswer("receipt", sound=Sound.GOODS)
        case CertificateScanned():
            return ScanAnswer("certificate", sound=Sound.GOODS)
        case BadgeScanned():
            error = translate("ScanAnswer", "A badge is not needed here")
            return ScanAnswer("badge", error=error, sound=Sound.ERROR)
        case MultiplierSet(quantity):
            text = translate("ScanAnswer", "The next goods: {quantity} of them. Scan")
            return ScanAnswer("multiplier_set", text.format(quantity=formatting.quantity(quantity)))
        case QuantityChanged(_, quantity):
            text = translate("ScanAnswer", "Quantity: {quantity}").format(quantity=formatting.quantity(quantity))
            return ScanAnswer("quantity_changed", text, sound=Sound.GOODS)
        case ScanRefused(key, params):
            return ScanAnswer(f"refused:{key}", error=sentence(key, params, formatting), sound=Sound.ERROR)
