"""Hashes of PINs at rest, sealed with the keys in ``secrets.json``: a PIN has so few digits that any hash is guessed.

Ten thousand PINs at 20 ms each are three minutes, however the hash is made. Between server and till it goes over TLS.
"""

import base64
import binascii

from sync.vault.phone_vault import NoteUnreadableError, PhoneVault

_SEALED = "sealed:"


def is_sealed(stored: str) -> bool:
    """Whether a stored text is a sealed hash; one of an earlier version stands in clear."""
    return stored.startswith(_SEALED)


def seal_pin_hash(vault: PhoneVault, pin_hash: str, operator_id: str) -> str:
    """What is stored in place of a hash; it opens for this person alone. What is sealed already stays as it is."""
    if is_sealed(pin_hash):
        return pin_hash
    return _SEALED + base64.b64encode(vault.seal_note(pin_hash.encode("utf-8"), _of(operator_id))).decode("ascii")


def open_pin_hash(vault: PhoneVault, stored: str, operator_id: str) -> str:
    """The hash; "", which no PIN fits, where it does not open with these keys."""
    if not is_sealed(stored):
        return stored
    try:
        return vault.open_note(base64.b64decode(stored.removeprefix(_SEALED)), _of(operator_id)).decode("utf-8")
    except (NoteUnreadableError, binascii.Error, UnicodeDecodeError):
        return ""


def _of(operator_id: str) -> str:
    return f"pin:{operator_id}"
