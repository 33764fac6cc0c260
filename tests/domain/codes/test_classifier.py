from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes import badge_number, card_number, gtin, phone, receipt_code, variable_measure
from pos_app.domain.codes.check_digit import gs1_check_digit, luhn_check_digit
from pos_app.domain.codes.classifier import classify
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
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.domain.codes.variable_measure import WeightLayout

sources = st.sampled_from(list(ScanSource))
readers = st.sampled_from([ScanSource.KEYBOARD, ScanSource.SERIAL, ScanSource.CAMERA])


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


@given(_digits(12).filter(lambda body: body[0] != "2"), sources)
def test_goods_13(body: str, source: ScanSource) -> None:
    number = gtin.with_check_digit(body)
    assert classify(ScanData(number, source)) == GoodsCode(number)


@given(st.sampled_from([7, 11]).flatmap(_digits), sources)
def test_goods_shorter(body: str, source: ScanSource) -> None:
    number = gtin.with_check_digit(body)
    assert classify(ScanData(number, source)) == GoodsCode(number.rjust(13, "0"))


@given(_digits(5), st.integers(1, 99999), sources)
def test_weighed(article: str, grams: int, source: ScanSource) -> None:
    scan = ScanData(variable_measure.compose(article, grams), source)
    assert classify(scan) == WeighedCode(article, grams)


def test_weighed_with_the_scales_own_layout() -> None:
    layout = WeightLayout(prefixes=("21",), article_digits=6, grams_digits=4)
    rules = tuple(replace(rule, layout=layout) if rule.name == "weighed" else rule for rule in DEFAULT_RULES)
    text = variable_measure.compose("123456", 750, layout)
    assert classify(ScanData(text, ScanSource.SERIAL), rules) == WeighedCode("123456", 750)


@given(st.integers(0, 99_999_999), sources)
def test_card(serial: int, source: ScanSource) -> None:
    number = card_number.generate(serial)
    assert classify(ScanData(number, source)) == CardCode(number)
    assert classify(ScanData(number.lower(), source)) == CardCode(number)
    assert classify(ScanData(number[2:], ScanSource.TYPED)) == CardCode(number)
    assert classify(ScanData(f";{number[2:]}?", ScanSource.KEYBOARD)) == CardCode(number)
    assert classify(ScanData(f"%{number}?;{number[2:]}?", ScanSource.KEYBOARD)) == CardCode(number)


@given(st.integers(0, 10**10 - 1), sources)
def test_badge(serial: int, source: ScanSource) -> None:
    number = badge_number.generate(serial)
    assert classify(ScanData(number, source)) == BadgeCode(number)


@given(st.integers(1, 9999), st.integers(1, 999_999), sources)
def test_receipt(till: int, running: int, source: ScanSource) -> None:
    number = receipt_code.number(till, running)
    assert classify(ScanData(receipt_code.compose(number), source)) == ReceiptCode(number)


def test_receipt_typed_from_paper() -> None:
    assert classify(ScanData("2-000231", ScanSource.TYPED)) == ReceiptCode("2-000231")
    assert classify(ScanData("2-231", ScanSource.TYPED)) == ReceiptCode("2-000231")
    assert isinstance(classify(ScanData("2-231", ScanSource.KEYBOARD)), UnknownCode)


@given(st.integers(0, 9_999_999).map(lambda tail: f"+7973{tail:07d}"))
def test_phone(e164: str) -> None:
    for source in ScanSource:
        assert classify(ScanData(phone.uri(e164), source)) == PhoneCode(e164)
        assert classify(ScanData(e164, source)) == PhoneCode(e164)
    for typed in (e164[2:], f"8{e164[2:]}", phone.formatted(e164), f"8 ({e164[2:5]}) {e164[5:]}"):
        assert classify(ScanData(typed, ScanSource.TYPED)) == PhoneCode(e164)
    assert classify(ScanData(f"8{e164[2:]}", ScanSource.CAMERA, Symbology.QR)) == PhoneCode(e164)


def _torn(number: str) -> list[str]:
    return [number[:end] for end in range(1, len(number))] + [number[start:] for start in range(1, len(number))]


@given(st.integers(0, 99_999_999), st.integers(0, 9_999_999), readers)
def test_a_torn_shop_number_is_never_another_person(serial: int, tail: int, source: ScanSource) -> None:
    for whole in (card_number.generate(serial), badge_number.generate(serial), f"8973{tail:07d}"):
        for part in _torn(whole):
            code = classify(ScanData(part, source))
            # Half of a number may look like an EAN-8; then the goods are unknown, no person is taken for another.
            assert isinstance(code, UnknownCode | GoodsCode), part


@pytest.mark.parametrize(
    ("data", "source", "reason"),
    [
        ("", ScanSource.KEYBOARD, UnknownReason.EMPTY),
        ("  ", ScanSource.TYPED, UnknownReason.EMPTY),
        ("4600051000058", ScanSource.KEYBOARD, UnknownReason.CHECK_DIGIT),
        ("4600051000058", ScanSource.TYPED, UnknownReason.CHECK_DIGIT),
        ("KP000000423", ScanSource.KEYBOARD, UnknownReason.CHECK_DIGIT),
        ("K2-000231-0", ScanSource.CAMERA, UnknownReason.CHECK_DIGIT),
        ("K2-000231", ScanSource.KEYBOARD, UnknownReason.NO_RULE),
        ("460005100", ScanSource.KEYBOARD, UnknownReason.NO_RULE),
        ("https://example.org/", ScanSource.CAMERA, UnknownReason.NO_RULE),
        ("8 495 123-45-67", ScanSource.TYPED, UnknownReason.PHONE_NOT_MOBILE),
        ("8 973 123-45-678", ScanSource.TYPED, UnknownReason.PHONE_TOO_LONG),
        ("89731234567", ScanSource.KEYBOARD, UnknownReason.NO_RULE),
    ],
)
def test_unknown(data: str, source: ScanSource, reason: UnknownReason) -> None:
    assert classify(ScanData(data, source)) == UnknownCode(data.strip(), reason)


def test_a_weight_of_zero_is_refused_with_its_reason() -> None:
    body = "210123400000"
    code = classify(ScanData(body + gs1_check_digit(body), ScanSource.KEYBOARD))
    assert isinstance(code, UnknownCode)
    assert code.reason is UnknownReason.WEIGHT_ZERO


@given(_digits(15), st.integers(26, 40), st.integers(1, 12), sources)
def test_bank_cards_are_refused_and_forgotten(body: str, year: int, month: int, source: ScanSource) -> None:
    pan = body + luhn_check_digit(body)
    discretionary = "1010000012345"
    for data in (
        f";{pan}={year}{month:02d}{discretionary}?",
        f"%B{pan}^IVANOV/I^{year}{month:02d}101?;{pan}={year}{month:02d}{discretionary}?",
        f"%b{pan}^ivanov/i^{year}{month:02d}101?",
        f"{pan}={year}{month:02d}{discretionary}",
    ):
        assert classify(ScanData(data, source)) == UnknownCode("", UnknownReason.BANK_CARD)


@given(st.text(max_size=40), sources, st.none() | st.sampled_from(list(Symbology)))
def test_no_text_raises(data: str, source: ScanSource, symbology: Symbology | None) -> None:
    code: Code = classify(ScanData(data, source, symbology))
    if isinstance(code, UnknownCode):
        assert code.data in (data.strip(), "")
    if isinstance(code, PhoneCode):
        assert phone.parse(code.e164) == code.e164
    if isinstance(code, GoodsCode):
        assert gtin.normalise(code.gtin) == code.gtin


@given(st.text("%;?=^B0123456789", max_size=40), readers)
def test_a_foreign_stripe_is_not_kept(body: str, source: ScanSource) -> None:
    code = classify(ScanData(f";{body}", source))
    assert isinstance(code, CardCode) or (isinstance(code, UnknownCode) and code.data == "")
