"""Tills that may talk to this server, each with a token of its own that is stored as a hash."""

import hashlib
import hmac
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select, update

from sync.protocol.operation import GENESIS_HASH
from sync.server.database import writing
from sync.server.tables import TILL

TOKEN_LEAST_CHARS = 32
_NO_TOKEN_HASH = "0" * 64


class TillKnownError(ValueError):
    """The till is enrolled already, with another token or code; its history must not be mixed with another's."""

    def __init__(self, till_id: str) -> None:
        super().__init__(f"till {till_id} is enrolled with another code or token; give the new till an id of its own")
        self.till_id = till_id


class TokenWeakError(ValueError):
    """A token that is too short to be a secret."""

    def __init__(self) -> None:
        super().__init__(f"a till's token must have at least {TOKEN_LEAST_CHARS} characters")


@dataclass(frozen=True, slots=True)
class EnrolledTill:
    """A till as the server knows it; ``last_seq`` and ``last_hash`` of its newest operation in ``epoch``."""

    till_id: str
    code: str
    epoch: int
    last_seq: int
    last_hash: str
    revoked: bool


def add_till(engine: Engine, till_id: str, code: str, token: str) -> None:
    """Enrol a till; saying the same twice changes nothing. Raises :class:`TillKnownError`, :class:`TokenWeakError`."""
    if len(token) < TOKEN_LEAST_CHARS:
        raise TokenWeakError
    with writing(engine) as connection:
        known = connection.execute(select(TILL).where(TILL.c.till_id == till_id)).one_or_none()
        if known is None:
            connection.execute(
                insert(TILL).values(
                    till_id=till_id,
                    code=code,
                    token_hash=_hash_of(token),
                    epoch=1,
                    last_seq=0,
                    last_hash=GENESIS_HASH,
                    revoked=False,
                )
            )
        elif (known.code, known.token_hash) != (code, _hash_of(token)):
            raise TillKnownError(till_id)


def revoke_till(engine: Engine, till_id: str) -> None:
    """Shut a till out: whatever it sends from now on is refused."""
    with writing(engine) as connection:
        connection.execute(update(TILL).where(TILL.c.till_id == till_id).values(revoked=True))


def authenticated_till(connection: Connection, till_id: str, token: str) -> EnrolledTill | None:
    """The till if the token is its own. Takes the same time whether or not there is such a till."""
    row = connection.execute(select(TILL).where(TILL.c.till_id == till_id)).one_or_none()
    expected = _NO_TOKEN_HASH if row is None else row.token_hash
    matches = hmac.compare_digest(expected, _hash_of(token))
    if row is None or not matches:
        return None
    return EnrolledTill(row.till_id, row.code, row.epoch, row.last_seq, row.last_hash, row.revoked)


def present_till(connection: Connection, till_id: str) -> EnrolledTill:
    """The till's state in this snapshot."""
    row = connection.execute(select(TILL).where(TILL.c.till_id == till_id)).one()
    return EnrolledTill(row.till_id, row.code, row.epoch, row.last_seq, row.last_hash, row.revoked)


def locked_till(connection: Connection, till_id: str) -> EnrolledTill:
    """The till's newest state, held against other requests of the same till until the transaction ends."""
    row = connection.execute(select(TILL).where(TILL.c.till_id == till_id).with_for_update()).one()
    return EnrolledTill(row.till_id, row.code, row.epoch, row.last_seq, row.last_hash, row.revoked)


def note_contact(connection: Connection, till_id: str, contact_ms: int) -> None:
    """Remember when a till was last heard."""
    connection.execute(update(TILL).where(TILL.c.till_id == till_id).values(last_contact_ms=contact_ms))


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
