"""`./till server [ACTION]`: the central server of a shop. Without an action it serves (`serve.py`).

Each other module here is one action, found by its file name. It states `NAME`, `HELP` (one line),
`add_arguments(parser)` and `run(args) -> int`, as a command does, and imports what is slow to import inside `run`.
Which home is meant stands before the command: `./till --home DIR server ACTION`.
"""

import argparse
import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, cast

NAME = "server"
HELP = "run the central server: receives operations, keeps the points ledger, feeds the tills"
_SERVE = "serve"


class Action(Protocol):
    """What a module of this package offers. NAME is the file's name with `-` for `_`."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the action's own arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it. Returns the exit code."""


def action_names() -> list[str]:
    """The names of all actions but serving, in alphabetical order."""
    return sorted(found.name.replace("_", "-") for found in pkgutil.iter_modules(__path__) if found.name != _SERVE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The server's own options, and one sub-parser for each action."""
    serve = _action(_SERVE)
    serve.add_arguments(parser)
    parser.set_defaults(run_action=serve.run)
    actions = parser.add_subparsers(metavar="ACTION", title="actions (without one: serve)")
    for name in action_names():
        action = _action(name)
        sub = actions.add_parser(
            name, help=action.HELP, description=action.HELP, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        action.add_arguments(sub)
        sub.set_defaults(run_action=action.run)


def run(args: argparse.Namespace) -> int:
    """Do the action; its exit code."""
    code: int = args.run_action(args)
    return code


@contextmanager
def clear_failures() -> Iterator[None]:
    """What an owner can mend ends the command with a sentence instead of a traceback."""
    from pysqlite3 import dbapi2
    from sqlalchemy.exc import OperationalError

    from pos_app.bootstrap.office import NoServerHereError
    from pos_app.commands import CommandError
    from sync.server.backup.manifest import BackupError
    from sync.server.database import DatabaseUrlError, PostgresTooOldError
    from sync.server.enrolment import TillUnknownError
    from sync.server.home_lock import HomeInUseError
    from sync.server.migrate import DatabaseNewerError, DatabaseUnfinishedError
    from sync.server.office.first_people import FirstPeopleError
    from sync.server.secrets_file import ServerSecretsError
    from sync.server.server_settings import ServerSettingsError
    from sync.vault.sqlite_guard import SqliteTooOldError

    try:
        yield
    except (DatabaseNewerError, DatabaseUnfinishedError, DatabaseUrlError, PostgresTooOldError) as error:
        raise CommandError(str(error)) from error
    except (SqliteTooOldError, ServerSecretsError, ServerSettingsError, BackupError) as error:
        raise CommandError(str(error)) from error
    except (NoServerHereError, TillUnknownError, HomeInUseError, FirstPeopleError) as error:
        raise CommandError(str(error)) from error
    except dbapi2.OperationalError as error:
        raise CommandError(f"the file cannot be written or read: {error}; is the disk full?") from error
    except OperationalError as error:
        raise CommandError(f"the database cannot be used: {error.orig}") from error


def _action(name: str) -> Action:
    return cast(Action, importlib.import_module(f"{__name__}.{name.replace('-', '_')}"))
