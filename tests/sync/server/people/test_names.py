"""People are found by the beginnings of any words of their names, on both databases, whatever happened since."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, update

from sync.server.central import Central
from sync.server.database import reading, writing
from sync.server.people import names
from sync.server.people.names import keep_names, name_keys, people_named, words_of
from sync.server.tables import CUSTOMER, CUSTOMER_NAME
from tests.sync.server.shop import Shop

PEOPLE = {
    "maria": "Иванова Мария Петровна",
    "semyon": "Семёнов-Тянь Пётр",
    "ivan": "Иван Иванович Иванов",
    "john": "O'Neil John",
    "nobody": "",
}


@pytest.fixture
def central(shop: Shop) -> Central:
    """The shop's server with these people and nobody else."""
    with writing(shop.central.engine) as connection:
        connection.execute(delete(CUSTOMER))
        connection.execute(
            insert(CUSTOMER),
            [
                {"customer_id": person, "name": name, "deleted": False, "unconfirmed": False, "change_number": number}
                for number, (person, name) in enumerate(PEOPLE.items(), 10)
            ],
        )
    return shop.central


def found(central: Central, text: str) -> set[str]:
    with reading(central.engine) as connection:
        return set(people_named(connection, text, 50))


def change(central: Central, customer_id: str, **values: Any) -> None:
    with writing(central.engine) as connection:
        number = connection.execute(select(func.max(CUSTOMER.c.change_number))).scalar_one() + 1
        connection.execute(
            update(CUSTOMER).where(CUSTOMER.c.customer_id == customer_id).values(change_number=number, **values)
        )


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("иван", {"maria", "ivan"}),
        ("ИВАНОВА", {"maria"}),
        ("мар", {"maria"}),
        ("Мария Иванова", {"maria"}),
        ("петр ива", {"maria"}),
        ("семенов", {"semyon"}),
        ("Тянь", {"semyon"}),
        ("пётр", {"maria", "semyon"}),
        ("neil", {"john"}),
        ("ванов", set()),
        ("мария сидорова", set()),
        ("%_", set()),
    ],
)
def test_by_the_beginnings_of_words(central: Central, text: str, people: set[str], is_kept: bool) -> None:
    if is_kept:
        assert keep_names(central) == len(PEOPLE)
        assert keep_names(central) == 0
    assert found(central, text) == people


def test_who_is_renamed_or_deleted_is_found_so_no_more(central: Central) -> None:
    keep_names(central)
    change(central, "maria", name="Сидорова Мария")
    change(central, "ivan", name="", deleted=True)
    keep_names(central)
    assert found(central, "сидорова мария") == {"maria"}
    assert found(central, "иван") == set()
    with reading(central.engine) as connection:
        keys = connection.execute(select(CUSTOMER_NAME.c.customer_id)).scalars()
        assert set(keys) == {"maria", "semyon", "john"}


def test_some_seconds_are_enough_to_begin_with(central: Central, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_AT_ONCE", 2)
    assert keep_names(central, 0.0) == 2
    assert found(central, "neil") == {"john"}, "he stands behind the cursor and is looked at by himself"
    assert keep_names(central) == 3
    assert found(central, "neil") == {"john"}


@given(st.text(max_size=60))
def test_every_word_of_a_name_begins_a_key(name: str) -> None:
    keys = name_keys(name)
    words = words_of(name)
    assert [key.partition(" ")[0] for key in keys] == list(words[: len(keys)])
    assert len(keys) == min(len(words), 6)
