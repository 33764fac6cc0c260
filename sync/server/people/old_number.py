"""A number was changed by a senior person's word: whoever holds the old telephone is told, or an account might be taken

over unseen. The message is written down with the change and leaves when the gateway takes it.
"""

import logging
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from sync.protocol.operation import unix_ms
from sync.server.central import Central
from sync.server.database import reading
from sync.server.gateway import GatewayError, MessageGateway
from sync.server.ingest.desk import Desk
from sync.server.retry import write
from sync.server.tables import WAITING_MESSAGE
from sync.vault.phone_vault import PhoneUnreadableError

NUMBER_CHANGED = "Номер телефона вашей карты покупателя изменён в магазине. Если это не вы, скажите в магазине"
"""In the shop's language. No new number, no name: the old telephone may be somebody else's by now."""
AGAIN_AFTER_MS = 60_000
GIVEN_UP_AFTER_MS = 24 * 3_600_000
_AT_ONCE = 50
_log = logging.getLogger("kopilka.server.people")


def let_old_number_know(desk: Desk, message_id: str, customer_id: str, phone_cipher: bytes) -> None:
    """Write it down, in the transaction of the change; nothing where this server sends no messages."""
    if desk.central.gateway is None:
        return
    at_ms = unix_ms(desk.received_at)
    row = {"message_id": message_id, "customer_id": customer_id, "phone_cipher": phone_cipher}
    desk.connection.execute(insert(WAITING_MESSAGE).values(**row, made_ms=at_ms, next_ms=at_ms))


def tell_old_numbers(central: Central) -> int:
    """Send what waits; how many were told. What the gateway does not take is tried every minute, for a day.

    A server that is killed between sending and noting it sends that message once more.
    """
    gateway = central.gateway
    if gateway is None:
        return 0
    now_ms, table = unix_ms(central.now()), WAITING_MESSAGE.c
    with reading(central.engine) as connection:
        due = connection.execute(
            select(WAITING_MESSAGE).where(table.next_ms <= now_ms).order_by(table.made_ms).limit(_AT_ONCE)
        ).all()
    return sum(_tell(central, gateway, row, now_ms) for row in due)


def _tell(central: Central, gateway: MessageGateway, row: Row[Any], now_ms: int) -> bool:
    if not write(central.engine, lambda connection: _take(connection, row, now_ms)):
        return False  # another process of this server has it
    try:
        gateway.send(central.vault.decrypt(bytes(row.phone_cipher), row.customer_id), NUMBER_CHANGED)
    except (GatewayError, PhoneUnreadableError) as error:
        cause = type(error).__name__
        if isinstance(error, PhoneUnreadableError) or now_ms - row.made_ms >= GIVEN_UP_AFTER_MS:
            write(central.engine, lambda connection: _forget(connection, row.message_id))
            _log.error("old_number=never_told change=%s cause=%s", row.message_id, cause)
        else:
            _log.warning("old_number=not_told_yet change=%s cause=%s", row.message_id, cause)
        return False
    write(central.engine, lambda connection: _forget(connection, row.message_id))
    return True


def _take(connection: Connection, row: Row[Any], now_ms: int) -> bool:
    table = WAITING_MESSAGE.c
    mine = (table.message_id == row.message_id, table.next_ms == row.next_ms)
    taken = connection.execute(update(WAITING_MESSAGE).where(*mine).values(next_ms=now_ms + AGAIN_AFTER_MS))
    return taken.rowcount == 1


def _forget(connection: Connection, message_id: str) -> None:
    connection.execute(delete(WAITING_MESSAGE).where(WAITING_MESSAGE.c.message_id == message_id))
