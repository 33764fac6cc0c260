"""Codes to phones: four digits, five minutes, three tries; three codes an hour for one customer.

A code is stored as a keyed hash. Whether a number is the customer's is known once he told what was sent there.
"""

import hmac
from dataclasses import dataclass
from secrets import randbelow
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from sync.protocol.operation import unix_ms
from sync.protocol.phone_code import (
    CODE_DIGITS,
    CodeAskAnswer,
    CodeAskRequest,
    CodeCheckAnswer,
    CodeCheckRequest,
    CodeOutcome,
)
from sync.protocol.rows import Stream
from sync.server.central import Central
from sync.server.feed import take_change_numbers
from sync.server.gateway import GatewayError, MessageGateway
from sync.server.journal.journal import Action, add_to_journal
from sync.server.reservations.refused import CustomerUnknownError, RequestInvalidError
from sync.server.retry import write
from sync.server.tables import CUSTOMER, CUSTOMER_ALIAS, PHONE_CODE

CODE_LIFE_MS = 5 * 60 * 1000
CODE_TRIES = 3
CODES_AN_HOUR = 3
_HOUR_MS = 3_600_000
_LONGEST_ID = 40


class TooManyCodesError(Exception):
    """This customer was sent enough codes for an hour."""

    def __init__(self, wait_ms: int) -> None:
        super().__init__(f"{CODES_AN_HOUR} codes went to this customer within the hour")
        self.wait_ms = wait_ms


class NoGatewayError(Exception):
    """This server sends no messages."""

    def __init__(self) -> None:
        super().__init__("this server has no gateway for messages (server.toml: phone_codes)")


@dataclass(frozen=True, slots=True)
class _ToSend:
    phone_e164: str
    code: str


def ask_code(central: Central, request: CodeAskRequest) -> CodeAskAnswer:
    """Make a code and hand it to the gateway; the same ``code_id`` is answered again without another message.

    Raises :class:`CustomerUnknownError`, :class:`TooManyCodesError`, :class:`NoGatewayError`, ``GatewayError``,
    ``RequestInvalidError``.
    """
    gateway: MessageGateway | None = central.gateway
    if gateway is None:
        raise NoGatewayError
    _check_ids(request.code_id, request.customer_id)
    code = f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    now_ms = unix_ms(central.now())
    found = write(central.engine, lambda connection: _store(connection, central, request, code, now_ms))
    if found is not None:
        try:
            gateway.send(found.phone_e164, code)
        except GatewayError:
            # The code never left: the next attempt is not to be refused for it.
            write(central.engine, lambda connection: _forget(connection, request))
            raise
    return CodeAskAnswer(request.code_id, CODE_LIFE_MS, CODE_TRIES)


def check_code(central: Central, till_id: str, request: CodeCheckRequest) -> CodeCheckAnswer:
    """Whether it is the code; with the right one the phone is the customer's. Raises ``CustomerUnknownError``."""
    _check_ids(request.code_id, request.customer_id)
    return write(central.engine, lambda connection: _check(connection, central, till_id, request))


def _check_ids(*ids: str) -> None:
    if any(not 0 < len(each) <= _LONGEST_ID or "\0" in each for each in ids):
        raise RequestInvalidError(f"ids: 1 to {_LONGEST_ID} characters are expected")


def _store(connection: Connection, central: Central, request: CodeAskRequest, code: str, now_ms: int) -> _ToSend | None:
    """What is to be sent; None where this very request was served before."""
    row = _customer(connection, request.customer_id)
    mine = PHONE_CODE.c.customer_id == row.customer_id
    known = connection.execute(select(PHONE_CODE.c.code_id).where(mine, PHONE_CODE.c.code_id == request.code_id))
    if known.first() is not None:
        return None
    since = PHONE_CODE.c.sent_ms > now_ms - _HOUR_MS
    sent, oldest = connection.execute(select(func.count(), func.min(PHONE_CODE.c.sent_ms)).where(mine, since)).one()
    if sent >= CODES_AN_HOUR:
        raise TooManyCodesError(max(1, int(oldest) + _HOUR_MS - now_ms))
    connection.execute(delete(PHONE_CODE).where(mine, ~since))
    # Only the newest counts: an older message that comes late confirms nothing.
    connection.execute(update(PHONE_CODE).where(mine).values(done=True))
    connection.execute(
        insert(PHONE_CODE).values(
            customer_id=row.customer_id,
            code_id=request.code_id,
            phone_hash=bytes(row.phone_hash),
            code_hash=central.vault.code_hash(request.code_id, code),
            sent_ms=now_ms,
            expires_ms=now_ms + CODE_LIFE_MS,
            tries=0,
            done=False,
        )
    )
    return _ToSend(central.vault.decrypt(bytes(row.phone_cipher), row.customer_id), code)


def _check(connection: Connection, central: Central, till_id: str, request: CodeCheckRequest) -> CodeCheckAnswer:
    customer = _customer(connection, request.customer_id)
    key = (PHONE_CODE.c.customer_id == customer.customer_id, PHONE_CODE.c.code_id == request.code_id)
    row = connection.execute(select(PHONE_CODE).where(*key).with_for_update()).one_or_none()
    if row is None or bytes(row.phone_hash) != bytes(customer.phone_hash):
        return CodeCheckAnswer(CodeOutcome.USED_UP)
    right = hmac.compare_digest(row.code_hash, central.vault.code_hash(request.code_id, request.code))
    if row.done:
        # The answer to the right code was lost, and it was told again.
        again = right and row.tries < CODE_TRIES and not customer.unconfirmed
        return CodeCheckAnswer(CodeOutcome.CONFIRMED if again else CodeOutcome.USED_UP)
    if unix_ms(central.now()) >= row.expires_ms:
        return CodeCheckAnswer(CodeOutcome.EXPIRED)
    if not right:
        tries = row.tries + 1
        connection.execute(update(PHONE_CODE).where(*key).values(tries=tries, done=tries >= CODE_TRIES))
        left = CODE_TRIES - tries
        return CodeCheckAnswer(CodeOutcome.WRONG if left else CodeOutcome.USED_UP, left)
    connection.execute(update(PHONE_CODE).where(*key).values(done=True))
    (number,) = take_change_numbers(connection, Stream.CUSTOMERS, 1)
    connection.execute(
        update(CUSTOMER)
        .where(CUSTOMER.c.customer_id == customer.customer_id)
        .values(unconfirmed=False, change_number=number)
    )
    detail = f"by a code, at till {till_id}"
    person = customer.customer_id
    add_to_journal(connection, central.now(), request.operator_id, Action.PHONE_CONFIRMED, person, detail)
    return CodeCheckAnswer(CodeOutcome.CONFIRMED)


def _forget(connection: Connection, request: CodeAskRequest) -> None:
    connection.execute(delete(PHONE_CODE).where(PHONE_CODE.c.code_id == request.code_id))


def _customer(connection: Connection, customer_id: str) -> Row[Any]:
    alias = select(CUSTOMER_ALIAS.c.customer_id).where(CUSTOMER_ALIAS.c.alias_id == customer_id)
    person = connection.execute(alias).scalar_one_or_none() or customer_id
    row = connection.execute(select(CUSTOMER).where(CUSTOMER.c.customer_id == person).with_for_update()).one_or_none()
    if row is None or row.deleted or row.phone_hash is None:
        raise CustomerUnknownError(customer_id)
    return row
