"""`./till server reports`: whether every report of the server ties to the operations; makes the sums anew."""

import argparse

NAME = "reports"
HELP = "hold the sums of all reports against the tills' operations; --rebuild makes them anew"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only to look, or to make anew."""
    parser.add_argument("--rebuild", action="store_true", help="make all sums anew from the operations first")
    parser.epilog = "Exit code: 0 everything ties, 1 it does not: each receipt is named. The server may be running."


def run(args: argparse.Namespace) -> int:
    """Fold what is new (or everything), compare, print."""
    from pos_app.bootstrap.office import office
    from pos_app.bootstrap.report_check import check_lines
    from pos_app.commands.server import clear_failures
    from sync.server.reports.fold_operations import fold_new, rebuild
    from sync.server.reports.ledger_days import keep_ledger_days, rebuild_ledger_days
    from sync.server.reports.server_reports import ServerReports

    with clear_failures(), office(args.home) as central:
        folded = rebuild(central) if args.rebuild else fold_new(central)
        (rebuild_ledger_days if args.rebuild else keep_ledger_days)(central)
        last = ""
        for last in check_lines(ServerReports(central).compare(), folded):
            print(last)
    return 0 if last.startswith("every") else 1
