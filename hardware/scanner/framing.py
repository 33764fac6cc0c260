"""Cuts the bytes of a serial scanner into codes. Pure: no port, no clock.

A code ends with CR, LF or both, or stands between STX and ETX. A scanner that was set up without a suffix ends its
codes by a pause, which the port reports with ``idle``. Once a suffix was seen, a pause ends nothing any more: half a
code must not pass for a whole one.
"""

from dataclasses import dataclass

from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.domain.codes.symbology import split_aim_identifier

IDLE_MS = 80
_STX, _ETX = 0x02, 0x03
_ENDS = frozenset(b"\r\n")
_GROUP_SEPARATORS = frozenset("\x1d\x1e\x04")  # GS, RS and EOT belong to the data of ISO/IEC 15434 codes
_LENGTH_MAX = 4096
# After so long a pause the rest of a code will not come.
_STALE_MS = 1_000
# Less than this is noise of the line, about which nobody is told.
_TORN_MIN = 3


@dataclass(frozen=True, slots=True)
class Frame:
    """One code as the scanner sent it, identifier taken off; ``torn``: one broke off, of which nothing is kept."""

    data: str
    symbology: Symbology | None
    torn: bool = False

    def scan(self, received_ms: int) -> ScanData:
        """The code as the till takes it."""
        return ScanData(self.data, ScanSource.SERIAL, self.symbology, received_ms, self.torn)


TORN = Frame("", None, torn=True)


class Framer:
    """Fed with whatever pieces the port delivers, whole, byte by byte or several codes at once."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._framed = False
        self._overflow = False
        self._suffix_seen = False
        self._silent_ms = 0

    def feed(self, data: bytes) -> tuple[Frame, ...]:
        """The codes that ``data`` completes, and :data:`TORN` in place of each that broke off."""
        self._silent_ms = 0
        frames = (self._byte(byte) for byte in data)
        return tuple(frame for frame in frames if frame is not None)

    def idle(self, silent_ms: int) -> tuple[Frame, ...]:
        """Say that nothing came for another ``silent_ms``, at least 80: the port was waited on and stayed empty.

        The time between two ``feed`` calls says nothing: bytes wait in the system while the program is busy.
        """
        self._silent_ms += silent_ms
        if self._framed or self._suffix_seen:
            return self.broken_off() if self._silent_ms >= _STALE_MS else ()
        if self._silent_ms < IDLE_MS:
            return ()
        frame = self._take()
        return () if frame is None else (frame,)

    def broken_off(self) -> tuple[Frame, ...]:
        """Nothing more will come of what was begun: the cable was pulled, say. It is no code, and it is told."""
        begun = self._overflow or sum(chr(byte).isalnum() for byte in self._buffer) >= _TORN_MIN
        self._forget()
        return (TORN,) if begun else ()

    def _byte(self, byte: int) -> Frame | None:
        if byte == _STX:
            (torn,) = self.broken_off() or (None,)
            self._framed = True
            return torn
        if byte == _ETX or (byte in _ENDS and not self._framed):
            self._suffix_seen = True
            return self._take()
        if len(self._buffer) == _LENGTH_MAX:
            self._overflow = True  # noise without an end: dropped up to the next end
        else:
            self._buffer.append(byte)
        return None

    def _take(self) -> Frame | None:
        raw, overflow = bytes(self._buffer), self._overflow
        self._forget()
        if overflow:
            return TORN
        symbology, data = split_aim_identifier(_text(raw))
        return Frame(data, symbology) if data.strip() else None

    def _forget(self) -> None:
        self._buffer.clear()
        self._framed = self._overflow = False
        self._silent_ms = 0


def _text(raw: bytes) -> str:
    """UTF-8, or the Cyrillic code page of scanners that know no other; control characters of the line are dropped."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1251", errors="replace")
    return "".join(character for character in text if character in _GROUP_SEPARATORS or character.isprintable())
