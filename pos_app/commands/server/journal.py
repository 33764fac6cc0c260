"""`./till server journal`: who did what with privilege."""

import argparse

NAME = "journal"
HELP = "print the journal of privileged actions, and whether it is whole"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to begin."""
    parser.add_argument("--after", type=int, default=0, metavar="NUMBER", help="only rows after this one")


def run(args: argparse.Namespace) -> int:
    """A line for each row; exit code 1 if a row was changed, removed or slipped in."""
    import sys

    from pos_app.bootstrap.office import office
    from pos_app.commands.server import clear_failures
    from sync.server.database import reading
    from sync.server.journal.journal import first_broken_row, journal_rows

    with clear_failures(), office(args.home) as central, reading(central.engine) as connection:
        for row in journal_rows(connection, args.after):
            at = row.at.isoformat(timespec="seconds").replace("+00:00", "Z")
            print(f"{row.number:>6} {at} {row.action:<20} {row.actor:<24} {row.subject} {row.detail}".rstrip())
        broken = first_broken_row(connection)
    if broken is not None:
        print(f"the journal is not whole: row {broken} is not what was written", file=sys.stderr)
        return 1
    return 0
