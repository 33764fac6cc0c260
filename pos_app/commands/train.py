"""`./till train`: practise at a till on which nothing counts."""

import argparse

NAME = "train"
HELP = "practise on a demo shop that is thrown away at the end: nothing is sold, sent to a server or registered"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How the screen looks; the shop is always the same."""
    from pos_app.bootstrap.till_program import add_screen_arguments

    add_screen_arguments(parser)
    parser.epilog = (
        "The window has a striped frame and says TRAINING on every screen, receipts say it too. Look, sound and the\n"
        "keyboard scanner are those of the till in the home directory; printer, registrar, display, scale, camera and\n"
        "serial scanner are simulated (F10 F9, choose the device, F9: present a code to it), the server is one of its\n"
        "own on this machine. The till itself may be open beside it."
    )


def run(args: argparse.Namespace) -> int:
    """Run until the window is closed."""
    from pos_app.bootstrap.training import run_training
    from pos_app.commands import CommandError
    from pos_app.settings import SettingsError

    try:
        return run_training(args)
    except SettingsError as error:
        raise CommandError(str(error)) from error
