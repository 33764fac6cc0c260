"""Whole numbers on the command line."""

import argparse


def not_negative(text: str) -> int:
    """0 or more. Raises ``argparse.ArgumentTypeError``, which ends the command with code 2 and these words."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"expected a whole number of 0 or more, found {text!r}")
    return int(text)
