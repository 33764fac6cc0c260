"""How a till proves that a request is its own, whole, fresh and not a repetition.

Four headers go with every request but the public ones: who asks, when by the till's clock, a nonce that is never used
twice, and an Ed25519 signature (RFC 8032) over all of it. The server takes each nonce once and looks at no request
whose time is further than ``TOLERANCE_MS`` from its own.
"""

import base64
import binascii
import hashlib
import re

TIME_HEADER = "X-Kopilka-Time"
"""Milliseconds since 1970 UTC, decimal."""
NONCE_HEADER = "X-Kopilka-Nonce"
"""16 random bytes in URL-safe base64 without padding (RFC 4648, section 5): 22 letters."""
SIGNATURE_HEADER = "X-Kopilka-Signature"
"""64 bytes in base64 (RFC 4648, section 4)."""

TOLERANCE_MS = 5 * 60 * 1000
NONCE_BYTES = 16
_DOMAIN = "kopilka request 1"
_NONCE = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)
_TIME = re.compile(r"[0-9]{1,15}", re.ASCII)


def signed_bytes(till_id: str, method: str, target: str, body: bytes, time_ms: int, nonce: str) -> bytes:
    """What is signed, seven lines. ``target``: path and query as sent; ``body``: the bytes as sent, compressed or not.

    The first line keeps these signatures apart from any other use of the key. No field can hold a line end: the
    server refuses such a till id, HTTP such a target.
    """
    digest = hashlib.sha256(body).hexdigest()
    return "\n".join((_DOMAIN, till_id, method, target, digest, str(time_ms), nonce)).encode("utf-8")


def nonce_text(random_bytes: bytes) -> str:
    """The nonce made of :data:`NONCE_BYTES` random bytes."""
    return base64.urlsafe_b64encode(random_bytes).rstrip(b"=").decode("ascii")


def is_nonce(text: str) -> bool:
    """Whether a header holds a nonce."""
    return _NONCE.fullmatch(text) is not None


def time_of(text: str) -> int | None:
    """The milliseconds in a header, None if they are none."""
    return int(text) if _TIME.fullmatch(text) else None


def signature_text(signature: bytes) -> str:
    """The header of a signature."""
    return base64.b64encode(signature).decode("ascii")


def signature_of(text: str) -> bytes:
    """The signature in a header; empty, which verifies nothing, if it holds none."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
