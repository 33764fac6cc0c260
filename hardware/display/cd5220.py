"""The command set CD5220 of two-line displays: what is sent to show two lines of twenty characters.

Source: the displays' own manuals, «CD5220 standard mode command list» (CLR 0C, ESC @, ESC c n, ESC Q A/B … CR).
"""

from hardware.printer.code_page import printable

COLUMNS = 20
_CLEAR = b"\x0c"
_START = b"\x1b@"
_RUSSIAN = b"\x1bcR"
"""The upper half of the characters is Russia's code: code page 866."""
UPPER, LOWER = b"\x1bQA", b"\x1bQB"
_END = b"\r"


def start_bytes() -> bytes:
    """Make the display ready. Clearing comes first: while a line is shown by ``ESC Q`` it hears nothing else."""
    return _CLEAR + _START + _RUSSIAN


def lines_bytes(upper: str, lower: str) -> bytes:
    """Show both lines; each is cut or filled to twenty characters."""
    return UPPER + _line(upper) + _END + LOWER + _line(lower) + _END


def _line(text: str) -> bytes:
    # One line: what would end it, or a line of text longer than the display, must not reach the command.
    shown = printable(text).replace("\n", " ")
    return shown[:COLUMNS].ljust(COLUMNS).encode("cp866")
