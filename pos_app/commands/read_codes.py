"""`./till read-codes FILE_OR_FOLDER…`: the codes in pictures, as CSV, by the camera's own decoder."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

NAME = "read-codes"
HELP = "print the codes found in pictures as CSV: file, symbology, text"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Pictures, or folders of them."""
    parser.add_argument("places", metavar="FILE_OR_FOLDER", nargs="+", type=Path, help="a picture, or a folder of them")
    parser.epilog = (
        "A row for each code, none for a picture without one. Of a folder every picture is read, those of its folders\n"
        "too; other files in it are left out, and names are given from the folder on.\n"
        "Exit code: 0 every picture could be opened, 1 some could not (each is named on the error output)."
    )


def run(args: argparse.Namespace) -> int:
    """Read one picture after another; a broken one does not keep the others from being read."""
    import csv
    import io

    from hardware.scanner.decoding import ImageDecoder
    from hardware.scanner.picture_file import NotAPictureError, read_picture
    from pos_app.domain.codes.symbology import PRINTED_NAMES

    decoder = ImageDecoder()
    if decoder.missing is not None:
        _complain(f"{decoder.missing} (the other readers go on)")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("file", "symbology", "text"))
    sound = True
    for name, path in _pictures(args.places):
        try:
            codes = decoder.decode(read_picture(path))
        except (OSError, NotAPictureError) as error:
            reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            _complain(f"{path}: {reason}")
            sound = False
            continue
        table.writerows((name, PRINTED_NAMES[code.symbology], code.text) for code in codes)
        sys.stdout.flush()
    return 0 if sound else 1


def _pictures(places: list[Path]) -> Iterator[tuple[str, Path]]:
    """Each picture with the name under which it is listed."""
    from hardware.scanner.picture_file import PICTURE_SUFFIXES

    for place in places:
        if not place.is_dir():
            yield str(place), place
            continue
        for path in sorted(place.rglob("*")):
            leads_nowhere = path.is_symlink() and not path.exists()  # told by who tries to open it
            if path.suffix.lower() in PICTURE_SUFFIXES and (path.is_file() or leads_nowhere):
                yield path.relative_to(place).as_posix(), path


def _complain(text: str) -> None:
    print(f"till read-codes: {text}", file=sys.stderr, flush=True)
