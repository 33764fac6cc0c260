"""A number as tills send it: a keyed hash to find it by, a ciphertext bound to the customer; one must fit the other."""

import base64
import binascii
from dataclasses import dataclass

from sync.vault.phone_vault import PhoneUnreadableError, PhoneVault


@dataclass(frozen=True, slots=True)
class SealedPhone:
    """The hash to search by; the clear number only to seal it again for another id, never stored or logged."""

    phone_hash: bytes
    e164: str

    def __repr__(self) -> str:
        return "SealedPhone(…)"


def open_sealed(vault: PhoneVault, hash_hex: str, cipher_base64: str, customer_id: str) -> SealedPhone:
    """The number. Raises ``PhoneUnreadableError``: it does not open, or its hash is another's."""
    try:
        phone_hash = bytes.fromhex(hash_hex)
        e164 = vault.decrypt(base64.b64decode(cipher_base64, validate=True), customer_id)
    except (ValueError, binascii.Error) as error:
        raise PhoneUnreadableError(customer_id) from error
    if vault.hash(e164) != phone_hash:
        raise PhoneUnreadableError(customer_id)
    return SealedPhone(phone_hash, e164)
