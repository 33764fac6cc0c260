"""The state of the way to the server, as the till shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sync.protocol.rows import Stream


class Link(StrEnum):
    """Told apart by cause: no way to the server, a server that fails, a server that refuses this till.

    ``UNTRUSTED``: who answers is not the till's own server: its TLS key is none of the pinned ones, or no authority
    vouches for it. ``SIGN_ON_WANTED``: the network answers in the server's place and wants a sign-on first.
    """

    CONNECTING = "connecting"
    ONLINE = "online"
    NO_NETWORK = "no_network"
    SERVER_DOWN = "server_down"
    SIGN_ON_WANTED = "sign_on_wanted"
    REFUSED = "refused"
    UNTRUSTED = "untrusted"


class PointsWay(StrEnum):
    """How points can be spent now, told apart from the link."""

    ONLINE = "online"
    """The server can be asked to set points aside."""
    LEASES = "leases"
    """No server: what was set aside for this till before."""
    UNSUPPORTED = "unsupported"
    """The server is older than this till and cannot set points aside."""
    FROZEN = "frozen"
    """The till's books came from a backup: nothing before the server gave a new epoch."""


PARKED_ALERT = timedelta(minutes=15)
"""What the server could not accept must not wait longer for a person unnoticed."""
QUEUE_ALERT = timedelta(minutes=30)
"""With the server in reach nothing waits so long in the queue."""


@dataclass(frozen=True, slots=True)
class Loading:
    """The stream that is being loaded: rows that came, and how many follow."""

    stream: Stream
    done: int
    left: int


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """``queue_depth`` counts operations not yet confirmed; ``parked`` those the server could not accept.

    ``skew_minutes``: whole minutes that the till's clock is ahead of the server's, by its last answer; below 0 behind.
    ``parked_since``: when the server said so of the oldest about which nobody has decided. ``queued_since``: business
    time of the oldest in the queue. Both None where there is none. ``loading``: how far the first load is, None where
    the server does not count.
    """

    link: Link
    queue_depth: int
    parked: int
    last_contact_at: datetime | None
    offline_since: datetime | None
    first_load_done: bool
    points: PointsWay = PointsWay.LEASES
    skew_minutes: int = 0
    parked_since: datetime | None = None
    queued_since: datetime | None = None
    loading: Loading | None = None
