"""Cards, badges and receipts: the numbers that the shop itself gives out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes import badge_number, card_number, receipt_code
from pos_app.domain.codes.code_error import CodeError

serials = st.integers(0, 99_999_999)


@given(serials)
def test_a_card_in_every_spelling(serial: int) -> None:
    number = card_number.generate(serial)
    digits = number[2:]
    assert len(number) == 11
    for text in (
        number,
        number.lower(),
        card_number.grouped(number),
        f" {number} ",
        digits,
        f"КР{digits}",  # looks like it
        f"кп {digits}",  # sounds like it
        f"лз{digits}",  # the same keys under ЙЦУКЕН
    ):
        assert card_number.parse(text) == number
    assert card_number.parse_digits(digits) == number


@given(serials, st.integers(2, 10), st.integers(1, 9))
def test_a_card_with_one_wrong_digit_is_no_card(serial: int, place: int, shift: int) -> None:
    number = card_number.generate(serial)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(CodeError, match="check_digit"):
        card_number.parse(wrong)


@pytest.mark.parametrize(
    ("text", "key"), [("4600051000057", "prefix"), ("KP12", "length"), ("KP12345678X", "not_digits"), ("", "prefix")]
)
def test_what_is_no_card(text: str, key: str) -> None:
    with pytest.raises(CodeError) as caught:
        card_number.parse(text)
    assert caught.value.key == key


def test_serials_have_a_range() -> None:
    with pytest.raises(CodeError, match="serial_range"):
        card_number.generate(100_000_000)
    with pytest.raises(CodeError, match="serial_range"):
        card_number.generate(-1)


@given(st.integers(0, 10**10 - 1))
def test_badges(serial: int) -> None:
    number = badge_number.generate(serial)
    assert badge_number.parse(number.lower()) == number
    with pytest.raises(CodeError):
        card_number.parse(number)


@given(st.integers(1, 9999), st.integers(1, 999_999_999))
def test_receipt_there_and_back(till: int, running: int) -> None:
    number = receipt_code.number(till, running)
    code = receipt_code.compose(number)
    assert receipt_code.parse(code) == number
    assert receipt_code.parse_number(number) == number


@given(st.integers(1, 9999), st.integers(1, 999_999), st.data())
def test_a_torn_receipt_code_is_noticed(till: int, running: int, data: st.DataObject) -> None:
    code = receipt_code.compose(receipt_code.number(till, running))
    torn = code[: data.draw(st.integers(0, len(code) - 1))]
    with pytest.raises(CodeError):
        receipt_code.parse(torn)


def test_receipt_known() -> None:
    assert receipt_code.number("2", 231) == "2-000231"
    assert receipt_code.compose("2-000231") == "K2-000231-7"
    assert receipt_code.parse_number(" 2-231 ") == "2-000231"


@pytest.mark.parametrize("text", ["", "2", "2-", "-231", "2-2-2", "x-231", "12345-1"])
def test_no_receipt_number(text: str) -> None:
    with pytest.raises(CodeError, match="receipt_number"):
        receipt_code.parse_number(text)
