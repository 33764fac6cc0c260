"""A printable document as blocks, without knowledge of paper width or of a printer's language."""

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """Where a text stands within the paper's width."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; wrapped at words to the paper's width."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    large: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Two texts on one line: left is wrapped or cut, right is never cut (sums stand there)."""

    left: str
    right: str
    bold: bool = False
    large: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line over the whole width."""


@dataclass(frozen=True, slots=True)
class QrBlock:
    """A QR code with its text; ``caption`` is printed below."""

    data: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class BarcodeBlock:
    """A Code 128 bar code with its text printed below."""

    data: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1


Block = Text | Row | Rule | QrBlock | BarcodeBlock | Feed


@dataclass(frozen=True, slots=True)
class PrintDocument:
    """What one print job prints, from top to cut. ``title`` names the job in lists and files, e.g. «sale 2-000231»."""

    title: str
    blocks: tuple[Block, ...]
