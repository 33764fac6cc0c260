"""What every part of the running server works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import uuid6
from sqlalchemy import Engine

from sync.server.database import open_engine, writing
from sync.server.incarnation import ensured_incarnation, new_incarnation
from sync.server.migrate import migrate
from sync.server.secrets_file import load_or_make_server_secrets
from sync.vault.phone_vault import PhoneVault
from sync.vault.private_file import make_private_file, make_private_folder

DEFAULT_TIMEZONE = "Europe/Moscow"


def system_now() -> datetime:
    """The machine's clock, UTC; the only place of the server that reads it."""
    return datetime.now(UTC)


def system_id() -> str:
    """A UUIDv7 (RFC 9562)."""
    return str(uuid6.uuid7())


@dataclass(frozen=True, slots=True)
class Central:
    """Database at this version's shape, keys, clock, and the shop's timezone (its days are the business days)."""

    engine: Engine
    vault: PhoneVault
    incarnation: str
    timezone: ZoneInfo
    now: Callable[[], datetime]

    def today(self) -> date:
        """The shop's local day."""
        return self.now().astimezone(self.timezone).date()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_central(
    database_url: str,
    vault: PhoneVault,
    timezone: str = DEFAULT_TIMEZONE,
    now: Callable[[], datetime] = system_now,
    new_id: Callable[[], str] = system_id,
    restored: bool = False,
) -> Central:
    """Open and migrate the database; ``restored``: it came from a backup, a new incarnation begins.

    Raises ``DatabaseNewerError``, ``SqliteTooOldError``.
    """
    engine = open_engine(database_url)
    migrate(engine)
    with writing(engine) as connection:
        begin = new_incarnation if restored else ensured_incarnation
        incarnation = begin(connection, new_id)
    return Central(engine, vault, incarnation, ZoneInfo(timezone), now)


def open_home(home: Path, timezone: str = DEFAULT_TIMEZONE, restored: bool = False) -> Central:
    """The server that lives in a folder: ``server.db`` and ``secrets.json``, made when missing, its owner's alone."""
    make_private_folder(home)
    vault = load_or_make_server_secrets(home / "secrets.json").vault()
    database = (home / "server.db").resolve()
    make_private_file(database)
    return open_central(f"sqlite:///{database}", vault, timezone, restored=restored)
