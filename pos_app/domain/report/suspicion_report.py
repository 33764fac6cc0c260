"""Suspicious use: what should be looked at, how far from usual it is, and the receipts of each."""

from collections.abc import Mapping
from types import MappingProxyType

from pos_app.domain.report.alarms import AlarmLine, AlarmList
from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.document import Block, Fact, Facts, Note, Section
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptLink, ShiftLink
from pos_app.domain.report.page import FIRST_PAGE, Page
from pos_app.domain.report.queries import PAGE, ReportQueries
from pos_app.domain.report.setting import person
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words
from pos_app.domain.suspicion.alarm import Pattern, Sign

PATTERN_WORDS: Mapping[Pattern, Words] = MappingProxyType(
    {
        Pattern.ONE_CARD: Words("One account on many receipts"),
        Pattern.CARD_FIRST: Words("Customer named before the goods"),
        Pattern.UNPROVED_POINTS: Words("Points spent without the customer's proof"),
        Pattern.UNDONE_EARNING: Words("Voids and returns after earning"),
        Pattern.OWN_CARD: Words("Account of the staff"),
        Pattern.LIMIT_DISCOUNTS: Words("Discounts at the role's limit"),
    }
)
FIGURE_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "first": Words("Named before any goods"),
        "first_again": Words("Named before any goods, seen in this shift before"),
        "unproved": Words("Points without a card shown or a code told"),
        "unproved_cash": Words("Points without proof, the rest paid in cash"),
        "unproved_weak": Words("Points by a part of a phone, a typed card or a name"),
        "unproved_unlike": Words("Points without proof of customers who usually prove themselves"),
        "undone": Words("Voids and returns of what had earned"),
        "undone_alone": Words("Whole cash receipts undone by their cashier, not rung up anew"),
        "at_limit": Words("All that the role may give alone"),
        "at_limit_cash": Words("All that the role may give alone, on cash receipts"),
        "at_limit_nobody": Words("All that the role may give alone, on cash receipts without a customer"),
    }
)
_COLUMNS = (
    Column("number", Words("No."), Kind.COUNT),
    Column("what", Words("What"), Kind.WORDS),
    Column("seen_by", Words("Seen by"), Kind.WORDS, on_paper=False),
    Column("cashier", Words("Cashier"), Kind.TEXT),
    Column("customer", Words("Customer"), Kind.TEXT, on_paper=False),
    Column("shop", Words("Shop"), Kind.TEXT, on_paper=False),
    Column("shift", Words("Shift"), Kind.TEXT, on_paper=False),
    Column("day", Words("Day"), Kind.DAY, on_paper=False),
    Column("found", Words("Receipts"), Kind.COUNT),
    Column("of", Words("Of"), Kind.COUNT, on_paper=False),
    Column("usual", Words("Usually"), Kind.SHARE, on_paper=False),
    Column("days", Words("In days"), Kind.COUNT, on_paper=False),
    Column("one_in", Words("By chance: one shift in"), Kind.COUNT, on_paper=False),
)
_RECEIPT_COLUMNS = (
    Column("number", Words("No."), Kind.COUNT),
    Column("receipt", Words("Receipt"), Kind.TEXT),
    Column("at", Words("When"), Kind.INSTANT),
    Column("net", Words("Net sum"), Kind.MONEY),
    Column("points", Words("Points"), Kind.POINTS, on_paper=False),
    Column("earned", Words("Earned"), Kind.POINTS, on_paper=False),
)
_AT_ONCE = 100
"""Alarms on one sheet; the others are counted."""
_ID_END = 6
"""Of an account that has no name any more: enough to tell it from others in one report."""


def suspicion_section(queries: ReportQueries, scope: Scope, page: Page = FIRST_PAGE) -> Section:
    """Alarms of the days, newest first, and below each alarm's receipts, by its number."""
    found = queries.alarms(scope, min(_AT_ONCE, page.limit) if page.limit <= PAGE else page.limit, page.offset)
    title = Words("Suspicious use")
    if not found.closed:
        return Section("suspicion", title, ())
    if not found.count:
        return Section("suspicion", title, (_facts(found), _nothing_found(found)))
    names = queries.names({line.alarm.operator_id for line in found.lines})
    shops = queries.shop_names({line.shop_id for line in found.lines})
    first = page.offset + 1
    rows = tuple(
        _row(number, line, names, shops.get(line.shop_id, line.shop_id))
        for number, line in enumerate(found.lines, first)
    )
    receipts = tuple(
        (
            Cell(number),
            Cell(receipt.number, ReceiptLink(receipt.receipt_id)),
            Cell(receipt.at),
            Cell(receipt.net_kopecks),
            Cell(receipt.points),
            Cell(receipt.earned),
        )
        for number, line in enumerate(found.lines, first)
        for receipt in line.receipts
    )
    blocks: tuple[Block, ...] = (
        _facts(found),
        _chart(found),
        Note(
            "meaning",
            Words(
                "None of this proves anything: it is more than usual, and worth a question. Last column: how rarely "
                "chance alone would do it"
            ),
        ),
        Table("alarms", title, _COLUMNS, rows, (), max(0, found.count - page.offset - len(rows))),
        Table("receipts", Words("Their receipts"), _RECEIPT_COLUMNS, receipts),
    )
    return Section("suspicion", title, blocks)


def _nothing_found(found: AlarmList) -> Note:
    if found.looked_at < found.closed:
        return Note("unchecked", Words("Nothing so far; not every shift of these days was checked"), Tone.MUTED)
    return Note("nothing", Words("Nothing suspicious was found in these days"), Tone.GOOD)


def _facts(found: AlarmList) -> Facts:
    tone = Tone.WARNING if found.count else Tone.PLAIN
    return Facts(
        "suspicion",
        (
            Fact("alarms", Words("To be looked at"), Kind.COUNT, Cell(found.count, tone=tone)),
            Fact("checked", Words("Shifts that were checked"), Kind.COUNT, Cell(found.looked_at)),
            Fact("closed", Words("Closed shifts"), Kind.COUNT, Cell(found.closed)),
        ),
    )


def _chart(found: AlarmList) -> Chart:
    patterns = [pattern for pattern in Pattern if found.by_pattern.get(pattern)]
    return Chart(
        "patterns",
        Words("To be looked at"),
        Form.BARS,
        Kind.COUNT,
        Kind.WORDS,
        tuple(Cell(PATTERN_WORDS[pattern]) for pattern in patterns),
        (Series(Words("To be looked at"), tuple(found.by_pattern[pattern] for pattern in patterns)),),
    )


def _row(number: int, line: AlarmLine, names: Mapping[str, str], shop: str) -> tuple[Cell, ...]:
    alarm = line.alarm
    is_share = alarm.sign is not Sign.COUNT and not (
        alarm.pattern is Pattern.ONE_CARD and alarm.sign is Sign.SHIFT
    )  # how often an account comes in a day is no share of anything
    return (
        Cell(number),
        Cell(PATTERN_WORDS[alarm.pattern]),
        Cell(_seen_by(line)),
        Cell(person(names, alarm.operator_id)),
        Cell(line.customer or (f"…{alarm.customer_id[-_ID_END:]}" if alarm.customer_id else None)),
        Cell(shop),
        Cell(f"{line.till_code}-{line.shift_number}", ShiftLink(alarm.shift_id)),
        Cell(line.day),
        Cell(alarm.found),
        Cell(alarm.of),
        Cell(alarm.usual_bp if is_share else None),
        Cell(alarm.days),
        Cell(alarm.one_in or None),
    )


def _seen_by(line: AlarmLine) -> Words:
    alarm = line.alarm
    if alarm.sign is Sign.ONE_CASHIER:
        return Words("Always at this cashier, though others serve, too")
    if alarm.pattern is Pattern.ONE_CARD:
        return Words("More often in the shift than it comes on other days")
    if alarm.pattern is Pattern.OWN_CARD:
        return Words("Accounts of people who work here, at the till")
    return FIGURE_WORDS[alarm.figure]
