import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes.check_digit import (
    CheckDigit,
    check_digit_holds,
    gs1_check_digit,
    is_digits,
    luhn_check_digit,
)
from pos_app.domain.codes.code_error import CodeError

digits = st.text("0123456789", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("body", "check"), [("460005100005", "7"), ("9638507", "4"), ("03600029145", "2"), ("1061414100000", "7")]
)
def test_gs1_known(body: str, check: str) -> None:
    # 9638507-4 and 03600029145-2 are the examples of the EAN-8 and UPC-A specifications.
    assert check_digit_holds(body + gs1_check_digit(body), CheckDigit.GS1)
    if body != "1061414100000":
        assert gs1_check_digit(body) == check


def test_luhn_known() -> None:
    assert luhn_check_digit("7992739871") == "3"


@given(digits, st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, shift: int) -> None:
    for check, compute in ((CheckDigit.GS1, gs1_check_digit), (CheckDigit.LUHN, luhn_check_digit)):
        number = body + compute(body)
        assert check_digit_holds(number, check)
        place = shift % len(number)
        wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
        assert not check_digit_holds(wrong, check)


@given(digits, st.integers(0, 6))
def test_leading_zeros_do_not_change_gs1(body: str, zeros: int) -> None:
    assert gs1_check_digit("0" * zeros + body) == gs1_check_digit(body)


@pytest.mark.parametrize("text", ["", "12a", "１２", "٣", "1 2"])
def test_only_ascii_digits(text: str) -> None:
    assert not is_digits(text)
    with pytest.raises(CodeError, match="not_digits"):
        gs1_check_digit(text)
    with pytest.raises(CodeError, match="not_digits"):
        luhn_check_digit(text)
