"""Who may sign on to the pages of the demo's server: three people whose passwords are made up at the first start."""

import secrets
from pathlib import Path

from sync.server.office.first_people import FIRST_PEOPLE
from sync.server.pages.navigation import HOME
from sync.vault.private_file import read_private_object, write_private_object

_FILE = "office-people.json"
_PASSWORD_BYTES = 9


def people_file(server_home: Path) -> Path:
    """The passwords, readable by the file's owner alone; made where there are none. Raises OSError."""
    path = server_home / _FILE
    if not path.exists():
        write_private_object(path, {name: secrets.token_urlsafe(_PASSWORD_BYTES) for name in FIRST_PEOPLE})
    return path


def told(server_url: str, path: Path) -> str:
    """What the demo prints: where the pages are, and who signs on with what. Raises ``PrivateFileError``, OSError."""
    passwords = read_private_object(path, frozenset(FIRST_PEOPLE))
    people = "".join(f"\n    {name:<8} {passwords[name]}" for name in FIRST_PEOPLE)
    return f"the server's pages: {server_url}{HOME}\n  name and password (unless changed there):{people}"
