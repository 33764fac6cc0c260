from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from sync.server.bulk import insert_rows
from sync.server.database import open_engine, reading, writing
from sync.server.keyed_rows import keyed_rows
from sync.server.tables import CUSTOMER

COLUMNS = (
    CUSTOMER.c.customer_id,
    CUSTOMER.c.name,
    CUSTOMER.c.phone_hash,
    CUSTOMER.c.birth_day,
    CUSTOMER.c.deleted,
    CUSTOMER.c.change_number,
)
ODD = ("a", "it's", 'say "hi"', "back\\slash", "100 %s", "{a,b}", "NULL", "ключ?")


def people() -> list[dict[str, object]]:
    return [
        {
            "customer_id": name,
            "name": name,
            "phone_hash": None if number % 2 else bytes([number]) * 16,
            "birth_day": None if number % 3 else date(1990, 1, 1 + number),
            "deleted": number % 2 == 0,
            "change_number": 2**40 + number,
        }
        for number, name in enumerate(ODD)
    ]


def test_rows_are_those_that_a_statement_gives_whatever_the_keys_are(database_url: str) -> None:
    engine = open_engine(database_url)
    with writing(engine) as connection:
        insert_rows(connection, CUSTOMER, people())
        by_name, of_day = CUSTOMER.c.customer_id, "AND customer.birth_day >= ? ORDER BY customer.change_number"
        told = connection.execute(select(*COLUMNS).order_by(CUSTOMER.c.change_number)).all()
        in_order = "ORDER BY customer.change_number"
        assert keyed_rows(connection, COLUMNS, by_name, (*ODD, "nobody"), in_order, locked=True) == list(
            map(tuple, told)
        )
        some = keyed_rows(connection, COLUMNS, by_name, ODD, of_day, date(1990, 1, 3))
        assert [(row[0], row[3]) for row in some] == [(ODD[3], date(1990, 1, 4)), (ODD[6], date(1990, 1, 7))]
        assert [type(row[4]) for row in some] == [bool, bool]
        assert keyed_rows(connection, COLUMNS, CUSTOMER.c.change_number, [2**40 + 1])[0][1] == ODD[1]
        assert keyed_rows(connection, COLUMNS, by_name, ()) == []
    engine.dispose()


def test_what_the_database_says_is_reported_as_of_any_statement(database_url: str) -> None:
    engine = open_engine(database_url)
    with reading(engine) as connection, pytest.raises(DBAPIError) as failed:
        keyed_rows(connection, COLUMNS, CUSTOMER.c.customer_id, ["key-of-somebody"], "AND nothing.such = ?", "secret")
    assert "nothing.such" in str(failed.value) and "secret" not in str(failed.value)
    assert "key-of-somebody" not in str(failed.value) and not failed.value.connection_invalidated
    engine.dispose()
