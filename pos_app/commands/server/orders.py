"""`./till server orders`: orders to be picked up: take them in, list, cancel, clashes."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.server.central import Central

NAME = "orders"
HELP = "orders to be picked up: take them in from JSON or CSV, list, cancel, show what was handed out twice"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One of the five."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--take", type=Path, metavar="FILE", help="JSON or CSV; answers order,number,outcome as CSV")
    what.add_argument("--schema", action="store_true", help="the JSON Schema of the document")
    what.add_argument("--list", action="store_true", help="orders that wait (--all: ended ones too)")
    what.add_argument("--cancel", metavar="NUMBER", help="will not be handed out; needs --reason")
    what.add_argument("--clashes", action="store_true", help="receipts that handed out what they must not have")
    parser.add_argument("--all", action="store_true", help="with --list: ended orders too")
    parser.add_argument("--reason", default="", help="why an order is cancelled")


def run(args: argparse.Namespace) -> int:
    """Do it."""
    from pos_app.bootstrap.office import office, who_commands
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from sync.server.numbers.order_office import OrderOfficeError, cancel_order
    from sync.server.numbers.orders_document import OrdersInvalidError, orders_schema

    if args.schema:
        print(json.dumps(orders_schema(), ensure_ascii=False, indent=2))
        return 0
    with clear_failures(), office(args.home) as central:
        try:
            if args.take is not None:
                _take(args.take, central)
            elif args.list:
                _list(central, all_of_them=args.all)
            elif args.cancel:
                prepaid = cancel_order(central, args.cancel.upper(), args.reason, who_commands())
                print(f"order {args.cancel.upper()} is cancelled; prepaid and to be paid back: {prepaid} kopecks")
            else:
                _clashes(central)
        except OrdersInvalidError as error:
            print(error, file=sys.stderr)
            return 1
        except OrderOfficeError as error:
            raise CommandError(str(error)) from error
    return 0


def _take(file: Path, central: "Central") -> None:
    import csv
    import secrets

    from pos_app.bootstrap.office import who_commands
    from pos_app.commands import CommandError
    from sync.server.numbers.order_office import take_orders
    from sync.server.numbers.orders_document import read_orders

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("order", "number", "outcome"))
    for taken in take_orders(central, read_orders(text), who_commands(), secrets.randbelow):
        writer.writerow((taken.outside_id, taken.number, taken.outcome))


def _list(central: "Central", *, all_of_them: bool) -> None:
    from sync.server.numbers.order_office import listed_orders

    orders = listed_orders(central, only_open=not all_of_them)
    for order in orders:
        ready = f", ready {order.ready_day}" if order.ready_day else ""
        prepaid = f", prepaid {order.prepaid_kopecks} kopecks" if order.prepaid_kopecks else ""
        print(f"{order.number} shop {order.shop_id}: {order.state.value}, {len(order.lines)} lines{prepaid}{ready}")
        for line in order.lines:
            print(f"    {line.name}: {line.handed_out} of {line.quantity} thousandths handed out")
    print(f"{len(orders)} orders")


def _clashes(central: "Central") -> None:
    from sync.server.database import reading
    from sync.server.numbers.order_office import order_clashes

    with reading(central.engine) as connection:
        clashes = order_clashes(connection)
    for each in clashes:
        how = "without the server" if each.at_risk else "while the server could be asked"
        place = f"till {each.till_code} receipt {each.receipt_number}"
        print(f"{each.at:%Y-%m-%d %H:%M} {place}: {each.number} {each.why}, {how}")
    print(f"{len(clashes)} clashes")
