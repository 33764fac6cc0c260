"""`./till simulate`: the real till and server code in worlds of faults, on virtual time, from one seed."""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_app.simulation.campaign import Campaign

NAME = "simulate"
HELP = "live through days of tills and server with every fault a seed can think of, and check the books"
_DEFAULT_TILL_DAYS = 200
_PLANT_TILL_DAYS = 400
_ALL = "all"
_LINE_EVERY_DAYS = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, from which seed, with which planted fault."""
    parser.add_argument("--till-days", type=int, metavar="N", help=f"how much to live through ({_DEFAULT_TILL_DAYS})")
    parser.add_argument(
        "--seed", type=int, metavar="S", help="the same seed makes the same worlds (default: by chance)"
    )
    parser.add_argument(
        "--processes",
        "--jobs",
        dest="jobs",
        type=int,
        default=0,
        metavar="P",
        help="split the worlds of the seed among so many processes (default: one for each core)",
    )
    parser.add_argument(
        "--plant", metavar="FAULT", help="with a defect planted, which must be caught; «all»: each in turn"
    )
    parser.add_argument("--world", type=int, metavar="SEED", help="only this world: a broken one again")
    parser.epilog = (
        "Exit code: 0 no violation (with --plant: each planted fault was caught), 1 otherwise. "
        f"With --plant a fault has {_PLANT_TILL_DAYS} till-days to show itself, or --till-days of them. "
        "--plant help lists the planted faults."
    )


def run(args: argparse.Namespace) -> int:
    """Simulate and print what was found."""
    from random import SystemRandom

    from pos_app.commands import CommandError
    from pos_app.simulation.plants.table import PLANTS

    if args.plant == "help":
        print("\n".join(f"{name:<28} {plant.what}" for name, plant in PLANTS.items()))
        return 0
    if args.plant is not None and args.plant != _ALL and args.plant not in PLANTS:
        raise CommandError(f"there is no planted fault {args.plant!r}; --plant help lists them", 2)
    seed = SystemRandom().randrange(1 << 20) if args.seed is None else args.seed
    if args.world is not None:
        return _one_world(args.world, args.plant)
    if args.plant == _ALL:
        return _every_plant(seed, args.till_days or _PLANT_TILL_DAYS, args.jobs)
    return _campaign(seed, args.till_days, args.jobs, args.plant)


def _campaign(seed: int, till_days: int | None, jobs: int, plant: str | None) -> int:
    from pos_app.simulation.campaign import run_campaign
    from pos_app.simulation.report import report_text

    days = till_days or (_DEFAULT_TILL_DAYS if plant is None else _PLANT_TILL_DAYS)
    with _ended_in_order():
        campaign = run_campaign(seed, days, jobs, plant, _Progress().tell, until_caught=plant is not None)
    _end_line()
    print(report_text(campaign))
    return int(bool(campaign.broken) == (plant is None))


def _one_world(world: int, plant: str | None) -> int:
    """In a process of its own, whose text is hashed as in the campaign's."""
    from pos_app.simulation.campaign import WORLDS_OF_A_SEED, run_campaign
    from pos_app.simulation.report import broken_text, report_text

    campaign = run_campaign(world // WORLDS_OF_A_SEED, 1, 1, plant, first_world=world % WORLDS_OF_A_SEED)
    print(report_text(campaign))
    for seed in campaign.broken:
        print("\n".join(broken_text(campaign, seed, everything=True)))
    return int(bool(campaign.broken) == (plant is None))


def _every_plant(seed: int, till_days: int, jobs: int) -> int:
    from pos_app.simulation.every_plant import try_every_plant
    from pos_app.simulation.plants.table import PLANTS
    from pos_app.simulation.report import plant_text, plants_head, plants_text

    print(plants_head(seed, till_days), flush=True)
    with _ended_in_order():
        tried = try_every_plant(seed, till_days, jobs, PLANTS, lambda each: print(plant_text(each), flush=True))
    print(plants_text(tried, len(PLANTS)))
    return int(sum(bool(each.broken) for each in tried) < len(PLANTS))


class _Progress:
    """One line that is written over on a screen; into a file a line now and then, and each broken world at once."""

    def __init__(self) -> None:
        self._told_days = 0
        self._told_broken: set[int] = set()

    def tell(self, campaign: "Campaign") -> None:
        """Called after each world."""
        from pos_app.simulation.report import broken_text

        plant = f"{campaign.plant}: " if campaign.plant else ""
        line = f"{plant}{campaign.till_days} till-days, {len(campaign.broken)} worlds broken, {campaign.seconds:.0f} s"
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{line}\x1b[K")
        elif campaign.till_days >= self._told_days + _LINE_EVERY_DAYS:
            self._told_days = campaign.till_days
            sys.stderr.write(f"{line}\n")
        if campaign.plant is None:
            for seed in sorted(campaign.broken.keys() - self._told_broken):
                self._told_broken.add(seed)
                sys.stderr.write("\n" + "\n".join(broken_text(campaign, seed)) + "\n")
        sys.stderr.flush()


def _end_line() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\n")


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """SIGTERM ends a campaign as Ctrl+C does: with the report of what was lived through."""

    def end(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
