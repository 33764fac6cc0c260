"""What every part of the running server works with."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import uuid6
from sqlalchemy import Engine

from pos_app.domain.suspicion.thresholds import DEFAULT_THRESHOLDS, Thresholds
from sync.server.access.clear_staff import close_clear_staff
from sync.server.database import open_engine
from sync.server.gateway import LoggingGateway, MessageGateway
from sync.server.home import ServerHome
from sync.server.incarnation import ensured_incarnation, new_incarnation
from sync.server.migrate import migrate
from sync.server.retry import write
from sync.server.secrets_file import load_or_make_server_secrets
from sync.vault.phone_vault import PhoneVault
from sync.vault.private_file import make_private_file, make_private_folder
from sync.vault.signing import SigningKey, new_key_hex

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
    signing_key: SigningKey
    """What grants are signed with."""
    gateway: MessageGateway | None = None
    """How codes reach phones; without one no phone waits to be confirmed."""
    thresholds: Thresholds = DEFAULT_THRESHOLDS
    """From where on use of cards, points and discounts is suspicious."""

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
    signing_key: SigningKey | None = None,
    gateway: MessageGateway | None = None,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Central:
    """Open and migrate the database; ``restored``: it came from a backup, a new incarnation begins.

    Without a ``signing_key`` grants are signed with one that lives as long as this process. Raises
    ``DatabaseNewerError``, ``SqliteTooOldError``.
    """
    engine = open_engine(database_url)
    migrate(engine)
    begin = new_incarnation if restored else ensured_incarnation
    incarnation = write(engine, lambda connection: begin(connection, new_id))
    write(engine, lambda connection: close_clear_staff(connection, vault))
    key = signing_key or SigningKey(new_key_hex(os.urandom))
    return Central(engine, vault, incarnation, ZoneInfo(timezone), now, key, gateway, thresholds)


def open_home(
    home: Path, timezone: str = DEFAULT_TIMEZONE, restored: bool = False, database_url: str | None = None
) -> Central:
    """The server that lives in a folder: ``secrets.json`` and, without a ``database_url``, the database that the home
    names (``server.toml``), usually its own ``server.db``. What is missing is made, its owner's alone.

    Raises ``ServerSecretsError``, ``ServerSettingsError``, ``DatabaseUrlError``, ``DatabaseNewerError``.
    """
    make_private_folder(home)
    place = ServerHome(home)
    secrets = load_or_make_server_secrets(place.secrets)
    url = database_url or place.database_url()
    if url == place.own_database_url:
        make_private_file(place.database)
    settings = place.settings()
    gateway = LoggingGateway(place.messages, system_now) if settings.phone_codes == "log" else None
    signing_key = secrets.signing_key()
    return open_central(
        url,
        secrets.vault(),
        timezone,
        restored=restored,
        signing_key=signing_key,
        gateway=gateway,
        thresholds=settings.suspicion,
    )
