"""Reads the cards of people."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pos_app.domain.people.held_card import BlockReason, HeldCard
from sync.protocol.operation import instant_of
from sync.server.among import among
from sync.server.tables import CARD


def cards_of(connection: Connection, customer_ids: Collection[str]) -> Mapping[str, tuple[HeldCard, ...]]:
    """All cards of these people, newest last."""
    found: dict[str, list[HeldCard]] = {}
    rows = connection.execute(
        select(CARD).where(among(connection, CARD.c.customer_id, customer_ids)).order_by(CARD.c.card_number)
    )
    for row in rows:
        found.setdefault(row.customer_id, []).append(held_card(row))
    return {who: tuple(sorted(cards, key=_age)) for who, cards in found.items()}


def held_card(row: Row[Any]) -> HeldCard:
    """The card in a row."""
    reason = None if row.blocked is None else BlockReason(row.blocked)
    return HeldCard(row.card_number, reason, None if row.since_ms is None else instant_of(row.since_ms))


def _age(card: HeldCard) -> tuple[bool, datetime | None, str]:
    # Cards from the start come first; among the others the moment decides, and is never compared with None.
    return (card.since is not None, card.since, card.card_number)
