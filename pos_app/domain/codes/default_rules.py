"""The table of code rules that a shop starts with; a shop may load another.

| code | form |
|---|---|
| customer's card | ``KP`` + 9 digits (Code 128, QR), the 9 digits on a stripe, either typed by hand |
| badge | ``KB`` + 11 digits |
| receipt | ``K2-000231-c`` on paper, ``2-000231`` typed |
| phone | ``tel:+7…`` or ``+7…`` in a QR, any usual form typed |
| rotating card | ``KR`` + 9 digits + 16 letters and digits (QR) |
| certificate, order, coupon | ``KG`` + 11 digits, ``KO`` + 9 digits, ``KC`` + letters and digits |
| marked goods | GS1 element strings ``01…21…␝91…␝92…`` or ``01…21…␝93…`` |
| a pack of tobacco | 29 characters: GTIN-14, serial, price, check (DataMatrix) |
| other GS1 goods | element strings ``01…`` or ``02…``; Digital Link ``https://…/01/…`` |
| weighed goods | EAN-13 with prefix 20–29 |
| goods | EAN-13, UPC-A, EAN-8, ITF-14 |

``resources/codes/codes.toml`` holds the same table as a document.
"""

from pos_app.domain.codes import rotating_token, tobacco_mark
from pos_app.domain.codes.badge_number import BADGE_SERIES
from pos_app.domain.codes.card_number import CARD_SERIES
from pos_app.domain.codes.check_digit import CheckDigit
from pos_app.domain.codes.code_rule import Characters, CodeKind, CodeRule
from pos_app.domain.codes.rule_table import load_rules
from pos_app.domain.codes.scan import ScanSource, Symbology
from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES, ORDER_SERIES
from pos_app.domain.codes.variable_measure import DEFAULT_LAYOUT

_TYPED = frozenset({ScanSource.TYPED})
_READERS_WITH_STRIPE = frozenset({ScanSource.KEYBOARD, ScanSource.SERIAL})
_READERS = frozenset({ScanSource.KEYBOARD, ScanSource.SERIAL, ScanSource.CAMERA})
_MATRIX = frozenset({Symbology.DATAMATRIX})
_GS1_CARRIERS = frozenset({Symbology.CODE128, Symbology.DATAMATRIX, Symbology.QR})
# Code 39, Codabar and short ITF have no check digit that would catch a torn read: goods are not taken from them.
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
            name="rotating_card",
            kind=CodeKind.ROTATING_CARD,
            prefixes=(rotating_token.PREFIX,),
            characters=Characters.LETTERS_DIGITS,
            length=range(rotating_token.LENGTH, rotating_token.LENGTH + 1),
        ),
        CodeRule(
            name="certificate",
            kind=CodeKind.CERTIFICATE,
            prefixes=(CERTIFICATE_SERIES.prefix,),
            characters=Characters.DIGITS,
            length=range(CERTIFICATE_SERIES.length, CERTIFICATE_SERIES.length + 1),
            check=CheckDigit.LUHN,
        ),
        CodeRule(
            name="order",
            kind=CodeKind.ORDER,
            prefixes=(ORDER_SERIES.prefix,),
            characters=Characters.DIGITS,
            length=range(ORDER_SERIES.length, ORDER_SERIES.length + 1),
            check=CheckDigit.LUHN,
        ),
        CodeRule(
            name="coupon",
            kind=CodeKind.COUPON,
            prefixes=("KC",),
            characters=Characters.LETTERS_DIGITS,
            length=range(4, 33),
        ),
        CodeRule(
            name="marked_goods",
            kind=CodeKind.MARKED,
            prefixes=("01",),
            characters=Characters.ANY,
            length=range(20, 400),
            sources=_READERS,
            symbologies=_GS1_CARRIERS,
        ),
        CodeRule(
            name="gs1_goods",
            kind=CodeKind.GS1_GOODS,
            prefixes=("01", "02"),
            characters=Characters.ANY,
            length=range(16, 400),
            sources=_READERS,
            symbologies=_GS1_CARRIERS,
            after=("marked_goods",),
        ),
        CodeRule(
            name="marked_tobacco",
            kind=CodeKind.MARKED_TOBACCO,
            prefixes=("0",),
            characters=Characters.ANY,
            length=range(tobacco_mark.LENGTH, tobacco_mark.LENGTH + 1),
            sources=_READERS,
            symbologies=_MATRIX,
            after=("marked_goods", "gs1_goods"),
        ),
        CodeRule(
            name="digital_link",
            kind=CodeKind.DIGITAL_LINK,
            prefixes=("HTTP://", "HTTPS://"),
            characters=Characters.ANY,
            length=range(20, 2001),
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
            layout=DEFAULT_LAYOUT,
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
            name="goods_14",
            kind=CodeKind.GOODS,
            characters=Characters.DIGITS,
            length=range(14, 15),
            symbologies=_GOODS | {Symbology.ITF, Symbology.DATAMATRIX},
            check=CheckDigit.GS1,
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
            after=("weighed", "goods_13", "goods_14", "goods_12", "phone_uri", "phone_digits_in_qr"),
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
