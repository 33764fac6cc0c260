"""Reservations on the wire: points set aside for one receipt (hold) or for one till and customer (lease).

The till makes the id and stores it before it asks, so that an answer that got lost is found again by that id. Points
are hundredths of a point.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from pos_app.domain.loyalty.account import Account
from pos_app.domain.money.units import Points
from pos_app.domain.reservation.kind import ReservationKind
from sync.protocol.limits import PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ReserveRequest:
    """``points`` wanted, above 0. Asking again with the same id is answered with the same grant."""

    reservation_id: str
    customer_id: str
    kind: ReservationKind
    points: Points
    epoch: int
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ReserveAnswer:
    """``granted``: 0 up to what was wanted. The points may be spent for ``duration_ms`` from when the request was sent.

    ``grant``: the promise signed by the server, opaque to the till (canonical ``ReservationTerms`` and an Ed25519
    signature, each base64url, a full stop between); empty if nothing was granted. ``partial``: less
    than wanted. ``elsewhere``: set aside at other tills that cannot be called back now. ``account``: the customer's
    account after the grant. ``closed``: this reservation has ended already; ``granted`` is 0 then.
    """

    reservation_id: str
    granted: Points
    duration_ms: int
    grant: str
    partial: bool
    elsewhere: Points
    account: Account
    incarnation: str
    closed: bool = False
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ReservationState:
    """An open reservation of a till as the server has it.

    ``epoch``: the till's epoch that it was given in; one of an earlier epoch can only be closed. ``recall``: the points
    are wanted elsewhere: to be closed as soon as no open basket uses them.
    """

    reservation_id: str
    customer_id: str
    kind: ReservationKind
    granted: Points
    duration_ms: int
    grant: str
    epoch: int
    recall: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """An open reservation as the till has it, told to a server that was restored: ``spent`` of ``granted`` is gone."""

    reservation_id: str
    customer_id: str
    kind: ReservationKind
    granted: Points
    spent: Points
    duration_ms: int
    grant: str
    epoch: int


def reservations_digest(open_ids: Iterable[str]) -> str:
    """SHA-256 over the ids of open reservations, sorted, each followed by a line feed; lower-case hex."""
    digest = hashlib.sha256()
    for reservation_id in sorted(open_ids):
        digest.update(reservation_id.encode("utf-8"))
        digest.update(b"\n")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class NotReserved:
    """No answer that helps; never on the wire. ``code``: an error code of the server, or ``no_answer``."""

    code: str
