"""`./till server restore FROM`: put a backup back; every till is told."""

import argparse
from pathlib import Path

NAME = "restore"
HELP = "put a backup into this home (SQLite) or into an empty PostgreSQL database; the server must not be running"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where from."""
    parser.add_argument("source", type=Path, metavar="FROM", help="folder that `server backup` made")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="opens the keys in the backup")
    parser.add_argument("--replace", action="store_true", help="put the present server.db aside")
    parser.epilog = "The database is the one that server.toml names, else server.db; --database before `restore`."


def run(args: argparse.Namespace) -> int:
    """Restore, and say what comes next."""
    from pos_app.bootstrap.office import who_commands
    from pos_app.commands.server import clear_failures
    from sync.server.backup.restore import NewLife, restore_backup
    from sync.server.backup.sealed_keys import read_passphrase
    from sync.server.central import system_id, system_now
    from sync.server.home import ServerHome

    home = ServerHome(args.home)
    with clear_failures():
        passphrase = None if args.passphrase_file is None else read_passphrase(args.passphrase_file)
        url = args.database or home.database_url()
        new_life = NewLife(system_id, system_now(), who_commands())
        put = restore_backup(args.source, home, url, passphrase, new_life, args.replace)
    print(f"restored the {put.kind} backup of {put.made_at.isoformat(timespec='seconds')} as a new incarnation")
    print("start the server; tills send again what it lacks. Then: ./till audit")
    return 0
