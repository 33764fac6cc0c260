"""What the server flagged: operations that it took and found odd, and money that went out twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.document import Block, Note, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import CustomerLink, ReceiptLink
from pos_app.domain.report.queries import PAGE
from pos_app.domain.report.table import Column, Row, Table
from pos_app.domain.report.words import Words
from sync.server.database import reading
from sync.server.office.flagged_seen import Flagged, FlaggedChoice, Place, flagged_page
from sync.server.office.names import shop_names
from sync.server.pages.answer import Answer
from sync.server.pages.flagged_words import FLAG_WORDS, STATE_WORDS, UNKNOWN
from sync.server.pages.journal_pages import Choice
from sync.server.pages.period import filter_of, scope_of, shops_to_choose
from sync.server.pages.report_files import shown_report
from sync.server.pages.report_pages import asked_with, setting_of
from sync.server.pages.visit import Visit
from sync.server.tables import PAID_OUT_TWICE

_BEFORE = "before"
_FILE_PAGE = 1_000
_PARTS = 4
_COLUMNS = (
    Column("received", Words("Received"), Kind.INSTANT),
    Column("what", Words("What"), Kind.WORDS),
    Column("receipt", Words("Receipt"), Kind.TEXT),
    Column("beside", Words("Beside it"), Kind.TEXT),
    Column("money", Words("Sum"), Kind.MONEY),
    Column("points", Words("Points"), Kind.POINTS),
    Column("shop", Words("Shop"), Kind.TEXT),
    Column("till", Words("Till"), Kind.TEXT),
    Column("cashier", Words("Cashier"), Kind.TEXT),
    Column("customer", Words("Customer"), Kind.TEXT),
    Column("at", Words("When"), Kind.INSTANT),
    Column("state", Words("State"), Kind.WORDS),
)


def flagged(visit: Visit) -> Answer:
    """Newest first; by days, shop and kind."""
    scope, choice = scope_of(visit), _choice(visit)
    with reading(visit.central.engine) as connection:
        page = flagged_page(connection, choice, PAGE, _before(visit))
        shops = shop_names(connection, shops_to_choose(visit))
    title = Words("Flagged by the server")
    rows = tuple(row for one in page.rows for row in _rows(visit, choice, one))
    blocks: tuple[Block, ...] = (Note("nothing", Words("The server flagged nothing in these days"), Tone.GOOD),)
    if rows:
        table = replace(Table("flagged", title, _COLUMNS, rows), whole=partial(_whole, visit, choice))
        blocks = (Note("days", Words("Days are those on which the server heard of it")), table)
    counted = tuple(name for shop, name in shops.items() if scope.shop_ids is None or shop in scope.shop_ids)
    report = setting_of(visit, counted).report("flagged", title, scope, (Section("flagged", title, blocks),))
    more = {
        "filter": filter_of(visit, scope, shops),
        "actions": tuple(Choice(kind, visit.say(words)) for kind, words in FLAG_WORDS.items()),
        "action": choice.kind,
        "after": None if page.before is None else asked_with(visit, _BEFORE, ".".join(map(str, page.before))),
    }
    return shown_report(visit, report, **more)


def _choice(visit: Visit) -> FlaggedChoice:
    scope, zone = scope_of(visit), visit.central.timezone
    begin = datetime.combine(scope.first_day, time(), zone)
    end = datetime.combine(scope.last_day + timedelta(days=1), time(), zone)
    wanted = visit.asked.get("action", "")
    return FlaggedChoice(begin, end, scope.shop_ids, wanted if wanted in FLAG_WORDS else "")


def _before(visit: Visit) -> Place | None:
    """«received.till.epoch.number»; a till's id may have dots."""
    first, _, rest = visit.asked.get(_BEFORE, "").partition(".")
    parts = [first, *rest.rsplit(".", _PARTS - 2)]
    numbers = [parts[0], *parts[2:]]
    if len(parts) != _PARTS or not all(each.isascii() and each.isdigit() and len(each) < 16 for each in numbers):
        return None
    return int(parts[0]), parts[1], int(parts[2]), int(parts[3])


def _whole(visit: Visit, choice: FlaggedChoice) -> Iterator[Row]:
    """All rows, a page in memory at a time."""
    before: Place | None = None
    while True:
        with reading(visit.central.engine) as connection:
            page = flagged_page(connection, choice, _FILE_PAGE, before)
        for one in page.rows:
            yield from _rows(visit, choice, one)
        before = page.before
        if before is None:
            return


def _rows(visit: Visit, choice: FlaggedChoice, one: Flagged) -> Iterator[Row]:
    """A row for each flag, or for the one that is asked for."""
    for kind in one.kinds:
        if choice.kind in ("", kind):
            yield _row(visit, one, kind)


def _row(visit: Visit, one: Flagged, kind: str) -> Row:
    link = ReceiptLink(one.receipt_id) if one.receipt_id else None
    beside = one.beside if kind in PAID_OUT_TWICE else ()
    near = next((each for each in beside if visit.viewer.sees(each.shop_id)), None)
    return (
        Cell(one.received_at),
        Cell(FLAG_WORDS.get(kind, UNKNOWN), tone=Tone.BAD if kind in PAID_OUT_TWICE else Tone.PLAIN),
        Cell(one.number or None, link),
        Cell(", ".join(each.number for each in beside) or None, ReceiptLink(near.receipt_id) if near else None),
        Cell(one.money_kopecks),
        Cell(one.points),
        Cell(one.shop),
        Cell(one.till),
        Cell(one.cashier or None),
        Cell(one.customer or None, CustomerLink(one.customer_id) if one.customer_id else None),
        Cell(one.business_at),
        Cell(STATE_WORDS[one.state]),
    )
