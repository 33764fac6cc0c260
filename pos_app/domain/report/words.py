"""A sentence of a report: English text with named places, translated where it is shown."""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.report.kind import Kind


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in a place of a sentence; ``value`` as a cell of that kind has it."""

    kind: Kind
    value: "int | str | Words | datetime | date"


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


def counted(one: str, many: str, count: int, places: tuple[tuple[str, Filling], ...] = ()) -> Words:
    """``counted("{count} receipt", "{count} receipts", 21)``: each language bends the word in its own way."""
    return Words(one, places, many, count)
