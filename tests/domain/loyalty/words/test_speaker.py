import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.words.speaker import Speaker
from pos_app.domain.receipt.labels import Language

RU, EN = Speaker(Language.RU), Speaker(Language.EN)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kopecks", "russian", "english"),
    [(0, "0 ₽", "0 ₽"), (150_000, "1 500 ₽", "1,500 ₽"), (9_990, "99,90 ₽", "99.90 ₽"), (5, "0,05 ₽", "0.05 ₽")],
)
def test_money(kopecks: int, russian: str, english: str) -> None:
    assert (plain(RU.money(kopecks)), plain(EN.money(kopecks))) == (russian, english)


@pytest.mark.parametrize(
    ("points", "russian", "english"),
    [
        (100, "1 балл", "1 point"),
        (200, "2 балла", "2 points"),
        (1_100, "11 баллов", "11 points"),
        (2_100, "21 балл", "21 points"),
        (250, "2,5 балла", "2.5 points"),
        (1_000_000, "10 000 баллов", "10,000 points"),
    ],
)
def test_points(points: int, russian: str, english: str) -> None:
    assert (plain(RU.points(points)), plain(EN.points(points))) == (russian, english)


def test_words_after_more_than() -> None:
    assert [plain(RU.counted(count, "time", than=True)) for count in (1, 3, 5, 11, 21)] == [
        "1 раза",
        "3 раз",
        "5 раз",
        "11 раз",
        "21 раза",
    ]
    assert plain(RU.counted(3, "day")) == "3 дня"
    assert plain(RU.points(100, than=True)) == "1 балла"


def test_rates_factors_and_quantities() -> None:
    assert (plain(RU.percent(250)), plain(EN.percent(1_000))) == ("2,5 %", "10 %")
    assert (RU.factor(20_000), EN.factor(15_000)) == ("×2", "×1.5")
    assert (RU.quantity(500), EN.quantity(6_000)) == ("0,5", "6")
    assert RU.either(("a", "b", "c")) == "a, b или c"


@given(st.integers(0, 10**11))
def test_a_sum_reads_back(kopecks: int) -> None:
    for say, sign in ((RU, ","), (EN, ".")):
        written = say.money(kopecks).removesuffix("\u00a0₽")
        whole, _, cents = written.partition(sign)
        digits = "".join(filter(str.isdigit, whole))
        assert int(digits) * 100 + int(cents or 0) == kopecks
