"""`./till server`: the central server of a shop, a process of its own."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.server.central import Central

NAME = "server"
HELP = "run the central server: receives operations, keeps the points ledger, feeds the tills"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens, what it starts with."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=8710, help="port to listen on, 0 lets the system choose (default: %(default)s)"
    )
    parser.add_argument("--demo", action="store_true", help="fill an empty server with the demo shop")
    parser.add_argument(
        "--enrol", type=Path, metavar="FILE", help="enrol the till whose secrets.json this is (with --till-code)"
    )
    parser.add_argument("--till-code", metavar="CODE", help="code of the enrolled till; leads its receipt numbers")
    parser.add_argument(
        "--restored",
        action="store_true",
        help="server.db was restored from a backup: give it to the first start after that, so that every till loads"
        " everything anew",
    )
    parser.add_argument(
        "--timezone", default="Europe/Moscow", help="whose days are the business days (default: %(default)s)"
    )
    parser.add_argument(
        "--tls-certificate", type=Path, metavar="PEM", help="serve TLS; needed on any address but loopback"
    )
    parser.add_argument(
        "--until-input-ends", action="store_true", help="stop when standard input ends (a parent process went away)"
    )
    parser.add_argument("--tls-key", type=Path, metavar="PEM", help="key of --tls-certificate")


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM. Prints ``ready URL`` when it listens; ``server.port`` in the home holds the port."""
    from pos_app.commands import CommandError
    from pos_app.logs import start_logging
    from sync.server.central import open_home
    from sync.server.enrolment import TillKnownError, TokenWeakError
    from sync.server.migrate import DatabaseNewerError
    from sync.server.process import Listening, PlainHttpRefusedError, serve, stop_when_input_ends
    from sync.server.secrets_file import ServerSecretsError
    from sync.server.web.app import app_of
    from sync.vault.sqlite_guard import SqliteTooOldError

    if (args.enrol is None) != (args.till_code is None):
        raise CommandError("--enrol and --till-code go together")
    if (args.tls_certificate is None) != (args.tls_key is None):
        raise CommandError("--tls-certificate and --tls-key go together")
    logs = start_logging(args.home, "server")
    try:
        central = open_home(args.home, args.timezone, args.restored)
        _prepare(central, args)
        if args.until_input_ends:
            stop_when_input_ends(sys.stdin.buffer)
        serve(app_of(central), args.home, Listening(args.host, args.port, args.tls_certificate, args.tls_key))
    except (DatabaseNewerError, SqliteTooOldError, ServerSecretsError, TillKnownError, TokenWeakError) as error:
        raise CommandError(str(error)) from error
    except (PlainHttpRefusedError, OSError) as error:
        raise CommandError(f"cannot listen on {args.host} port {args.port}: {error}") from error
    finally:
        logs.close()
    return 0


def _prepare(central: "Central", args: argparse.Namespace) -> None:
    from pos_app.bootstrap.secrets_file import load_or_make_secrets
    from pos_app.commands import CommandError
    from sync.server.database import reading
    from sync.server.enrolment import add_till
    from sync.server.seed import holds_shop, seed_shop

    if args.demo:
        with reading(central.engine) as connection:
            empty = not holds_shop(connection)
        if empty:
            from pos_app.bootstrap.demo_seed import demo_shop_seed

            seed_shop(central.engine, demo_shop_seed(central.today()), central.vault, central.now())
    if args.enrol is not None:
        if not args.enrol.exists():
            raise CommandError(f"{args.enrol} does not exist; start the till once, it makes the file")
        secrets = load_or_make_secrets(args.enrol, "")
        add_till(central.engine, secrets.till_id, args.till_code, secrets.till_token)
