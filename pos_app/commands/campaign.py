"""`./till campaign engine`: a long search for a sale whose arithmetic does not hold."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_app.campaign.engine.checks import Findings

NAME = "campaign"
HELP = "search for broken invariants with random programmes, baskets, customers and returns"

_DEFAULT_MINUTES = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is searched, how long, from which seed."""
    parser.add_argument("what", choices=("engine",), help="engine: the arithmetic of a sale")
    parser.add_argument("--minutes", type=float, metavar="M", help=f"how long (default: {_DEFAULT_MINUTES:g})")
    parser.add_argument("--seed", type=int, metavar="N", help="the same seed tries the same cases (default: by chance)")
    parser.add_argument("--count", type=int, metavar="K", help="at most so many cases (default: as many as fit)")
    parser.add_argument("--case", type=int, metavar="I", help="only this case of the seed: a failing one again")
    parser.add_argument("--processes", type=int, default=0, metavar="P", help="default: as many as there are cores")
    parser.epilog = "Exit code: 0 nothing is broken, 1 something is."


def run(args: argparse.Namespace) -> int:
    """Search and print what was found."""
    from random import SystemRandom

    from pos_app.campaign.engine.checks import check_cases
    from pos_app.campaign.engine.report import report_text
    from pos_app.campaign.engine.run import run_campaign
    from pos_app.commands import CommandError

    if args.case is not None and args.seed is None:
        raise CommandError("--case needs the --seed it belongs to", 2)
    seed = SystemRandom().randrange(1 << 32) if args.seed is None else args.seed
    if args.case is not None:
        findings = check_cases(seed, range(args.case, args.case + 1))
    else:
        # a count alone is tried to its end, however long that takes
        minutes = args.minutes if args.minutes is not None or args.count is not None else _DEFAULT_MINUTES
        seconds = None if minutes is None else minutes * 60
        findings = run_campaign(seed, seconds, args.count, args.processes, _tell)
        _end_line()
    print(report_text(findings, seed))
    return 1 if findings.failures else 0


def _tell(findings: "Findings") -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{findings.cases} cases, {len(findings.failures)} broken\x1b[K")
        sys.stderr.flush()


def _end_line() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\n")
