"""`./till server shut-out`: whatever a till sends is refused from now on."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.server.enrolment import EnrolledTill

NAME = "shut-out"
HELP = "refuse whatever a till sends from now on (stolen, given away); --let-in takes it back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which till, and why."""
    parser.add_argument("till", help="the till's id, or its number")
    parser.add_argument("--shop", help="the shop, where several have a till of that number")
    parser.add_argument("--reason", default="", help="for the journal")
    parser.add_argument("--let-in", action="store_true", help="let a till in again that was shut out")


def run(args: argparse.Namespace) -> int:
    """Done when it returns: the next request of the till is answered with 403."""
    from pos_app.bootstrap.office import office, who_commands
    from pos_app.commands.server import clear_failures
    from sync.server.access.shut_out import let_in, shut_out
    from sync.server.enrolment import named_till
    from sync.server.retry import write

    deed = let_in if args.let_in else shut_out
    with clear_failures(), office(args.home) as central:

        def work(connection: "Connection") -> "EnrolledTill":
            till = named_till(connection, args.till, args.shop)
            deed(connection, central.now(), who_commands(), till, args.reason)
            return till

        till = write(central.engine, work)
    print(f"till {till.code} of {till.shop_id} ({till.till_id}) is {'let in' if args.let_in else 'shut out'}")
    if not args.let_in:
        print(f"points set aside for it stay so; if it will not come back: ./till server lost {till.till_id} --help")
    return 0
