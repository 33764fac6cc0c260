"""`./till` without a word: the demo shop, with its central server as a process of its own on this machine."""

import argparse

NAME = "demo"
HELP = "open the till on a demo shop together with its central server (what ./till does without a command)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How the screen looks; the shop is always the same."""
    from pos_app.bootstrap.till_program import add_screen_arguments

    add_screen_arguments(parser)
    parser.add_argument(
        "--reset", action="store_true", help="begin anew: what was sold in the demo shop so far is put aside"
    )


def run(args: argparse.Namespace) -> int:
    """Run until the window is closed; the server ends with it."""
    from pos_app.bootstrap.demo import run_demo

    return run_demo(args)
