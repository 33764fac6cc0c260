"""A document as lines of fixed width: what stands on the paper, and what the readable view shows.

Every character is one column wide, as on a receipt printer.
"""

import re

from pos_app.domain.receipt.document import Align, BarcodeBlock, Block, Feed, PrintDocument, QrBlock, Row, Rule, Text

COLUMNS_MIN = 16
_SPACES = " \t"  # str.split would break at no-break spaces too: «3,2 %» stays together
_BREAKS = re.compile(f"[{_SPACES}]+")


class LayoutError(ValueError):
    """The paper is too narrow: ``columns`` below 16."""

    def __init__(self, columns: int) -> None:
        super().__init__(f"columns {columns}, at least {COLUMNS_MIN} expected")
        self.key = "paper_too_narrow"
        self.columns = columns


def lay_out(document: PrintDocument, columns: int) -> list[str]:
    """The document's lines, none longer than ``columns``, without spaces at their ends. Raises LayoutError."""
    return [line for block in document.blocks for line in lay_out_block(block, columns)]


def lay_out_block(block: Block, columns: int) -> list[str]:
    """The lines of one block. QR and bar codes become a line that says what they hold. Raises LayoutError."""
    if columns < COLUMNS_MIN:
        raise LayoutError(columns)
    match block:
        case Text(text=text, align=align):
            return [_aligned(line, align, columns) for line in wrap(text, columns)]
        case Row(left=left, right=right):
            return _row(left, right, columns)
        case Rule():
            return ["-" * columns]
        case QrBlock(data=data, caption=caption):
            lines = wrap(f"[QR] {data}", columns) + (wrap(caption, columns) if caption else [])
            return [_aligned(line, Align.CENTER, columns) for line in lines]
        case BarcodeBlock(data=data):
            return [_aligned(line, Align.CENTER, columns) for line in wrap(f"[|||] {data}", columns)]
        case Feed(lines=count):
            return [""] * count


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns``, broken at spaces (not at no-break ones); a longer word is cut.

    At least one line, which may be empty.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in _BREAKS.split(paragraph.strip(_SPACES)):
            if line and len(line) + 1 + len(word) <= columns:
                line = f"{line} {word}"
                continue
            if line:
                lines.append(line)
            whole = len(word) - 1 - (len(word) - 1) % columns  # at least one character stays for the last line
            lines.extend(word[start : start + columns] for start in range(0, whole, columns))
            line = word[whole:]
        lines.append(line)
    return lines


def _row(left: str, right: str, columns: int) -> list[str]:
    right = right.strip()
    room = columns - len(right) - 1
    if not right or room < 1:
        return [*wrap(left, columns), *(_aligned(line, Align.RIGHT, columns) for line in wrap(right, columns) if line)]
    # A long name keeps clear of the column of sums, unless that would squeeze it to less than half the paper.
    lines = wrap(left, room if room * 2 >= columns else columns)
    if len(lines[-1]) > room:
        lines.append("")
    lines[-1] = lines[-1].ljust(columns - len(right)) + right
    return lines


def _aligned(line: str, align: Align, columns: int) -> str:
    if align is Align.CENTER:
        return (" " * ((columns - len(line)) // 2) + line).rstrip()
    return line.rjust(columns) if align is Align.RIGHT and line else line
