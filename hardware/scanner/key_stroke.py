"""One press of a key, as the window got it, without any of Qt's types."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyStroke:
    """A press (releases are not told).

    ``key`` is the evdev number of the key's position (X11: native scan code minus 8), 0 where the system gives none.
    ``text`` is what the chosen layout makes of it. ``time_ms`` is the event's own timestamp, never the time at which it
    was handled: a busy window handles a scan in lumps. ``auto_repeat`` marks presses that a held key makes by itself.
    """

    key: int
    text: str
    time_ms: int
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    meta: bool = False
    auto_repeat: bool = False
