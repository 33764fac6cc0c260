"""Pictures with what must be read from them."""

from dataclasses import dataclass

from hardware.scanner.read_code import ReadCode
from pos_app.bench.read_codes.code_picture import Picture


@dataclass(frozen=True, slots=True)
class Sample:
    """``expected`` is None where nothing must be read. ``also`` are further texts that are truly in the picture.

    ``group`` is the line of the report it belongs to: a symbology, or a fault of the generated set.
    """

    name: str
    group: str
    picture: Picture
    expected: ReadCode | None
    also: tuple[str, ...] = ()
