"""`./till server person DEED`: who may sign on to the server's pages."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.server.central import Central

NAME = "person"
HELP = "people of the office who sign on to the server's pages: add, password, block, allow, list"
_ROLES = {
    "owner": "everything, the whole chain",
    "office": "everything, the whole chain",
    "manager": "everything of the shops named with --shop",
    "accountant": "reads and exports; of the shops named, else of the whole chain",
    "support": "the live state of the tills",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command for each deed."""
    deeds = parser.add_subparsers(metavar="DEED", dest="deed", required=True)
    add = deeds.add_parser("add", help="make an account; the password is asked, or the first line of standard input")
    add.add_argument("name", help="what he types to sign on: 3 to 40 letters, digits, . @ -")
    add.add_argument(
        "--role", required=True, choices=tuple(_ROLES), help="; ".join(f"{k}: {v}" for k, v in _ROLES.items())
    )
    add.add_argument("--shop", action="append", default=[], help="id of a shop that he answers for; may come again")
    add.add_argument("--shown", default="", help="the name that others see (default: NAME)")
    add.add_argument("--language", choices=("ru", "en"), default="ru", help="default: %(default)s")
    for deed, told in (
        ("password", "set a new password; he is signed out everywhere"),
        ("block", "let him in no more; he is signed out everywhere"),
        ("allow", "let somebody in again who was blocked"),
    ):
        deeds.add_parser(deed, help=told).add_argument("name", help="what he signs on with")
    deeds.add_parser("list", help="who there is, with role and shops")


def run(args: argparse.Namespace) -> int:
    """Do it; every change is in the journal."""
    from pos_app.bootstrap.office import office
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from sync.server.office.people import PersonError

    with clear_failures(), office(args.home) as central:
        try:
            return _list(central) if args.deed == "list" else _change(central, args)
        except PersonError as error:
            raise CommandError(str(error)) from error


def _change(central: "Central", args: argparse.Namespace) -> int:
    from sqlalchemy import Connection

    from pos_app.bootstrap.office import who_commands
    from sync.server.central import system_id
    from sync.server.office.people import NewPerson, add_person, named_person, set_blocked, set_password
    from sync.server.office.roles import OfficeRole
    from sync.server.retry import write

    password = _password() if args.deed in ("add", "password") else ""

    def work(connection: Connection) -> None:
        now, actor = central.now(), who_commands()
        if args.deed == "add":
            role, shown = OfficeRole(args.role), args.shown or args.name
            new = NewPerson(args.name, shown, role, tuple(args.shop), args.language)
            add_person(connection, new, password, system_id(), now, actor)
            return
        person = named_person(connection, args.name)
        if args.deed == "password":
            set_password(connection, person, password, now, actor)
        else:
            set_blocked(connection, person, args.deed == "block", now, actor)

    write(central.engine, work)
    done = {"add": "added", "password": "has a new password", "block": "is let in no more", "allow": "is let in again"}
    print(f"{args.name} {done[args.deed]}")
    return 0


def _password() -> str:
    """Asked twice at a terminal, else the first line of standard input."""
    from getpass import getpass

    from pos_app.commands import CommandError

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("password: ")
    if getpass("once more: ") != password:
        raise CommandError("the two passwords differ; nothing was changed")
    return password


def _list(central: "Central") -> int:
    from sync.server.database import reading
    from sync.server.office.people import all_people

    with reading(central.engine) as connection:
        people = all_people(connection)
    print(f"{'name':<24} {'role':<10} {'state':<8} shops")
    for person in people:
        shops = person.viewer().shop_ids
        shown = "the whole chain" if shops is None else ", ".join(sorted(shops))
        print(f"{person.name:<24} {person.role:<10} {'blocked' if person.blocked else 'in':<8} {shown}")
    return 0
