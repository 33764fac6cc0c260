"""The till's keys: they live beside the databases, never inside one, and only their owner may read them."""

import secrets
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from sync.vault.phone_vault import KEY_BYTES
from sync.vault.private_file import PrivateFileError, read_private_object, write_private_object


class SecretsFileError(RuntimeError):
    """The file is there but is not what it must be. Nothing was changed."""

    key = "secrets"


@dataclass(frozen=True, slots=True)
class TillSecrets:
    """``phone_hash_key_hex`` and ``phone_cipher_key_hex``: 32 bytes each, made here and told to nobody.

    ``till_token`` proves this till to the server; ``till_id`` names it there.
    """

    till_id: str
    till_token: str = field(repr=False)
    phone_hash_key_hex: str = field(repr=False)
    phone_cipher_key_hex: str = field(repr=False)

    @property
    def phone_hash_key(self) -> bytes:
        """Key of the phones' HMAC-SHA-256."""
        return bytes.fromhex(self.phone_hash_key_hex)

    @property
    def phone_cipher_key(self) -> bytes:
        """Key of the phones' AES-256-GCM."""
        return bytes.fromhex(self.phone_cipher_key_hex)


def load_or_make_secrets(path: Path, new_till_id: str) -> TillSecrets:
    """Read the file, or make it with new keys. Raises :class:`SecretsFileError` when it is damaged."""
    if path.exists():
        return _load(path)
    made = TillSecrets(
        till_id=new_till_id,
        till_token=secrets.token_urlsafe(KEY_BYTES),
        phone_hash_key_hex=secrets.token_hex(KEY_BYTES),
        phone_cipher_key_hex=secrets.token_hex(KEY_BYTES),
    )
    write_private_object(path, asdict(made))
    return made


def _load(path: Path) -> TillSecrets:
    names = frozenset(each.name for each in fields(TillSecrets))
    try:
        loaded = TillSecrets(**read_private_object(path, names))
        keys = (loaded.phone_hash_key, loaded.phone_cipher_key)
    except PrivateFileError as error:
        raise SecretsFileError(_advice(path, str(error))) from error
    except ValueError as error:
        raise SecretsFileError(_advice(path, "a key is no hex")) from error
    if any(len(key) != KEY_BYTES for key in keys):
        raise SecretsFileError(_advice(path, "a key has another length"))
    return loaded


def _advice(path: Path, found: str) -> str:
    return (
        f"{path}: expected a JSON object with till_id, till_token and two keys of {KEY_BYTES} bytes in hex: {found}. "
        "Restore the file from the shop's backup: without these keys the customers' phones on this till cannot be read "
        "and must be loaded from the server again."
    )
