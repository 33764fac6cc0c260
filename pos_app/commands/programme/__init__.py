"""`./till programme ACTION`: documents of loyalty programmes. Each module here is one action, found by its file name.

A module states `NAME`, `HELP` (one line), `add_arguments(parser)` and `run(args) -> int`, as a command does, and
imports what is slow to import inside `run`.
"""

import argparse
import importlib
import pkgutil
from typing import Protocol, cast

NAME = "programme"
HELP = "loyalty programmes as documents: check them, describe them"


class Action(Protocol):
    """What a module of this package offers. NAME is the file's name with `-` for `_`."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the action's own arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it. Returns the exit code."""


def action_names() -> list[str]:
    """The names of all actions, in alphabetical order."""
    return sorted(found.name.replace("_", "-") for found in pkgutil.iter_modules(__path__))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-parser for each action."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for name in action_names():
        action = cast(Action, importlib.import_module(f"{__name__}.{name.replace('-', '_')}"))
        sub = actions.add_parser(
            name, help=action.HELP, description=action.HELP, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        action.add_arguments(sub)
        sub.set_defaults(run_action=action.run)


def run(args: argparse.Namespace) -> int:
    """Do the action; its exit code."""
    code: int = args.run_action(args)
    return code
