"""No spelling of a phone passes; ids, codes, sums and times do."""

import string
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.logs import redact_phones

SUBSCRIBERS = st.integers(0, 9_999_999).map(lambda number: f"973{number:07d}")
PREFIXES = st.sampled_from(["+7", "7", "8", "", "+ 7", "%2B7", "+7\u00a0", "8 ", "8-", "+7 (", "8("])
GAPS = st.sampled_from(
    ["", " ", "-", "\u00a0", "\u2009", ") ", " (", ".", " - ", "\u2011", "–", "/", "\\xa0", "%20", "+"]
)
SURROUNDINGS = st.sampled_from(
    [
        ("", ""),
        (" ", " "),
        ("phone=", "&till=2"),
        ("('", "',)"),
        ("тел.", ";"),
        ('{"phone":"', '"}'),
        ("tel:", ">"),
        ("№ 12: ", " x"),
    ]
)


def _digits_of(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


@st.composite
def spelled_phones(draw: st.DrawFn) -> tuple[str, str]:
    """A demo phone as a person or a program writes it, and its ten digits."""
    subscriber = draw(SUBSCRIBERS)
    spelled = draw(PREFIXES)
    cuts = draw(
        st.sampled_from([(3, 3, 2, 2), (3, 3, 4), (3, 7), (10,), (1,) * 10, (5, 5), (3, 2, 2, 3), (4, 2, 2, 2)])
    )
    gap = draw(GAPS)
    position = 0
    for size in cuts:
        spelled += (gap if position else "") + subscriber[position : position + size]
        position += size
    return spelled, subscriber


@given(spelled_phones(), SURROUNDINGS)
def test_every_spelling_is_masked(phone: tuple[str, str], around: tuple[str, str]) -> None:
    spelled, subscriber = phone
    masked = redact_phones(around[0] + spelled + around[1])
    assert "<phone>" in masked
    assert subscriber[-4:] not in _digits_of(masked)
    assert masked.startswith(around[0])
    assert masked.endswith(around[1])


@given(spelled_phones(), st.text(alphabet=string.ascii_letters + " ,:;абв", max_size=20), st.text(max_size=20))
def test_a_phone_in_any_text_and_in_its_repr_is_masked(phone: tuple[str, str], before: str, after: str) -> None:
    spelled, subscriber = phone
    text = before + spelled + " " + after.translate({ord(digit): None for digit in string.digits})
    assert subscriber not in _digits_of(redact_phones(text))
    assert subscriber not in _digits_of(redact_phones(repr(text)))


@given(st.lists(SUBSCRIBERS, min_size=2, max_size=5), st.sampled_from([", ", " ", "; ", "\n", "|"]))
def test_all_phones_of_a_list_are_masked(subscribers: list[str], joint: str) -> None:
    masked = redact_phones(joint.join(f"+7{subscriber}" for subscriber in subscribers))
    assert not any(character.isdigit() for character in masked)


@given(st.uuids(), st.sampled_from(["{}", "receipt {} stored", "/ops/{}?x=1", "('{}',)", "{}:2-000231"]))
def test_ids_stay(identity: UUID, around: str) -> None:
    for text in (str(identity), str(identity).upper(), identity.hex):
        assert redact_phones(around.format(text)) == around.format(text)


@given(st.binary(min_size=8, max_size=32))
def test_digests_stay(digest: bytes) -> None:
    assert redact_phones(f"hash {digest.hex()}") == f"hash {digest.hex()}"


@given(st.integers(0, 10**13 - 1), st.sampled_from(["{}", "код {} x 3", "goods={}&n=2", "[{}]"]))
def test_goods_codes_of_13_digits_stay(number: int, around: str) -> None:
    text = around.format(f"{number:013d}")
    assert redact_phones(text) == text


@given(st.datetimes(), st.sampled_from(["seconds", "milliseconds", "microseconds"]))
def test_instants_stay(instant: object, precision: str) -> None:
    text = f"at {instant.isoformat(timespec=precision)}Z"  # type: ignore[attr-defined]
    assert redact_phones(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "receipt 2-000231 for 1234.50",
        "code K2000231",
        "batch of 100 ops, seq 1200..1299, 35 ms",
        "GTIN 46012345 12",
        "server 192.168.100.250:8710",
        "sum 99999999 kopecks",
        "epoch 1700000000",
        "last four 4567",
        "2026-01-31 09:15:02 +0000",
    ],
)
def test_figures_of_the_trade_stay(text: str) -> None:
    assert redact_phones(text) == text


@pytest.mark.parametrize(
    "text",
    ["8 (495) 123-45-67", "(495) 123-45-67", "4951234567", "+375 29 123-45-67", "+1 (202) 555-0143", "8(4012)12-34-56"],
)
def test_fixed_lines_and_foreign_numbers_are_masked(text: str) -> None:
    assert "<phone>" in redact_phones(f"call {text} today")
    assert len(_digits_of(redact_phones(f"call {text} today"))) == 0


def test_of_a_phone_in_somebodys_own_words_the_last_four_digits_stay() -> None:
    typed = " позвонить +7 (973) 555-01-02, не 89735550103; чек 2-000231, товар 4600051000057 "
    kept = in_own_words(typed)
    assert kept == "позвонить …0102, не …0103; чек 2-000231, товар 4600051000057"
    assert in_own_words(kept) == kept
