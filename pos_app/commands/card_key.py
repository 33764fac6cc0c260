"""`./till card-key ACTION`: the programme's key of rotating cards, the same in all tills of a programme."""

import argparse
from pathlib import Path

NAME = "card-key"
HELP = "carry the programme's key of rotating cards from one till to another"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Out of this till, into this till."""
    parser.add_argument("action", choices=("export", "import"), help="write the key of this till, or take another's")
    parser.add_argument("file", metavar="FILE", type=Path, help="a file that only its owner may read")
    parser.epilog = (
        "Tills that are enrolled at one server have the same key by themselves. Where a programme has several,\n"
        "give all tills the key of one of them, or cards that one till takes are refused by the others. Whoever has\n"
        "the file can sign for every card: delete it afterwards."
    )


def run(args: argparse.Namespace) -> int:
    """Export or import."""
    from pos_app.bootstrap.secrets_file import SecretsFileError, load_secrets, with_card_key
    from pos_app.bootstrap.till_home import TillHome
    from pos_app.commands import CommandError
    from sync.vault.private_file import PrivateFileError, read_private_object, write_private_object

    secrets = TillHome(args.home).secrets
    try:
        if args.action == "import":
            with_card_key(
                secrets, bytes.fromhex(read_private_object(args.file, frozenset({"card_key_hex"}))["card_key_hex"])
            )
            print("The till takes cards that are signed with this key from its next start on.")
            return 0
        found = load_secrets(secrets)
        write_private_object(args.file, {"card_key_hex": found.card_key.hex()})
    except (SecretsFileError, PrivateFileError, OSError, ValueError) as error:
        raise CommandError(str(error)) from error
    print(f"{args.file}: whoever has it can sign for every card of the programme; delete it when the tills have it.")
    return 0
