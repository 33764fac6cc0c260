"""What a picture is drawn with: shapes in points from the upper left corner, in inks; each surface colours the inks.

One definition of every chart, painted by three painters: SVG (``svg.py``), PDF (``pdf/painting.py``) and the till's
screen. Lengths are floats from here on; figures stay integers in the report.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Ink(StrEnum):
    """What a colour is for."""

    TEXT = "text"
    MUTED = "muted"
    GRID = "grid"
    SERIES_1 = "series_1"
    SERIES_2 = "series_2"
    SERIES_3 = "series_3"
    SERIES_4 = "series_4"
    SERIES_5 = "series_5"
    SERIES_6 = "series_6"


SERIES_INKS: Final = (Ink.SERIES_1, Ink.SERIES_2, Ink.SERIES_3, Ink.SERIES_4, Ink.SERIES_5, Ink.SERIES_6)
"""In the order of the series; a seventh begins again and is told by its dash or its place."""


class Anchor(StrEnum):
    """Which point of a text its place is."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; ``hint`` says in words what it is (a tooltip, and what a screen reader says)."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points. ``dashed`` tells series apart without colour."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line."""

    x: float
    y: float
    radius: float
    ink: Ink
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A text on one line; ``y`` is its baseline, ``size`` its height in points."""

    x: float
    y: float
    text: str
    size: float
    ink: Ink = Ink.TEXT
    anchor: Anchor = Anchor.START
    bold: bool = False


Shape = Box | Stroke | Dot | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """``told`` says the picture in words for whoever does not see it."""

    width: float
    height: float
    title: str
    told: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Colours:
    """A colour ``#RRGGBB`` for each ink; series in the order of ``SERIES_INKS``."""

    text: str
    muted: str
    grid: str
    series: tuple[str, str, str, str, str, str]

    def of(self, ink: Ink) -> str:
        """The colour of an ink."""
        if ink in SERIES_INKS:
            return self.series[SERIES_INKS.index(ink)]
        return {Ink.TEXT: self.text, Ink.MUTED: self.muted}.get(ink, self.grid)


ON_LIGHT: Final = Colours(
    "#14171C", "#485264", "#D5DBE6", ("#0B4DB2", "#B25A00", "#0B6B3A", "#8A2C7C", "#6B5B00", "#A31515")
)
"""On white paper and light screens: every series stands out from white by 4.5 : 1."""

ON_DARK: Final = Colours(
    "#EEF2F7", "#B3BDCB", "#333D4C", ("#8AB4FF", "#FFB787", "#6FD39B", "#E3A6DA", "#E0CE6B", "#FF8A8A")
)
"""On dark screens."""
