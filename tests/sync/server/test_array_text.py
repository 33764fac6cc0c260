"""Values that go to PostgreSQL as one text come out as they went in, whatever is in them; the same on SQLite."""

from datetime import date

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sync.server.among import among
from sync.server.array_text import array_text
from sync.server.bulk import insert_rows
from sync.server.database import open_engine, reading, writing
from sync.server.ledger.row_sheet import update_rows
from sync.server.tables import CARD, CUSTOMER

ODD = ("", "NULL", "null", '"', "\\", '\\"', "{a,b}", "a, b", " a ", "'", "ё\n\t", "😀", "%s", "%(a0)s", ":x", "--")
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", st.none() | texts | st.sampled_from(ODD)),
        ("int8", st.none() | st.integers(-(2**63), 2**63 - 1)),
        ("bool", st.none() | st.booleans()),
        ("date", st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))),
        ("bytea", st.none() | st.binary(max_size=8)),
    ],
)
def test_postgresql_reads_the_same_values(postgres_url: str, kind: str, values: st.SearchStrategy[object]) -> None:
    with psycopg.connect(postgres_url) as connection:

        @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
        @given(st.lists(values, max_size=6))
        def same(given_values: list[object]) -> None:
            row = connection.execute(f"SELECT %s::{kind}[]".encode(), (array_text(given_values),)).fetchone()
            assert row is not None and row[0] == given_values

        same()


def test_other_values_are_refused() -> None:
    with pytest.raises(TypeError, match="not float"):
        array_text([1.5])


def test_each_odd_key_is_found_and_no_other(database_url: str) -> None:
    engine = open_engine(database_url)
    with writing(engine) as connection:
        insert_rows(connection, CARD, [{"card_number": each, "customer_id": f"of {each}"} for each in ODD])
    for wanted in ((), ODD[:1], ODD[2:9], (*ODD, "nobody")):
        with reading(engine) as connection:
            found = connection.execute(select(CARD).where(among(connection, CARD.c.card_number, wanted))).all()
        assert {tuple(row[:2]) for row in found} == {(each, f"of {each}") for each in wanted if each in ODD}
    engine.dispose()


def test_rows_are_changed_to_odd_values_too(database_url: str) -> None:
    engine = open_engine(database_url)
    people = [
        {
            "customer_id": each,
            "name": "",
            "phone_hash": None,
            "phone_cipher": b"",
            "birth_day": None,
            "deleted": False,
            "change_number": number,
        }
        for number, each in enumerate(ODD)
    ]
    news = [
        {
            **row,
            "name": each[::-1],
            "phone_hash": bytes([number]) * 16 if number % 2 else None,
            "phone_cipher": bytes([255, number, 0, 92, 34]),
            "birth_day": date(1900 + number, 2, 28),
            "deleted": bool(number % 2),
            "change_number": 2**40 - number,
        }
        for number, (row, each) in enumerate(zip(people, ODD, strict=True))
    ]
    with writing(engine) as connection:
        insert_rows(connection, CUSTOMER, people)
        update_rows(connection, CUSTOMER, news)
    names = list(news[0])
    with reading(engine) as connection:
        found = connection.execute(select(*(CUSTOMER.c[name] for name in names)))
        assert sorted((dict(row._mapping) for row in found), key=str) == sorted(news, key=str)
    engine.dispose()
