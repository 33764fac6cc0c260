"""`./till server`: serve, as one process or several."""

import argparse
import errno
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.server.central import Central

NAME = "serve"
HELP = "serve until SIGTERM"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens, what it starts with."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=8710, help="port to listen on, 0 lets the system choose (default: %(default)s)"
    )
    parser.add_argument(
        "--database",
        metavar="URL",
        help="postgresql://… or sqlite:///… for this run (default: database in the home's server.toml, else server.db);"
        " a password belongs into server.toml or PostgreSQL's password file, not here",
    )
    parser.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="server processes, more than one on PostgreSQL only (default: workers in server.toml, else 1)",
    )
    parser.add_argument("--demo", action="store_true", help="fill an empty server with the demo shop")
    parser.add_argument(
        "--enrol-code-to",
        type=Path,
        metavar="FILE",
        help="at the start write an enrolment code for a till into FILE, readable by its owner (with --till-code)",
    )
    parser.add_argument(
        "--first-people",
        type=Path,
        metavar="FILE",
        help="accounts for the server's pages (JSON), made if nobody may sign on yet; others: ./till server person add",
    )
    parser.add_argument("--till-code", metavar="NUMBER", help="number of that till; a till that has it is replaced")
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
    from pos_app.commands.server import clear_failures
    from pos_app.logs import start_logging
    from sync.server.process import PlainHttpRefusedError
    from sync.server.workers import WorkersFailedError

    if (args.enrol_code_to is None) != (args.till_code is None):
        raise CommandError("--enrol-code-to and --till-code go together")
    if (args.tls_certificate is None) != (args.tls_key is None):
        raise CommandError("--tls-certificate and --tls-key go together")
    logs = start_logging(args.home, "server", json_lines=True)
    try:
        with clear_failures():
            _serve(args)
    except WorkersFailedError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            raise CommandError(f"{args.home} cannot be written: {error.strerror}") from error
        raise CommandError(f"cannot listen on {args.host} port {args.port}: {error}") from error
    except PlainHttpRefusedError as error:
        raise CommandError(f"cannot listen on {args.host} port {args.port}: {error}") from error
    finally:
        logs.close()
    return 0


def _serve(args: argparse.Namespace) -> None:
    from pos_app.bootstrap.server_worker import ServerWorker, application
    from pos_app.commands import CommandError
    from sync.server.central import open_home
    from sync.server.database import is_postgresql
    from sync.server.home import ServerHome
    from sync.server.home_lock import home_held
    from sync.server.metrics import count_in_folder
    from sync.server.process import Listening, serve, stop_when_input_ends
    from sync.server.workers import Workers

    place = ServerHome(args.home)
    count = args.workers or place.settings().workers
    on_sqlite = not is_postgresql(args.database or place.database_url())
    if count > 1 and on_sqlite:
        raise CommandError(
            f"{count} server processes need PostgreSQL (--database postgresql://…): a SQLite file has one writer"
        )
    with ExitStack() as held:
        if on_sqlite:  # before the books are opened: a second server, or a restore, must not find them in use
            held.enter_context(home_held(args.home))
        central = open_home(args.home, args.timezone, args.restored, args.database)
        _prepare(central, args)
        listening = Listening(args.host, args.port, args.tls_certificate, args.tls_key)
        if args.until_input_ends:
            stop_when_input_ends(sys.stdin.buffer)
        if count == 1:
            serve(application(central, args.home), args.home, listening)
            return
    central.close()
    count_in_folder(place.metrics)
    Workers(ServerWorker(args.home, args.timezone, args.database), count, args.home, listening).serve()


def _prepare(central: "Central", args: argparse.Namespace) -> None:
    from sync.server.database import reading
    from sync.server.seed import holds_shop, seed_shop

    if args.demo:
        with reading(central.engine) as connection:
            empty = not holds_shop(connection)
        if empty:
            from pos_app.bootstrap.demo_seed import demo_shop_seed, issue_demo_numbers, name_demo_shop

            seed_shop(central.engine, demo_shop_seed(central.today()), central.vault, central.now())
            issue_demo_numbers(central)
            name_demo_shop(central)
    if args.first_people is not None:
        from sync.server.office.first_people import add_first_people

        add_first_people(central, args.first_people)
    if args.enrol_code_to is not None:
        from sync.server.access.first_code import write_code

        write_code(central, args.enrol_code_to, args.till_code)
