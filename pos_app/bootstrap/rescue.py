"""Damaged books of a till made anew by a senior person: put aside, salvaged, and joined to the server again."""

import logging
import os
from collections.abc import Sequence

from pos_app.bootstrap.secrets_file import load_or_make_secrets
from pos_app.bootstrap.system import SystemIds
from pos_app.bootstrap.till_home import TillHome
from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.people.roles import role_covers
from pos_app.domain.transaction.errors import StoreError
from sync.store.connection import Database
from sync.store.errors import DamagedDatabaseError
from sync.store.salvage.rebuild import Salvage, salvage_books
from sync.store.staff_list import StaffList
from sync.store.till_database import prepare_till_database
from sync.vault.phone_vault import PhoneVault
from sync.vault.pin_hash import Argon2PinHasher

_log = logging.getLogger("kopilka.rescue")


class NotASeniorError(RuntimeError):
    """The PIN is nobody's who may decide about the books."""

    def __init__(self) -> None:
        super().__init__("that is the PIN of no senior person or manager of this till")


class NothingToRescueError(RuntimeError):
    """The books are sound."""

    def __init__(self) -> None:
        super().__init__("the till's books are sound: nothing was changed")


def rescue_books(home: TillHome, till_code: str, pin: str) -> Salvage:
    """Salvage the books in ``home``; the next start goes on with them.

    Raises :class:`NothingToRescueError`, :class:`NotASeniorError`, ``SecretsFileError``, ``StoreError``. Where the list
    of staff cannot be read any more, whoever sits at the machine decides: nobody could be asked.
    """
    secrets = load_or_make_secrets(home.secrets, SystemIds().new_id())
    _require_damage(home, secrets.till_id, till_code)
    vault = PhoneVault(secrets.phone_hash_key, secrets.phone_cipher_key, os.urandom)
    decided_by = _senior(_seniors(home, vault), pin)
    salvage = salvage_books(home.books, secrets.till_id, till_code)
    prepare_till_database(home.books, secrets.till_id, till_code)
    _log.info(
        "books=salvaged by=%s receipts=%d operations=%d unsent=%d unreadable=%d never_registered=%d put_aside=%s",
        decided_by,
        salvage.receipts,
        salvage.operations,
        salvage.unsent,
        salvage.unreadable,
        salvage.never_registered,
        salvage.put_aside.name,
    )
    return salvage


def _require_damage(home: TillHome, till_id: str, till_code: str) -> None:
    try:
        prepare_till_database(home.books, till_id, till_code)
    except DamagedDatabaseError:
        return
    raise NothingToRescueError


def _seniors(home: TillHome, vault: PhoneVault) -> Sequence[Operator]:
    if not home.cache.exists():
        return ()
    database = Database(home.cache)
    try:
        people = StaffList(database, vault).operators()
    except StoreError:
        return ()
    finally:
        database.close()
    return [person for person in people if role_covers(person.role, Role.SENIOR)]


def _senior(seniors: Sequence[Operator], pin: str) -> str:
    if not seniors:
        return "nobody known here"
    hasher = Argon2PinHasher()
    for person in seniors:
        if hasher.verify(person.pin_hash, pin):
            return person.operator_id
    raise NotASeniorError
