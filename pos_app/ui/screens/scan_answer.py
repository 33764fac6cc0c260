"""What the cashier is told about a scan: the word for the log, a line of advice or an error, and a sound."""

from dataclasses import dataclass

from pos_app.services.scan_outcome import (
    BadgeScanned,
    CertificateScanned,
    ClaimAsked,
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
from pos_app.services.selling.numbers import OrderOpened
from pos_app.ui.formatting import NBSP, Formatting
from pos_app.ui.language import translate
from pos_app.ui.sentences import sentence
from pos_app.ui.sounds import Sound

_MOST_SHOWN = 40


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
            shown = f"{item.name} ×{NBSP}{formatting.quantity(quantity, item.unit)}"
            if item.rules.age_limit_years:
                papers = translate("ScanAnswer", "{years}+: check ID").format(years=item.rules.age_limit_years)
                shown = f"⚠ {papers}\n{shown}"
            return ScanAnswer("item_added", shown, sound=Sound.GOODS)
        case ItemChoice():
            return ScanAnswer("item_choice", sound=Sound.GOODS)
        case CustomerAttached(customer):
            text = translate("ScanAnswer", "Customer: {name}").format(name=customer.name)
            return ScanAnswer("customer_attached", text, sound=Sound.CUSTOMER)
        case CouponAdded(code, taken_kopecks, at_risk):
            text = (
                translate("ScanAnswer", "Coupon {code}: {sum} off")
                if taken_kopecks
                else translate("ScanAnswer", "Coupon {code} is in the receipt but gives nothing yet. Insert says why")
            )
            shown = text.format(code=code, sum=formatting.roubles(taken_kopecks))
            if at_risk:
                warning = translate("ScanAnswer", "Taken without the server")
                shown = f"⚠ {warning}\n{shown}"
            return ScanAnswer("coupon_added", shown, sound=Sound.GOODS)
        case ClaimAsked():
            return ScanAnswer("claim_asked")
        case OrderOpened():
            return ScanAnswer("order_opened", _order_words(outcome, formatting), sound=Sound.GOODS)
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


def _order_words(order: OrderOpened, formatting: Formatting) -> str:
    """What the cashier must know of an order: what is missing, what was paid, what somebody wrote on it.

    In one run of sentences, long ones cut: beside the lines there is room for four rows.
    """
    opened = (
        translate("ScanAnswer", "⚠ Order {number} without the server")
        if order.at_risk
        else translate("ScanAnswer", "Order {number}")
    )
    words = [opened.format(number=order.number)]
    if order.prepaid_kopecks:
        text = translate("ScanAnswer", "Prepaid: {sum}")
        words.append(text.format(sum=formatting.roubles(order.prepaid_kopecks)))
    if order.missing:
        text = translate("ScanAnswer", "Not sold any more: {names}")
        words.append(text.format(names=_cut(", ".join(order.missing))))
    if order.to_scan:
        text = translate("ScanAnswer", "Scan the marks: {names}")
        words.append(text.format(names=_cut(", ".join(order.to_scan))))
    if order.note:
        words.append(translate("ScanAnswer", "“{note}”").format(note=_cut(order.note)))
    return ". ".join(words)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1].rstrip()}…"
