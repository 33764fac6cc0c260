"""The server's keys sealed with a passphrase: scrypt (RFC 7914) makes a key of it, AES-256-GCM seals."""

import hashlib
import hmac
import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sync.server.backup.manifest import BackupError

LEAST_CHARS = 12
_COST = 1 << 16
"""64 MB and some 0.2 s: a thief of the backup tries few passphrases a second."""
_SALT_BYTES = 16
_NONCE_BYTES = 12
_PURPOSE = b"kopilka backup"


def read_passphrase(path: Path) -> str:
    """The first line of a file. Raises :class:`BackupError` if it is missing or too short."""
    try:
        passphrase = path.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"the passphrase cannot be read from {path}") from error
    if len(passphrase) < LEAST_CHARS:
        raise BackupError(f"{path}: expected a passphrase of at least {LEAST_CHARS} characters in the first line")
    return passphrase


def seal(plain: bytes, passphrase: str) -> bytes:
    """Salt, nonce, ciphertext with tag."""
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    return salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, plain, _PURPOSE)


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed. Raises :class:`BackupError` for another passphrase or damaged bytes."""
    salt, rest = sealed[:_SALT_BYTES], sealed[_SALT_BYTES:]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], _PURPOSE)
    except (InvalidTag, ValueError) as error:
        raise BackupError("the keys in the backup do not open with this passphrase") from error


def fingerprint(secrets_json: bytes) -> str:
    """Tells whether two files hold the same keys, whatever their spelling, and nothing else."""
    canonical = json.dumps(json.loads(secrets_json), sort_keys=True).encode()
    return hmac.new(hashlib.sha256(canonical).digest(), _PURPOSE, hashlib.sha256).hexdigest()[:32]


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode("utf-8"))
