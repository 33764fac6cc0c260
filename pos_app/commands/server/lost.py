"""`./till server lost`: a till will not come back; its promises go back to the customers."""

import argparse

NAME = "lost"
HELP = "declare a till lost (disk dead, stolen): what was promised to it goes back to the customers; two people say so"
_CENT = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which till, and who says so."""
    parser.add_argument("till", help="the till's id, or its number")
    parser.add_argument("--operator", required=True, metavar="NAME", help="who says so")
    parser.add_argument("--approved-by", required=True, metavar="NAME", help="who agrees; another person")


def run(args: argparse.Namespace) -> int:
    """May be repeated: what went back stays back."""
    from pos_app.bootstrap.office import office
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from sync.server.enrolment import TillUnknownError
    from sync.server.epochs.lost import SecondPersonNeededError, declare_lost

    try:
        with clear_failures(), office(args.home) as central:
            back = declare_lost(central, args.till, args.operator, args.approved_by)
    except (SecondPersonNeededError, TillUnknownError) as error:
        raise CommandError(str(error)) from error
    points = f"{back.points // _CENT}.{back.points % _CENT:02d}"
    print(f"till {back.till_id} is lost: {back.reservations} promises, {points} points, {back.customers} customers")
    return 0
