"""Commands of the office work on a server's home beside the running server: who gives them, and on which database."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.server.central import Central, open_home
from sync.server.home import ServerHome


class NoServerHereError(RuntimeError):
    """The folder is no server's home; nothing was made in it."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"{home} is no server's home: expected secrets.json there, which ./till server makes")


@contextmanager
def office(home: Path) -> Iterator[Central]:
    """The server's database and keys, closed at the end. Raises :class:`NoServerHereError`, and as ``open_home``."""
    if not ServerHome(home).secrets.exists():
        raise NoServerHereError(home)
    central = open_home(home)
    try:
        yield central
    finally:
        central.close()


def who_commands() -> str:
    """The account of the machine under which a command was given, for the journal."""
    try:
        return f"{getpass.getuser()} (command)"
    except (KeyError, OSError):  # an account without a name
        return "command"
