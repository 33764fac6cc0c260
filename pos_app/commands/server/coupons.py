"""`./till server coupons`: single-use coupons with numbers of their own: issue a series, block one, list, clashes."""

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.server.central import Central

NAME = "coupons"
HELP = "single-use coupons: issue a series as CSV, block a number, list them, show what was used twice"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One of the four."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--issue", metavar="COUPON", help="new numbers of this coupon of the programme (its rule_id), CSV"
    )
    what.add_argument("--list", action="store_true", help="every number with its state, CSV; --series for one series")
    what.add_argument("--block", metavar="NUMBER", help="take a number out of use; needs --reason")
    what.add_argument("--clashes", action="store_true", help="receipts that used what they must not have")
    parser.add_argument("--count", type=int, default=1, help="how many numbers to issue (1)")
    parser.add_argument("--series", default="", help="what the series is called, to find it again")
    parser.add_argument("--from", dest="from_day", type=date.fromisoformat, metavar="DAY", help="first day, 2026-03-01")
    parser.add_argument("--until", dest="until_day", type=date.fromisoformat, metavar="DAY", help="last day")
    parser.add_argument("--reason", default="", help="why a number is blocked")


def run(args: argparse.Namespace) -> int:
    """Do it; CSV goes to the output."""
    from pos_app.bootstrap.office import office, who_commands
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from sync.server.numbers.coupon_office import CouponOfficeError, block_coupon

    with clear_failures(), office(args.home) as central:
        try:
            if args.issue:
                _issue(args, central)
            elif args.list:
                _list(args, central)
            elif args.block:
                block_coupon(central, args.block.upper(), args.reason, who_commands())
                print(f"coupon {args.block.upper()} is blocked")
            else:
                _clashes(central)
        except CouponOfficeError as error:
            raise CommandError(str(error)) from error
    return 0


def _issue(args: argparse.Namespace, central: "Central") -> None:
    import csv
    import secrets

    from pos_app.bootstrap.office import who_commands
    from sync.server.numbers.coupon_office import issue_series

    numbers = issue_series(
        central,
        rule_id=args.issue,
        count=args.count,
        series=args.series,
        from_day=args.from_day,
        until_day=args.until_day,
        actor=who_commands(),
        draw=secrets.randbelow,
    )
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("number", "coupon", "series", "from", "until"))
    for number in numbers:
        writer.writerow((number, args.issue, args.series, args.from_day or "", args.until_day or ""))


def _list(args: argparse.Namespace, central: "Central") -> None:
    import csv

    from sync.server.numbers.coupon_office import listed_coupons

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("number", "coupon", "series", "state", "from", "until", "receipts"))
    for each in listed_coupons(central, args.series or None):
        days = (each.from_day or "", each.until_day or "")
        writer.writerow((each.number, each.rule_id, each.series, each.state, *days, " ".join(each.uses)))


def _clashes(central: "Central") -> None:
    from sync.server.database import reading
    from sync.server.numbers.coupon_office import coupon_clashes

    with reading(central.engine) as connection:
        clashes = coupon_clashes(connection)
    for each in clashes:
        how = "without the server" if each.at_risk else "while the server could be asked"
        place = f"till {each.till_code} receipt {each.receipt_number}"
        print(f"{each.at:%Y-%m-%d %H:%M} {place}: {each.number} {each.why}, {how}")
    print(f"{len(clashes)} clashes")
