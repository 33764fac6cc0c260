"""`./till price`: baskets as JSON in, priced baskets with the reason of every kopeck as JSON out."""

import argparse
import sys
from pathlib import Path
from time import perf_counter_ns
from typing import TYPE_CHECKING

from pos_app.batch.whole_number import not_negative

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from pos_app.services.documents.pricing_order import Customers
    from pos_app.services.documents.reading import RawDocuments

NAME = "price"
HELP = "price baskets of a JSON file under a programme, with allocations, positions and trace"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The basket, the programme, the customer, the time."""
    parser.add_argument("basket", type=Path, metavar="BASKET.json", help="a basket, an array of them, or JSON lines")
    parser.add_argument("--programme", type=Path, required=True, metavar="P.json", help="the programme's document")
    parser.add_argument(
        "--customer", type=Path, metavar="C.json", help="who buys; or several, whom the baskets name by customer_id"
    )
    parser.add_argument(
        "--at", metavar="TIME", help="business time, such as 2026-03-14T17:30+03:00 (default: each basket's opened_at)"
    )
    parser.add_argument(
        "--timezone", default="Europe/Moscow", help="of the shop's days and hours (default: %(default)s)"
    )
    parser.add_argument(
        "--processes",
        type=not_negative,
        default=0,
        metavar="N",
        help="processes at work (default: as many as there are cores)",
    )
    parser.epilog = (
        "One basket gives one indented object, an array gives an array, JSON lines give JSON lines. Formats: the JSON\n"
        "Schemas in resources/schemas. Exit code: 0 priced; 1 a document is unsound, each fault is named and nothing\n"
        "is printed; 2 wrong use. A name of - is the standard input. Of a file with many baskets the standard error\n"
        "tells how many were priced a second."
    )


def run(args: argparse.Namespace) -> int:
    """Check everything, then price and print."""
    from pos_app.batch.document_files import (
        DocumentFileError,
        as_json_text,
        programme_from,
        read_bytes,
        refusing_unsound,
    )
    from pos_app.batch.document_output import write_many
    from pos_app.batch.in_processes import in_processes
    from pos_app.commands import CommandError
    from pos_app.services.documents.pricing_order import NOBODY, PricingDesk, all_asked, read_customers
    from pos_app.services.documents.reading import FileForm, read_raw
    from pos_app.services.documents.writing import document_bytes

    zone = _zone(args.timezone)
    at = None if args.at is None else _time(args.at, zone)
    try:
        programme = programme_from(args.programme)
        customers: Customers = NOBODY
        if args.customer is not None:
            with refusing_unsound(args.customer):
                customers = read_customers(read_bytes(args.customer))
        with refusing_unsound(args.basket):
            raw: RawDocuments = read_raw(read_bytes(args.basket))
            desk = PricingDesk(programme, customers, at, zone)
            orders = all_asked(desk, raw)
    except DocumentFileError as error:
        raise CommandError(str(error)) from error
    if raw.form is FileForm.SINGLE:
        sys.stdout.write(as_json_text(document_bytes(desk.priced(orders[0]))))
    else:
        began = perf_counter_ns()
        results = in_processes(orders, lambda order: document_bytes(desk.priced(order)), args.processes)
        write_many(results, raw.form)
        _tell_rate(len(orders), perf_counter_ns() - began)
    return 0


def _tell_rate(baskets: int, took_ns: int) -> None:
    """How many baskets a second were priced and written; reading and checking the file is not in it."""
    tenths = took_ns // 100_000_000
    rate = baskets * 1_000_000_000 // max(took_ns, 1)
    sys.stderr.write(f"{baskets} baskets priced in {tenths // 10}.{tenths % 10} s: {rate} a second\n")


def _zone(name: str) -> "tzinfo":
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from pos_app.commands import CommandError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CommandError(f"--timezone: expected a name such as Europe/Moscow, found {name!r}", 2) from error


def _time(text: str, zone: "tzinfo") -> "datetime":
    """A time without an offset is the shop's; one that its clock skips in spring is told as the clock shows it then."""
    from datetime import UTC, datetime

    from pos_app.commands import CommandError

    wanted = "a time such as 2026-03-14T17:30+03:00, in the years 2000 to 2199"
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--at: expected {wanted}, found {text!r}", 2) from error
    if not 2000 <= at.year <= 2199:
        raise CommandError(f"--at: expected {wanted}, found {text!r}", 2)
    return at if at.tzinfo is not None else at.replace(tzinfo=zone).astimezone(UTC)
