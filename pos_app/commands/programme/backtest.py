"""`./till programme backtest`: a programme tried on past receipts before it is published."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pos_app.batch.whole_number import not_negative

if TYPE_CHECKING:
    from pos_app.backtest.run import Question
    from pos_app.domain.backtest.tally import Tally

NAME = "backtest"
HELP = "try a programme on past receipts: money given away, points issued and spent, which receipts change"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The programmes, the receipts, what to print."""
    parser.add_argument("receipts", nargs="+", type=Path, metavar="RECEIPTS", help="till.db, server.db or JSON lines")
    parser.add_argument("--programme", type=Path, required=True, metavar="NEW.json", help="the programme on trial")
    parser.add_argument(
        "--against", type=Path, metavar="OLD.json", help="compare with this programme (default: with what was sold)"
    )
    parser.add_argument(
        "--customers", type=Path, metavar="C.json", help="what customers were before the first receipt (JSON lines)"
    )
    parser.add_argument("--timezone", default="Europe/Moscow", help="of the shop (default: %(default)s)")
    parser.add_argument(
        "--processes", type=not_negative, default=0, metavar="N", help="default: as many as there are cores"
    )
    parser.add_argument(
        "--largest", type=not_negative, default=20, metavar="N", help="changed receipts shown (%(default)s)"
    )
    parser.add_argument("--changes", type=Path, metavar="FILE", help="write every changed receipt, as JSON lines")
    parser.add_argument("--json", action="store_true", help="print a JSON object instead of tables")
    parser.epilog = (
        "Every sale is priced anew with its goods, its time, its discounts by hand and the sums or pieces that its\n"
        "customer paid with points, as far as the programme allows. Turnover, tier, number of purchases and uses of\n"
        "rules are built up from the receipts before it, from --customers on. For customers whom --customers does not\n"
        "name the tier that a receipt was sold with counts, where the programme has it. Returns are left out. Nothing\n"
        "is changed anywhere.\n"
        "Formats of --json and --changes: resources/schemas/backtest.schema.json.\n"
        "Exit code: 0 done; 1 a document is unsound or receipts could not be read."
    )


def run(args: argparse.Namespace) -> int:
    """Read everything, try, print."""
    from pos_app.backtest.receipt_sources import ReceiptSourceError
    from pos_app.backtest.report import report_document, report_text
    from pos_app.backtest.run import BacktestError, run_backtest
    from pos_app.batch.document_files import DocumentFileError, as_json_text
    from pos_app.batch.progress_bar import ProgressBar
    from pos_app.commands import CommandError
    from pos_app.domain.why.explain import rule_names
    from pos_app.services.documents.writing import document_bytes

    bar = ProgressBar("back-test")
    try:
        question = _question(args)
        tally = run_backtest(question, args.processes, bar.show)
    except (DocumentFileError, ReceiptSourceError, BacktestError) as error:
        raise CommandError(str(error)) from error
    finally:
        bar.close()
    if args.changes is not None:
        _write_changes(args.changes, tally)
    if args.json:
        print(as_json_text(document_bytes(report_document(tally, args.largest))), end="")
    else:
        old = question.against
        names = (rule_names(old) if old else {}) | rule_names(question.programme)
        before = "what was sold" if old is None else f"{old.programme_id} version {old.version}"
        print(report_text(tally, names, before, args.largest))
    return 1 if tally.unreadable else 0


def _question(args: argparse.Namespace) -> "Question":
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from pos_app.backtest.run import Question
    from pos_app.batch.document_files import programme_from, read_bytes, refusing_unsound
    from pos_app.commands import CommandError
    from pos_app.services.documents.pricing_order import NOBODY, read_customers

    try:
        zone = ZoneInfo(args.timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CommandError(f"--timezone: expected a name such as Europe/Moscow, found {args.timezone!r}", 2) from error
    customers = NOBODY
    if args.customers is not None:
        with refusing_unsound(args.customers):
            customers = read_customers(read_bytes(args.customers))
    against = None if args.against is None else programme_from(args.against)
    return Question(programme_from(args.programme), against, customers.by_id, zone, tuple(args.receipts))


def _write_changes(path: Path, tally: "Tally") -> None:
    from pos_app.backtest.report import change_document
    from pos_app.commands import CommandError
    from pos_app.services.documents.writing import document_bytes

    try:
        with path.open("wb") as file:
            for change in tally.changes:
                file.write(document_bytes(change_document(change)) + b"\n")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}") from error
    print(f"{path}: {len(tally.changes)} changed receipts", file=sys.stderr)
