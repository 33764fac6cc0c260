"""What must hold when the crawl is over: nothing bad in the logs, both books in balance, nothing under way lost."""

import re
from collections import Counter
from contextlib import closing
from pathlib import Path

from pos_app.bench.crawl.tally import CrawlTally
from pos_app.bench.crawl.till_seen import SeenTill
from pos_app.campaign.disk.books_check import problems_of
from sync.store.engine import sqlite3

_BAD = re.compile(r" (ERROR|CRITICAL) |Traceback \(most recent")
_WARNING = re.compile(r"^\S+ WARNING (.*)$")
_FIGURES = re.compile(r"[0-9a-f-]{8,}|[0-9]+")
_OF_THE_MACHINE = re.compile(r"^ALSA lib|^\S+Z WARNING ")
"""Said by a machine without a sound card; a warning of the till's own is counted from its log."""
_SHOWN = 5


def judge(till: SeenTill, tally: CrawlTally) -> None:
    """Put what is wrong into the tally; the till has ended, its server too."""
    if till.errors.exists():
        said = till.errors.read_text(encoding="utf-8", errors="replace").splitlines()
        bad = [line for line in said if line.strip() and not _OF_THE_MACHINE.search(line)]
        tally.wrong += [f"the till said on its console: {line}" for line in bad[: _SHOWN * 6]]
    if till.threads.exists() and till.threads.stat().st_size:
        tally.wrong.append(f"stuck:\n{till.threads.read_text(encoding='utf-8', errors='replace').rstrip()}")
    logs = sorted(till.log.parent.glob("till.log*"))
    for path in (*logs, *sorted((till.server_home / "logs").glob("server.log*"))):
        _judge_log(path, tally)
    tally.wrong += [f"the till's books: {problem}" for problem in problems_of(till.books, set())]
    tally.receipts = _count(till.books, "SELECT count(*) FROM receipt")
    _compare_books(till, tally)


def _judge_log(path: Path, tally: CrawlTally) -> None:
    kinds: Counter[str] = Counter()
    bad = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if _BAD.search(line):
            bad.append(line)
        elif found := _WARNING.match(line):
            kinds[_FIGURES.sub("#", found.group(1))[:140]] += 1
    tally.warnings += kinds
    tally.wrong += [f"{path.name}: {line[:600]}" for line in bad[:_SHOWN]]
    if len(bad) > _SHOWN:
        tally.wrong.append(f"{path.name}: … and {len(bad) - _SHOWN} more such lines")


def _compare_books(till: SeenTill, tally: CrawlTally) -> None:
    from sync.server.audit.report import audit
    from sync.server.database import open_engine
    from sync.server.home import ServerHome

    engine = open_engine(ServerHome(till.server_home).database_url())
    try:
        report = audit(engine)
    finally:
        engine.dispose()
    tally.operations = sum(report.operations.values())
    for finding in report.findings[: _SHOWN * 2]:
        tally.wrong.append(
            f"the server's books: {finding.check}: {finding.place}: expected {finding.expected}, found {finding.found}"
        )
    till_made = _count(till.books, "SELECT count(*) FROM op")
    unsent = _count(till.books, "SELECT count(*) FROM op WHERE state = 0")
    if till_made - unsent != tally.operations:
        tally.wrong.append(
            f"the till made {till_made} operations, {unsent} of them unsent; the server has {tally.operations}"
        )


def _count(books: Path, query: str) -> int:
    with closing(sqlite3.connect(f"file:{books}?mode=ro", uri=True)) as connection:
        return int(connection.execute(query).fetchone()[0])
