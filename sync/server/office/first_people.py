"""The first accounts of a server that has none: a program beside it (the demo) makes up passwords in a file."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection

from sync.server.central import Central, system_id
from sync.server.enrolment import DEFAULT_SHOP
from sync.server.office.people import NewPerson, PersonError, add_person, all_people
from sync.server.office.roles import OfficeRole
from sync.server.retry import write
from sync.vault.private_file import PrivateFileError, read_private_object

FIRST_PEOPLE: Mapping[str, NewPerson] = MappingProxyType(
    {
        "owner": NewPerson("owner", "Владелец", OfficeRole.OWNER, (), "ru"),
        "office": NewPerson("office", "Офис", OfficeRole.OFFICE, (), "ru"),
        "manager": NewPerson("manager", "Управляющий", OfficeRole.MANAGER, (DEFAULT_SHOP,), "ru"),
    }
)
"""By the names that they sign on with; the file holds a password for each."""


class FirstPeopleError(RuntimeError):
    """The file is not what it must be; nobody was added. No password is repeated."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(f"{path}: expected a JSON object of passwords for {', '.join(FIRST_PEOPLE)}: {found}")


def add_first_people(central: Central, path: Path) -> int:
    """Make the accounts, if nobody may sign on yet; answers how many. Raises :class:`FirstPeopleError`."""
    try:
        passwords = read_private_object(path, frozenset(FIRST_PEOPLE))
    except (OSError, PrivateFileError) as error:
        raise FirstPeopleError(path, str(error)) from error

    def work(connection: Connection) -> int:
        if all_people(connection):
            return 0
        for name, new in FIRST_PEOPLE.items():
            add_person(connection, new, passwords[name], system_id(), central.now(), "first start")
        return len(FIRST_PEOPLE)

    try:
        return write(central.engine, work)
    except PersonError as error:
        raise FirstPeopleError(path, str(error)) from error
