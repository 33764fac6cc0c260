"""`./till server parked`: what could not be accepted and waits for a person, of all tills."""

import argparse
import sys

NAME = "parked"
HELP = "list the operations that could not be accepted, or print one (JSON) to be corrected"
_MINUTE_S = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """All, or the text of one."""
    parser.add_argument("--show", metavar="OPERATION", help="print the record of this one as it came")
    parser.add_argument("--till", metavar="TILL", help="whose it is (with --show): the till's id, or its number")
    parser.epilog = (
        "To correct a record: ./till server parked --show OPERATION --till TILL > record.json, mend the file, then "
        "./till server resolve OPERATION --till TILL --replay --body record.json …"
    )


def run(args: argparse.Namespace) -> int:
    """A line for each, or the text."""
    from pos_app.bootstrap.office import office
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from sync.server.database import reading
    from sync.server.ingest.rule_broken import RuleBrokenError
    from sync.server.resolution.office import body_of_parked, waiting_operations

    if (args.show is None) != (args.till is None):
        raise CommandError("--show needs --till, and --till goes with --show", 2)
    with clear_failures(), office(args.home) as central, reading(central.engine) as connection:
        if args.show is not None:
            try:
                sys.stdout.buffer.write(body_of_parked(connection, args.till, args.show) + b"\n")
            except RuleBrokenError as error:
                raise CommandError(str(error)) from error
            return 0
        waiting = waiting_operations(connection)
        now = central.now()
    print(f"{'shop':<16} {'till':>4} {'operation':<38} {'kind':<20} {'made':<16} {'waits':>9}  reason")
    for each in waiting:
        minutes = int((now - each.received_at).total_seconds()) // _MINUTE_S
        made = f"{each.business_at.astimezone(central.timezone):%Y-%m-%d %H:%M}"
        head = f"{each.shop_id:<16} {each.till:>4} {each.op_id:<38} {each.kind:<20}"
        print(f"{head} {made} {minutes:>5} min  {each.reason}")
    print(f"waiting for a decision: {len(waiting)}")
    return 0
