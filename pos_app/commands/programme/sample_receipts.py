"""`./till programme sample-receipts`: plausible receipts of the demo shop, to try programmes with."""

import argparse
import sys

from pos_app.batch.whole_number import not_negative

NAME = "sample-receipts"
HELP = "print plausible receipts of the demo shop as JSON lines, to try programmes with and to measure"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, which."""
    parser.add_argument(
        "--count", type=not_negative, default=1_000, metavar="N", help="receipts, over 90 days (%(default)s)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed, other receipts (%(default)s)")
    parser.add_argument(
        "--processes", type=not_negative, default=0, metavar="N", help="default: as many as there are cores"
    )


def run(args: argparse.Namespace) -> int:
    """Print them in order of time."""
    from pos_app.backtest.receipt_maker import receipt_maker
    from pos_app.batch.in_processes import in_processes
    from pos_app.batch.progress_bar import ProgressBar

    maker = receipt_maker(args.count, args.seed)
    bar = ProgressBar("receipts")
    try:
        for done, line in enumerate(in_processes(range(args.count), maker.receipt_line, args.processes), start=1):
            sys.stdout.write(line.decode("utf-8") + "\n")
            bar.show(done, args.count)
    finally:
        bar.close()
    return 0
