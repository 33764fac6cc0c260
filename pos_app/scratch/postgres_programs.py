"""Where this machine's PostgreSQL programs are, and under whose name a server of it may run."""

import os
import pwd
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

LEAST_MAJOR = 15
_PLACES = (Path("/usr/lib/postgresql"), Path("/usr/pgsql"), Path("/opt/homebrew/opt"), Path("/usr/local/opt"))
_UNPRIVILEGED = ("postgres", "nobody")


class PostgresMissingError(RuntimeError):
    """This machine has no PostgreSQL that could be started."""

    def __init__(self) -> None:
        super().__init__(
            f"PostgreSQL {LEAST_MAJOR} or later is not installed here: apt-get install postgresql (./check does it)"
        )


@dataclass(frozen=True, slots=True)
class Programs:
    """The folder with ``postgres``, ``initdb``, ``pg_dump`` and so on."""

    folder: Path

    def path(self, name: str) -> str:
        """The full path of one program."""
        return str(self.folder / name)


def find_programs() -> Programs:
    """The newest PostgreSQL of this machine. Raises :class:`PostgresMissingError`."""
    found = [
        (_major(folder), folder / "bin")
        for place in _PLACES
        if place.is_dir()
        for folder in place.iterdir()
        if (folder / "bin" / "postgres").exists() and _major(folder) >= LEAST_MAJOR
    ]
    if found:
        return Programs(max(found)[1])
    on_path = shutil.which("postgres")
    if on_path is None:
        raise PostgresMissingError
    return Programs(Path(on_path).resolve().parent)


def unprivileged_user() -> pwd.struct_passwd | None:
    """Whom a server runs as when we are root, which PostgreSQL refuses to be; None: as ourselves."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    for name in _UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresMissingError


def _major(folder: Path) -> int:
    """15 of ``…/postgresql/15`` or ``…/postgresql@15``; 0 for anything else."""
    found = re.search(r"(\d+)$", folder.name)
    return int(found.group(1)) if found else 0
