"""`./till quick-keys ACTION`: carries the arrangement of goods keys from one till to another."""

import argparse
from contextlib import closing
from pathlib import Path

NAME = "quick-keys"
HELP = "carry the arrangement of quick keys from one till to another"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Out of this till, into this till."""
    parser.add_argument("action", choices=("export", "import"), help="write this till's keys, or take another's")
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.epilog = "Goods that the other till does not sell stay empty there. Import while the till is not running."


def run(args: argparse.Namespace) -> int:
    """Exit code 0, or a clear word."""
    from pos_app.bootstrap.instance_lock import AlreadyRunningError, InstanceLock
    from pos_app.bootstrap.till_home import TillHome
    from pos_app.commands import CommandError
    from pos_app.domain.transaction.errors import StoreError
    from pos_app.services.errors import ServiceError
    from pos_app.services.quick_keys import as_document, from_document
    from sync.store.books import open_books

    home = TillHome(args.home)
    try:
        if args.action == "export":
            with closing(open_books(home.books)) as books:
                keys = books.quick_keys()
            args.file.write_bytes(as_document(keys))
        else:
            keys = from_document(args.file.read_bytes())
            lock = InstanceLock(home.lock)
            try:
                with closing(open_books(home.books)) as books:
                    books.save_quick_keys(keys)
            finally:
                lock.release()
    except ServiceError as error:
        raise CommandError(f"{args.file} is no file of quick keys ({error.key}): export one and try again") from error
    except (AlreadyRunningError, StoreError, OSError) as error:
        raise CommandError(str(error)) from error
    print(f"{args.file}: {sum(len(page.keys) for page in keys.pages)} keys, pages: {len(keys.pages)}")
    return 0
