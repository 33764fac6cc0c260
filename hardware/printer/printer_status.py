"""What a printer says of itself: at once (DLE EOT), when it has printed everything so far (GS r), and how to stop it.

DLE EOT n is answered even by a printer that is offline or busy. GS r n stands in line behind the text: its answer is
the proof that what came before it is on paper. DLE DC4 throws away what a printer still holds. (ESC/POS reference.)
"""

from hardware.printer.channel import Channel

_ANSWER_S = 0.4
# Bits 0, 1, 4 and 7 of every real-time answer are fixed; anything else is no status.
_FIXED_MASK, _FIXED_VALUE = 0b1001_0011, 0b0001_0010
# Bits 4 and 7 of the answer that stands in line are 0.
_IN_LINE_MASK = 0b1001_0000
_COVER_OPEN = 0x04
_PAPER_STOP = 0x20
_PAPER_END = 0x60
_OFFLINE = 0x08

PRINTER, OFFLINE_CAUSE, PAPER = 1, 2, 4
ASK_IN_LINE = b"\x1dr\x01"
"""GS r 1: how is the paper, asked behind everything that was sent before."""
FORGET_ALL = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: throw away what is not printed yet. The seven bytes behind the 8 are fixed, against accidents."""


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


def count_proofs(answer: bytes) -> int:
    """How many answers to ``ASK_IN_LINE`` are among the bytes; each says that all before its question was printed."""
    return sum(byte & _IN_LINE_MASK == 0 for byte in answer)


def _ask(channel: Channel, kind: int) -> int | None:
    channel.write(status_command(kind), _ANSWER_S)
    answer = channel.read(_ANSWER_S)
    if not answer or answer[-1] & _FIXED_MASK != _FIXED_VALUE:
        return None
    return answer[-1]
