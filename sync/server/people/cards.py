"""Cards: the first binding in the server's order stays; a blocked card names nobody and is handed to nobody else."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.held_card import BlockReason
from sync.protocol.operation import unix_ms
from sync.server.access.people import require_senior
from sync.server.ingest.desk import Desk
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.journal.journal import Action, add_to_journal
from sync.server.people.directory import change_customer, require_person
from sync.server.people.held_cards import cards_of
from sync.server.tables import CARD


def bind_card(desk: Desk, record: CardBound) -> None:
    """Hand a card out; it is in force at once.

    Raises ``RuleBrokenError`` ``card_taken``: somebody else's, or blocked: the customer keeps his phone and points, and
    gets another card.
    """
    person = require_person(desk, record.customer_id)
    make = sqlite_insert if desk.connection.dialect.name == "sqlite" else postgresql_insert
    values = {"card_number": record.card_number, "customer_id": person, "since_ms": unix_ms(record.bound_at)}
    desk.connection.execute(make(CARD).values(**values).on_conflict_do_nothing())
    card = _card(desk, record.card_number)
    if card is None or card.customer_id != person or card.blocked is not None:
        raise RuleBrokenError("card_taken", f"the card of customer {person} is somebody else's or blocked")
    change_customer(desk, person, card_number=record.card_number)


def block_card(desk: Desk, record: CardBlocked) -> None:
    """A card ends. Blocking it again changes nothing. Raises ``RuleBrokenError`` ``card_unknown``."""
    person = require_person(desk, record.customer_id)
    _held_by(desk, person, record.card_number)
    _put(desk, record.card_number, record.reason, record.blocked_at)
    change_customer(desk, person, card_number=_newest_in_force(desk.connection, person))
    detail = f"{record.reason.value} card of customer {person}"
    add_to_journal(desk.connection, desk.received_at, record.operator_id, Action.CARD_BLOCKED, _end(record), detail)


def activate_card(desk: Desk, record: CardActivated) -> None:
    """A blocked card is good again. Raises ``RuleBrokenError`` ``card_unknown``, ``role_too_low``."""
    require_senior(desk.connection, desk.till_id, record.operator_id, record.approved_by)
    person = require_person(desk, record.customer_id)
    _held_by(desk, person, record.card_number)
    _put(desk, record.card_number, None, record.activated_at)
    change_customer(desk, person, card_number=_newest_in_force(desk.connection, person))
    detail = f"card of customer {person} approved by {record.approved_by}"
    add_to_journal(desk.connection, desk.received_at, record.operator_id, Action.CARD_ACTIVATED, _end(record), detail)


def _newest_in_force(connection: Connection, person: str) -> str | None:
    cards = [card for card in cards_of(connection, [person]).get(person, ()) if card.in_force]
    return cards[-1].card_number if cards else None


def _card(desk: Desk, number: str) -> Row[Any] | None:
    return desk.connection.execute(select(CARD).where(CARD.c.card_number == number).with_for_update()).one_or_none()


def _held_by(desk: Desk, person: str, number: str) -> None:
    card = _card(desk, number)
    if card is None or card.customer_id != person:
        raise RuleBrokenError("card_unknown", f"customer {person} holds no such card")


def _put(desk: Desk, number: str, reason: BlockReason | None, at: datetime) -> None:
    values = {"blocked": None if reason is None else reason.value, "since_ms": unix_ms(at)}
    desk.connection.execute(update(CARD).where(CARD.c.card_number == number).values(**values))


def _end(record: CardBlocked | CardActivated) -> str:
    """A card's number opens a customer's account: the journal holds its end only."""
    return f"···{record.card_number[-4:]}"
