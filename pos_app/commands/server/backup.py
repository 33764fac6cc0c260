"""`./till server backup TO`: save books and keys while the server runs."""

import argparse
from pathlib import Path

NAME = "backup"
HELP = "save the server's books and keys into a new folder, while it runs"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and what becomes of the keys: without them nobody's phone can be read or found."""
    parser.add_argument("to", type=Path, metavar="TO", help="folder to make")
    keys = parser.add_mutually_exclusive_group(required=True)
    keys.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="seal the keys with the passphrase in FILE's first line"
    )
    keys.add_argument(
        "--without-secrets",
        action="store_true",
        help="leave the keys out: a copy of secrets.json is kept elsewhere",
    )
    parser.epilog = "The database is the one that server.toml names, else server.db; --database before `backup`."


def run(args: argparse.Namespace) -> int:
    """Save, and say what was saved."""
    from pos_app.bootstrap.office import who_commands
    from pos_app.commands.server import clear_failures
    from sync.server.backup.make import make_backup
    from sync.server.backup.sealed_keys import read_passphrase
    from sync.server.central import system_now
    from sync.server.home import ServerHome

    home = ServerHome(args.home)
    with clear_failures():
        passphrase = None if args.without_secrets else read_passphrase(args.passphrase_file)
        made = make_backup(
            home, args.database or home.database_url(), args.to, passphrase, system_now(), who_commands()
        )
    size = sum((args.to / name).stat().st_size for name in made.files)
    keys = "with its keys, sealed" if made.has_secrets else "without its keys"
    print(f"saved {made.kind} {keys}: {args.to} ({size // 1024} kB)")
    return 0
