"""The server's keys: beside the database, never inside it, and only their owner may read them."""

import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sync.vault.phone_vault import KEY_BYTES, PhoneVault
from sync.vault.private_file import PrivateFileError, read_private_object, write_private_object


class ServerSecretsError(RuntimeError):
    """The file is there but is not what it must be. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class ServerSecrets:
    """Keys of the phones, 32 bytes each in hex."""

    phone_hash_key_hex: str = field(repr=False)
    phone_cipher_key_hex: str = field(repr=False)

    def vault(self) -> PhoneVault:
        """The vault that works with these keys. Raises ValueError for keys that are none."""
        return PhoneVault(bytes.fromhex(self.phone_hash_key_hex), bytes.fromhex(self.phone_cipher_key_hex), os.urandom)


_NAMES = frozenset({"phone_hash_key_hex", "phone_cipher_key_hex"})


def load_or_make_server_secrets(path: Path) -> ServerSecrets:
    """Read the file, or make it with new keys. Raises :class:`ServerSecretsError` when it is damaged."""
    if path.exists():
        return _load(path)
    made = ServerSecrets(secrets.token_hex(KEY_BYTES), secrets.token_hex(KEY_BYTES))
    write_private_object(path, asdict(made))
    return made


def _load(path: Path) -> ServerSecrets:
    try:
        loaded = ServerSecrets(**read_private_object(path, _NAMES))
        loaded.vault()
    except PrivateFileError as error:
        raise ServerSecretsError(_advice(path, str(error))) from error
    except ValueError as error:
        raise ServerSecretsError(_advice(path, "a key is none")) from error
    return loaded


def _advice(path: Path, found: str) -> str:
    return (
        f"{path}: expected a JSON object with two keys of {KEY_BYTES} bytes in hex: {found}. Restore the file from the "
        "backup that belongs to this database: without these keys no customer's phone can be read or found."
    )
