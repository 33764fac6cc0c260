"""A report as a document: sections of figures, tables, pictures and sentences. Every face of it is made from this."""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.report.cell import Cell, Tone, check_value
from pos_app.domain.report.chart import Chart
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.shape_error import ReportShapeError
from pos_app.domain.report.table import Table
from pos_app.domain.report.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with its name. ``note`` says more below it (a reason, what was expected)."""

    key: str
    title: Words
    kind: Kind
    cell: Cell
    note: Words | None = None

    def __post_init__(self) -> None:
        check_value(self.kind, self.cell.value, f"fact {self.key}")


@dataclass(frozen=True, slots=True)
class Facts:
    """Figures side by side, the most telling first."""

    key: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of its own: all ties, or what does not and which receipt it is."""

    key: str
    words: Words
    tone: Tone = Tone.PLAIN


Block = Facts | Table | Chart | Note


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together under one heading."""

    key: str
    title: Words
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """Business days of the shop, both included."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Report:
    """``shops``: the names of the shops it counts. ``zone``: the IANA name of the clock by which it is shown."""

    key: str
    title: Words
    shops: tuple[str, ...]
    zone: str
    made_at: datetime
    period: Period | None
    sections: tuple[Section, ...]
    made_by: str = ""

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise ReportShapeError(f"report {self.key}: expected an aware moment in made_at, got {self.made_at!r}")

    def blocks(self) -> tuple[Block, ...]:
        """All blocks in their order."""
        return tuple(block for section in self.sections for block in section.blocks)
