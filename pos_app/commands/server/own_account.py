"""`./till server own-account`: which customer account belongs to a person who signs on."""

import argparse

NAME = "own-account"
HELP = "note which customer account is an operator's own, so that its use at his till is seen"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who, and which account."""
    parser.add_argument("operator", help="the operator's id")
    account = parser.add_mutually_exclusive_group(required=True)
    account.add_argument("--customer", default="", metavar="WHO", help="the account: phone, card or id")
    account.add_argument("--none", action="store_true", help="he has none")


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when it is noted; 1 after the reason why not."""
    from pos_app.bootstrap.office import office, who_commands
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from sync.server.people.own_account import OwnAccountError, tell_own_account

    try:
        with clear_failures(), office(args.home) as central:
            account = tell_own_account(central, args.operator, args.customer, who_commands())
    except OwnAccountError as error:
        raise CommandError(str(error)) from error
    print(f"operator {args.operator}: " + (f"customer {account}" if account else "no account"))
    return 0
