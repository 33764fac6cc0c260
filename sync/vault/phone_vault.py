"""Phones at rest: a keyed hash to find a person, a ciphertext to show the number; whoever copies the disk reads none.

A plain hash would be useless: there are only 10^9 Russian mobile numbers to try. The keys live in ``secrets.json``,
a till gets the server's when it is enrolled; in clear a number stands in memory only.
"""

import hashlib
import hmac
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
HASH_BYTES = 16
_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2: 96 bits
_FINGERPRINT_BYTES = 8


class PhoneUnreadableError(ValueError):
    """A ciphertext does not open: it was changed, moved to another customer, or written with another key."""

    def __init__(self, customer_id: str) -> None:
        super().__init__(
            f"the phone of customer {customer_id} does not open with the keys in secrets.json; "
            "restore the file that belongs to this database"
        )
        self.customer_id = customer_id


class NoteUnreadableError(ValueError):
    """A sealed note does not open: torn, changed, or sealed with another key or for something else."""


class PhoneVault:
    """Hashes and encrypts E.164 texts. ``random_bytes(n)`` gives n unpredictable bytes (nonces)."""

    def __init__(self, hash_key: bytes, cipher_key: bytes, random_bytes: Callable[[int], bytes]) -> None:
        for name, key in (("hash_key", hash_key), ("cipher_key", cipher_key)):
            if len(key) != KEY_BYTES:
                raise ValueError(f"{name} must be {KEY_BYTES} bytes, got {len(key)}")
        self._hash_key = hash_key
        self._cipher_key = cipher_key
        self._cipher = AESGCM(cipher_key)
        self._random_bytes = random_bytes
        cipher_check = hmac.digest(cipher_key, b"fingerprint", hashlib.sha256)
        self._fingerprint = hmac.digest(hash_key, b"fingerprint" + cipher_check, hashlib.sha256)[:_FINGERPRINT_BYTES]

    def keys_hex(self) -> tuple[str, str]:
        """Hash key and cipher key, for a till that enrols: over TLS or loopback, and never into a log."""
        return self._hash_key.hex(), self._cipher_key.hex()

    @property
    def fingerprint(self) -> bytes:
        """Eight bytes that change with either key and tell neither: hashes made under other keys find nobody."""
        return self._fingerprint

    def hash(self, e164: str) -> bytes:
        """Sixteen bytes of HMAC-SHA-256 (RFC 2104) over the number."""
        return hmac.digest(self._hash_key, e164.encode("ascii"), hashlib.sha256)[:HASH_BYTES]

    def last4_hash(self, digits: str) -> bytes:
        """The same over the last four digits, apart from whole numbers by a prefix."""
        return hmac.digest(self._hash_key, b"last4:" + digits.encode("ascii"), hashlib.sha256)[:HASH_BYTES]

    def badge_hash(self, badge: str) -> str:
        """The same over the number of an operator's badge, in hex."""
        return hmac.digest(self._hash_key, b"badge:" + badge.encode("utf-8"), hashlib.sha256)[:HASH_BYTES].hex()

    def code_hash(self, code_id: str, code: str) -> str:
        """The same over a code that was sent to a phone: four digits alone would be tried out in no time."""
        text = f"code:{code_id}:{code}".encode("utf-8", "replace")
        return hmac.digest(self._hash_key, text, hashlib.sha256).hex()

    def encrypt(self, e164: str, customer_id: str) -> bytes:
        """Nonce and AES-256-GCM ciphertext; bound to the customer, so that it opens for no other."""
        nonce = self._random_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, e164.encode("ascii"), customer_id.encode("utf-8"))

    def seal_email(self, email: str, customer_id: str) -> bytes:
        """The same for an e-mail address; it never opens as a phone."""
        nonce = self._random_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, email.encode("utf-8"), _email_of(customer_id))

    def open_email(self, cipher: bytes, customer_id: str) -> str:
        """The address. Raises :class:`PhoneUnreadableError`."""
        try:
            clear = self._cipher.decrypt(cipher[:_NONCE_BYTES], cipher[_NONCE_BYTES:], _email_of(customer_id))
        except (InvalidTag, ValueError) as error:
            raise PhoneUnreadableError(customer_id) from error
        return clear.decode("utf-8")

    def seal_note(self, note: bytes, of: str) -> bytes:
        """The same for anything else that a till keeps beside its books; ``of`` says what, and it opens as no other."""
        nonce = self._random_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, note, _note_of(of))

    def open_note(self, cipher: bytes, of: str) -> bytes:
        """The note. Raises :class:`NoteUnreadableError`."""
        try:
            return self._cipher.decrypt(cipher[:_NONCE_BYTES], cipher[_NONCE_BYTES:], _note_of(of))
        except (InvalidTag, ValueError) as error:
            raise NoteUnreadableError(f"{of}: it does not open with the keys in secrets.json") from error

    def decrypt(self, cipher: bytes, customer_id: str) -> str:
        """The number. Raises :class:`PhoneUnreadableError`."""
        try:
            clear = self._cipher.decrypt(cipher[:_NONCE_BYTES], cipher[_NONCE_BYTES:], customer_id.encode("utf-8"))
        except (InvalidTag, ValueError) as error:
            raise PhoneUnreadableError(customer_id) from error
        return clear.decode("ascii")


def _email_of(customer_id: str) -> bytes:
    return b"email:" + customer_id.encode("utf-8")


def _note_of(of: str) -> bytes:
    return b"note:" + of.encode("utf-8")
