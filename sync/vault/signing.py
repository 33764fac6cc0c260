"""Ed25519 keys (RFC 8032): each till signs its requests, the server signs what it grants.

A private key is 32 bytes, kept in hex in ``secrets.json``; a public key is 32 bytes, told in hex.
"""

from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_BYTES = 32
SIGNATURE_BYTES = 64


class KeyInvalidError(ValueError):
    """A text that is no key: 64 lower-case hex digits are expected. It is never repeated: it may be half a secret."""

    def __init__(self) -> None:
        super().__init__(f"a key of {KEY_BYTES} bytes in lower-case hex is expected")


class SigningKey:
    """A private key. Its repr shows the public half only."""

    def __init__(self, private_hex: str) -> None:
        """Raises :class:`KeyInvalidError`."""
        self._key = Ed25519PrivateKey.from_private_bytes(_bytes_of(private_hex))
        self.public_hex = self._key.public_key().public_bytes_raw().hex()

    def sign(self, data: bytes) -> bytes:
        """The signature, 64 bytes; the same data give the same signature."""
        return self._key.sign(data)

    def __repr__(self) -> str:
        return f"SigningKey(public {self.public_hex})"


class VerifyKey:
    """A public key."""

    def __init__(self, public_hex: str) -> None:
        """Raises :class:`KeyInvalidError`."""
        self._key = Ed25519PublicKey.from_public_bytes(_bytes_of(public_hex))
        self.public_hex = public_hex

    def verifies(self, signature: bytes, data: bytes) -> bool:
        """Whether the holder of the private half signed exactly these bytes."""
        try:
            self._key.verify(signature, data)
        except InvalidSignature:
            return False
        return True

    def __repr__(self) -> str:
        return f"VerifyKey({self.public_hex})"


def new_key_hex(random_bytes: Callable[[int], bytes]) -> str:
    """A new private key; ``random_bytes(n)`` gives n unpredictable bytes."""
    return random_bytes(KEY_BYTES).hex()


def _bytes_of(text: str) -> bytes:
    if len(text) != 2 * KEY_BYTES or not all(digit in "0123456789abcdef" for digit in text):
        raise KeyInvalidError
    return bytes.fromhex(text)
