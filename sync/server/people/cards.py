"""Cards: the first binding in the server's order stays."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos_app.domain.people.card_binding import CardBound
from sync.server.ingest.desk import Desk
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.people.directory import change_customer, require_person
from sync.server.tables import CARD


def bind_card(desk: Desk, record: CardBound) -> None:
    """Raises ``RuleBrokenError`` ``card_taken``: the customer keeps his phone and points, and gets another card."""
    person = require_person(desk, record.customer_id)
    make = sqlite_insert if desk.connection.dialect.name == "sqlite" else postgresql_insert
    values = {"card_number": record.card_number, "customer_id": person}
    desk.connection.execute(make(CARD).values(**values).on_conflict_do_nothing())
    holder = desk.connection.execute(
        select(CARD.c.customer_id).where(CARD.c.card_number == record.card_number)
    ).scalar_one()
    if holder != person:
        raise RuleBrokenError("card_taken", f"the card of customer {person} is held by customer {holder}")
    change_customer(desk, person, card_number=record.card_number)
