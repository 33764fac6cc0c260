"""From the text of a scan to what it means: the first rule of a table that takes it whole wins."""

from collections.abc import Callable, Mapping, Sequence

from pos_app.domain.codes import badge_number, card_number, gtin, magnetic_stripe, phone, receipt_code, variable_measure
from pos_app.domain.codes.code import (
    BadgeCode,
    CardCode,
    Code,
    GoodsCode,
    PhoneCode,
    ReceiptCode,
    UnknownCode,
    UnknownReason,
    WeighedCode,
)
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.code_rule import CodeKind, CodeRule
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.codes.variable_measure import DEFAULT_LAYOUT, WeightLayout

_STRIPE_SENTINELS = ("%", ";")
# A label of the scale without a weight is a fault of the label, never other goods of the same number.
_FINAL = frozenset({UnknownReason.WEIGHT_ZERO})


def classify(
    scan: ScanData, rules: Sequence[CodeRule] = DEFAULT_RULES, weight_layout: WeightLayout = DEFAULT_LAYOUT
) -> Code:
    """What ``scan`` means. Never raises: what no rule takes is an UnknownCode with the reason.

    A code that has a rule's form but a wrong check digit may still be taken by a later rule; if none does, the first
    failure is the reason. Bank cards are refused before the table is looked at, whatever it says.
    """
    text = _canonical(scan)
    if not text:
        return UnknownCode("", UnknownReason.EMPTY)
    if magnetic_stripe.is_bank_card(text):
        return UnknownCode("", UnknownReason.BANK_CARD)
    failure: UnknownReason | None = None
    for rule in rules:
        if not rule.matches(text, scan.source, scan.symbology):
            continue
        try:
            if not rule.check_holds(text):
                raise CodeError("check_digit")
            return _interpret(rule.kind, text, weight_layout)
        except CodeError as error:
            failure = failure or _reason(error)
            if failure in _FINAL:
                break
    # A stripe that is not ours may be anyone's card, so its text is not kept.
    kept = "" if text.startswith(_STRIPE_SENTINELS) else scan.data.strip()
    return UnknownCode(kept, failure or UnknownReason.NO_RULE)


def _canonical(scan: ScanData) -> str:
    text = scan.data.strip()
    if scan.source is ScanSource.TYPED:
        folded = card_number.fold_typed(text)
        if folded.startswith(card_number.CARD_SERIES.prefix):
            return folded
    return text.upper()


def _interpret(kind: CodeKind, text: str, weight_layout: WeightLayout) -> Code:
    if kind is CodeKind.WEIGHED:
        weighed = variable_measure.parse(text, weight_layout)
        return WeighedCode(weighed.article, weighed.quantity)
    return _INTERPRETERS[kind](text)


def _receipt(text: str) -> Code:
    parse = receipt_code.parse if text.startswith("K") else receipt_code.parse_number
    return ReceiptCode(parse(text))


_INTERPRETERS: Mapping[CodeKind, Callable[[str], Code]] = {
    CodeKind.GOODS: lambda text: GoodsCode(gtin.normalise(text)),
    CodeKind.CARD: lambda text: CardCode(card_number.parse(text)),
    CodeKind.MAGNETIC_STRIPE: lambda text: CardCode(magnetic_stripe.shop_card(text)),
    CodeKind.PHONE: lambda text: PhoneCode(phone.parse(text)),
    CodeKind.RECEIPT: _receipt,
    CodeKind.BADGE: lambda text: BadgeCode(badge_number.parse(text)),
}


def _reason(error: CodeError) -> UnknownReason:
    try:
        return UnknownReason(error.key)
    except ValueError:
        return UnknownReason.MALFORMED
