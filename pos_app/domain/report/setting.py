"""What every report says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.document import Period, Report, Section
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import Link
from pos_app.domain.report.shift_sums import ShiftSums
from pos_app.domain.report.words import Filling, Words


@dataclass(frozen=True, slots=True)
class Setting:
    """``zone``: IANA name of the shop's clock; ``shops``: names of the shops that are counted; ``made_by``: a name."""

    zone: str
    made_at: datetime
    shops: tuple[str, ...] = ()
    made_by: str = ""

    def report(self, key: str, title: Words, scope: Scope | None, sections: tuple[Section, ...]) -> Report:
        """The document."""
        period = None if scope is None else Period(scope.first_day, scope.last_day)
        return Report(key, title, self.shops, self.zone, self.made_at, period, sections, self.made_by)


def person(names: Mapping[str, str], operator_id: str) -> str:
    """A person's name, his id where nobody knows it any more."""
    return names.get(operator_id) or operator_id


def difference_cell(kopecks: int | None, link: Link | None = None) -> Cell:
    """Over or short: bad if short, to be looked at if over."""
    tone = Tone.PLAIN if not kopecks else Tone.BAD if kopecks < 0 else Tone.WARNING
    return Cell(kopecks, link, tone)


def share_bp(part: int, whole: int) -> int | None:
    """``part`` of ``whole`` in basis points, rounded half up; None of nothing."""
    return None if whole <= 0 else (part * 20_000 + whole) // (whole * 2)


def customer_share_bp(sums: ShiftSums) -> int | None:
    """Receipts with a customer among all sales."""
    return share_bp(sums.customer_receipts_count, sums.sales_count)


def each_kopecks(sums: ShiftSums) -> int | None:
    """Net sales by sale, rounded half up."""
    if not sums.sales_count:
        return None
    return (sums.net_sales_kopecks * 2 + sums.sales_count) // (sums.sales_count * 2)


def text(name: str, value: str) -> tuple[str, Filling]:
    """A place of a sentence that somebody's words fill."""
    return name, Filling(Kind.TEXT, value)
