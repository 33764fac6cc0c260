"""The journal: who signed on, changed roles, corrected points, accepted shifts, published the programme."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial

from pos_app.domain.report.cell import Cell
from pos_app.domain.report.document import Section
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import CustomerLink
from pos_app.domain.report.queries import PAGE
from pos_app.domain.report.table import Column, Row, Table
from pos_app.domain.report.words import Words
from sync.server.database import reading
from sync.server.journal.journal import Action, JournalRow
from sync.server.office.journal_seen import JournalChoice, JournalPage, journal_page
from sync.server.office.named_in_journal import NamedInJournal
from sync.server.office.people import all_people
from sync.server.pages.answer import Answer
from sync.server.pages.journal_detail_words import detail_words
from sync.server.pages.journal_words import ACTION_WORDS, NOT_PEOPLE, by_command, shift_of
from sync.server.pages.period import filter_of, scope_of
from sync.server.pages.report_files import shown_report
from sync.server.pages.report_pages import asked_with, setting_of
from sync.server.pages.visit import Visit

_BEFORE = "before"
_FILE_PAGE = 1_000
_COLUMNS = (
    Column("number", Words("No."), Kind.COUNT),
    Column("at", Words("When"), Kind.INSTANT),
    Column("who", Words("Who"), Kind.TEXT),
    Column("what", Words("What"), Kind.WORDS),
    Column("about", Words("About"), Kind.TEXT),
    Column("detail", Words("Details"), Kind.TEXT),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of a list to choose from."""

    value: str
    name: str


def journal(visit: Visit) -> Answer:
    """Newest first; by days, kind and person."""
    scope, choice = scope_of(visit), _choice(visit)
    with reading(visit.central.engine) as connection:
        page = journal_page(connection, choice, PAGE, _before(visit))
        people = all_people(connection)
    title = Words("Journal")
    rows = tuple(_row(row, page) for row in page.rows)
    table = replace(Table("journal", title, _COLUMNS, rows), whole=partial(_whole, visit, choice))
    days = Scope(None, scope.first_day, scope.last_day)
    report = setting_of(visit).report("journal", title, days, (Section("journal", title, (table,)),))
    actions = sorted((Choice(each.value, visit.say(words)) for each, words in ACTION_WORDS.items()), key=_name)
    more = {
        "filter": filter_of(visit, scope, {}),
        "actions": tuple(actions),
        "action": "" if choice.action is None else choice.action.value,
        "people": tuple(Choice(each.person_id, each.shown_name) for each in people),
        "actor": choice.actor,
        "after": None if page.before is None else asked_with(visit, _BEFORE, str(page.before)),
    }
    return shown_report(visit, report, **more)


def _name(choice: Choice) -> str:
    return choice.name


def _choice(visit: Visit) -> JournalChoice:
    scope, zone = scope_of(visit), visit.central.timezone
    begin = datetime.combine(scope.first_day, time(), zone)
    end = datetime.combine(scope.last_day + timedelta(days=1), time(), zone)
    wanted = visit.asked.get("action", "")
    action = next((each for each in Action if each.value == wanted), None)
    return JournalChoice(begin, end, action, visit.asked.get("actor", ""))


def _before(visit: Visit) -> int | None:
    text = visit.asked.get(_BEFORE, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _whole(visit: Visit, choice: JournalChoice) -> Iterator[Row]:
    """All rows, a page in memory at a time."""
    before: int | None = None
    while True:
        with reading(visit.central.engine) as connection:
            page = journal_page(connection, choice, _FILE_PAGE, before)
        yield from (_row(row, page) for row in page.rows)
        before = page.before
        if before is None:
            return


def _row(row: JournalRow, page: JournalPage) -> Row:
    known = next((words for action, words in ACTION_WORDS.items() if action.value == row.action), None)
    return (
        Cell(row.number),
        Cell(row.at),
        Cell(page.names.called.get(row.actor) or NOT_PEOPLE.get(row.actor) or by_command(row.actor) or row.actor),
        Cell(known or Words("Something that this version does not know")),
        _about(row.subject, page.names),
        Cell(detail_words(row, page.names)),
    )


def _about(subject: str, names: NamedInJournal) -> Cell:
    """Whom or what it was done to, and where more of it is read."""
    if (shift := shift_of(subject)) is not None:
        return Cell(*shift)
    customer = names.customers.get(subject)
    link = None if customer is None else CustomerLink(customer)
    return Cell(names.called.get(subject) or NOT_PEOPLE.get(subject, subject) or None, link)
