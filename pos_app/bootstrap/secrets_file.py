"""The till's keys: they live beside the databases, never inside one, and only their owner may read them."""

import secrets
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from sync.vault.phone_vault import KEY_BYTES
from sync.vault.private_file import PrivateFileError, read_private_object, write_private_object


class SecretsFileError(RuntimeError):
    """The file is there but is not what it must be. Nothing was changed."""

    key = "secrets"


@dataclass(frozen=True, slots=True)
class TillSecrets:
    """``phone_hash_key_hex`` and ``phone_cipher_key_hex``: 32 bytes each, made here and told to nobody.

    ``till_token`` proves this till to the server; ``till_id`` names it there. ``card_key_hex``: the programme's key of
    rotating cards, the same in all its tills; "" in files from before there were such cards.
    """

    till_id: str
    till_token: str = field(repr=False)
    phone_hash_key_hex: str = field(repr=False)
    phone_cipher_key_hex: str = field(repr=False)
    card_key_hex: str = field(default="", repr=False)

    @property
    def phone_hash_key(self) -> bytes:
        """Key of the phones' HMAC-SHA-256."""
        return bytes.fromhex(self.phone_hash_key_hex)

    @property
    def phone_cipher_key(self) -> bytes:
        """Key of the phones' AES-256-GCM."""
        return bytes.fromhex(self.phone_cipher_key_hex)

    @property
    def card_key(self) -> bytes | None:
        """The programme's key of rotating cards; None where this till was given none."""
        return bytes.fromhex(self.card_key_hex) or None


def load_or_make_secrets(path: Path, new_till_id: str) -> TillSecrets:
    """Read the file, or make it with new keys. Raises :class:`SecretsFileError` when it is damaged."""
    if path.exists():
        return _load(path)
    made = TillSecrets(
        till_id=new_till_id,
        till_token=secrets.token_urlsafe(KEY_BYTES),
        phone_hash_key_hex=secrets.token_hex(KEY_BYTES),
        phone_cipher_key_hex=secrets.token_hex(KEY_BYTES),
        card_key_hex=secrets.token_hex(KEY_BYTES),
    )
    write_private_object(path, asdict(made))
    return made


def load_secrets(path: Path) -> TillSecrets:
    """The keys of a till that is there. Raises :class:`SecretsFileError`, or OSError where there is no file."""
    return _load(path)


def with_card_key(path: Path, card_key: bytes) -> TillSecrets:
    """Give the till the programme's key of rotating cards, in the place of the one it had. Raises as ``load_secrets``.

    Raises ValueError for a key that has not 32 bytes.
    """
    if len(card_key) != KEY_BYTES:
        raise ValueError(f"expected a key of {KEY_BYTES} bytes, got {len(card_key)}")
    changed = replace(_load(path), card_key_hex=card_key.hex())
    write_private_object(path, asdict(changed))
    return changed


def _load(path: Path) -> TillSecrets:
    names = frozenset(each.name for each in fields(TillSecrets))
    try:
        loaded = TillSecrets(**_read(path, names))
        keys = (loaded.phone_hash_key, loaded.phone_cipher_key, loaded.card_key or bytes(KEY_BYTES))
    except PrivateFileError as error:
        raise SecretsFileError(_advice(path, str(error))) from error
    except ValueError as error:
        raise SecretsFileError(_advice(path, "a key is no hex")) from error
    if any(len(key) != KEY_BYTES for key in keys):
        raise SecretsFileError(_advice(path, "a key has another length"))
    return loaded


def _read(path: Path, names: frozenset[str]) -> dict[str, str]:
    try:
        return read_private_object(path, names)
    except PrivateFileError:
        # Tills from before there were rotating cards have no key for them.
        return read_private_object(path, names - {"card_key_hex"})


def _advice(path: Path, found: str) -> str:
    return (
        f"{path}: expected a JSON object with till_id, till_token and keys of {KEY_BYTES} bytes in hex: {found}. "
        "Restore the file from the shop's backup: without these keys the customers' phones on this till cannot be read "
        "and must be loaded from the server again."
    )
