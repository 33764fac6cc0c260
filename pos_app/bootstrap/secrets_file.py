"""The till's keys: they live beside the databases, never inside one, and only their owner may read them."""

import hmac
import secrets
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from sync.protocol.enrolment import EnrolAnswer
from sync.vault.phone_vault import KEY_BYTES
from sync.vault.private_file import PrivateFileError, read_private_object, write_private_object
from sync.vault.signing import SigningKey, VerifyKey

NOT_ENROLLED = ""
FIRST_EPOCH = 1
_CARD_KEY = b"kopilka key of rotating cards"


class SecretsFileError(RuntimeError):
    """The file is there but is not what it must be. Nothing was changed."""

    key = "secrets"


@dataclass(frozen=True, slots=True)
class TillSecrets:
    """Who the till is, and its keys, 32 bytes each in hex.

    ``till_key_hex`` is made here and told to nobody: the till signs its requests with it. The phone keys are the till's
    own until it is enrolled, then the server's. ``server_key_hex``: the public key that the server's grants are signed
    with; empty until the till is enrolled. ``first_epoch`` and ``last_receipt``: after
    which numbers new books begin, as text.
    ``card_key_hex``: a key of rotating cards that was imported; empty for the one that follows from the phone keys,
    which all enrolled tills of a server have in common.
    """

    till_id: str
    till_key_hex: str = field(repr=False)
    phone_hash_key_hex: str = field(repr=False)
    phone_cipher_key_hex: str = field(repr=False)
    server_key_hex: str = NOT_ENROLLED
    first_epoch: str = str(FIRST_EPOCH)
    last_receipt: str = "0"
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
    def card_key(self) -> bytes:
        """The programme's key of rotating cards, 32 bytes."""
        return bytes.fromhex(self.card_key_hex) or hmac.digest(self.phone_hash_key, _CARD_KEY, "sha256")

    @property
    def signing_key(self) -> SigningKey:
        """What the till signs its requests with."""
        return SigningKey(self.till_key_hex)

    @property
    def server_key(self) -> VerifyKey | None:
        """What the server's grants are checked with; None until the till is enrolled."""
        return VerifyKey(self.server_key_hex) if self.is_enrolled else None

    @property
    def is_enrolled(self) -> bool:
        """Whether a server knows this till's key."""
        return self.server_key_hex != NOT_ENROLLED

    @property
    def epoch_of_new_books(self) -> int:
        """The epoch that books begin with which are made now."""
        return int(self.first_epoch)

    @property
    def last_receipt_before_new_books(self) -> int:
        """The running number of receipts that books made now go on after."""
        return int(self.last_receipt)

    def enrolled(self, answer: EnrolAnswer) -> "TillSecrets":
        """The same till after a server took it in."""
        return TillSecrets(
            till_id=answer.till_id,
            till_key_hex=self.till_key_hex,
            phone_hash_key_hex=answer.phone_hash_key,
            phone_cipher_key_hex=answer.phone_cipher_key,
            server_key_hex=answer.server_key,
            first_epoch=str(answer.epoch),
            last_receipt=str(answer.last_receipt),
            card_key_hex=self.card_key_hex,
        )


_NAMES = frozenset(each.name for each in fields(TillSecrets))
_OLD_TOKEN = "till_token"
"""What tills had before they had keys; it opens nothing any more."""
_ADDED = frozenset({"till_key_hex", "server_key_hex", "first_epoch", "last_receipt", "card_key_hex", _OLD_TOKEN})


def load_or_make_secrets(path: Path, new_till_id: str) -> TillSecrets:
    """Read the file, or make it with new keys. Raises :class:`SecretsFileError` when it is damaged.

    A file from before tills had keys is completed with one; that till must be enrolled once.
    """
    if path.exists():
        return _load(path)
    made = TillSecrets(new_till_id, *(secrets.token_hex(KEY_BYTES) for _ in range(3)))
    save_secrets(path, made)
    return made


def save_secrets(path: Path, made: TillSecrets) -> None:
    """Write the file whole and durably, for its owner alone. Raises OSError."""
    write_private_object(path, asdict(made))


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
    try:
        found = read_private_object(path, _NAMES, optional=_ADDED)
        is_old = found.pop(_OLD_TOKEN, None) is not None
        if is_old:
            found = {"till_key_hex": secrets.token_hex(KEY_BYTES)} | found
        loaded = TillSecrets(**found)
        _check(loaded)
    except (PrivateFileError, TypeError) as error:
        raise SecretsFileError(_advice(path, str(error))) from error
    except ValueError as error:
        raise SecretsFileError(_advice(path, "a key is none")) from error
    if is_old:
        save_secrets(path, loaded)
    return loaded


def _check(loaded: TillSecrets) -> None:
    """Raise ValueError unless every key is one."""
    _ = loaded.signing_key, loaded.server_key
    lengths = {len(loaded.phone_hash_key), len(loaded.phone_cipher_key), len(loaded.card_key)}
    if (
        lengths != {KEY_BYTES}
        or not (loaded.first_epoch + loaded.last_receipt).isdecimal()
        or loaded.epoch_of_new_books < FIRST_EPOCH
    ):
        raise ValueError


def _advice(path: Path, found: str) -> str:
    return (
        f"{path}: expected a JSON object with till_id and keys of {KEY_BYTES} bytes in hex: {found}. Restore the file "
        "from the shop's backup, or put it aside and enrol this till again with a code from the office "
        "(./till enrol): then the customers' phones are loaded from the server again."
    )
