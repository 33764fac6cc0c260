"""Accounts of the office: what they are made of, and that sessions end."""

import os
from datetime import timedelta

import pytest

from sync.server.database import reading
from sync.server.journal.journal import journal_rows
from sync.server.office.people import (
    NewPerson,
    PersonError,
    add_person,
    all_people,
    folded,
    named_person,
    set_blocked,
    set_password,
)
from sync.server.office.roles import RIGHTS, OfficeRole, Right
from sync.server.office.sessions import IDLE, LONGEST, begin_session, end_all_sessions, note_use, session_of
from sync.server.retry import write
from tests.sync.server.shop import Shop

PASSWORD = "Зелёный чайник 7"


def add(shop: Shop, name: str, role: OfficeRole = OfficeRole.OFFICE, shops: tuple[str, ...] = ()) -> None:
    new = NewPerson(name, name, role, shops, "ru")
    now = shop.clock.now()
    write(shop.central.engine, lambda c: add_person(c, new, PASSWORD, f"person-{folded(name)}", now, "test"))


@pytest.mark.parametrize("name", ["", "ab", "-anna", "an na", "a" * 41, "анна!", "a\nb"])
def test_a_name_that_is_none(name: str) -> None:
    with pytest.raises(PersonError) as raised:
        NewPerson(name, "x", OfficeRole.OFFICE, (), "ru")
    assert raised.value.key == "name_invalid"


@pytest.mark.parametrize("password", ["короткий", "aaaaaaaaaaaa", "anna-anna-anna", "x" * 201, "Перед ANNA после"])
def test_a_password_that_is_guessed_first(sqlite_shop: Shop, password: str) -> None:
    new = NewPerson("anna", "Анна", OfficeRole.OFFICE, (), "ru")
    with pytest.raises(PersonError) as raised:
        write(
            sqlite_shop.central.engine,
            lambda c: add_person(c, new, password, "p", sqlite_shop.clock.now(), "test"),
        )
    assert raised.value.key == "password_weak"


def test_a_manager_has_shops_and_the_owner_has_all() -> None:
    for role, shops, key in (
        (OfficeRole.MANAGER, (), "shop_needed"),
        (OfficeRole.OWNER, ("shop",), "shop_invalid"),
        (OfficeRole.ACCOUNTANT, ("x" * 41,), "shop_invalid"),
    ):
        with pytest.raises(PersonError) as raised:
            NewPerson("anna", "Анна", role, shops, "ru")
        assert raised.value.key == key
    assert RIGHTS[OfficeRole.OWNER] == frozenset(Right)
    assert RIGHTS[OfficeRole.SUPPORT] == {Right.TILLS}


def test_people_are_found_whatever_capitals_they_type(shop: Shop) -> None:
    add(shop, "Anna.K")
    add(shop, "vera", OfficeRole.MANAGER, ("north", "shop"))
    with reading(shop.central.engine) as connection:
        assert named_person(connection, " ANNA.k ").person_id == "person-anna.k"
        assert [(each.name, each.viewer().shop_ids) for each in all_people(connection)] == [
            ("anna.k", None),
            ("vera", frozenset({"north", "shop"})),
        ]
        actions = [(row.action, row.detail) for row in journal_rows(connection)][-2:]
    assert actions == [
        ("office_person_changed", "added as office for the whole chain"),
        ("office_person_changed", "added as manager for north, shop"),
    ]
    with pytest.raises(PersonError):
        add(shop, "ANNA.K")
    assert PASSWORD.encode() not in shop.stored()


def test_a_session_ends_by_itself_and_with_its_person(shop: Shop) -> None:
    add(shop, "anna")
    engine, clock, person_id = shop.central.engine, shop.clock, "person-anna"
    token = write(engine, lambda c: begin_session(c, person_id, clock.now(), os.urandom))
    assert token.encode() not in shop.stored(), "a copied database signs nobody on"

    def alive() -> bool:
        with reading(engine) as connection:
            found = session_of(connection, token, clock.now())
        if found is not None:
            write(engine, lambda c: note_use(c, found, clock.now()))
        return found is not None

    begun = clock.at
    while clock.at + IDLE - timedelta(minutes=1) - begun < LONGEST:
        clock.at += IDLE - timedelta(minutes=1)
        assert alive(), "somebody is working"
    clock.at = begun + LONGEST + timedelta(seconds=1)
    assert not alive(), "everybody signs on anew after twelve hours"
    token = write(engine, lambda c: begin_session(c, person_id, clock.now(), os.urandom))
    clock.at += IDLE + timedelta(seconds=1)
    assert not alive(), "nobody was there"
    for change in (
        lambda c: set_password(c, named_person(c, "anna"), PASSWORD + "!", clock.now(), "test"),
        lambda c: end_all_sessions(c, person_id),
        lambda c: set_blocked(c, named_person(c, "anna"), True, clock.now(), "test"),
    ):
        token = write(engine, lambda c: begin_session(c, person_id, clock.now(), os.urandom))
        assert alive()
        write(engine, change)
        assert not alive()


@pytest.mark.parametrize("token", ["", "x", "a" * 64, "a" * 10_000, "' OR 1=1 --", "\ud800"])
def test_tokens_that_nobody_has(sqlite_shop: Shop, token: str) -> None:
    with reading(sqlite_shop.central.engine) as connection:
        assert session_of(connection, token, sqlite_shop.clock.now()) is None
