"""`./till card-qr CARD`: the rotating QR of a card, as the customer's telephone shows it."""

import argparse
import sys
from pathlib import Path

NAME = "card-qr"
HELP = "show a card's rotating QR code in the terminal, or write it into a picture"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The card, and where it is shown."""
    parser.add_argument("card", metavar="CARD", help="the card's number, e.g. KP000102079")
    parser.add_argument("--png", metavar="FILE", type=Path, help="write the code of this moment into a picture")
    parser.add_argument("--text", action="store_true", help="print the code's text only, once")
    parser.add_argument("--once", action="store_true", help="show one code and end; usual is a new one every 30 s")
    parser.epilog = "It is signed with the key in secrets.json of the till's home. Ctrl+C ends it."


def run(args: argparse.Namespace) -> int:
    """Show the code, a new one with each step, until Ctrl+C."""
    import time

    import segno

    from pos_app.commands import CommandError
    from pos_app.domain.codes import card_number, rotating_token
    from pos_app.domain.codes.code_error import CodeError

    try:
        card = card_number.parse(args.card)
    except CodeError as error:
        raise CommandError(f"{args.card}: expected a card's number such as KP000102079 ({error.key})", 2) from error
    key = rotating_token.card_key(_programme_key(args.home), card)
    while True:
        now_s = int(time.time())
        text = rotating_token.compose(key, card, rotating_token.step_at(now_s))
        if args.text:
            print(text)
            return 0
        code = segno.make(text, error="m", micro=False)
        if args.png is not None:
            code.save(str(args.png), scale=10, border=4)
            print(f"{args.png}: good until {rotating_token.STEP_S - now_s % rotating_token.STEP_S} s from now")
            return 0
        if sys.stdout.isatty():
            print("\x1b[2J\x1b[H", end="")
        code.terminal(compact=True)
        left_s = rotating_token.STEP_S - now_s % rotating_token.STEP_S
        print(f"{card_number.grouped(card)}: a new code in {left_s} s", flush=True)
        if args.once:
            return 0
        time.sleep(left_s)


def _programme_key(home: Path) -> bytes:
    from pos_app.bootstrap.secrets_file import SecretsFileError, load_secrets
    from pos_app.bootstrap.till_home import TillHome
    from pos_app.commands import CommandError

    try:
        return load_secrets(TillHome(home).secrets).card_key
    except FileNotFoundError:
        raise CommandError(f"{home}: there is no till here; name its home with --home, e.g. var/demo/till") from None
    except (SecretsFileError, OSError) as error:
        raise CommandError(str(error)) from error
