"""`./till run`: the till of a shop, with the server that its settings name."""

import argparse

NAME = "run"
HELP = "open the till in its home directory; it works with the server that its settings name"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything else stands in settings.toml."""
    from pos_app.bootstrap.till_program import add_screen_arguments

    add_screen_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Run until the window is closed. The exit code is 0, or 1 after a clear word about what is wrong."""
    from pos_app.bootstrap.till_program import run_till_program

    return run_till_program(args)
