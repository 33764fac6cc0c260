"""From the text of a scan to what it means: the first rule of a table that takes it whole wins."""

from collections.abc import Callable, Mapping, Sequence

from pos_app.domain.codes import (
    badge_number,
    card_number,
    gs1_elements,
    gtin,
    magnetic_stripe,
    phone,
    radio_token,
    receipt_code,
    rotating_token,
    tobacco_mark,
    variable_measure,
)
from pos_app.domain.codes.code import (
    BadgeCode,
    CardCode,
    CertificateCode,
    Code,
    CouponCode,
    GoodsCode,
    MarkedCode,
    OrderCode,
    PhoneCode,
    PricedCode,
    ReceiptCode,
    RotatingCardCode,
    UnknownCode,
    UnknownReason,
    WeighedCode,
)
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.code_rule import CodeKind, CodeRule
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES, ORDER_SERIES
from pos_app.domain.codes.variable_measure import DEFAULT_LAYOUT

_SECRET_BEGINNINGS = ("%", ";", rotating_token.PREFIX, CERTIFICATE_SERIES.prefix)
# A label of the scale without a weight is a fault of the label, never other goods of the same number.
# Neither is a mark whose separators were lost goods without a mark.
_FINAL = frozenset({UnknownReason.WEIGHT_ZERO, UnknownReason.MARK_BROKEN})


def classify(scan: ScanData, rules: Sequence[CodeRule] = DEFAULT_RULES) -> Code:
    """What ``scan`` means. Never raises: what no rule takes is an UnknownCode with the reason.

    A code that has a rule's form but a wrong check digit may still be taken by a later rule; if none does, the first
    failure is the reason. Bank cards are refused before the table is looked at, whatever it says.
    """
    return code_and_rule(scan, rules)[0]


def code_and_rule(scan: ScanData, rules: Sequence[CodeRule] = DEFAULT_RULES) -> tuple[Code, CodeRule | None]:
    """As ``classify``, and the rule that took it; None where none did."""
    if scan.torn:
        return UnknownCode("", UnknownReason.TORN), None
    text = _canonical(scan)
    if not text:
        return UnknownCode("", UnknownReason.EMPTY), None
    if magnetic_stripe.is_bank_card(text):
        return UnknownCode("", UnknownReason.BANK_CARD), None
    failure: UnknownReason | None = None
    for rule in rules:
        if not rule.matches(text, scan.source, scan.symbology):
            continue
        try:
            if not rule.check_holds(text):
                raise CodeError("check_digit")
            return _interpret(rule, text, scan.data.strip()), rule
        except CodeError as error:
            failure = failure or _reason(error)
            if failure in _FINAL:
                break
    # A stripe that is not ours may be anyone's card, so its text is not kept; nor what opens an account or pays.
    kept = "" if text.startswith(_SECRET_BEGINNINGS) else scan.data.strip()
    return UnknownCode(kept, failure or UnknownReason.NO_RULE), None


def _canonical(scan: ScanData) -> str:
    text = scan.data.strip()
    if scan.source is ScanSource.TYPED:
        folded = card_number.fold_typed(text)
        if folded.startswith(card_number.CARD_SERIES.prefix):
            return folded
    return text.upper()


def _interpret(rule: CodeRule, text: str, as_read: str) -> Code:
    """``text`` is in capitals; GS1 codes tell small letters from them and are taken as they were read."""
    match rule.kind:
        case CodeKind.WEIGHED | CodeKind.PRICED:
            label = variable_measure.parse(text, rule.layout or DEFAULT_LAYOUT)
            kind = WeighedCode if rule.kind is CodeKind.WEIGHED else PricedCode
            return kind(label.article, label.quantity)
        case CodeKind.MARKED:
            mark = gs1_elements.parse_mark(as_read)
            return MarkedCode(mark.gtin, mark.value("21") or "", as_read)
        case CodeKind.MARKED_TOBACCO:
            pack = tobacco_mark.parse(as_read)
            return MarkedCode(pack.gtin, pack.serial, as_read)
        case CodeKind.GS1_GOODS:
            return _goods(gs1_elements.parse(as_read))
        case CodeKind.DIGITAL_LINK:
            return _goods(gs1_elements.parse_link(as_read))
        case CodeKind.RADIO_TOKEN if rule.token_format is not None:
            # A token is the card whose serial is its number, so that it is blocked and replaced as a card.
            return CardCode(card_number.generate(radio_token.parse(text, rule.token_format)))
        case _:
            return _INTERPRETERS[rule.kind](text)


def _goods(goods: gs1_elements.Gs1Goods) -> GoodsCode:
    return GoodsCode(goods.gtin, goods.quantity, goods.elements)


def _receipt(text: str) -> Code:
    parse = receipt_code.parse if text.startswith("K") else receipt_code.parse_number
    return ReceiptCode(parse(text))


_INTERPRETERS: Mapping[CodeKind, Callable[[str], Code]] = {
    CodeKind.GOODS: lambda text: GoodsCode(gtin.normalise(text)),
    CodeKind.CARD: lambda text: CardCode(card_number.parse(text)),
    CodeKind.MAGNETIC_STRIPE: lambda text: CardCode(magnetic_stripe.shop_card(text)),
    CodeKind.PHONE: lambda text: PhoneCode(phone.parse(text)),
    CodeKind.RECEIPT: _receipt,
    CodeKind.ROTATING_CARD: lambda text: RotatingCardCode(*rotating_token.split(text)),
    CodeKind.COUPON: CouponCode,
    CodeKind.CERTIFICATE: lambda text: CertificateCode(CERTIFICATE_SERIES.parse(text)),
    CodeKind.ORDER: lambda text: OrderCode(ORDER_SERIES.parse(text)),
    CodeKind.BADGE: lambda text: BadgeCode(badge_number.parse(text)),
}


def _reason(error: CodeError) -> UnknownReason:
    try:
        return UnknownReason(error.key)
    except ValueError:
        return UnknownReason.MALFORMED
