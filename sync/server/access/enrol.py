"""What the server makes of a code and a key: a new till, the same till with a new key, or one that replaces it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from sync.protocol.enrolment import EnrolRequest
from sync.protocol.error_body import CODE_EXPIRED, CODE_UNKNOWN, CODE_USED, KEY_KNOWN, TILL_KNOWN
from sync.protocol.operation import GENESIS_HASH, unix_ms
from sync.server.access.enrolment_codes import IssuedCode, locked_code, use_code
from sync.server.enrolment import EnrolledTill, known_till, present_till, till_of_number
from sync.server.epochs.begin import begin_epoch
from sync.server.journal.journal import Action, add_to_journal
from sync.server.tables import TILL

FIRST_EPOCH = 1
REPLACED = "replaced"
"""Why the epoch of a till's old device ended."""


class EnrolmentRefusedError(Exception):
    """``code`` is that of the error body; nothing was changed, and the one-time code is as good as before."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class _Place:
    """What a code leads to."""

    till_id: str
    epoch: int
    action: Action
    detail: str = ""


def enrol(connection: Connection, at: datetime, request: EnrolRequest) -> EnrolledTill:
    """Make the till known under its key and use the code up. Raises :class:`EnrolmentRefusedError`.

    A request that comes again (its answer was lost) is answered again, also after the code has lapsed; with another key
    it is refused. Two at once: one wins.
    """
    code = locked_code(connection, request.code)
    if code is None:
        raise EnrolmentRefusedError(CODE_UNKNOWN, "no such code was made here; ask the office for a new one")
    if code.used_by_key is not None:
        return _answered_before(connection, code, request)
    if unix_ms(at) >= code.expires_ms:
        raise EnrolmentRefusedError(CODE_EXPIRED, "the code is older than ten minutes; ask the office for a new one")
    place = _place(connection, at, code, request)
    use_code(connection, request.code, at, request.public_key, place.till_id, place.epoch)
    subject = f"{code.shop_id}/{code.till_code} {place.till_id}"
    add_to_journal(connection, at, f"till {request.till_id}", place.action, subject, place.detail)
    return present_till(connection, place.till_id)


def _answered_before(connection: Connection, code: IssuedCode, request: EnrolRequest) -> EnrolledTill:
    till = known_till(connection, code.answered_till_id or "")
    same = till is not None and code.used_by_key == request.public_key == till.public_key
    if till is None or not same or till.epoch != code.answered_epoch:
        raise EnrolmentRefusedError(CODE_USED, "the code was used; ask the office for a new one")
    return till


def _place(connection: Connection, at: datetime, code: IssuedCode, request: EnrolRequest) -> _Place:
    if request.till_code not in ("", code.till_code):
        raise EnrolmentRefusedError(
            TILL_KNOWN, f"the code is for till {code.till_code}; this home has the books of till {request.till_code}"
        )
    holder = connection.execute(select(TILL.c.till_id).where(TILL.c.public_key == request.public_key)).scalar()
    if holder is not None and holder != request.till_id:
        raise EnrolmentRefusedError(KEY_KNOWN, "another till is enrolled with this key; each till makes its own")
    present = till_of_number(connection, code.shop_id, code.till_code)
    if present is None:
        return _new_till(connection, code, request)
    if not code.replaces:
        raise EnrolmentRefusedError(TILL_KNOWN, f"shop {code.shop_id} has got a till {code.till_code} meanwhile")
    if request.till_id == present.till_id and request.epoch != 0:
        # Its own books, perhaps from an older copy: then its next push finds out, and it rejoins.
        _give_key(connection, present.till_id, request)
        return _Place(present.till_id, present.epoch, Action.ENROLLED, "new key, same books")
    if request.epoch != 0:
        raise EnrolmentRefusedError(
            TILL_KNOWN, "this home has books that are not those of the till to be replaced; begin with an empty home"
        )
    return _replacement(connection, at, present, request)


def _new_till(connection: Connection, code: IssuedCode, request: EnrolRequest) -> _Place:
    if known_till(connection, request.till_id) is not None:
        raise EnrolmentRefusedError(TILL_KNOWN, "a till of this id is enrolled already")
    epoch = max(FIRST_EPOCH, request.epoch)
    connection.execute(
        insert(TILL).values(
            till_id=request.till_id,
            code=code.till_code,
            public_key=request.public_key,
            shop_id=code.shop_id,
            name=request.till_name,
            epoch=epoch,
            last_seq=0,
            last_hash=GENESIS_HASH,
            revoked=False,
        )
    )
    return _Place(request.till_id, epoch, Action.ENROLLED)


def _replacement(connection: Connection, at: datetime, present: EnrolledTill, request: EnrolRequest) -> _Place:
    """A new device takes id and number of the old one; its books begin with the next epoch, the old key is dead.

    What was promised to the old device the new one gives back at its first contact.
    """
    _give_key(connection, present.till_id, request)
    epoch = begin_epoch(connection, present, present.epoch, REPLACED, at)
    return _Place(present.till_id, epoch, Action.REPLACED, f"epoch {epoch}, device {request.till_id}")


def _give_key(connection: Connection, till_id: str, request: EnrolRequest) -> None:
    connection.execute(
        update(TILL)
        .where(TILL.c.till_id == till_id)
        .values(public_key=request.public_key, name=request.till_name, revoked=False)
    )
