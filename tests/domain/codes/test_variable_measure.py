import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes import variable_measure
from pos_app.domain.codes.check_digit import gs1_check_digit
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.variable_measure import Weighed, WeightLayout


@given(st.integers(0, 99999), st.integers(1, 99999), st.integers(20, 29))
def test_what_the_scale_prints_is_what_the_till_reads(article: int, grams: int, prefix: int) -> None:
    text = variable_measure.compose(f"{article:05d}", grams, prefix=str(prefix))
    assert variable_measure.parse(text) == Weighed(f"{article:05d}", grams)


@given(st.integers(0, 999999), st.integers(1, 9999))
def test_another_scale_cuts_otherwise(article: int, grams: int) -> None:
    layout = WeightLayout(prefixes=("25", "27"), article_digits=6, grams_digits=4)
    text = variable_measure.compose(f"{article:06d}", grams, layout, prefix="27")
    assert variable_measure.parse(text, layout) == Weighed(f"{article:06d}", grams)


def _with_check(body: str) -> str:
    return body + gs1_check_digit(body)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("21012340075x3", "not_digits"),
        ("210123400750", "length"),
        (_with_check("210123400750")[:-1] + "9", "check_digit"),
        (_with_check("460123400750"), "prefix"),
        (_with_check("210123400000"), "weight_zero"),
    ],
)
def test_faults(text: str, key: str) -> None:
    assert not (key == "check_digit" and gs1_check_digit(text[:-1]) == "9")
    with pytest.raises(CodeError) as caught:
        variable_measure.parse(text)
    assert caught.value.key == key


@pytest.mark.parametrize(
    "layout",
    [
        {"prefixes": ()},
        {"prefixes": ("2", "21")},
        {"prefixes": ("2x",)},
        {"article_digits": 6},
    ],
)
def test_a_layout_that_makes_no_13_digits_is_refused(layout: dict[str, object]) -> None:
    with pytest.raises(CodeError, match="weight_layout"):
        WeightLayout(**layout)  # type: ignore[arg-type]


def test_composing_checks_its_input() -> None:
    for article, grams, prefix, key in (
        ("123", 5, "", "article_length"),
        ("12345", 0, "", "weight_range"),
        ("12345", 100_000, "", "weight_range"),
        ("12345", 5, "46", "prefix"),
    ):
        with pytest.raises(CodeError) as caught:
            variable_measure.compose(article, grams, prefix=prefix)
        assert caught.value.key == key
