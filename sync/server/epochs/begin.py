"""A new epoch of a till: after it was restored or cloned, after the server was restored, when it is declared lost."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from sync.protocol.operation import GENESIS_HASH, unix_ms
from sync.protocol.rejoin import RejoinAnswer, RejoinRequest, ResyncRequest
from sync.server.access.receipt_numbers import highest_receipt
from sync.server.central import Central
from sync.server.enrolment import EnrolledTill, locked_till
from sync.server.epochs.claims import take_claims
from sync.server.epochs.story import TELLING, TOLD, set_story
from sync.server.reservations.refused import RequestInvalidError
from sync.server.tables import TILL, TILL_EPOCH

SERVER_RESTORED = "server_restored"
LOST = "lost"
_MOST_AHEAD = 10_000


def answer_rejoin(connection: Connection, central: Central, till_id: str, request: RejoinRequest) -> RejoinAnswer:
    """The epoch that follows ``old_epoch``; the same answer however often it is asked."""
    till = locked_till(connection, till_id)
    _check(till, request.old_epoch)
    epoch = begin_epoch(connection, till, request.old_epoch, request.reason.value, central.now())
    return RejoinAnswer(epoch, central.incarnation, last_receipt=highest_receipt(connection, till_id))


def answer_resync(connection: Connection, central: Central, till_id: str, request: ResyncRequest) -> RejoinAnswer:
    """The same after the server was restored; what the till holds of promises is taken up again."""
    till = locked_till(connection, till_id)
    _check(till, request.old_epoch)
    epoch = begin_epoch(connection, till, request.old_epoch, SERVER_RESTORED, central.now())
    begun = locked_till(connection, till_id)
    take_claims(connection, central, begun, request.claims)
    if begun.story != TOLD:
        set_story(connection, till_id, TELLING)
    return RejoinAnswer(epoch, central.incarnation, last_receipt=highest_receipt(connection, till_id))


def _check(till: EnrolledTill, old_epoch: int) -> None:
    """Epochs are counted one by one, so a till cannot be far ahead of even a restored server."""
    if not 1 <= old_epoch <= till.epoch + _MOST_AHEAD:
        raise RequestInvalidError(f"old_epoch: 1 to {till.epoch + _MOST_AHEAD} is expected")


def begin_epoch(connection: Connection, till: EnrolledTill, old_epoch: int, reason: str, now: datetime) -> int:
    """Begin the epoch after ``old_epoch``, above all that this till ever had; what follows it already if it is over."""
    followed: int | None = connection.execute(
        select(TILL_EPOCH.c.new_epoch).where(TILL_EPOCH.c.till_id == till.till_id, TILL_EPOCH.c.old_epoch == old_epoch)
    ).scalar_one_or_none()
    if followed is not None:
        return followed
    new_epoch = max(old_epoch, till.epoch) + 1
    ended = {till.epoch: (till.last_seq, till.last_hash)}
    ended.setdefault(old_epoch, (0, GENESIS_HASH))
    for epoch, (last_seq, last_hash) in ended.items():
        connection.execute(
            insert(TILL_EPOCH).values(
                till_id=till.till_id,
                old_epoch=epoch,
                new_epoch=new_epoch,
                last_seq=last_seq,
                last_hash=last_hash,
                reason=reason,
                begun_ms=unix_ms(now),
            )
        )
    connection.execute(
        update(TILL)
        .where(TILL.c.till_id == till.till_id)
        .values(epoch=new_epoch, last_seq=0, last_hash=GENESIS_HASH, lost_ms=None)
    )
    return new_epoch
