"""The signed form of a promise: canonical terms and the server's Ed25519 signature, each base64url, a full stop
between.

Tills keep it as it came and send it along with the receipts that spend it. So a server restored from a backup tells a
promise that it made in a lost life from one that a till invented.
"""

import base64
import binascii

from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.terms import ReservationTerms
from sync.protocol.encoding import DecodingError, decode, encode
from sync.server.ledger.lot_state import ReservationBooks
from sync.vault.signing import SigningKey, VerifyKey


def signed_grant(key: SigningKey, terms: ReservationTerms) -> str:
    """The grant's text; the same terms give the same text."""
    body = encode(terms)
    return f"{_text(body)}.{_text(key.sign(body))}"


def grant_of(key: SigningKey, promise: ReservationBooks) -> str:
    """The grant of a promise as it was given; signed when it is told, for many are never asked about."""
    if promise.grant_text:
        return promise.grant_text
    kind = ReservationKind(promise.kind)
    terms = ReservationTerms(
        promise.reservation_id,
        promise.till_id,
        promise.epoch,
        promise.named_customer_id,
        kind,
        promise.granted,
        promise.duration_ms,
    )
    return signed_grant(key, terms)


def granted_terms(key: SigningKey, grant: str) -> ReservationTerms | None:
    """What a grant promises; None if this server never signed it."""
    body_text, _, signature_text = grant.partition(".")
    try:
        body, signature = _bytes(body_text), _bytes(signature_text)
        if not VerifyKey(key.public_hex).verifies(signature, body):
            return None
        return decode(ReservationTerms, body)
    except (binascii.Error, ValueError, DecodingError):
        return None


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
