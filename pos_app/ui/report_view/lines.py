"""A report as lines of a sheet: what stands where, ready to be painted, and which of it leads on."""

from dataclasses import dataclass
from enum import Enum, auto

from pos_app.domain.report.cell import Tone
from pos_app.domain.report.link import Link
from pos_app.report_files.picture.shapes import Picture


class Letters(Enum):
    """Which font a text has."""

    TITLE = auto()
    HEADING = auto()
    FIGURE = auto()
    BOLD = auto()
    PLAIN = auto()
    SMALL = auto()


@dataclass(frozen=True, slots=True)
class SheetText:
    """A text within its line; ``x``, ``y`` from the line's upper left corner. Wrapped where ``height`` has room."""

    x: int
    y: int
    width: int
    height: int
    text: str
    letters: Letters = Letters.PLAIN
    tone: Tone = Tone.PLAIN
    to_right: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A part of a line that leads on: where Enter or a finger goes. ``told``: in words; ``is_row``: all of the line."""

    x: int
    width: int
    link: Link
    told: str
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line, ``width`` 0: over the whole sheet. ``ground``: a colour's token; ``boxes``: cards (x, width)."""

    y: int
    height: int
    texts: tuple[SheetText, ...] = ()
    width: int = 0
    targets: tuple[Target, ...] = ()
    ground: str = ""
    boxes: tuple[tuple[int, int], ...] = ()
    rule_above: bool = False
    picture: Picture | None = None

    @property
    def bottom(self) -> int:
        """Where the next line begins."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Place:
    """A target of a sheet: the numbers of its line and of the target within it."""

    line: int
    target: int
