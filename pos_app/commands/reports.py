"""`./till reports`: whether the till's shift reports tie to its books; makes reports.db anew."""

import argparse

NAME = "reports"
HELP = "hold this till's shift reports against its books; --rebuild makes reports.db anew"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only to look, or to make anew."""
    parser.add_argument("--rebuild", action="store_true", help="make reports.db anew from the books first")
    parser.epilog = "Exit code: 0 everything ties, 1 it does not: each receipt is named, 2 there are no books here."


def run(args: argparse.Namespace) -> int:
    """Fold what is new (or everything), compare, print. The till must not be at work: reports.db has one writer."""
    from zoneinfo import ZoneInfo

    from pos_app.bootstrap.report_check import check_lines
    from pos_app.bootstrap.till_home import TillHome
    from pos_app.commands import CommandError
    from pos_app.domain.transaction.errors import StoreError
    from pos_app.settings import load_settings
    from sync.store.reports.till_reports import TillReports

    home = TillHome(args.home)
    if not home.books.exists():
        raise CommandError(f"there is no {home.books.name} in {args.home}; name the till's home with --home", 2)
    zone = ZoneInfo(load_settings(args.home).timezone)
    reports = TillReports(home.reports, home.books, zone, "", lambda ids: {}, lambda: 100)
    try:
        folded = reports.rebuild() if args.rebuild else reports.fold()
        last = ""
        for last in check_lines(reports.compare(), folded):
            print(last)
    except StoreError as error:
        raise CommandError(f"the books cannot be read: {error}", 2) from error
    finally:
        reports.close()
    return 0 if last.startswith("every") else 1
