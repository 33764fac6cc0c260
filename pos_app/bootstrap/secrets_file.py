"""The till's keys: they live beside the databases, never inside one, and only their owner may read them."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

_KEY_BYTES = 32


class SecretsFileError(RuntimeError):
    """The file is there but is not what it must be. Nothing was changed."""

    key = "secrets"


@dataclass(frozen=True, slots=True)
class TillSecrets:
    """``phone_hash_key_hex`` and ``phone_cipher_key_hex``: 32 bytes each, made here and told to nobody.

    ``till_token`` proves this till to the server; ``till_id`` names it there.
    """

    till_id: str
    till_token: str
    phone_hash_key_hex: str
    phone_cipher_key_hex: str

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
        till_token=secrets.token_urlsafe(_KEY_BYTES),
        phone_hash_key_hex=secrets.token_hex(_KEY_BYTES),
        phone_cipher_key_hex=secrets.token_hex(_KEY_BYTES),
    )
    _write_private(path, json.dumps(asdict(made), indent=2))
    return made


def _load(path: Path) -> TillSecrets:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        loaded = TillSecrets(**found)
        keys = (loaded.phone_hash_key, loaded.phone_cipher_key)
    except (ValueError, TypeError) as error:
        raise SecretsFileError(
            f"{path}: expected a JSON object with till_id, till_token and two keys of {_KEY_BYTES} bytes in hex; "
            f"found something else ({type(error).__name__}). Restore the file from the shop's backup: without these "
            "keys the customers' phones on this till cannot be read and must be loaded from the server again."
        ) from error
    if any(len(key) != _KEY_BYTES for key in keys):
        raise SecretsFileError(f"{path}: each key must be {_KEY_BYTES} bytes in hex; restore the file from a backup.")
    return loaded


def _write_private(path: Path, text: str) -> None:
    """Write whole or not at all, readable by the owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
