"""The server's keys: beside the database, never inside it, and only their owner may read them."""

import os
import secrets
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from sync.vault.phone_vault import KEY_BYTES, PhoneVault
from sync.vault.private_file import PrivateFileError, read_private_object, write_private_object
from sync.vault.signing import SigningKey


class ServerSecretsError(RuntimeError):
    """The file is there but is not what it must be. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class ServerSecrets:
    """Keys of the phones, and the Ed25519 key that grants are signed with; 32 bytes each in hex."""

    phone_hash_key_hex: str = field(repr=False)
    phone_cipher_key_hex: str = field(repr=False)
    signing_key_hex: str = field(repr=False)

    def vault(self) -> PhoneVault:
        """The vault that works with these keys. Raises ValueError for keys that are none."""
        return PhoneVault(bytes.fromhex(self.phone_hash_key_hex), bytes.fromhex(self.phone_cipher_key_hex), os.urandom)

    def signing_key(self) -> SigningKey:
        """The key of the grants. Raises ``KeyInvalidError``."""
        return SigningKey(self.signing_key_hex)


_NAMES = frozenset(each.name for each in fields(ServerSecrets))
_SIGNING_KEY = "signing_key_hex"


def load_or_make_server_secrets(path: Path) -> ServerSecrets:
    """Read the file, or make it with new keys. Raises :class:`ServerSecretsError` when it is damaged.

    A file from before servers signed is completed with a key.
    """
    if path.exists():
        return _load(path)
    made = ServerSecrets(*(secrets.token_hex(KEY_BYTES) for _ in _NAMES))
    write_private_object(path, asdict(made))
    return made


def _load(path: Path) -> ServerSecrets:
    try:
        found = read_private_object(path, _NAMES, optional=frozenset({_SIGNING_KEY}))
        completed = {_SIGNING_KEY: secrets.token_hex(KEY_BYTES)} | found
        loaded = ServerSecrets(**completed)
        loaded.vault()
        loaded.signing_key()
    except PrivateFileError as error:
        raise ServerSecretsError(_advice(path, str(error))) from error
    except ValueError as error:
        raise ServerSecretsError(_advice(path, "a key is none")) from error
    if completed != found:
        write_private_object(path, completed)
    return loaded


def _advice(path: Path, found: str) -> str:
    return (
        f"{path}: expected a JSON object with keys of {KEY_BYTES} bytes in hex: {found}. Restore the file from the "
        "backup that belongs to this database: without these keys no customer's phone can be read or found."
    )
