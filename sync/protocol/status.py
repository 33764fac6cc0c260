"""The state of the way to the server, as the till shows it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Link(StrEnum):
    """Told apart by cause: no way to the server, a server that fails, a server that refuses this till."""

    CONNECTING = "connecting"
    ONLINE = "online"
    NO_NETWORK = "no_network"
    SERVER_DOWN = "server_down"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """``queue_depth`` counts operations not yet confirmed; ``parked`` those the server could not accept."""

    link: Link
    queue_depth: int
    parked: int
    last_contact_at: datetime | None
    offline_since: datetime | None
    first_load_done: bool
