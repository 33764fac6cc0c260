"""Accounts of the office: made and changed by the owner of the machine (``./till server person``), always journaled."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from sync.protocol.operation import instant_of, unix_ms
from sync.server.journal.journal import Action, add_to_journal
from sync.server.office.roles import WHOLE_CHAIN, OfficeRole, Viewer, shops_of
from sync.server.tables import OFFICE_PERSON, OFFICE_PERSON_SHOP, OFFICE_SESSION
from sync.vault.pin_hash import Argon2PinHasher

LANGUAGES = ("ru", "en")
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
_NAME = re.compile(r"[^\W_][\w.@-]{1,38}[^\W_]")
_LONGEST_SHOWN = 80
_LONGEST_SHOP = 40


class PersonError(ValueError):
    """Nothing was changed. ``key``: ``name_invalid``, ``name_taken``, ``name_unknown``, ``password_weak``,
    ``shop_needed``, ``shop_invalid``, ``shown_name_invalid``.
    """

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(f"{key}: {detail}")
        self.key = key


@dataclass(frozen=True, slots=True)
class Person:
    """An account. ``shop_ids``: those that he was given, for the role to mean something by."""

    person_id: str
    name: str
    shown_name: str
    role: OfficeRole
    shop_ids: frozenset[str]
    language: str
    blocked: bool
    made_at: datetime
    password_hash: str = field(repr=False)

    def viewer(self) -> Viewer:
        """What he may see once he is signed on."""
        shops = shops_of(self.role, self.shop_ids)
        return Viewer(self.person_id, self.name, self.shown_name, self.role, shops, self.language)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What an account is made of; ``password`` in clear until hashed here."""

    name: str
    shown_name: str
    role: OfficeRole
    shop_ids: tuple[str, ...]
    language: str

    def __post_init__(self) -> None:
        if _NAME.fullmatch(folded(self.name)) is None:
            raise PersonError(
                "name_invalid", "expected 3 to 40 letters, digits, dots, @ or - between letters or digits"
            )
        if not 0 < len(self.shown_name.strip()) <= _LONGEST_SHOWN or not self.shown_name.isprintable():
            raise PersonError("shown_name_invalid", f"expected 1 to {_LONGEST_SHOWN} printable letters")
        for shop in self.shop_ids:
            if not 0 < len(shop) <= _LONGEST_SHOP or not shop.isprintable():
                raise PersonError("shop_invalid", f"expected 1 to {_LONGEST_SHOP} printable letters, found {shop!r}")
        if self.role is OfficeRole.MANAGER and not self.shop_ids:
            raise PersonError("shop_needed", "a manager answers for at least one shop: name it with --shop")
        if self.role in WHOLE_CHAIN and self.shop_ids:
            raise PersonError("shop_invalid", f"{self.role} sees the whole chain: leave --shop out")


def folded(name: str) -> str:
    """A name as it is stored and looked up: people do not mind capitals."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def check_password(password: str, name: str) -> None:
    """Raise :class:`PersonError` ``password_weak`` for one that is guessed first."""
    plain = password.casefold()
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise PersonError("password_weak", f"expected {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    if folded(name) in plain or len(set(plain)) < 5:
        raise PersonError("password_weak", "it repeats the name, or is made of too few different characters")


def add_person(
    connection: Connection, new: NewPerson, password: str, person_id: str, now: datetime, actor: str
) -> None:
    """Make an account. Raises :class:`PersonError` ``name_taken``, ``password_weak``."""
    check_password(password, new.name)
    name = folded(new.name)
    if person_of_name(connection, name) is not None:
        raise PersonError("name_taken", f"there is a {name!r} already")
    row = {
        "person_id": person_id,
        "name": name,
        "shown_name": new.shown_name.strip(),
        "role": new.role.value,
        "language": new.language,
        "password_hash": Argon2PinHasher().hash(password),
        "blocked": False,
        "made_ms": unix_ms(now),
        "password_ms": unix_ms(now),
    }
    connection.execute(insert(OFFICE_PERSON).values(**row))
    shops = sorted(set(new.shop_ids))
    if shops:
        connection.execute(insert(OFFICE_PERSON_SHOP), [{"person_id": person_id, "shop_id": shop} for shop in shops])
    detail = f"added as {new.role.value} for {', '.join(shops) or 'the whole chain'}"
    add_to_journal(connection, now, actor, Action.OFFICE_PERSON_CHANGED, person_id, detail)


def set_password(connection: Connection, person: Person, password: str, now: datetime, actor: str) -> None:
    """A new password; whoever is signed on with the old one is signed out. Raises :class:`PersonError`."""
    check_password(password, person.name)
    values = {"password_hash": Argon2PinHasher().hash(password), "password_ms": unix_ms(now)}
    connection.execute(update(OFFICE_PERSON).where(OFFICE_PERSON.c.person_id == person.person_id).values(**values))
    _sign_out(connection, person)
    add_to_journal(connection, now, actor, Action.OFFICE_PASSWORD_CHANGED, person.person_id)


def set_blocked(connection: Connection, person: Person, blocked: bool, now: datetime, actor: str) -> None:
    """Let somebody in no more, at once and everywhere, or again."""
    connection.execute(
        update(OFFICE_PERSON).where(OFFICE_PERSON.c.person_id == person.person_id).values(blocked=blocked)
    )
    _sign_out(connection, person)
    detail = "blocked" if blocked else "let in again"
    add_to_journal(connection, now, actor, Action.OFFICE_PERSON_CHANGED, person.person_id, detail)


def set_language(connection: Connection, person_id: str, language: str) -> None:
    """In which language the pages meet him."""
    connection.execute(update(OFFICE_PERSON).where(OFFICE_PERSON.c.person_id == person_id).values(language=language))


def person_of_name(connection: Connection, name: str) -> Person | None:
    """Who signs on by a name."""
    return _one(connection, OFFICE_PERSON.c.name == folded(name))


def person_of_id(connection: Connection, person_id: str) -> Person | None:
    """Who has an id."""
    return _one(connection, OFFICE_PERSON.c.person_id == person_id)


def named_person(connection: Connection, name: str) -> Person:
    """Who signs on by a name. Raises :class:`PersonError` ``name_unknown``."""
    found = person_of_name(connection, name)
    if found is None:
        raise PersonError("name_unknown", f"nobody signs on as {name!r}; ./till server person list shows who does")
    return found


def all_people(connection: Connection) -> tuple[Person, ...]:
    """Every account, by name."""
    return tuple(_people(connection, list(connection.execute(select(OFFICE_PERSON).order_by(OFFICE_PERSON.c.name)))))


def shown_names(connection: Connection, person_ids: Collection[str]) -> dict[str, str]:
    """Names to show, by id; ids of nobody are missing."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return {}
    found = connection.execute(
        select(OFFICE_PERSON.c.person_id, OFFICE_PERSON.c.shown_name).where(OFFICE_PERSON.c.person_id.in_(wanted))
    )
    return {row.person_id: row.shown_name for row in found}


def _one(connection: Connection, condition: Any) -> Person | None:
    people = _people(connection, list(connection.execute(select(OFFICE_PERSON).where(condition))))
    return people[0] if people else None


def _people(connection: Connection, rows: list[Row[Any]]) -> list[Person]:
    if not rows:
        return []
    ids = [row.person_id for row in rows]
    shops: dict[str, set[str]] = {each: set() for each in ids}
    for row in connection.execute(select(OFFICE_PERSON_SHOP).where(OFFICE_PERSON_SHOP.c.person_id.in_(ids))):
        shops[row.person_id].add(row.shop_id)
    return [
        Person(
            row.person_id,
            row.name,
            row.shown_name,
            OfficeRole(row.role),
            frozenset(shops[row.person_id]),
            row.language,
            bool(row.blocked),
            instant_of(row.made_ms),
            row.password_hash,
        )
        for row in rows
    ]


def _sign_out(connection: Connection, person: Person) -> None:
    connection.execute(delete(OFFICE_SESSION).where(OFFICE_SESSION.c.person_id == person.person_id))
