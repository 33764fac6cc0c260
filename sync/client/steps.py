"""What the step machine asks for next: one request or one pause, told as a value."""

from dataclasses import dataclass

from sync.protocol.rejoin import RejoinReason
from sync.protocol.rows import Stream


@dataclass(frozen=True, slots=True)
class Push:
    """Send at most ``most`` queued operations, or those from number ``from_seq`` on, whatever their state."""

    most: int
    from_seq: int | None = None


@dataclass(frozen=True, slots=True)
class SendParcel:
    """Send one operation as opaque bytes: the head of the queue, or that of number ``from_seq``."""

    from_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Pull:
    """Ask for the next page of a stream."""

    stream: Stream


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Send no operation at all, for the answer's sake; only when nothing is queued."""


@dataclass(frozen=True, slots=True)
class AskParked:
    """Ask what became of the operations that the server could not accept."""


@dataclass(frozen=True, slots=True)
class Rejoin:
    """Ask for a new epoch. ``archive``: send the confirmed operations again too, the server misses some of them."""

    reason: RejoinReason
    archive: bool = False


@dataclass(frozen=True, slots=True)
class Resync:
    """Tell a restored server what is held here, ask for a new epoch, and send the archive again."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do for so long, unless nudged."""

    milliseconds: int


Step = Push | SendParcel | Pull | Heartbeat | AskParked | Rejoin | Resync | Wait
