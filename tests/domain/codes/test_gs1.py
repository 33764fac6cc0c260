"""GS1 element strings, marked pieces, Digital Links, cases, price labels and radio tokens through the router."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes import card_number, gtin, radio_token, variable_measure
from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import (
    CardCode,
    CertificateCode,
    CouponCode,
    GoodsCode,
    MarkedCode,
    OrderCode,
    PricedCode,
    UnknownCode,
    UnknownReason,
)
from pos_app.domain.codes.code_rule import Characters, CodeKind, CodeRule
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.codes.radio_token import TokenFormat
from pos_app.domain.codes.rule_table import load_rules
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES, ORDER_SERIES
from pos_app.domain.codes.variable_measure import WeightLayout

GS = "\x1d"
GTIN = "4600051000057"
readers = st.sampled_from([ScanSource.KEYBOARD, ScanSource.SERIAL, ScanSource.CAMERA])
# What «Честный знак» allows in serial numbers and check codes.
marking = st.text("ABCabc012!\"%&'*+-./_,:;=<>?", min_size=1, max_size=20)


def read(
    text: str, symbology: Symbology | None = Symbology.DATAMATRIX, source: ScanSource = ScanSource.CAMERA
) -> object:
    return classify(ScanData(text, source, symbology))


@given(marking, marking, marking, readers)
def test_a_marked_piece_keeps_every_character(serial: str, key: str, signature: str, source: ScanSource) -> None:
    long_form = f"010{GTIN}21{serial}{GS}91{key}{GS}92{signature}"
    short_form = f"010{GTIN}21{serial}{GS}93{key}"
    for text in (long_form, short_form):
        code = read(text, source=source)
        assert isinstance(code, MarkedCode)
        assert (code.gtin, code.serial, code.mark) == (GTIN, serial, text)
        # scanners send the first FNC1 as GS, or not at all
        assert read(GS + text, source=source) == code


def test_a_scanner_that_drops_the_separators_is_named() -> None:
    code = read(f"010{GTIN}215abc9193xyz92" + "q" * 44)
    assert isinstance(code, UnknownCode)
    assert code.reason is UnknownReason.MARK_BROKEN
    short = read(f"010{GTIN}215abc93xyzw")
    assert isinstance(short, UnknownCode)
    assert short.reason is UnknownReason.MARK_BROKEN


@given(st.text("ABCabc012!\"%&'*+-./_,:;=<>?", min_size=15, max_size=15), readers)
def test_a_pack_of_tobacco_bears_29_characters(behind: str, source: ScanSource) -> None:
    code = read(f"0{GTIN}{behind}", source=source)
    assert isinstance(code, MarkedCode)
    assert (code.gtin, code.serial, code.mark) == (GTIN, behind[:7], f"0{GTIN}{behind}")
    assert read(f"0{GTIN}{behind}", None, source) == code


def test_what_is_no_whole_mark_of_tobacco() -> None:
    whole = f"0{GTIN}abcDEF1ABCDx+y9"
    assert len(whole) == 29 and isinstance(read(whole), MarkedCode)
    assert isinstance(read(whole[:-1]), UnknownCode), "a torn one"
    assert isinstance(read(whole + "z"), UnknownCode)
    assert isinstance(read(whole, Symbology.QR), UnknownCode)
    wrong = read(f"0{GTIN[:-1]}8{whole[14:]}")
    assert isinstance(wrong, UnknownCode) and wrong.reason is UnknownReason.CHECK_DIGIT
    assert isinstance(read(f"0{GTIN}abcDEF1 BCDx+y9"), UnknownCode)


def test_other_gs1_codes_are_goods_with_what_they_say() -> None:
    assert read(f"010{GTIN}", Symbology.CODE128) == GoodsCode(GTIN, None, (("01", f"0{GTIN}"),))
    weighed = read(f"010{GTIN}3103001234", Symbology.CODE128)
    assert isinstance(weighed, GoodsCode)
    assert weighed.quantity == 1_234
    counted = read(f"020{GTIN}3712", Symbology.CODE128)
    assert isinstance(counted, GoodsCode)
    assert counted.quantity == 12_000
    dated = read(f"010{GTIN}17271231{'10LOT'}{GS}21s1", Symbology.DATAMATRIX)
    assert isinstance(dated, GoodsCode)
    assert dict(dated.elements)["17"] == "271231"
    assert isinstance(read(f"010{GTIN}17279931", Symbology.DATAMATRIX), UnknownCode)


def test_a_digital_link_is_goods_and_another_address_is_not() -> None:
    link = read(f"https://example.com/some/01/0{GTIN}/21/abc?17=271231", Symbology.QR)
    assert isinstance(link, GoodsCode)
    assert link.gtin == GTIN
    advert = read("https://example.com/buy-now", Symbology.QR)
    assert advert == UnknownCode("https://example.com/buy-now", UnknownReason.NO_RULE)


def test_the_code_of_a_case_is_no_piece() -> None:
    body = f"1{GTIN[:-1]}"
    from pos_app.domain.codes.check_digit import gs1_check_digit

    case = body + gs1_check_digit(body)
    code = read(case, Symbology.ITF)
    assert isinstance(code, UnknownCode)
    assert code.reason is UnknownReason.GTIN_CASE
    assert read(f"0{GTIN}", Symbology.ITF) == GoodsCode(GTIN)


def test_certificates_orders_and_coupons() -> None:
    certificate, order = CERTIFICATE_SERIES.compose(77), ORDER_SERIES.compose(5)
    assert read(certificate, Symbology.CODE128) == CertificateCode(certificate)
    assert read(order, Symbology.QR) == OrderCode(order)
    assert read("kc-spring10", Symbology.QR) == CouponCode("KC-SPRING10")
    torn = read(certificate[:-1], Symbology.CODE128)
    assert isinstance(torn, UnknownCode)
    assert torn.data == "", "whoever knows a certificate's number may pay with it"


@given(st.integers(0, 99_999), st.integers(1, 99_999))
def test_a_price_in_the_code(article: int, kopecks: int) -> None:
    layout = WeightLayout(prefixes=("28", "29"))
    rules = tuple(
        replace(rule, prefixes=tuple(f"2{digit}" for digit in range(8)), layout=WeightLayout(("20",)))
        if rule.name == "weighed"
        else replace(rule, after=("weighed", "priced"))
        if rule.name == "goods_13"
        else rule
        for rule in DEFAULT_RULES
    )
    place = next(number for number, rule in enumerate(rules) if rule.name == "goods_13")
    priced = replace(rules[place - 1], name="priced", kind=CodeKind.PRICED, prefixes=layout.prefixes, layout=layout)
    typed = tuple(
        replace(rule, after=(*rule.after, "priced")) if rule.name == "phone_typed" else rule for rule in rules[place:]
    )
    table = load_rules((*rules[:place], priced, *typed))
    text = variable_measure.compose(f"{article:05d}", kopecks, layout, "28")
    assert classify(ScanData(text, ScanSource.SERIAL), table) == PricedCode(f"{article:05d}", kopecks)


@given(st.integers(0, 0xFF_FFFF_FFFF))
def test_every_reader_names_a_token_alike(bits: int) -> None:
    forms = {
        TokenFormat.HEX10: f"{bits:010X}",
        TokenFormat.DEC10: f"{bits & 0xFFFF_FFFF:010d}",
        TokenFormat.DEC3_5: f"{bits >> 16 & 0xFF:03d},{bits & 0xFFFF:05d}",
    }
    numbers = {radio_token.parse(text, token_format) for token_format, text in forms.items()}
    assert numbers == {bits & 0xFF_FFFF}
    rule = CodeRule("token", CodeKind.RADIO_TOKEN, Characters.ANY, range(8, 12), token_format=TokenFormat.DEC3_5)
    card = classify(ScanData(forms[TokenFormat.DEC3_5], ScanSource.KEYBOARD), (rule,))
    assert card == CardCode(card_number.generate(bits & 0xFF_FFFF))


@given(st.text(max_size=60), st.sampled_from(list(TokenFormat)))
def test_no_text_breaks_the_token_reader(text: str, token_format: TokenFormat) -> None:
    try:
        assert 0 <= radio_token.parse(text, token_format) <= 0xFF_FFFF
    except ValueError as error:
        assert "token_format" in str(error)


@given(st.binary(max_size=120), readers, st.none() | st.sampled_from(list(Symbology)))
def test_junk_behind_a_gs1_beginning_never_raises(junk: bytes, source: ScanSource, symbology: Symbology | None) -> None:
    for head in ("01", f"010{GTIN}", f"010{GTIN}21", "https://x/01/", "02", "KR", "KG", "KC"):
        classify(ScanData(head + junk.decode("latin-1"), source, symbology))


def test_gtin_14_with_a_leading_zero_is_the_piece() -> None:
    assert gtin.normalise(f"0{GTIN}") == GTIN
