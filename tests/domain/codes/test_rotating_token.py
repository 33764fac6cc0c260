"""The signed code of a card: its form, its window, and that nothing else passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes import card_number, rotating_token
from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import RotatingCardCode, UnknownCode
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology

PROGRAMME = bytes(range(32))
CARD = card_number.generate(42)
KEY = rotating_token.card_key(PROGRAMME, CARD)
NOW_S = 1_800_000_000
STEP = rotating_token.step_at(NOW_S)

moments = st.integers(0, 4_000_000_000)


def test_the_key_is_hkdf_sha_256() -> None:
    """Against another implementation of RFC 5869."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    theirs = HKDF(SHA256(), 32, None, b"kopilka rotating card " + CARD.encode()).derive(PROGRAMME)
    assert theirs == KEY
    with pytest.raises(ValueError, match="expected 32 bytes"):
        rotating_token.card_key(b"short", CARD)


@given(st.integers(0, 99_999_999), moments, st.integers(-30, 30))
def test_a_telephone_that_is_off_by_half_a_minute_is_taken(serial: int, now_s: int, off_s: int) -> None:
    card = card_number.generate(serial)
    key = rotating_token.card_key(PROGRAMME, card)
    step = max(0, now_s + off_s) // rotating_token.STEP_S
    text = rotating_token.compose(key, card, step)
    assert classify(ScanData(text, ScanSource.CAMERA, Symbology.QR)) == RotatingCardCode(card, text[-16:])
    assert rotating_token.split(text) == (card, text[-16:])
    assert rotating_token.verified_step(key, text[-16:], now_s, -1) == step


@pytest.mark.parametrize("off", [-3, -2, 2, 3])
def test_an_old_code_and_one_from_the_future_are_refused(off: int) -> None:
    signature = rotating_token.compose(KEY, CARD, STEP + off)[-16:]
    with pytest.raises(CodeError) as caught:
        rotating_token.verified_step(KEY, signature, NOW_S, -1)
    assert caught.value.key == "token_invalid"


def test_a_code_counts_once_and_an_older_one_not_after_it() -> None:
    earlier, now = (rotating_token.compose(KEY, CARD, step)[-16:] for step in (STEP - 1, STEP))
    assert rotating_token.verified_step(KEY, now, NOW_S, STEP - 1) == STEP
    for signature in (earlier, now):
        with pytest.raises(CodeError) as caught:
            rotating_token.verified_step(KEY, signature, NOW_S, STEP)
        assert caught.value.key == "token_replayed"


@given(st.binary(min_size=32, max_size=32).filter(lambda key: key != PROGRAMME))
def test_another_programmes_key_signs_nothing_here(programme: bytes) -> None:
    signature = rotating_token.compose(rotating_token.card_key(programme, CARD), CARD, STEP)[-16:]
    with pytest.raises(CodeError):
        rotating_token.verified_step(KEY, signature, NOW_S, -1)


@given(st.data())
def test_a_torn_or_changed_code_names_nobody(data: st.DataObject) -> None:
    text = rotating_token.compose(KEY, CARD, STEP)
    cut = data.draw(st.integers(1, len(text) - 1))
    for torn in (text[:cut], text[cut:]):
        assert not isinstance(classify(ScanData(torn, ScanSource.CAMERA, Symbology.QR)), RotatingCardCode)
    code = classify(ScanData(text[: 2 + 4] + "9" + text[2 + 5 :], ScanSource.CAMERA))
    assert isinstance(code, UnknownCode)
    assert code.data == "", "what opens an account is not kept"
