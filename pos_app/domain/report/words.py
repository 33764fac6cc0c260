"""A sentence of a report: English text with named places, translated where it is shown."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.shape_error import ReportShapeError

_PLACE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in a place of a sentence; ``value`` as a cell of that kind has it."""

    kind: Kind
    value: "int | str | Words | LocalText | datetime | date"


@dataclass(frozen=True, slots=True)
class Words:
    """``text`` is the English sentence and the key of the catalogues; ``{name}`` is a place that ``places`` fill.

    Where the sentence counts, ``plural`` is the English sentence for many and ``count`` how many; both texts may name
    ``{count}``. Write the texts in place (``Words("Cash in")``): the catalogues are extracted from such calls.
    """

    text: str
    places: tuple[tuple[str, Filling], ...] = ()
    plural: str = ""
    count: int | None = None

    def __post_init__(self) -> None:
        known = {name for name, _ in self.places} | ({"count"} if self.count is not None else set())
        named = {*_PLACE.findall(self.text), *_PLACE.findall(self.plural)}
        if not named <= known:
            raise ReportShapeError(f"words {self.text!r}: expected something for {sorted(named - known)}")


def counted(one: str, many: str, count: int, places: tuple[tuple[str, Filling], ...] = ()) -> Words:
    """``counted("{count} receipt", "{count} receipts", 21)``: each language bends the word in its own way."""
    return Words(one, places, many, count)
