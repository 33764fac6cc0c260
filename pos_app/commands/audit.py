"""`./till audit`: whether the server's kept balances, its journal and the tills' receipts say the same."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pos_app.backtest.recomputed import Recomputed
    from sync.server.audit.report import AuditReport

NAME = "audit"
HELP = "check the server's books: balances, journal, lots, receipts, operation streams"
_SHOWN_FINDINGS = 100
_CENT = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The server's home is the global ``--home``."""
    parser.add_argument(
        "--database", metavar="URL", help="postgresql://… (default: what server.toml says, else server.db)"
    )
    parser.add_argument(
        "--prices",
        action="store_true",
        help="compute every sale again too, with the programme version that it was made with; tells which come out "
        "otherwise (to be looked at: what a customer was is rebuilt from his receipts)",
    )
    parser.epilog = "Exit code: 0 the books are right, 1 they are not, 2 there are no books."


def run(args: argparse.Namespace) -> int:
    """Print the figures and what is wrong. Changes nothing; the server may be running."""
    from sqlalchemy.exc import OperationalError

    from pos_app.commands import CommandError
    from sync.server.audit.report import audit
    from sync.server.database import DatabaseUrlError, PostgresTooOldError, open_engine
    from sync.server.home import ServerHome
    from sync.server.server_settings import ServerSettingsError

    place = ServerHome(args.home)
    try:
        url = args.database or place.database_url()
        if url == place.own_database_url and not place.database.exists():
            raise CommandError(f"there is no server.db in {args.home}; name the server's home with --home", 2)
        engine = open_engine(url)
        try:
            report = audit(engine)
            recomputed = _recomputed(engine) if args.prices else None
        finally:
            engine.dispose()
    except (DatabaseUrlError, ServerSettingsError, PostgresTooOldError) as error:
        raise CommandError(str(error), 2) from error
    except OperationalError as error:
        raise CommandError(f"the database cannot be used: {error.orig}", 2) from error
    print("\n".join([*_lines(report), *([] if recomputed is None else _price_lines(recomputed))]))
    return 1 if report.findings else 0


def _recomputed(engine: "Engine") -> "Recomputed":
    from zoneinfo import ZoneInfo

    from pos_app.backtest.recomputed import recompute
    from sync.server.audit.sales import applied_sales
    from sync.server.central import DEFAULT_TIMEZONE
    from sync.server.database import reading
    from sync.server.programmes import ProgrammeBook

    with reading(engine) as connection:
        programmes = ProgrammeBook(connection).versions.programmes
        return recompute(lambda: applied_sales(connection), programmes, ZoneInfo(DEFAULT_TIMEZONE))


def _price_lines(recomputed: "Recomputed") -> list[str]:
    lines = [f"{'sales computed again':<24} {recomputed.same + len(recomputed.otherwise):>14}"]
    lines += [f"{'  by versions unknown':<24} {recomputed.unknown:>14}"] * bool(recomputed.unknown)
    lines.append(f"{'  that come out otherwise':<25} {len(recomputed.otherwise):>13}")
    names = ("discount", "money", "points spent", "points earned")
    for each in recomputed.otherwise[:_SHOWN_FINDINGS]:
        pairs = zip(names, each.stored, each.computed, strict=True)
        told = ", ".join(f"{name} {_hundredths(was)} → {_hundredths(now)}" for name, was, now in pairs if was != now)
        lines.append(f"LOOK AT {each.number} (version {each.version}): {told}")
    return lines


def _lines(report: "AuditReport") -> list[str]:
    lines = [f"customers                {report.customers:>14}", f"journal entries          {report.entries:>14}"]
    for kind in sorted(report.receipts):
        money = report.money_kopecks.get(kind, 0)
        lines.append(f"{kind + ' receipts':<24} {report.receipts[kind]:>14}   money {_hundredths(money)}")
    lines += [f"operations {state:<13} {count:>14}" for state, count in sorted(report.operations.items())]
    lines += [f"  parked: {reason:<14} {count:>14}" for reason, count in sorted(report.parked.items())]
    lines += [f"  flagged: {flag:<22} {count:>5}" for flag, count in sorted(report.flagged.items())]
    lines += [f"reservations {state:<11} {count:>14}" for state, count in sorted(report.reservations.items())]
    if report.paid_twice_kopecks:
        lines.append(f"{'money paid out twice':<24} {_hundredths(report.paid_twice_kopecks):>14}")
    lines += [f"{account.value:<24} {_hundredths(points):>14}" for account, points in report.sums.items()]
    lines.append(f"{'sum of all accounts':<24} {_hundredths(sum(report.sums.values())):>14}")
    lines += [f"{account.value:<24} {_hundredths(kopecks):>14}" for account, kopecks in report.value_sums.items()]
    lines.append(f"{'sum of money owed':<24} {_hundredths(sum(report.value_sums.values())):>14}")
    for finding in report.findings[:_SHOWN_FINDINGS]:
        lines.append(f"WRONG {finding.check}: {finding.place}: expected {finding.expected}, found {finding.found}")
    if len(report.findings) > _SHOWN_FINDINGS:
        lines.append(f"… and {len(report.findings) - _SHOWN_FINDINGS} more")
    lines.append("the books are right" if not report.findings else f"{len(report.findings)} things are wrong")
    return lines


def _hundredths(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // _CENT}.{abs(amount) % _CENT:02d}"
