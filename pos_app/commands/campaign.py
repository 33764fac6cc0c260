"""`./till campaign WHAT`: a long search for what must not happen."""

import argparse
import sys
from typing import TYPE_CHECKING

from pos_app.batch.part import WHOLE, part_of
from pos_app.batch.whole_number import not_negative

if TYPE_CHECKING:
    from pos_app.bench.crawl.tally import CrawlTally
    from pos_app.bench.keyboard.tally import KeyboardTally
    from pos_app.campaign.devices.tally import DevicesTally
    from pos_app.campaign.engine.checks import Findings
    from pos_app.campaign.serial_line import SerialTally

NAME = "campaign"
HELP = (
    "search for what must not happen: to a sale's arithmetic, a till's disk and power, a PostgreSQL primary killed "
    "under load, scanners, devices that are unplugged, the screens; or for thefts that nobody sees"
)

_DEFAULT_MINUTES = 2.0
_DEVICES_MINUTES = 30.0
_CRAWL_MINUTES = 10.0
_WEEKS, _SHOPS = 12, 12
_DEFAULT_SCANS = {"keyboard": 500, "serial": 10_000}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is searched, how long, from which seed."""
    parser.add_argument(
        "what",
        choices=("engine", "crash", "power", "failover", "keyboard", "serial", "devices", "crawl", "suspicion"),
        help="engine: the arithmetic of a sale; crash: a till killed or failed by its disk at every system call that "
        "touches it; power: power cuts with unsynced writes lost, reordered and torn; failover: a PostgreSQL primary "
        "with a synchronous standby is killed; keyboard: real keys into a window; serial: bytes through a port; "
        "devices: scanners, cameras and a printer that are unplugged at random; crawl: every key and button of the "
        "till's own program, with its server (in ten minutes or more, a screen or dialog never reached is a fault); "
        "suspicion: weeks of trade with planted thefts, how many are found "
        "and how many alarms an honest shift has",
    )
    parser.add_argument(
        "--minutes",
        type=float,
        metavar="M",
        help=f"how long (default: engine {_DEFAULT_MINUTES:g}, devices {_DEVICES_MINUTES:g}, crawl {_CRAWL_MINUTES:g})",
    )
    parser.add_argument("--seed", type=int, metavar="N", help="the same seed tries the same cases (default: by chance)")
    parser.add_argument(
        "--count",
        type=int,
        metavar="K",
        help="at most so many cases (keyboard: 500; serial: 10000; the others: as many as fit)",
    )
    parser.add_argument("--case", type=int, metavar="I", help="engine: only this case of the seed: a failing one again")
    parser.add_argument(
        "--processes", type=int, default=0, metavar="P", help="engine, suspicion: as many as there are cores"
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=10,
        metavar="N",
        help="failovers, or tries at each power cut (default: %(default)s)",
    )
    parser.add_argument(
        "--weeks", type=not_negative, default=_WEEKS, metavar="N", help="suspicion: of each shop (default: %(default)s)"
    )
    parser.add_argument(
        "--shops", type=not_negative, default=_SHOPS, metavar="M", help="suspicion: how many (default: %(default)s)"
    )
    parser.add_argument(
        "--part", type=part_of, default=WHOLE, metavar="I/N", help="crash, power: only the I-th of N parts of all cases"
    )
    parser.add_argument(
        "--plant",
        choices=("asynchronous", "failed-commit-is-success", "answers-before-commit", "local-commit"),
        help="failover with a fault, of the standby or of how the server commits, until a round shows that something "
        "is lost: must be found, exit code 1 (0: no round showed it)",
    )
    parser.epilog = "Exit code: 0 nothing is broken, 1 something is."


def run(args: argparse.Namespace) -> int:
    """Search and print what was found."""
    from random import SystemRandom

    seed = SystemRandom().randrange(1 << 16) if args.seed is None else args.seed
    match args.what:
        case "failover":
            return _fail_over(args, seed)
        case "crash" | "power":
            return _disk(args, seed)
        case "keyboard":
            return _keyboard(args.count or _DEFAULT_SCANS["keyboard"], seed)
        case "serial":
            return _serial(args.count or _DEFAULT_SCANS["serial"], seed)
        case "devices":
            return _devices(_DEVICES_MINUTES if args.minutes is None else args.minutes, seed)
        case "suspicion":
            return _suspicion(args, seed)
        case "crawl":
            return _crawl(args, seed)
        case _:
            return _engine(args, seed)


def _fail_over(args: argparse.Namespace, seed: int) -> int:
    from pos_app.campaign.failover.planted_server import Plant
    from pos_app.campaign.failover.report import HEAD, plant_text, round_text, total_text
    from pos_app.campaign.failover.round import RoundReport, run_round
    from pos_app.commands import CommandError
    from pos_app.scratch.postgres import PostgresFailedError
    from pos_app.scratch.postgres_programs import PostgresMissingError
    from pos_app.scratch.server_process import ServerNotReadyError

    reports: list[RoundReport] = []
    print(HEAD)
    try:
        for number in range(max(1, args.rounds)):
            reports.append(run_round(seed + number, Plant(args.plant) if args.plant else None))
            print(round_text(reports[-1]), flush=True)
            if args.plant and reports[-1].shows_a_loss:
                break
    except (PostgresMissingError, PostgresFailedError, ServerNotReadyError) as error:
        raise CommandError(str(error)) from error
    print(total_text(reports))
    if args.plant:
        print(plant_text(args.plant, reports))
        return int(reports[-1].shows_a_loss)
    return 0 if all(report.is_whole for report in reports) else 1


def _disk(args: argparse.Namespace, seed: int) -> int:
    import logging

    from pos_app.batch.progress_bar import ProgressBar
    from pos_app.campaign.disk.kill import run_kills
    from pos_app.campaign.disk.power import run_power_cuts
    from pos_app.campaign.disk.report import kills_text, power_text
    from pos_app.campaign.disk.tracing import StraceMissingError
    from pos_app.commands import CommandError

    logging.disable(logging.CRITICAL)  # the till would tell of every fault
    bar = ProgressBar("trials" if args.what == "crash" else "disks")
    try:
        if args.what == "crash":
            kills = run_kills(seed, args.count, args.part, bar.show)
            print(kills_text(kills, seed))
            return 1 if kills.broken else 0
        cuts = run_power_cuts(seed, args.rounds, args.count, args.part, bar.show)
    except StraceMissingError as error:
        raise CommandError(str(error)) from error
    finally:
        bar.close()
    print(power_text(cuts, seed))
    return 1 if cuts.broken else 0


def _keyboard(count: int, seed: int) -> int:
    from pos_app.bench.benches import BenchError
    from pos_app.bench.keyboard.run import run_keyboard_campaign
    from pos_app.commands import CommandError

    try:
        tally = run_keyboard_campaign(count, seed, _tell_keyboard)
    except BenchError as error:
        raise CommandError(str(error)) from error
    _end_line()
    print(f"{tally.text()}\nseed {seed}")
    return 0 if tally.is_clean else 1


def _serial(count: int, seed: int) -> int:
    from pos_app.campaign.serial_line import run_serial_campaign

    tally = run_serial_campaign(count, seed, _tell_serial)
    _end_line()
    print(f"{tally.text()}\nseed {seed}")
    return 1 if tally.wrong else 0


def _devices(minutes: float, seed: int) -> int:
    from pos_app.campaign.devices.run import run_devices_campaign

    tally = run_devices_campaign(minutes * 60, seed, _tell_devices)
    _end_line()
    print(f"{tally.text()}\nseed {seed}")
    return 0 if tally.is_clean else 1


def _crawl(args: argparse.Namespace, seed: int) -> int:
    from pos_app.bench.benches import BenchError
    from pos_app.bench.crawl.run import run_crawl
    from pos_app.commands import CommandError

    minutes = _CRAWL_MINUTES if args.minutes is None else args.minutes
    try:
        tally = run_crawl(minutes * 60, seed, _tell_crawl, must_see_all=minutes >= _CRAWL_MINUTES)
    except BenchError as error:
        raise CommandError(str(error)) from error
    _end_line()
    print(f"{tally.text()}\nseed {seed}")
    return 0 if tally.is_clean else 1


def _suspicion(args: argparse.Namespace, seed: int) -> int:
    from pos_app.campaign.suspicion.report import is_good_enough, report_text
    from pos_app.campaign.suspicion.run import run_campaign

    def tell(done: int) -> None:
        _show(f"{done} of {args.shops} shops")

    measured = run_campaign(seed, args.shops, args.weeks, args.processes, tell)
    _end_line()
    print(report_text(measured, seed, args.shops, args.weeks))
    return 0 if is_good_enough(measured) else 1


def _engine(args: argparse.Namespace, seed: int) -> int:
    from pos_app.campaign.engine.checks import check_cases
    from pos_app.campaign.engine.report import report_text
    from pos_app.campaign.engine.run import run_campaign
    from pos_app.commands import CommandError

    if args.case is not None and args.seed is None:
        raise CommandError("--case needs the --seed it belongs to", 2)
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
    _show(f"{findings.cases} cases, {len(findings.failures)} broken")


def _tell_keyboard(tally: "KeyboardTally") -> None:
    _show(f"{tally.scans} scans, {len(tally.lost) + len(tally.wrong) + len(tally.leaked)} broken")


def _tell_serial(tally: "SerialTally") -> None:
    _show(f"{tally.sent} codes, {len(tally.wrong)} broken")


def _tell_devices(tally: "DevicesTally") -> None:
    _show(
        f"{tally.codes} codes, {tally.receipts} receipts, unplugged {tally.unplugged} times, {len(tally.wrong)} broken"
    )


def _tell_crawl(tally: "CrawlTally") -> None:
    _show(f"{sum(tally.deeds.values())} deeds, {len(tally.unseen)} places not seen, {len(tally.wrong)} broken")


def _show(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()


def _end_line() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\n")
