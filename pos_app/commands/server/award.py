"""`./till server award`: points or a coupon for an event that another system reports, or for a visit that was rated."""

import argparse

NAME = "award"
HELP = "give what the programme gives for an event of another system, or for rating a visit; each is given once"
_CENT = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which occasion."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--event", metavar="CODE", help="the event's code, as the programme names it")
    what.add_argument("--review", metavar="RECEIPT", help="the id of the receipt whose visit was rated")
    parser.add_argument("--customer", metavar="ID", help="whose event (with --event)")
    parser.add_argument("--event-id", metavar="ID", help="the other system's own id of it (with --event)")
    parser.add_argument("--comment", default="", metavar="TEXT", help="what was said (with --review)")
    parser.epilog = "Birthday awards are given by the server itself."


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when something was given; 1 after the reason why not."""
    from pos_app.bootstrap.office import office, who_commands
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from sync.server.awards.occasions import NotAwardedError, award_event, award_review

    if args.event is not None and not (args.customer and args.event_id):
        raise CommandError("--event needs --customer and --event-id", 2)
    try:
        with clear_failures(), office(args.home) as central:
            if args.event is not None:
                given = award_event(central, args.customer, args.event, args.event_id, who_commands())
            else:
                given = award_review(central, args.review, args.comment, who_commands())
    except NotAwardedError as error:
        raise CommandError(str(error)) from error
    if given.coupon:
        print(f"{given.rule_id}: coupon {given.coupon}, printed by the customer's next receipt")
        return 0
    print(f"{given.rule_id}: {given.points // _CENT}.{given.points % _CENT:02d} points")
    return 0
