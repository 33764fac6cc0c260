"""`./till server resolve`: the office decides about an operation that could not be accepted."""

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path

NAME = "resolve"
HELP = "decide about a parked operation: apply it (corrected), leave it without effect, or set points right by hand"
_CENT = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which, what, who and why."""
    parser.add_argument("operation", help="its id, as ./till server parked lists it")
    parser.add_argument("--till", required=True, metavar="TILL", help="whose it is: the till's id, or its number")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--replay", action="store_true", help="apply it, as it came or as --body says")
    action.add_argument("--void", action="store_true", help="it has no effect")
    action.add_argument("--adjust", metavar="POINTS", help="it has none, but points are put on or (minus) taken off")
    parser.add_argument("--body", type=Path, metavar="FILE", help="the corrected record (with --replay)")
    parser.add_argument("--customer", metavar="ID", help="whose points (with --adjust)")
    parser.add_argument("--operator", required=True, metavar="NAME", help="who decides")
    parser.add_argument("--approved-by", metavar="NAME", help="who agrees; another person, where points move")
    parser.add_argument("--reason", required=True, metavar="WORDS", help="why, for the journal")


def run(args: argparse.Namespace) -> int:
    """The till hears of it at its next exchange."""
    from pos_app.bootstrap.office import office
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from pos_app.domain.parked.resolved import Resolution
    from sync.server.enrolment import TillUnknownError
    from sync.server.ingest.rule_broken import RuleBrokenError
    from sync.server.resolution.office import OfficeDecision, decide_at_office

    if args.body is not None and not args.replay:
        raise CommandError("--body goes with --replay", 2)
    if (args.customer is None) != (args.adjust is None):
        raise CommandError("--adjust needs --customer, and --customer goes with --adjust", 2)
    action = Resolution.REPLAY if args.replay else Resolution.VOID if args.void else Resolution.ADJUST
    decision = OfficeDecision(
        args.till,
        args.operation,
        action,
        args.operator,
        args.approved_by,
        args.reason,
        None if args.body is None else _text(args.body),
        None if args.adjust is None else _points(args.adjust),
        args.customer,
    )
    try:
        with clear_failures(), office(args.home) as central:
            decide_at_office(central, decision)
    except (RuleBrokenError, TillUnknownError) as error:
        raise CommandError(str(error)) from error
    print(f"operation {args.operation} of till {args.till}: {action.value}")
    return 0


def _text(path: Path) -> str:
    from pos_app.commands import CommandError

    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error


def _points(text: str) -> int:
    """Hundredths of a point of ``12``, ``-3.50``."""
    from pos_app.commands import CommandError

    try:
        hundredths = Decimal(text.replace(",", ".")) * _CENT
        if hundredths != hundredths.to_integral_value() or not hundredths:
            raise InvalidOperation
    except InvalidOperation as error:
        raise CommandError(f"--adjust {text}: expected points such as 12 or -3.50", 2) from error
    return int(hundredths)
