"""Codes to phones: four digits, five minutes, three tries; three codes an hour for one customer.

A code is stored as a keyed hash. Whether a number is the customer's is known once he told what was sent there.
"""

import hmac
import logging
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
from sync.server.people.sealed_phone import SealedPhone, open_sealed
from sync.server.reservations.refused import CustomerUnknownError, RequestInvalidError
from sync.server.retry import write
from sync.server.tables import CUSTOMER, CUSTOMER_ALIAS, PHONE, PHONE_CODE
from sync.vault.phone_vault import PhoneUnreadableError

_log = logging.getLogger("kopilka.server.people")
CODE_LIFE_MS = 5 * 60 * 1000
CODE_TRIES = 3
CODES_AN_HOUR = 3
_HOUR_MS = 3_600_000
NUMBER_CHANGES = "Вашей карте покупателя назначают другой номер телефона. Если это не вы, скажите в магазине"
"""To the old number, in the shop's language: else whoever holds any telephone might take an account over unseen."""
_LONGEST_ID = 40


class TooManyCodesError(Exception):
    """This customer was sent enough codes for an hour."""

    def __init__(self, wait_ms: int) -> None:
        super().__init__(f"{CODES_AN_HOUR} codes went to this customer within the hour")
        self.wait_ms = wait_ms


class PhoneTakenError(Exception):
    """The new number is another customer's: no code goes there for this one."""

    def __init__(self) -> None:
        super().__init__("the new number belongs to another customer")


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
    :class:`PhoneTakenError`, ``RequestInvalidError``.
    """
    gateway: MessageGateway | None = central.gateway
    if gateway is None:
        raise NoGatewayError
    _check_ids(request.code_id, request.customer_id)
    new = _new_number(central, request)
    code = f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    now_ms = unix_ms(central.now())
    found = write(central.engine, lambda connection: _store(connection, central, request, (code, now_ms), new))
    if found is not None:
        try:
            gateway.send(found.phone_e164, code)
        except GatewayError:
            # The code never left: the next attempt is not to be refused for it.
            write(central.engine, lambda connection: _forget(connection, request))
            raise
    return CodeAskAnswer(request.code_id, CODE_LIFE_MS, CODE_TRIES)


def check_code(central: Central, till_id: str, request: CodeCheckRequest) -> CodeCheckAnswer:
    """Whether it is the code; with the right one the phone is the customer's. Raises ``CustomerUnknownError``.

    Who tells the code of a new number is not yet the customer: the old number hears of it, once.
    """
    _check_ids(request.code_id, request.customer_id)
    answer, old_e164 = write(central.engine, lambda connection: _check(connection, central, till_id, request))
    if old_e164 and central.gateway is not None:
        try:
            central.gateway.send(old_e164, NUMBER_CHANGES)
        except GatewayError as error:
            _log.warning("old_number=not_told cause=%s", type(error).__name__)
    return answer


def _check_ids(*ids: str) -> None:
    if any(not 0 < len(each) <= _LONGEST_ID or "\0" in each for each in ids):
        raise RequestInvalidError(f"ids: 1 to {_LONGEST_ID} characters are expected")


def _new_number(central: Central, request: CodeAskRequest) -> SealedPhone | None:
    """The new number that the code goes to; None for the one that is known."""
    if not request.phone_hash:
        return None
    try:
        return open_sealed(central.vault, request.phone_hash, request.phone_cipher, request.customer_id)
    except PhoneUnreadableError as error:
        raise RequestInvalidError("phone_hash, phone_cipher: a sealed number of this customer is expected") from error


def _store(
    connection: Connection, central: Central, request: CodeAskRequest, made: tuple[str, int], new: SealedPhone | None
) -> _ToSend | None:
    """What is to be sent; None where this very request was served before. ``made``: the code, and when."""
    code, now_ms = made
    row = _customer(connection, request.customer_id)
    if new is not None:
        _require_free(connection, new, row.customer_id)
    mine = PHONE_CODE.c.customer_id == row.customer_id
    known = connection.execute(select(PHONE_CODE.c.code_id).where(mine, PHONE_CODE.c.code_id == request.code_id))
    if known.first() is not None:
        return None
    since = PHONE_CODE.c.sent_ms > now_ms - _HOUR_MS
    sent, oldest = connection.execute(select(func.count(), func.min(PHONE_CODE.c.sent_ms)).where(mine, since)).one()
    if sent >= CODES_AN_HOUR:
        raise TooManyCodesError(max(1, int(oldest) + _HOUR_MS - now_ms))
    # A code that was told proves a new number until the till has reported it.
    connection.execute(delete(PHONE_CODE).where(mine, ~since, ~PHONE_CODE.c.told))
    # Only the newest counts: an older message that comes late confirms nothing.
    connection.execute(update(PHONE_CODE).where(mine).values(done=True))
    connection.execute(
        insert(PHONE_CODE).values(
            customer_id=row.customer_id,
            code_id=request.code_id,
            phone_hash=bytes(row.phone_hash) if new is None else new.phone_hash,
            code_hash=central.vault.code_hash(request.code_id, code),
            sent_ms=now_ms,
            expires_ms=now_ms + CODE_LIFE_MS,
            tries=0,
            done=False,
            told=False,
        )
    )
    if new is not None:
        return _ToSend(new.e164, code)
    return _ToSend(central.vault.decrypt(bytes(row.phone_cipher), row.customer_id), code)


def _check(
    connection: Connection, central: Central, till_id: str, request: CodeCheckRequest
) -> tuple[CodeCheckAnswer, str]:
    """The answer, and the old number to be told that a new one was proven just now ("" for nobody)."""
    customer = _customer(connection, request.customer_id)
    key = (PHONE_CODE.c.customer_id == customer.customer_id, PHONE_CODE.c.code_id == request.code_id)
    row = connection.execute(select(PHONE_CODE).where(*key).with_for_update()).one_or_none()
    sent_to = _hash_in(request.phone_hash) if request.phone_hash else bytes(customer.phone_hash)
    if row is None or bytes(row.phone_hash) != sent_to:
        return CodeCheckAnswer(CodeOutcome.USED_UP), ""
    right = hmac.compare_digest(row.code_hash, central.vault.code_hash(request.code_id, request.code))
    if row.done:
        # The answer to the right code was lost, and it was told again.
        again = right and row.tries < CODE_TRIES and (row.told or not (request.phone_hash or customer.unconfirmed))
        return CodeCheckAnswer(CodeOutcome.CONFIRMED if again else CodeOutcome.USED_UP), ""
    if unix_ms(central.now()) >= row.expires_ms:
        return CodeCheckAnswer(CodeOutcome.EXPIRED), ""
    if not right:
        tries = row.tries + 1
        connection.execute(update(PHONE_CODE).where(*key).values(tries=tries, done=tries >= CODE_TRIES))
        left = CODE_TRIES - tries
        return CodeCheckAnswer(CodeOutcome.WRONG if left else CodeOutcome.USED_UP, left), ""
    connection.execute(update(PHONE_CODE).where(*key).values(done=True, told=True))
    if request.phone_hash:
        # What it proves counts with the till's report of the change.
        old_e164 = central.vault.decrypt(bytes(customer.phone_cipher), customer.customer_id)
        return CodeCheckAnswer(CodeOutcome.CONFIRMED), old_e164 if sent_to != bytes(customer.phone_hash) else ""
    (number,) = take_change_numbers(connection, Stream.CUSTOMERS, 1)
    connection.execute(
        update(CUSTOMER)
        .where(CUSTOMER.c.customer_id == customer.customer_id)
        .values(unconfirmed=False, change_number=number)
    )
    detail = f"by a code, at till {till_id}"
    person = customer.customer_id
    add_to_journal(connection, central.now(), request.operator_id, Action.PHONE_CONFIRMED, person, detail)
    return CodeCheckAnswer(CodeOutcome.CONFIRMED), ""


def _require_free(connection: Connection, new: SealedPhone, customer_id: str) -> None:
    owner = connection.execute(
        select(PHONE.c.customer_id).where(PHONE.c.phone_hash == new.phone_hash)
    ).scalar_one_or_none()
    if owner is not None and owner != customer_id:
        raise PhoneTakenError


def _hash_in(hex_text: str) -> bytes:
    try:
        return bytes.fromhex(hex_text)
    except ValueError as error:
        raise RequestInvalidError("phone_hash: hex digits are expected") from error


def _forget(connection: Connection, request: CodeAskRequest) -> None:
    connection.execute(delete(PHONE_CODE).where(PHONE_CODE.c.code_id == request.code_id))


def _customer(connection: Connection, customer_id: str) -> Row[Any]:
    alias = select(CUSTOMER_ALIAS.c.customer_id).where(CUSTOMER_ALIAS.c.alias_id == customer_id)
    person = connection.execute(alias).scalar_one_or_none() or customer_id
    row = connection.execute(select(CUSTOMER).where(CUSTOMER.c.customer_id == person).with_for_update()).one_or_none()
    if row is None or row.deleted or row.phone_hash is None:
        raise CustomerUnknownError(customer_id)
    return row
