"""Phones at rest: a keyed hash to find a person, a ciphertext to show the number. In clear only in memory."""

import hashlib
import hmac
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HASH_BYTES = 16
_NONCE_BYTES = 12


class PhoneUnreadableError(ValueError):
    """A ciphertext was made with another key, or for another person, or is damaged."""

    def __init__(self, customer_id: str) -> None:
        super().__init__(
            f"the phone of customer {customer_id} cannot be read with the keys in secrets.json; "
            "restore the file that belongs to this database"
        )
        self.customer_id = customer_id


class PhoneVault:
    """HMAC-SHA-256 (RFC 2104) cut to 16 bytes, and AES-256-GCM bound to the person's id (NIST SP 800-38D)."""

    def __init__(self, hash_key: bytes, cipher_key: bytes, random_bytes: Callable[[int], bytes]) -> None:
        self._hash_key = hash_key
        self._cipher = AESGCM(cipher_key)
        self._random_bytes = random_bytes

    def hashed(self, e164: str) -> bytes:
        """What a number is found by."""
        return hmac.new(self._hash_key, e164.encode("ascii"), hashlib.sha256).digest()[:HASH_BYTES]

    def sealed(self, e164: str, customer_id: str) -> bytes:
        """Nonce and ciphertext; another each time."""
        nonce = self._random_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, e164.encode("ascii"), customer_id.encode("utf-8"))

    def opened(self, sealed: bytes, customer_id: str) -> str:
        """The number. Raises :class:`PhoneUnreadableError`."""
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, ciphertext, customer_id.encode("utf-8")).decode("ascii")
        except (InvalidTag, ValueError) as error:
            raise PhoneUnreadableError(customer_id) from error
