"""A code that was read in part, twice over or with rubbish in it never becomes other goods, a card or a person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import Code, GoodsCode, UnknownCode
from pos_app.domain.codes.scan import ScanData, ScanSource
from resources.demo.shop import demo_shop

_SHOP = demo_shop(date(2026, 1, 1))
_GOODS = sorted(code for item in _SHOP.goods for code in item.codes)
_SOLD = {code.zfill(13) for code in _GOODS}
_CARDS = sorted(card.number for customer in _SHOP.customers for card in customer.cards)
_BADGES = [person.badge for person in _SHOP.staff]
_TRACK_1 = "%B4276380012345674^IVANOV/IVAN^2512101000000000?"
_TRACK_2 = ";4276380012345674=25121010000012300000?"


def read(text: str, source: ScanSource = ScanSource.KEYBOARD) -> Code:
    return classify(ScanData(text, source))


def means_nothing(code: Code) -> bool:
    """Unknown, or a number that no goods of the shop have."""
    return isinstance(code, UnknownCode) or (isinstance(code, GoodsCode) and code.gtin not in _SOLD)


def torn(code: str) -> list[str]:
    """Every part that a reader may deliver when it begins late or ends early."""
    return [code[:cut] for cut in range(1, len(code))] + [code[cut:] for cut in range(1, len(code))]


@pytest.mark.parametrize("codes", [_GOODS[::7], _CARDS[::7], _BADGES], ids=["goods", "cards", "badges"])
def test_half_a_code_is_no_other_code(codes: list[str]) -> None:
    wrong = [(code, part) for code in codes for part in torn(code) if not means_nothing(read(part))]
    assert codes
    assert wrong == []


@given(st.sampled_from(_GOODS + _CARDS), st.sampled_from(_GOODS + _CARDS))
def test_two_codes_glued_together_are_none(first: str, second: str) -> None:
    assert means_nothing(read(first + second))


@given(st.sampled_from(_CARDS + _BADGES), st.data())
def test_a_card_or_badge_with_one_wrong_digit_is_refused(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(2, len(code) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[place]]))
    assert isinstance(read(code[:place] + other + code[place + 1 :]), UnknownCode)


@pytest.mark.parametrize("source", list(ScanSource))
@pytest.mark.parametrize("track", [_TRACK_1, _TRACK_2, _TRACK_1 + _TRACK_2])
def test_of_a_bank_card_nothing_is_kept(track: str, source: ScanSource) -> None:
    code = read(track, source)
    assert isinstance(code, UnknownCode)
    assert code.data == ""


@given(st.text(max_size=300), st.sampled_from(list(ScanSource)))
def test_whatever_is_read_is_answered(text: str, source: ScanSource) -> None:
    classify(ScanData(text, source))


@pytest.mark.parametrize(
    "text",
    [
        "7" * 300,
        "A" * 300,
        "\x1d" * 20,
        "\x00\x01\x02\x1b[2J",
        "' OR 1=1; --",
        "%s%n{0}",
        "../../etc/passwd",
        "Привет, QR",
    ],
)
def test_rubbish_means_nothing(text: str) -> None:
    assert isinstance(read(text), UnknownCode)
