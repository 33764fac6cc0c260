"""Pins: the SHA-256 of the public key in a server's certificate, written ``sha256/`` and 44 letters of base64.

What is hashed is the SubjectPublicKeyInfo in DER (RFC 7469, section 2.4): a new certificate for the same key has the
same pin.
"""

import base64
import binascii
import hashlib

_PREFIX = "sha256/"
_DIGEST_BYTES = 32


class PinInvalidError(ValueError):
    """A text that is no pin."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r}: expected sha256/ and the 44 letters that ./till server pin prints")
        self.text = text


def pin_of_key(public_key_der: bytes) -> str:
    """The pin of a SubjectPublicKeyInfo in DER."""
    return _PREFIX + base64.b64encode(hashlib.sha256(public_key_der).digest()).decode("ascii")


def pins_of(text: str) -> tuple[str, ...]:
    """The pins in a text, separated by commas or blanks; none in an empty one. Raises :class:`PinInvalidError`."""
    pins = tuple(text.replace(",", " ").split())
    for pin in pins:
        if not _is_pin(pin):
            raise PinInvalidError(pin)
    return pins


def are_pins(text: str) -> bool:
    """Whether :func:`pins_of` takes the text."""
    return all(_is_pin(pin) for pin in text.replace(",", " ").split())


def _is_pin(text: str) -> bool:
    try:
        digest = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return False
    return text.startswith(_PREFIX) and len(digest) == _DIGEST_BYTES
