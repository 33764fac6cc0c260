"""`./till rescue`: makes damaged books of this till anew from what can still be read."""

import argparse

NAME = "rescue"
HELP = "put a damaged till.db aside and go on with what can still be read of it (asks for a senior person's PIN)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The PIN is typed, never an argument: arguments can be seen by others."""
    parser.add_argument("--pin-from-stdin", action="store_true", help="read the PIN as a line from standard input")


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when the till can be started again; 1 after a clear word."""
    import sys
    from getpass import getpass

    from pos_app.bootstrap.instance_lock import AlreadyRunningError, InstanceLock
    from pos_app.bootstrap.rescue import NotASeniorError, NothingToRescueError, rescue_books
    from pos_app.bootstrap.secrets_file import SecretsFileError
    from pos_app.bootstrap.till_home import SecretsMissingError, TillHome
    from pos_app.commands import CommandError
    from pos_app.domain.transaction.errors import StoreError
    from pos_app.settings import SettingsError, load_settings

    home = TillHome(args.home)
    try:
        settings = load_settings(home.folder)
        home.require_secrets_of_the_books()
        lock = InstanceLock(home.lock)
        try:
            pin = sys.stdin.readline().strip() if args.pin_from_stdin else getpass("PIN of a senior person: ")
            salvage = rescue_books(home, settings.till_code, pin)
        finally:
            lock.release()
    except (
        NothingToRescueError,
        NotASeniorError,
        AlreadyRunningError,
        SecretsFileError,
        SecretsMissingError,
        SettingsError,
        StoreError,
        OSError,
    ) as error:
        raise CommandError(str(error)) from error
    print(f"the damaged books lie in {salvage.put_aside}")
    print(f"kept: {salvage.receipts} receipts, {salvage.operations} operations, {salvage.unsent} of them not sent yet")
    print(f"not readable: {salvage.unreadable} rows. The next receipt has a number above {salvage.next_number_after}")
    if salvage.never_registered:
        print(f"lost before the fiscal registrar had them: {salvage.never_registered}. Make correction receipts there")
    print("Start the till: it joins the server anew, then points can be spent again")
    return 0
