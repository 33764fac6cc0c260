"""The table of code rules that a shop starts with; a shop may load another.

| code | form |
|---|---|
| customer's card | ``KP`` + 9 digits (Code 128, QR), the 9 digits on a stripe, either typed by hand |
| badge | ``KB`` + 11 digits |
| receipt | ``K2-000231-c`` on paper, ``2-000231`` typed |
| phone | ``tel:+7…`` or ``+7…`` in a QR, any usual form typed |
| weighed goods | EAN-13 with prefix 20–29 |
| goods | EAN-13, UPC-A, EAN-8 |
"""

from pos_app.domain.codes.badge_number import BADGE_SERIES
from pos_app.domain.codes.card_number import CARD_SERIES
from pos_app.domain.codes.check_digit import CheckDigit
from pos_app.domain.codes.code_rule import Characters, CodeKind, CodeRule
from pos_app.domain.codes.rule_table import load_rules
from pos_app.domain.codes.scan import ScanSource, Symbology
from pos_app.domain.codes.variable_measure import DEFAULT_LAYOUT

_TYPED = frozenset({ScanSource.TYPED})
_READERS_WITH_STRIPE = frozenset({ScanSource.KEYBOARD, ScanSource.SERIAL})
# Code 39, Codabar and ITF have no check digit that would catch a torn read, so goods are not taken from them.
_GOODS = frozenset({Symbology.EAN13, Symbology.EAN8, Symbology.UPCA, Symbology.CODE128, Symbology.QR})

DEFAULT_RULES = load_rules(
    (
        CodeRule(
            name="badge",
            kind=CodeKind.BADGE,
            prefixes=(BADGE_SERIES.prefix,),
            characters=Characters.DIGITS,
            length=range(BADGE_SERIES.length, BADGE_SERIES.length + 1),
            check=CheckDigit.LUHN,
        ),
        CodeRule(
            name="card",
            kind=CodeKind.CARD,
            prefixes=(CARD_SERIES.prefix,),
            characters=Characters.DIGITS,
            length=range(CARD_SERIES.length, CARD_SERIES.length + 1),
            check=CheckDigit.LUHN,
        ),
        CodeRule(
            name="magnetic_stripe",
            kind=CodeKind.MAGNETIC_STRIPE,
            prefixes=("%", ";"),
            characters=Characters.ANY,
            length=range(2, 300),
            sources=_READERS_WITH_STRIPE,
        ),
        CodeRule(
            name="receipt",
            kind=CodeKind.RECEIPT,
            prefixes=tuple(f"K{digit}" for digit in range(10)),
            characters=Characters.RECEIPT,
            length=range(10, 18),
            check=CheckDigit.LUHN,
        ),
        CodeRule(
            name="weighed",
            kind=CodeKind.WEIGHED,
            prefixes=DEFAULT_LAYOUT.prefixes,
            characters=Characters.DIGITS,
            length=range(13, 14),
            symbologies=_GOODS,
            check=CheckDigit.GS1,
        ),
        CodeRule(
            name="goods_13",
            kind=CodeKind.GOODS,
            characters=Characters.DIGITS,
            length=range(13, 14),
            symbologies=_GOODS,
            check=CheckDigit.GS1,
            after=("weighed",),
        ),
        CodeRule(
            name="goods_12",
            kind=CodeKind.GOODS,
            characters=Characters.DIGITS,
            length=range(12, 13),
            symbologies=_GOODS,
            check=CheckDigit.GS1,
        ),
        CodeRule(
            name="goods_8",
            kind=CodeKind.GOODS,
            characters=Characters.DIGITS,
            length=range(8, 9),
            symbologies=_GOODS,
            check=CheckDigit.GS1,
        ),
        CodeRule(
            name="phone_uri",
            kind=CodeKind.PHONE,
            prefixes=("TEL:", "+"),
            characters=Characters.PHONE,
            length=range(9, 32),
        ),
        CodeRule(
            # Bare digits are a phone only where it is known that they are no torn bar code.
            name="phone_digits_in_qr",
            kind=CodeKind.PHONE,
            prefixes=("79", "89"),
            characters=Characters.DIGITS,
            length=range(11, 12),
            symbologies=frozenset({Symbology.QR}),
            needs_symbology=True,
        ),
        CodeRule(
            name="phone_typed",
            kind=CodeKind.PHONE,
            characters=Characters.PHONE,
            length=range(10, 32),
            sources=_TYPED,
            after=("weighed", "goods_13", "goods_12", "phone_uri", "phone_digits_in_qr"),
        ),
        CodeRule(
            name="receipt_typed",
            kind=CodeKind.RECEIPT,
            prefixes=tuple(str(digit) for digit in range(10)),
            characters=Characters.RECEIPT,
            length=range(3, 12),
            sources=_TYPED,
            after=("goods_8", "phone_digits_in_qr", "phone_typed"),
        ),
    )
)
