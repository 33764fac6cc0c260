"""The report of segments and tiers: how many, what they are worth, who moved."""

from collections.abc import Callable, Mapping
from datetime import datetime

from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.document import Note, Period, Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.segment_figures import Move, SegmentSheet, SizeLine
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Filling, Words
from pos_app.domain.segment.segment import Segment, SegmentTerms

SEGMENT_WORDS: Mapping[Segment, Words] = {
    Segment.BEST: Words("Best"),
    Segment.LOYAL: Words("Loyal"),
    Segment.PROMISING: Words("Promising"),
    Segment.NEW: Words("New"),
    Segment.COOLING: Words("Cooling"),
    Segment.AT_RISK: Words("At risk"),
    Segment.PASSING: Words("Passing by"),
    Segment.ASLEEP: Words("Asleep"),
    Segment.NEVER: Words("Never bought"),
}
_WHOLE_BP = 10_000


def segments_report(
    sheet: SegmentSheet, tier_names: Mapping[str, str], terms: SegmentTerms, shop: str, zone: str, made_at: datetime
) -> Report:
    """``tier_names``: by code, in the reader's language, in the order of the tiers."""
    order = [each.value for each in Segment]
    segments = sorted(sheet.segments, key=lambda each: order.index(each.code) if each.code in order else len(order))
    tiers = sorted(sheet.tiers, key=lambda each: [*tier_names, each.code].index(each.code) if each.code else -1)

    def tier_name(code: str) -> Words:
        return (
            Words("{tier}", (("tier", Filling(Kind.TEXT, tier_names.get(code, code))),)) if code else Words("No tier")
        )

    return Report(
        key="segments",
        title=Words("Segments of customers"),
        shops=(shop,),
        zone=zone,
        made_at=made_at,
        period=Period(sheet.first_day, sheet.last_day),
        sections=(
            Section(
                "segments",
                Words("Recency, frequency, money"),
                (
                    _sizes("segments", Words("Segments"), segments, segment_name),
                    _chart("segments", Words("Customers by segment"), segments, segment_name),
                    Note("looked", _looked(sheet)),
                    Note("terms", _terms(terms)),
                ),
            ),
            Section(
                "segment_moves",
                Words("Who moved between segments"),
                (_moves("segment_moves", Words("Moves between segments"), sheet.segment_moves, segment_name),),
            ),
            Section(
                "tiers",
                Words("Tiers"),
                (
                    _sizes("tiers", Words("Tiers"), tiers, tier_name),
                    _moves("tier_moves", Words("Moves between tiers"), sheet.tier_moves, tier_name),
                ),
            ),
        ),
    )


def segment_name(code: str) -> Words:
    """A segment in words; a code that this version does not know stands for itself."""
    known = {each.value: words for each, words in SEGMENT_WORDS.items()}
    return known.get(code) or Words("{segment}", (("segment", Filling(Kind.TEXT, code)),))


def _sizes(key: str, title: Words, lines: list[SizeLine], name: Callable[[str], Words]) -> Table:
    together = sum(line.customers for line in lines)
    kopecks, visits = sum(line.kopecks for line in lines), sum(line.visits for line in lines)
    before = sum(line.customers_before for line in lines)
    return Table(
        key,
        title,
        (
            Column("name", Words("Name"), Kind.WORDS),
            Column("customers", Words("Customers"), Kind.COUNT),
            Column("change", Words("Growth"), Kind.COUNT),
            Column("share", Words("Share"), Kind.SHARE, on_paper=False),
            Column("visits", Words("Days with a purchase in a year"), Kind.COUNT, on_paper=False),
            Column("money", Words("Money in a year"), Kind.MONEY, on_paper=False),
            Column("money_each", Words("Each"), Kind.MONEY),
        ),
        tuple(
            (
                Cell(name(line.code)),
                Cell(line.customers),
                Cell(line.customers - line.customers_before),
                Cell(line.customers * _WHOLE_BP // together if together else None),
                Cell(line.visits),
                Cell(line.kopecks),
                Cell(line.kopecks // line.customers if line.customers else None),
            )
            for line in lines
        ),
        (
            Cell(Words("Total")),
            Cell(together),
            Cell(together - before),
            Cell(None),
            Cell(visits),
            Cell(kopecks),
            Cell(kopecks // together if together else None),
        ),
    )


def _chart(key: str, title: Words, lines: list[SizeLine], name: Callable[[str], Words]) -> Chart:
    return Chart(
        f"{key}_chart",
        title,
        Form.BARS,
        Kind.COUNT,
        Kind.WORDS,
        labels=tuple(Cell(name(line.code)) for line in lines),
        series=(Series(Words("Customers"), tuple(line.customers for line in lines)),),
    )


def _moves(key: str, title: Words, moves: tuple[Move, ...], name: Callable[[str], Words]) -> Table | Note:
    if not moves:
        return Note(key, Words("Nobody moved in this time"))
    return Table(
        key,
        title,
        (
            Column("from", Words("From"), Kind.WORDS),
            Column("to", Words("To"), Kind.WORDS),
            Column("customers", Words("Customers"), Kind.COUNT),
        ),
        tuple((Cell(name(move.from_code)), Cell(name(move.to_code)), Cell(move.customers)) for move in moves),
        (Cell(Words("Total")), Cell(None), Cell(sum(move.customers for move in moves))),
    )


def _looked(sheet: SegmentSheet) -> Words:
    if sheet.first_look is None or sheet.last_look is None:
        return Words("Nobody was looked at yet: the server does it once a day")
    days = (("first", Filling(Kind.DAY, sheet.first_look)), ("last", Filling(Kind.DAY, sheet.last_look)))
    return Words("Segments as looked at on {last}, beside {first}; moves between tiers as they happened", days)


def _terms(terms: SegmentTerms) -> Words:
    return Words(
        "Lately: bought in the last {lately} days; cooling: in the last {cooling}; at risk: in the last {risk}."
        " Often: on {often} days of the last year or more; much: {much} or more.",
        (
            ("lately", Filling(Kind.COUNT, terms.lately_days)),
            ("cooling", Filling(Kind.COUNT, terms.cooling_days)),
            ("risk", Filling(Kind.COUNT, terms.risk_days)),
            ("often", Filling(Kind.COUNT, terms.often_visits)),
            ("much", Filling(Kind.MONEY, terms.much_kopecks)),
        ),
    )
