"""`./till campaign`: long searches for what must never happen: to a sale's sums, a till's disk, a failing database."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_app.campaign.engine.checks import Findings

NAME = "campaign"
HELP = (
    "search for broken invariants: a sale's arithmetic, a till's disk and power, a PostgreSQL primary killed under load"
)

_DEFAULT_MINUTES = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is searched, how long, from which seed."""
    parser.add_argument(
        "what",
        choices=("engine", "crash", "power", "failover"),
        help="engine: the arithmetic of a sale; crash: a till killed or failed by its disk at every system call that "
        "touches it; power: power cuts with unsynced writes lost, reordered and torn; failover: a PostgreSQL primary "
        "with a synchronous standby is killed",
    )
    parser.add_argument("--minutes", type=float, metavar="M", help=f"how long (default: {_DEFAULT_MINUTES:g})")
    parser.add_argument("--seed", type=int, metavar="N", help="the same seed tries the same cases (default: by chance)")
    parser.add_argument("--count", type=int, metavar="K", help="at most so many cases (default: as many as fit)")
    parser.add_argument("--case", type=int, metavar="I", help="only this case of the seed: a failing one again")
    parser.add_argument("--processes", type=int, default=0, metavar="P", help="default: as many as there are cores")
    parser.add_argument(
        "--rounds",
        type=int,
        default=10,
        metavar="N",
        help="failovers, or tries at each power cut (default: %(default)s)",
    )
    parser.add_argument(
        "--plant", choices=("asynchronous",), help="failover with a standby that lags: must be found, exit code 1"
    )
    parser.epilog = "Exit code: 0 nothing is broken, 1 something is."


def run(args: argparse.Namespace) -> int:
    """Search and print what was found."""
    if args.what == "failover":
        return _fail_over(args)
    if args.what in ("crash", "power"):
        return _disk(args)
    return _search_engine(args)


def _fail_over(args: argparse.Namespace) -> int:
    from random import SystemRandom

    from pos_app.campaign.failover.report import HEAD, round_text, total_text
    from pos_app.campaign.failover.round import run_round
    from pos_app.commands import CommandError
    from pos_app.scratch.postgres import PostgresFailedError
    from pos_app.scratch.postgres_programs import PostgresMissingError
    from pos_app.scratch.server_process import ServerNotReadyError

    seed = SystemRandom().randrange(1 << 16) if args.seed is None else args.seed
    reports = []
    print(HEAD)
    try:
        for number in range(max(1, args.rounds)):
            reports.append(run_round(seed + number, synchronous=args.plant != "asynchronous"))
            print(round_text(reports[-1]), flush=True)
    except (PostgresMissingError, PostgresFailedError, ServerNotReadyError) as error:
        raise CommandError(str(error)) from error
    print(total_text(reports))
    return 0 if all(report.is_whole for report in reports) else 1


def _disk(args: argparse.Namespace) -> int:
    import logging
    from random import SystemRandom

    from pos_app.campaign.disk.kill import run_kills
    from pos_app.campaign.disk.power import run_power_cuts
    from pos_app.campaign.disk.report import kills_text, power_text
    from pos_app.campaign.disk.tracing import StraceMissingError
    from pos_app.commands import CommandError

    seed = SystemRandom().randrange(1 << 16) if args.seed is None else args.seed
    logging.disable(logging.CRITICAL)  # the till would tell of every fault
    try:
        if args.what == "crash":
            kills = run_kills(seed, args.count)
            print(kills_text(kills, seed))
            return 1 if kills.broken else 0
        cuts = run_power_cuts(seed, args.rounds, args.count)
    except StraceMissingError as error:
        raise CommandError(str(error)) from error
    print(power_text(cuts, seed))
    return 1 if cuts.broken else 0


def _search_engine(args: argparse.Namespace) -> int:
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
