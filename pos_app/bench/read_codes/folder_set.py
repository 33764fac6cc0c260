"""Pictures in a folder with an ``expected.csv``: file, symbology, text; an empty symbology means nothing to read."""

import csv
from collections.abc import Iterator
from pathlib import Path

from hardware.scanner.picture_file import NotAPictureError, read_picture
from pos_app.bench.benches import BenchError
from pos_app.bench.read_codes.generated import EMPTY_GROUP
from pos_app.bench.read_codes.sample import Sample

EXPECTED_NAME = "expected.csv"
_COLUMNS = ["file", "symbology", "text"]


def folder_samples(folder: Path) -> Iterator[Sample]:
    """The pictures that expected.csv names, several rows for one picture where it holds several codes.

    Raises BenchError: no such file, other columns, a picture that cannot be read. A symbology that the till does
    not read on purpose (UPC-E) stays in the count.
    """
    for name, codes in _expected(folder).items():
        try:
            picture = read_picture(folder / name)
        except (OSError, NotAPictureError) as error:
            raise BenchError(f"{folder / name}: {error}") from error
        if not codes:
            yield Sample(name, EMPTY_GROUP, picture, None)
        for place, (symbology, text) in enumerate(codes):
            also = tuple(other for number, (_, other) in enumerate(codes) if number != place)
            yield Sample(name, symbology, picture, text, also)


def _expected(folder: Path) -> dict[str, list[tuple[str, str]]]:
    path = folder / EXPECTED_NAME
    pictures: dict[str, list[tuple[str, str]]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if rows.fieldnames is None or not set(_COLUMNS) <= set(rows.fieldnames):
                raise BenchError(f"{path}: expected the columns {', '.join(_COLUMNS)}, found {rows.fieldnames}")
            for row in rows:
                codes = pictures.setdefault(row["file"], [])
                if row["symbology"]:
                    codes.append((row["symbology"], row["text"] or ""))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BenchError(f"{path}: {error}") from error
    return pictures
