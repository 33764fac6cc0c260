import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes import phone
from pos_app.domain.codes.code_error import CodeError

numbers = st.integers(0, 9_999_999).map(lambda tail: f"973{tail:07d}")
separators = st.sampled_from(["", " ", "-", " - ", ")", "(", "\u00a0", "\u2013", ".", "  "])


@given(numbers, st.sampled_from(["", "8", "7", "+7", "+8", "8 ", "+7 (", "tel:+7", "TEL:8"]), st.data())
def test_however_it_is_said(national: str, lead: str, data: st.DataObject) -> None:
    spoken = lead + "".join(digit + data.draw(separators) for digit in national)
    assert phone.parse(spoken) == f"+7{national}"


@given(numbers)
def test_forms_for_people(national: str) -> None:
    e164 = phone.parse(national)
    assert phone.parse(phone.formatted(e164)) == e164
    assert phone.parse(phone.uri(e164)) == e164
    mask = phone.masked(e164)
    assert mask == f"+7 973 ···-··-{national[-2:]}"
    assert phone.last_four(e164) == national[-4:]
    assert phone.last_four_query(phone.last_four(e164)) == national[-4:]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "phone_empty"),
        ("tel:", "phone_empty"),
        ("+", "phone_empty"),
        ("абв", "phone_not_digits"),
        ("973123O567", "phone_not_digits"),
        ("+7973+1234567", "phone_not_digits"),
        ("9731234", "phone_too_short"),
        ("+7 973 123-45-6", "phone_too_short"),
        ("8 973 123-45-6", "phone_too_short"),
        ("8", "phone_too_short"),
        ("8 973 123-45-678", "phone_too_long"),
        ("97312345678", "phone_too_long"),
        ("+7 495 123-45-67", "phone_not_mobile"),
        ("8 (495) 123-45-67", "phone_not_mobile"),
        ("4951234567", "phone_not_mobile"),
        ("8 800 555-35-35", "phone_not_mobile"),
        ("+999 12345678", "phone_unknown_country"),
        ("+375", "phone_too_short"),
        ("+3752912345678901", "phone_too_long"),
        ("+49 30 123456", "phone_not_mobile"),
    ],
)
def test_faults(text: str, key: str) -> None:
    with pytest.raises(CodeError) as caught:
        phone.parse(text)
    assert caught.value.key == key


def test_the_error_does_not_carry_the_number() -> None:
    with pytest.raises(CodeError) as caught:
        phone.parse("973123456")
    assert "973" not in str(caught.value)
    assert caught.value.params == {"digits": 9}


@pytest.mark.parametrize(
    ("text", "e164"),
    [("+375 29 123-45-67", "+375291234567"), ("+7 701 123 45 67", "+77011234567"), ("8 701 123 45 67", "+77011234567")],
)
def test_neighbours(text: str, e164: str) -> None:
    assert phone.parse(text) == e164
    assert phone.formatted(e164) == e164
    assert phone.masked(e164).endswith(e164[-2:])
    assert e164[4:-2] not in phone.masked(e164)


@pytest.mark.parametrize("text", ["123", "12345", "12a4", "", "+123"])
def test_no_last_four(text: str) -> None:
    assert phone.last_four_query(text) is None


def test_last_four_may_be_grouped() -> None:
    assert phone.last_four_query(" 45-67 ") == "4567"
