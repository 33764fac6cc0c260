"""The last used step of each rotating card, told to every till: a code shown at one till is not taken at another."""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select, update

from sync.protocol.encoding import decode, encode
from sync.protocol.rows import CardStepRow, Stream
from sync.server.feed import take_change_numbers
from sync.server.tables import CUSTOMER, PUBLISHED


def write_card_steps(connection: Connection, steps: Mapping[str, int]) -> None:
    """Remember by customer the steps that named them, where they are later than what is known.

    A step belongs to the card that the customer holds now: one that was replaced since is not in force any more. The
    feed's counter is held from here to the end of the transaction.
    """
    for customer_id, step in sorted(steps.items()):
        _write(connection, customer_id, step)


def _write(connection: Connection, customer_id: str, step: int) -> None:
    card = connection.execute(
        select(CUSTOMER.c.card_number).where(CUSTOMER.c.customer_id == customer_id)
    ).scalar_one_or_none()
    if card is None:
        return
    key = (PUBLISHED.c.stream == Stream.CARD_STEPS.value, PUBLISHED.c.row_key == card)
    known = connection.execute(select(PUBLISHED.c.body).where(*key)).scalar_one_or_none()
    if known is not None and decode(CardStepRow, known).step >= step:
        return
    body = encode(CardStepRow(card, step))
    (number,) = take_change_numbers(connection, Stream.CARD_STEPS, 1)
    if known is None:
        values = {"stream": Stream.CARD_STEPS.value, "row_key": card, "body": body, "change_number": number}
        connection.execute(insert(PUBLISHED).values(values))
    else:
        connection.execute(update(PUBLISHED).where(*key).values(body=body, change_number=number))
