"""`./till server enrol-code`: a one-time code with which a till makes itself known."""

import argparse
from pathlib import Path

NAME = "enrol-code"
HELP = "print a one-time code for a till; it is good for ten minutes, once, in one shop"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which place the code is for."""
    from sync.server.enrolment import DEFAULT_SHOP

    parser.add_argument("--shop", default=DEFAULT_SHOP, help="id of the shop (default: %(default)s)")
    parser.add_argument(
        "--number", required=True, help="the till's number in the shop, 1 to 3 digits; its receipts begin with it"
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="for a device that takes the place of the till of that number, or that till with new keys",
    )
    parser.add_argument(
        "--certificate",
        type=Path,
        metavar="PEM",
        help="the server's certificate, and again the spare one: prints the whole command with the pins of their keys",
        action="append",
        default=[],
    )


def run(args: argparse.Namespace) -> int:
    """Print the code, and how to use it."""
    import os
    import re

    from pos_app.bootstrap.office import office, who_commands
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from pos_app.commands.server.pin import pin_in
    from sync.protocol.enrolment import CODE_LIFE_SECONDS, code_shown
    from sync.server.access.enrolment_codes import NumberTakenError, NumberUnknownError, make_code
    from sync.server.retry import write

    if re.fullmatch(r"[1-9][0-9]{0,2}", args.number) is None:
        raise CommandError(f"--number: expected 1 to 3 digits, the first not 0, found {args.number!r}")
    if not 0 < len(args.shop) <= 40 or not args.shop.isprintable():
        raise CommandError("--shop: expected 1 to 40 printable letters")
    pins = [pin_in(path) for path in args.certificate]
    with clear_failures(), office(args.home) as central:
        try:
            letters = write(
                central.engine,
                lambda connection: make_code(
                    connection, central.now(), os.urandom, who_commands(), args.shop, args.number, args.replace
                ),
            )
        except (NumberTakenError, NumberUnknownError) as error:
            raise CommandError(str(error)) from error
    shown = code_shown(letters)
    print(f"{shown}   till {args.number} of {args.shop}, for {CODE_LIFE_SECONDS // 60} minutes, once")
    options = "".join(f" --pin {pin}" for pin in pins)
    print(f"at the till: ./till enrol --server {'https' if pins else 'http'}://HOST:PORT --code {shown}{options}")
    return 0
