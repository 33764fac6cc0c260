"""`./till server grant FILE.csv`: personal offers and tags for customers, from a list."""

import argparse
import sys
from pathlib import Path

NAME = "grant"
HELP = "give customers personal offers and tags from a CSV file: who,offer,items,until,uses,tag"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="one line a grant: who (phone, card or id); offer (id of a personal_offer rule) with items (item ids, "
        "spaces between), until (2026-12-31) and uses (0 takes it away), or tag (-tag takes it off)",
    )


def run(args: argparse.Namespace) -> int:
    """Say what was granted, or every line that is wrong; then nothing was."""
    from pos_app.bootstrap.office import office, who_commands
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from sync.server.people.grants import GrantsInvalidError, grant, read_grants

    try:
        text = args.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{args.file} cannot be read: {error}") from error
    with clear_failures(), office(args.home) as central:
        try:
            done = grant(central, read_grants(text), who_commands())
        except GrantsInvalidError as error:
            print(error, file=sys.stderr)
            return 1
    print(f"{done.offers} offers and {done.tags} tags to {done.people} people")
    return 0
