"""The printer's real-time status, DLE EOT n: asked before a job, answered at once even when the printer is offline."""

from hardware.printer.channel import Channel

_ANSWER_S = 0.4
# Bits 0, 1, 4 and 7 of every answer are fixed; anything else is no status (ESC/POS reference, DLE EOT).
_FIXED_MASK, _FIXED_VALUE = 0b1001_0011, 0b0001_0010
_COVER_OPEN = 0x04
_PAPER_STOP = 0x20
_PAPER_END = 0x60
_OFFLINE = 0x08

PRINTER, OFFLINE_CAUSE, PAPER = 1, 2, 4


def status_command(kind: int) -> bytes:
    """The question for one of ``PRINTER``, ``OFFLINE_CAUSE``, ``PAPER``."""
    return b"\x10\x04%c" % kind


def read_fault(channel: Channel) -> str | None:
    """What keeps the printer from printing: ``cover_open``, ``paper_out`` or ``offline``; ``""`` if nothing does.

    None if the printer answers no status, as many cheap ones do. Raises OSError.
    """
    cause = _ask(channel, OFFLINE_CAUSE)
    if cause is None:
        return None
    if cause & _COVER_OPEN:
        return "cover_open"
    paper = _ask(channel, PAPER) or 0
    if cause & _PAPER_STOP or paper & _PAPER_END == _PAPER_END:
        return "paper_out"
    return "offline" if (_ask(channel, PRINTER) or 0) & _OFFLINE else ""


def _ask(channel: Channel, kind: int) -> int | None:
    channel.write(status_command(kind), _ANSWER_S)
    answer = channel.read(_ANSWER_S)
    if not answer or answer[-1] & _FIXED_MASK != _FIXED_VALUE:
        return None
    return answer[-1]
