"""`./till bench`: how fast the till is on this machine, as a table."""

import argparse
import sys
from pathlib import Path

NAME = "bench"
HELP = "measure how fast the till is on this machine, and of what parts the time consists"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which bench, how often."""
    from pos_app.bench.benches import BENCHES, DEFAULT_BENCH

    parser.add_argument(
        "bench", nargs="?", choices=sorted(BENCHES), default=DEFAULT_BENCH, help="which (default: %(default)s)"
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help="for read-codes: pictures with their expected.csv (default: made here)"
    )
    parser.add_argument("--runs", type=_runs, metavar="N", help="measured runs of each figure (default: the bench's)")
    parser.add_argument("--only", action="append", default=[], metavar="PART", help="sync: this part; may be repeated")
    parser.add_argument("--size", choices=("small", "usual", "full"), default="usual", help="sync: how much of all")
    parser.add_argument("--json", action="store_true", help="print a JSON object with every single run")
    parser.add_argument(
        "--on-screen",
        action="store_true",
        help="use the screen of this session; usual is a screen of its own (Xvfb), which nobody can disturb",
    )
    rows = "\n".join(f"  {name:<10} {row.help} ({row.usual_runs} runs)" for name, row in sorted(BENCHES.items()))
    parser.epilog = (
        f"benches:\n{rows}\n\nA demo shop is made in a temporary folder in the till's home, on whose disk it is "
        "measured, and is\nremoved afterwards. The till itself must not be at work meanwhile: it would slow both down."
    )


def run(args: argparse.Namespace) -> int:
    """Measure and print. The exit code tells whether it could be measured, not how fast it was."""
    import json

    from pos_app.bench.benches import BENCHES, BenchError, Order, load_bench
    from pos_app.bench.report_text import report_text
    from pos_app.commands import CommandError

    if args.folder is not None and args.bench != "read-codes":
        raise CommandError(f"bench {args.bench} takes no folder; it is for read-codes", 2)
    runs = args.runs or BENCHES[args.bench].usual_runs
    order = Order(args.home, runs, args.on_screen, tuple(args.only), args.size, args.folder)
    try:
        report = load_bench(args.bench).measure(order, _tell)
    except BenchError as error:
        raise CommandError(str(error)) from error
    print(json.dumps(report.to_json(), ensure_ascii=False, indent=2) if args.json else report_text(report))
    return 0


def _tell(text: str) -> None:
    """Progress is no part of the result: it goes where errors go."""
    print(f"bench: {text} …", file=sys.stderr, flush=True)


def _runs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, got {text!r}")
    return int(text)
