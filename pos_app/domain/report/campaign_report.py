"""What came of an offer to a segment, beside people of the same segments who did not get it."""

from datetime import datetime

from pos_app.domain.report.campaign_figures import CampaignFigures, GroupFigures
from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.document import Fact, Facts, Note, Period, Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.segments_report import SEGMENT_WORDS
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Filling, Words, counted

_WHOLE_BP = 10_000
_FEW = 100
"""A comparison of fewer people than this is mostly chance, and the report says so."""


def campaign_report(figures: CampaignFigures, shop: str, zone: str, made_at: datetime) -> Report:
    """One campaign; its period is from its first to its last day."""
    offered, control = figures.offered, figures.control
    more = offered.kopecks_each - control.kopecks_each
    tone = Tone.PLAIN if not control.people or not more else Tone.GOOD if more > 0 else Tone.BAD
    together = Facts(
        "together",
        (
            Fact("more", Words("More money a person than without the offer"), Kind.MONEY,
                 Cell(more if control.people else None, tone=tone)),
            Fact("receipts", Words("Receipts with the offer"), Kind.COUNT, Cell(figures.receipts_count)),
            Fact("given", Words("Taken off by the offer"), Kind.MONEY, Cell(figures.given_kopecks)),
        ),
    )  # fmt: skip
    groups = Table(
        "groups",
        Words("With and without the offer"),
        (
            Column("group", Words("Who"), Kind.WORDS),
            Column("people", Words("People"), Kind.COUNT),
            Column("buyers", Words("Bought"), Kind.COUNT),
            Column("buyers_share", Words("Share"), Kind.SHARE),
            Column("visits", Words("Days with a purchase"), Kind.COUNT, on_paper=False),
            Column("money", Words("Money"), Kind.MONEY),
            Column("money_each", Words("Each"), Kind.MONEY),
        ),
        (_group(Words("Got the offer"), offered), _group(Words("Did not get it"), control)),
    )
    segments = Table(
        "segments",
        Words("For whom"),
        (Column("segment", Words("Segment"), Kind.WORDS),),
        tuple((Cell(SEGMENT_WORDS[each]),) for each in figures.segments),
    )
    return Report(
        key="campaign",
        title=Words("Offer “{name}”", (("name", Filling(Kind.TEXT, figures.name)),)),
        shops=(shop,),
        zone=zone,
        made_at=made_at,
        period=Period(figures.first_day, figures.last_day),
        sections=(Section("result", Words("What came of it"), (together, groups, *_notes(figures), segments)),),
        made_by=figures.made_by,
    )


def _group(title: Words, group: GroupFigures) -> tuple[Cell, ...]:
    return (
        Cell(title),
        Cell(group.people),
        Cell(group.buyers),
        Cell(group.buyers * _WHOLE_BP // group.people if group.people else None),
        Cell(group.visits),
        Cell(group.kopecks),
        Cell(group.kopecks_each if group.people else None),
    )


def _notes(figures: CampaignFigures) -> tuple[Note, ...]:
    notes = [
        Note("rule", Words("Rule {rule}", (("rule", Filling(Kind.TEXT, figures.rule_id)),))),
        Note("counted", Words("Counted at {at}", (("at", Filling(Kind.INSTANT, figures.counted_at)),))),
    ]
    if figures.waiting:
        text = counted(
            "{count} person has the offer within the hour",
            "{count} people have the offer within the hour",
            figures.waiting,
        )
        notes.append(Note("waiting", text))
    if not figures.control.people:
        notes.append(Note("no_control", Words("Everybody got it: there is nobody to compare with"), Tone.BAD))
    elif figures.control.people < _FEW:
        notes.append(Note("few", Words("Few people to compare with: the difference may be chance"), Tone.BAD))
    return tuple(notes)
