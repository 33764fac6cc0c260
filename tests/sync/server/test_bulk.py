from datetime import date

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from sync.server.bulk import insert_rows
from sync.server.database import open_engine, reading, writing
from sync.server.tables import CARD, CUSTOMER


def people(count: int) -> list[dict[str, object]]:
    return [
        {
            "customer_id": f"customer-{number}",
            "name": f"Имя «{number}»\t\\N\n",
            "phone_hash": bytes([number % 256]) * 16,
            "phone_cipher": None,
            "card_number": None if number % 2 else f"K{number}",
            "birth_day": date(1990, 1, 1 + number % 28),
            "deleted": number % 3 == 0,
            "change_number": 2**40 + number,
        }
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 7, 8, 300])
def test_rows_arrive_as_they_were_given(database_url: str, count: int) -> None:
    engine = open_engine(database_url)
    rows = people(count)
    with writing(engine) as connection:
        insert_rows(connection, CUSTOMER, rows)
    names = list(rows[0]) if rows else ["customer_id"]
    with reading(engine) as connection:
        found = connection.execute(select(*(CUSTOMER.c[name] for name in names)).order_by(CUSTOMER.c.change_number))
        assert [dict(row._mapping) for row in found] == rows
    engine.dispose()


def test_what_breaks_a_rule_raises_as_a_single_insert_does_and_leaves_nothing(database_url: str) -> None:
    engine = open_engine(database_url)
    twice = [{"card_number": f"n{number % 20}", "customer_id": ""} for number in range(40)]

    def add(connection: Connection) -> None:
        insert_rows(connection, CARD, twice)

    with pytest.raises(IntegrityError) as failed, writing(engine) as connection:
        add(connection)
    assert isinstance(failed.value, DBAPIError) and "n1" not in str(failed.value.statement)
    with reading(engine) as connection:
        assert connection.execute(select(CARD)).all() == []
    engine.dispose()


def test_after_a_failure_inside_a_savepoint_the_transaction_goes_on(database_url: str) -> None:
    engine = open_engine(database_url)
    with writing(engine) as connection:
        with pytest.raises(IntegrityError), connection.begin_nested():
            insert_rows(connection, CARD, [{"card_number": "same", "customer_id": ""}] * 10)
        insert_rows(connection, CARD, [{"card_number": f"n{number}", "customer_id": ""} for number in range(10)])
    with reading(engine) as connection:
        assert len(connection.execute(select(CARD)).all()) == 10
    engine.dispose()
