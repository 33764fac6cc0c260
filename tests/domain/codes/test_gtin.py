import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes import gtin
from pos_app.domain.codes.code_error import CodeError


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("4600051000057", "4600051000057"),
        ("036000291452", "0036000291452"),
        ("96385074", "0000096385074"),
        ("04600051000057", "4600051000057"),
        ("460-0051 000057", "4600051000057"),
    ],
)
def test_every_form_becomes_one(text: str, canonical: str) -> None:
    assert gtin.normalise(text) == canonical


@given(st.sampled_from([7, 11, 12]).flatmap(lambda size: st.text("0123456789", min_size=size, max_size=size)))
def test_normalising_is_idempotent(body: str) -> None:
    canonical = gtin.normalise(gtin.with_check_digit(body))
    assert len(canonical) == 13
    assert gtin.normalise(canonical) == canonical


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("4600051000058", "check_digit"),
        ("460005100005", "check_digit"),
        ("46000", "length"),
        ("46000510000X7", "not_digits"),
        ("", "not_digits"),
        ("14600051000054", "gtin_case"),
    ],
)
def test_faults(text: str, key: str) -> None:
    with pytest.raises(CodeError) as caught:
        gtin.normalise(text)
    assert caught.value.key == key


def test_check_digit_needs_a_known_length() -> None:
    with pytest.raises(CodeError, match="length"):
        gtin.with_check_digit("123")
