"""A report as a page with its files, or with ``as`` in the address as one of them; each file taken is journaled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from types import MappingProxyType
from typing import IO
from urllib.parse import urlencode

from pos_app.domain.report.document import Report
from pos_app.domain.report.link import CustomerLink, Link, PointsLink
from pos_app.domain.report.words import Words
from pos_app.report_files.csv_file import write_csv
from pos_app.report_files.pdf.pdf_file import write_pdf
from pos_app.report_files.xlsx_file import write_xlsx
from sync.server.journal.journal import Action, add_to_journal
from sync.server.office.roles import Right
from sync.server.pages.answer import Answer, FileToKeep, PageError, Shown
from sync.server.pages.report_view import view_of
from sync.server.pages.visit import Visit
from sync.server.retry import write

Make = Callable[[Report, str, IO[bytes]], None]
_IN_MEMORY_BYTES = 1_000_000
KINDS: Mapping[str, tuple[Make, str]] = MappingProxyType(
    {
        "pdf": (write_pdf, "application/pdf"),
        "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "csv": (write_csv, "text/csv; charset=utf-8"),
    }
)
_AS = "as"


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file that the report may be kept as."""

    name: str
    href: str


def shown_report(visit: Visit, report: Report, **more: object) -> Answer:
    """``more``: what else the template names: ``filter``, ``accept``, ``before``, ``after``, ``why``, ``back``,

    ``actions`` and ``people`` of the journal, ``terms`` of segments.
    """
    if _AS in visit.asked:
        return _file(visit, report)
    values = {
        "title": visit.say(report.title),
        "report": view_of(report, visit.words, partial(may_follow, visit)),
        "files": tuple(FileLink(kind.upper(), _address(visit, kind)) for kind in KINDS),
        **dict.fromkeys(("filter", "accept", "before", "after", "why", "back", "actions", "people", "terms")),
        **more,
    }
    return Shown("report.html", values)


def may_follow(visit: Visit, link: Link) -> bool:
    """Customers behind a figure are for who may see customers."""
    return not isinstance(link, PointsLink | CustomerLink) or visit.may(Right.CUSTOMERS)


def _address(visit: Visit, kind: str) -> str:
    path = visit.path.partition("?")[0]
    return f"{path}?{urlencode({**visit.asked, _AS: kind})}"


def _file(visit: Visit, report: Report) -> FileToKeep:
    kind = visit.asked[_AS]
    if kind not in KINDS:
        raise PageError(HTTPStatus.BAD_REQUEST, Words("Expected one of the kinds of files that the page offers"))
    make, media_type = KINDS[kind]
    content = SpooledTemporaryFile(_IN_MEMORY_BYTES)  # noqa: SIM115  it is closed when it is sent
    try:
        make(report, visit.language, content)
    except BaseException:
        content.close()
        raise
    content.seek(0)
    day = visit.today.isoformat()
    detail = f"{visit.path.partition('?')[0]} as {kind}"
    person_id = visit.viewer.person_id
    note = partial(
        add_to_journal, at=visit.now, actor=person_id, action=Action.REPORT_EXPORTED, subject=report.key, detail=detail
    )
    write(visit.central.engine, note)
    return FileToKeep(content, media_type, f"kopilka-{report.key}-{day}.{kind}")
