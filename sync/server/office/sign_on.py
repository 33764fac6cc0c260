"""Signing on with a name and a password. Whoever guesses learns nothing, and is slowed down."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial

from sqlalchemy import Connection

from sync.server.access.rate_limit import RateLimiter
from sync.server.central import Central
from sync.server.database import reading
from sync.server.journal.journal import Action, add_to_journal
from sync.server.office.people import LONGEST_PASSWORD, Person, folded, person_of_name
from sync.server.office.sessions import RandomBytes, begin_session, end_session
from sync.server.retry import write
from sync.vault.pin_hash import Argon2PinHasher

_log = logging.getLogger("kopilka.server.office")
_NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class SignOnLimits:
    """Tries a minute, bursts up to as many: with one name from anywhere, and from one network address."""

    of_name: int = 10
    of_address: int = 20


@dataclass(frozen=True, slots=True)
class SignedOn:
    """``token``: the cookie's value."""

    person: Person
    token: str = field(repr=False)


class TooManyTriesError(Exception):
    """Neither name nor password was looked at. ``wait_ms``: when to come again."""

    def __init__(self, wait_ms: int) -> None:
        super().__init__(f"too many tries; again in {wait_ms} ms")
        self.wait_ms = wait_ms


class SignOn:
    """Checks passwords; any thread may ask. Unknown names take as long as known ones and get the same answer."""

    def __init__(
        self, central: Central, monotonic_ms: Callable[[], int], random_bytes: RandomBytes, limits: SignOnLimits
    ) -> None:
        self._central = central
        self._random_bytes = random_bytes
        self._hasher = Argon2PinHasher()
        self._names = RateLimiter(limits.of_name, monotonic_ms)
        self._addresses = RateLimiter(limits.of_address, monotonic_ms)

    def sign_on(self, name: str, password: str, address: str, old_token: str) -> SignedOn | None:
        """A new session, or None for what is wrong. ``old_token``: a session that ends with it.

        Raises :class:`TooManyTriesError`.
        """
        self._limit(name, address)
        person = self.proven(name, password)
        now = self._central.now()
        if person is None:
            write(self._central.engine, partial(self._refused, name=name, address=address, now=now))
            return None

        def work(connection: Connection) -> str:
            if old_token:
                end_session(connection, old_token)
            token = begin_session(connection, person.person_id, now, self._random_bytes)
            add_to_journal(connection, now, person.person_id, Action.OFFICE_SIGNED_ON, person.person_id, address)
            return token

        return SignedOn(person, write(self._central.engine, work))

    def proven(self, name: str, password: str) -> Person | None:
        """The person whose password it is, if he is let in."""
        with reading(self._central.engine) as connection:
            person = person_of_name(connection, name)
        known = person is not None and not person.blocked
        stored = person.password_hash if person is not None and known else self._nobodys_hash
        matches = len(password) <= LONGEST_PASSWORD and self._hasher.verify(stored, password)
        return person if known and matches else None

    def checked(self, name: str, password: str, address: str) -> bool:
        """Whether it is the password of somebody signed on already. Raises :class:`TooManyTriesError`."""
        self._limit(name, address)
        return self.proven(name, password) is not None

    def _limit(self, name: str, address: str) -> None:
        wait_ms = max(self._addresses.wait_ms(address), self._names.wait_ms(folded(name)[:80]))
        if wait_ms:
            _log.warning("sign-on slowed down address=%s", address)
            raise TooManyTriesError(wait_ms)

    def _refused(self, connection: Connection, name: str, address: str, now: datetime) -> None:
        # What was typed as a name may be a password: only names that exist are written down.
        person = person_of_name(connection, name)
        subject = _NOBODY if person is None else person.person_id
        add_to_journal(connection, now, _NOBODY, Action.OFFICE_REFUSED, subject, address)

    @cached_property
    def _nobodys_hash(self) -> str:
        return self._hasher.hash(self._random_bytes(16).hex())
