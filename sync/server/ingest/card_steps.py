"""The last used step of each rotating card, told to every till: a code shown at one till is not taken at another."""

from sqlalchemy import Connection, insert, select, update

from pos_app.domain.transaction.sale import Sale
from sync.protocol.encoding import decode, encode
from sync.protocol.rows import CardStepRow, Stream
from sync.server.feed import take_change_numbers
from sync.server.tables import CUSTOMER, PUBLISHED


def note_card_step(connection: Connection, sale: Sale) -> None:
    """Remember the step by which the sale's customer was named, if it is later than the one that is known.

    The step belongs to the card that the customer holds now: one that was replaced since is not in force any more.
    """
    if sale.card_step is None or sale.customer_id is None:
        return
    card = connection.execute(
        select(CUSTOMER.c.card_number).where(CUSTOMER.c.customer_id == sale.customer_id)
    ).scalar_one_or_none()
    if card is None:
        return
    key = (PUBLISHED.c.stream == Stream.CARD_STEPS.value, PUBLISHED.c.row_key == card)
    known = connection.execute(select(PUBLISHED.c.body).where(*key)).scalar_one_or_none()
    if known is not None and decode(CardStepRow, known).step >= sale.card_step:
        return
    body = encode(CardStepRow(card, sale.card_step))
    (number,) = take_change_numbers(connection, Stream.CARD_STEPS, 1)
    if known is None:
        values = {"stream": Stream.CARD_STEPS.value, "row_key": card, "body": body, "change_number": number}
        connection.execute(insert(PUBLISHED).values(values))
    else:
        connection.execute(update(PUBLISHED).where(*key).values(body=body, change_number=number))
