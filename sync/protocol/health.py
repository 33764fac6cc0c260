"""What the server says of itself to whoever asks."""

from dataclasses import dataclass

from sync.protocol.limits import PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class Alive:
    """``status`` is ``ok``, or there is no such answer."""

    status: str = "ok"


@dataclass(frozen=True, slots=True)
class Health:
    """Requests may come. ``incarnation``: the life of the server's database."""

    incarnation: str
    status: str = "ok"
    protocol: int = PROTOCOL_VERSION
