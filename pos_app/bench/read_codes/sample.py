"""Pictures with what must be read from them."""

from dataclasses import dataclass

from pos_app.bench.read_codes.code_picture import Picture


@dataclass(frozen=True, slots=True)
class Sample:
    """``expected`` is the text in the code, None where nothing must be read; ``also``: other texts truly in it.

    ``group`` is the line of the report it belongs to: a symbology, or a fault of the generated set.
    """

    name: str
    group: str
    picture: Picture
    expected: str | None
    also: tuple[str, ...] = ()
