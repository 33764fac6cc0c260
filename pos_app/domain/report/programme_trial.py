"""A draft of the programme tried on past receipts, as a report: sums before and after, rule by rule, receipts."""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.backtest.trial_result import TrialResult, TrialRule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.words.conditions import STAGES
from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.document import Block, Fact, Facts, Note, Period, Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptLink
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Filling, Words, counted

MOST_RULES_DRAWN = 10
_BEFORE, _AFTER, _MORE = Words("Without the draft"), Words("With the draft"), Words("Difference")

Both = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TrialFrame:
    """What stands around the figures. ``against``: the version compared with, None for what was sold.

    ``language``: in which rules are called by their names.
    """

    shops: tuple[str, ...]
    zone: str
    made_at: datetime
    first_day: date
    last_day: date
    against: int | None
    language: str
    made_by: str = ""


def programme_trial_report(result: TrialResult, frame: TrialFrame) -> Report:
    """The whole report."""
    sections = [Section("sums", Words("What it comes to"), _sums(result, frame))]
    if result.rules:
        sections.append(Section("rules", Words("Rule by rule"), _rules(result, frame)))
    sections.append(Section("receipts", Words("Receipts that change most"), _receipts(result)))
    sections.append(Section("assumed", Words("What is assumed"), _assumed(result)))
    period = Period(frame.first_day, frame.last_day)
    title = Words("The draft on past receipts")
    return Report(
        "programme_trial", title, frame.shops, frame.zone, frame.made_at, period, tuple(sections), frame.made_by
    )


def _sums(result: TrialResult, frame: TrialFrame) -> tuple[Block, ...]:
    sums = result.sums
    compared = (
        Words("Without the draft: as it was sold")
        if frame.against is None
        else Words("Without the draft: by version {version}", (("version", Filling(Kind.COUNT, frame.against)),))
    )
    facts = Facts(
        "trial",
        (
            Fact("receipts", Words("Receipts tried"), Kind.COUNT, Cell(result.receipts)),
            Fact("changed", Words("Receipts that change"), Kind.COUNT, Cell(result.changed)),
            Fact("discount", Words("Discounts, more or less"), Kind.MONEY, Cell(_more(sums.discount_kopecks))),
            Fact("money", Words("Paid in money, more or less"), Kind.MONEY, Cell(_more(sums.money_kopecks))),
            Fact("earned", Words("Points issued, more or less"), Kind.POINTS, Cell(_more(sums.earned))),
        ),
    )
    blocks: list[Block] = [facts, Note("compared", compared)]
    if result.unreadable:
        blocks.append(_unreadable(result))
    blocks += [_money(result), _points(result)]
    if len(result.days) > 1:
        blocks.append(_by_day(result))
    return tuple(blocks)


def _unreadable(result: TrialResult) -> Note:
    words = counted(
        "{count} receipt could not be read and is left out",
        "{count} receipts could not be read and are left out",
        result.unreadable,
    )
    return Note("unreadable", words, Tone.WARNING)


def _money(result: TrialResult) -> Table:
    sums = result.sums
    rows: tuple[tuple[Words, Both], ...] = (
        (Words("List price"), (sums.list_kopecks, sums.list_kopecks)),
        (Words("Discounts given away"), sums.discount_kopecks),
        (Words("Paid with points"), sums.spent_kopecks),
        (Words("Paid in money"), sums.money_kopecks),
    )
    return Table("money", Words("Money"), _columns(Kind.MONEY), tuple(_row(*row) for row in rows))


def _points(result: TrialResult) -> Table:
    rows = ((Words("Points spent"), result.sums.spent), (Words("Points issued"), result.sums.earned))
    return Table("points", Words("Points"), _columns(Kind.POINTS), tuple(_row(*row) for row in rows))


def _columns(kind: Kind) -> tuple[Column, ...]:
    return (
        Column("figure", Words("Figure"), Kind.WORDS),
        Column("before", _BEFORE, kind),
        Column("after", _AFTER, kind),
        Column("difference", _MORE, kind),
    )


def _row(title: Words, both: Both) -> tuple[Cell, ...]:
    return Cell(title), Cell(both[0]), Cell(both[1]), Cell(_more(both))


def _by_day(result: TrialResult) -> Chart:
    return Chart(
        "days",
        Words("Discounts by day"),
        Form.LINE,
        Kind.MONEY,
        Kind.DAY,
        tuple(Cell(one.day) for one in result.days),
        (
            Series(_BEFORE, tuple(one.discount_kopecks[0] for one in result.days)),
            Series(_AFTER, tuple(one.discount_kopecks[1] for one in result.days)),
        ),
    )


def _rules(result: TrialResult, frame: TrialFrame) -> tuple[Block, ...]:
    named = [(_name(rule, frame.language), rule) for rule in result.rules]
    taken = [(name, rule) for name, rule in named if any(rule.kopecks)][:MOST_RULES_DRAWN]
    blocks: list[Block] = []
    if taken:
        blocks.append(
            Chart(
                "rules_drawn",
                Words("Discounts by rule"),
                Form.BARS,
                Kind.MONEY,
                Kind.TEXT,
                tuple(Cell(name) for name, _ in taken),
                (
                    Series(_BEFORE, tuple(rule.kopecks[0] for _, rule in taken)),
                    Series(_AFTER, tuple(rule.kopecks[1] for _, rule in taken)),
                ),
            )
        )
    columns = (
        Column("rule", Words("Rule"), Kind.TEXT),
        Column("receipts_before", Words("Receipts without"), Kind.COUNT, on_paper=False),
        Column("receipts_after", Words("Receipts with"), Kind.COUNT, on_paper=False),
        Column("kopecks_before", Words("Discount without"), Kind.MONEY, on_paper=False),
        Column("kopecks_after", Words("Discount with"), Kind.MONEY),
        Column("points_before", Words("Points without"), Kind.POINTS, on_paper=False),
        Column("points_after", Words("Points with"), Kind.POINTS),
    )
    rows = tuple(
        (
            Cell(name),
            Cell(rule.receipts[0]),
            Cell(rule.receipts[1]),
            Cell(rule.kopecks[0]),
            Cell(rule.kopecks[1]),
            Cell(rule.points[0]),
            Cell(rule.points[1]),
        )
        for name, rule in named
    )
    return (*blocks, Table("rules", Words("Rules"), columns, rows))


def _name(rule: TrialRule, language: str) -> str:
    """What nothing names is called by its stage: a discount by hand, the earning that everybody has."""
    if rule.name is not None:
        return rule.name.ru if language == "ru" else rule.name.en
    if rule.stage in tuple(Stage):
        words = STAGES[Stage(rule.stage)][0 if language == "ru" else 1]
        return f"{words[:1].upper()}{words[1:]}"
    return rule.rule_id


def _receipts(result: TrialResult) -> tuple[Block, ...]:
    if not result.changed:
        return (Note("unchanged", Words("No receipt changes"), Tone.GOOD),)
    places = (
        ("cheaper", Filling(Kind.COUNT, result.cheaper)),
        ("less", Filling(Kind.MONEY, result.cheaper_kopecks)),
        ("dearer", Filling(Kind.COUNT, result.dearer)),
        ("more", Filling(Kind.MONEY, result.dearer_kopecks)),
    )
    words = Words("Cheaper: {cheaper} receipts by {less} together. Dearer: {dearer} by {more}", places)
    columns = (
        Column("receipt", Words("Receipt"), Kind.TEXT),
        Column("money_before", Words("To pay without"), Kind.MONEY, on_paper=False),
        Column("money_after", Words("To pay with"), Kind.MONEY),
        Column("difference", _MORE, Kind.MONEY),
        Column("earned_before", Words("Points issued without"), Kind.POINTS, on_paper=False),
        Column("earned_after", Words("Points issued with"), Kind.POINTS, on_paper=False),
    )
    rows = tuple(
        (
            Cell(one.number, ReceiptLink(one.receipt_id)),
            Cell(one.money_kopecks[0]),
            Cell(one.money_kopecks[1]),
            Cell(_more(one.money_kopecks)),
            Cell(one.earned[0]),
            Cell(one.earned[1]),
        )
        for one in result.largest
    )
    table = Table("changes", Words("Receipts"), columns, rows, left_out=result.changed - len(rows))
    return Note("moved", words), table


def _assumed(result: TrialResult) -> tuple[Block, ...]:
    return (
        Note(
            "same_goods",
            Words("Customers buy the same goods and pay with points as they did, as far as the draft lets them"),
        ),
        Note(
            "tier_told",
            Words(
                "A tier that the receipt tells holds; purchases and turnover are counted from the first receipt tried"
            ),
        ),
        Note("by_hand", Words("A discount by hand is the sum that it was. Returns are left out")),
        *(
            Note(f"example_{number}", Words("{text}", (("text", Filling(Kind.TEXT, one)),)), Tone.MUTED)
            for number, one in enumerate(result.examples, 1)
        ),
    )


def _more(both: Both) -> int:
    return both[1] - both[0]
