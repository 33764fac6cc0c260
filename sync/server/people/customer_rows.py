"""People as the tills are told of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row

from pos_app.domain.people.held_card import HeldCard
from sync.protocol.rows import CustomerRow
from sync.server.people.held_cards import cards_of
from sync.vault.phone_vault import PhoneVault


def customers_in(connection: Connection, found: Sequence[Row[Any]], vault: PhoneVault) -> tuple[CustomerRow, ...]:
    """The people in rows of the table, with their cards."""
    cards = cards_of(connection, [row.customer_id for row in found if not row.deleted])
    return tuple(_customer(row, cards.get(row.customer_id, ()), vault) for row in found)


def _customer(row: Row[Any], cards: tuple[HeldCard, ...], vault: PhoneVault) -> CustomerRow:
    if row.deleted:
        return CustomerRow(row.customer_id, "", "", None, None, deleted=True)
    return CustomerRow(
        row.customer_id,
        row.name,
        vault.decrypt(row.phone_cipher, row.customer_id),
        row.card_number,
        row.birth_day,
        cards=cards,
        confirmed=not row.unconfirmed,
        email="" if row.email_cipher is None else vault.open_email(bytes(row.email_cipher), row.customer_id),
    )
