"""A card in the customer's telephone: a QR code that is signed anew every 30 s and checked without a network.

``KR`` + the nine digits of the card + 16 letters and digits: a time-based one-time password as in RFC 6238 with T0 = 0,
X = 30 s and HMAC-SHA-256, of which the first 80 bits are kept, in Base32 (RFC 4648): a QR code has room for more than
the six digits that a person can type, and nobody guesses one of 2^80.

Each card has a key of its own, derived from one key of the programme: HKDF-SHA-256 (RFC 5869), no salt, info
``kopilka rotating card`` and the card's number. So a till that has the programme's key checks any card, one issued a
minute ago too, and no key of a card is ever stored or sent to tills. The price: who steals the programme's key from
a till can sign for every card, and all telephones must be given new keys then. A key for each card in each till would
be no better (the thief would find all of them there) and would need a network for a new card.

Pure: the time and the key are handed in.
"""

import base64
import hashlib
import hmac

from pos_app.domain.codes.card_number import CARD_SERIES
from pos_app.domain.codes.code_error import CodeError

PREFIX = "KR"
STEP_S = 30
# Telephones and tills are off by some seconds, and a code is held up for some: one step either way.
WINDOW_STEPS = 1
_DIGITS = CARD_SERIES.serial_digits + 1
_SIGNATURE_BYTES = 10
_SIGNATURE_LENGTH = 16
LENGTH = len(PREFIX) + _DIGITS + _SIGNATURE_LENGTH
_INFO = b"kopilka rotating card "
KEY_BYTES = 32


def card_key(programme_key: bytes, card: str) -> bytes:
    """The key of one card (canonical number), 32 bytes. Raises ValueError for a programme key of another length."""
    if len(programme_key) != KEY_BYTES:
        raise ValueError(f"programme key: expected {KEY_BYTES} bytes, got {len(programme_key)}")
    extracted = hmac.digest(bytes(hashlib.sha256().digest_size), programme_key, "sha256")
    return hmac.digest(extracted, _INFO + card.encode() + b"\x01", "sha256")


def step_at(unix_s: int) -> int:
    """The number of the 30-second step that a moment (seconds since 1970, UTC) lies in."""
    return unix_s // STEP_S


def compose(key: bytes, card: str, step: int) -> str:
    """The text of the QR code of a card at a step; ``key`` is the card's own."""
    return f"{PREFIX}{card.removeprefix(CARD_SERIES.prefix)}{_signature(key, step)}"


def split(text: str) -> tuple[str, str]:
    """Card number and signature of a code in capitals. Raises CodeError ``malformed`` or ``check_digit``."""
    if len(text) != LENGTH or not text.startswith(PREFIX):
        raise CodeError("malformed")
    try:
        card = CARD_SERIES.parse(CARD_SERIES.prefix + text[len(PREFIX) : len(PREFIX) + _DIGITS])
    except CodeError as error:
        raise CodeError("check_digit" if error.key == "check_digit" else "malformed") from None
    return card, text[-_SIGNATURE_LENGTH:]


def verified_step(key: bytes, signature: str, unix_s: int, last_step: int) -> int:
    """The step that a signature is of. ``last_step`` is the last one that was accepted for this card, -1 for none.

    Raises CodeError ``token_invalid``: signed by no key of this programme, or too old or too new by more than a step;
    ``token_replayed``: shown before (whoever took a picture of the code holds it up a second time).
    """
    now = step_at(unix_s)
    for step in range(now - WINDOW_STEPS, now + WINDOW_STEPS + 1):
        if hmac.compare_digest(_signature(key, step), signature):
            if step <= last_step:
                raise CodeError("token_replayed")
            return step
    raise CodeError("token_invalid")


def _signature(key: bytes, step: int) -> str:
    digest = hmac.digest(key, step.to_bytes(8, "big", signed=True), "sha256")
    return base64.b32encode(digest[:_SIGNATURE_BYTES]).decode()
