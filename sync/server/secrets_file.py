"""The server's keys: beside the database, never inside it, and only their owner may read them."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from sync.server.phone_vault import PhoneVault

_KEY_BYTES = 32


class ServerSecretsError(RuntimeError):
    """The file is there but is not what it must be. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class ServerSecrets:
    """Keys of the phones, 32 bytes each in hex."""

    phone_hash_key_hex: str
    phone_cipher_key_hex: str

    def vault(self) -> PhoneVault:
        """The vault that works with these keys."""
        return PhoneVault(bytes.fromhex(self.phone_hash_key_hex), bytes.fromhex(self.phone_cipher_key_hex), os.urandom)


def load_or_make_server_secrets(path: Path) -> ServerSecrets:
    """Read the file, or make it with new keys. Raises :class:`ServerSecretsError` when it is damaged."""
    if path.exists():
        return _load(path)
    made = ServerSecrets(secrets.token_hex(_KEY_BYTES), secrets.token_hex(_KEY_BYTES))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(json.dumps(asdict(made), indent=2))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return made


def _load(path: Path) -> ServerSecrets:
    try:
        loaded = ServerSecrets(**json.loads(path.read_text(encoding="utf-8")))
        keys = (bytes.fromhex(loaded.phone_hash_key_hex), bytes.fromhex(loaded.phone_cipher_key_hex))
    except (ValueError, TypeError) as error:
        raise ServerSecretsError(
            f"{path}: expected a JSON object with two keys of {_KEY_BYTES} bytes in hex, found something else "
            f"({type(error).__name__}). Restore the file from the backup that belongs to this database: without "
            "these keys no customer's phone can be read or found."
        ) from error
    if any(len(key) != _KEY_BYTES for key in keys):
        raise ServerSecretsError(f"{path}: each key must be {_KEY_BYTES} bytes in hex; restore the file from a backup.")
    return loaded
