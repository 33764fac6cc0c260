"""`./till server client DEED`: other programs that may hand orders over to the server."""

import argparse

NAME = "client"
HELP = "other programs (a web shop) that hand orders over to the server: let one in, shut one out, list"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command for each deed."""
    deeds = parser.add_subparsers(metavar="DEED", dest="deed", required=True)
    add = deeds.add_parser("add", help="let a program in, or give it a new key; the key is printed once")
    add.add_argument("name", help="2 to 40 small letters, digits, . _ -")
    deeds.add_parser("end", help="its key is good no more").add_argument("name")
    deeds.add_parser("list", help="who there is")


def run(args: argparse.Namespace) -> int:
    """Do it; every change is in the journal."""
    import os

    from pos_app.bootstrap.office import office, who_commands
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from sync.server.access.api_clients import ApiClientError, add_api_client, end_api_client, listed_api_clients
    from sync.server.database import reading
    from sync.server.retry import write

    with clear_failures(), office(args.home) as central:
        now = central.now()
        try:
            if args.deed == "add":
                print(write(central.engine, lambda c: add_api_client(c, now, args.name, who_commands(), os.urandom)))
            elif args.deed == "end":
                write(central.engine, lambda c: end_api_client(c, now, args.name, who_commands()))
                print(f"the key of {args.name} is good no more")
            else:
                with reading(central.engine) as connection:
                    for each in listed_api_clients(connection):
                        ended = "" if each.ended_at is None else f", shut out {each.ended_at:%Y-%m-%d %H:%M}"
                        print(f"{each.name}: key of {each.made_at:%Y-%m-%d %H:%M}{ended}")
        except ApiClientError as error:
            raise CommandError(str(error)) from error
    return 0
