"""The command line: which command is meant, where the till's home is, how failures end.

Each sub-command is one module of `pos_app.commands`; a new file there is a new command. Only the module of
the command that runs is imported; `--help` imports them all, so they import heavy things inside `run`.
"""

import argparse
import importlib
import os
import pkgutil
import select
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from pos_app import commands

PROGRAM = "till"
DEFAULT_COMMAND = "demo"
HOME_VARIABLE = "KOPILKA_HOME"
INTERRUPTED = 130
WRONG_USE = 2


class Command(Protocol):
    """What a module of `pos_app.commands` offers. NAME is the file's name with `-` for `_`."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it. `args.home` is the home directory, absolute. Returns the exit code."""


class _Version(argparse.Action):
    """Looks the version up when it is asked for, not at each start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"Kopilka {version('kopilka')}")
        parser.exit()


def command_names() -> list[str]:
    """The names of all commands, in alphabetical order; imports none of them."""
    return sorted(found.name.replace("_", "-") for found in pkgutil.iter_modules(commands.__path__))


def load_command(name: str) -> Command:
    """Import the module of one command."""
    return cast(Command, importlib.import_module(f"pos_app.commands.{name.replace('-', '_')}"))


def split_arguments(arguments: Sequence[str]) -> tuple[list[str], str | None, list[str]]:
    """Tell global options, the command's name, and what belongs to the command apart.

    Without a name everything after the global options belongs to the default command.
    """
    position = 0
    while position < len(arguments):
        word = arguments[position]
        if word == "--home":
            position += 2
        elif word.startswith("--home="):
            position += 1
        else:
            break
    head, rest = list(arguments[:position]), list(arguments[position:])
    if not rest:
        return head, None, []
    if rest[0] in ("-h", "--help", "--version"):
        return [*head, rest[0]], None, []
    if rest[0].startswith("-"):
        return head, None, rest
    return head, rest[0], rest[1:]


def default_home() -> Path:
    """The till's home when no option names one: KOPILKA_HOME, else the user's data directory."""
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("Kopilka", appauthor=False)


def _add_home(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--home",
        metavar="DIR",
        type=Path,
        default=argparse.SUPPRESS,
        help=f"directory of the till's files (default: ${HOME_VARIABLE}, else the user's data directory)",
    )


class _HelpOfAll(argparse.Action):
    """The whole table of commands, which is read only now."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        lines = [f"  {name:<16} {load_command(name).HELP}" for name in command_names()]
        parser.epilog = "commands:\n" + "\n".join(lines) + f"\n\n{PROGRAM} COMMAND --help tells more about one."
        parser.print_help()
        parser.exit()


def _global_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [--home DIR] [COMMAND …]",
        description="Kopilka, a cashier's till with a loyalty programme by phone number and card.\n"
        "Without a command: the till on a demo shop, with its server.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("-h", "--help", nargs=0, action=_HelpOfAll, help="show this and exit")
    parser.add_argument("--version", nargs=0, action=_Version, help="show the version and exit")
    _add_home(parser)
    return parser


def _command_parser(command: Command) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"{PROGRAM} {command.NAME}",
        description=command.HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    _add_home(parser)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; `arguments` without the program's name. Returns the exit code."""
    head, name, rest = split_arguments(sys.argv[1:] if arguments is None else arguments)
    parser = _global_parser()
    chosen = parser.parse_args(head)
    if name is None:
        name = DEFAULT_COMMAND
    if name not in command_names():
        parser.error(f"there is no command {name!r}; there are: {', '.join(command_names())}")
    command = load_command(name)
    args = _command_parser(command).parse_args(rest)
    args.home = Path(getattr(args, "home", None) or getattr(chosen, "home", None) or default_home()).absolute()
    try:
        return command.run(args)
    except commands.CommandError as error:
        print(f"{PROGRAM} {name}: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        if not _nobody_listens():
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _nobody_listens() -> bool:
    """Whether the pipe that broke is the output ("| head" has seen enough), not one between our own processes."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return True
    if not hasattr(select, "poll"):  # Windows: there what was not written waits, and flushing has said so
        return False
    asked = select.poll()
    asked.register(sys.stdout.fileno(), 0)
    return any(event & select.POLLERR for _, event in asked.poll(0))
