"""What does not tie, in words that name the receipt."""

from collections.abc import Mapping
from types import MappingProxyType

from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.document import Block, Note
from pos_app.domain.report.finding_figures import figure_value, figure_words
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptLink
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.ties import Finding, FindingKind
from pos_app.domain.report.words import Words, counted

_KINDS: Mapping[FindingKind, Words] = MappingProxyType(
    {
        FindingKind.LOST: Words("Lost"),
        FindingKind.DOUBLED: Words("Doubled"),
        FindingKind.REDATED: Words("Another day or time"),
        FindingKind.CHANGED: Words("Changed"),
        FindingKind.UNREADABLE: Words("Cannot be read"),
        FindingKind.SUM_DIFFERS: Words("Sum differs"),
    }
)
_PLACES: Mapping[str, Words] = MappingProxyType(
    {
        "receipts": Words("Receipts as the till told them"),
        "register": Words("Register of receipts"),
        "sums": Words("Sums of the reports"),
        "z_report": Words("Z report"),
        "operations": Words("Operations of the till"),
    }
)
_COLUMNS = (
    Column("kind", Words("What"), Kind.WORDS),
    Column("receipt", Words("Receipt"), Kind.TEXT),
    Column("place", Words("Where"), Kind.WORDS),
    Column("figure", Words("Figure"), Kind.TEXT, on_paper=False),
    Column("expected", Words("Expected"), Kind.TEXT, on_paper=False),
    Column("found", Words("Found"), Kind.TEXT, on_paper=False),
)


def findings_blocks(findings: tuple[Finding, ...]) -> tuple[Block, ...]:
    """A sentence, and a row for each finding."""
    if not findings:
        return (Note("ties", Words("Points and money tie to the receipts: difference 0.00"), Tone.GOOD),)
    said = counted(
        "{count} thing does not tie to the receipts", "{count} things do not tie to the receipts", len(findings)
    )
    rows = tuple(_row(finding) for finding in findings)
    return (Note("ties", said, Tone.BAD), Table("findings", Words("What does not tie"), _COLUMNS, rows))


def _row(finding: Finding) -> tuple[Cell, ...]:
    link = ReceiptLink(finding.receipt_id) if finding.receipt_id else None
    return (
        Cell(_KINDS[finding.kind], tone=Tone.BAD),
        Cell(finding.number or None, link),
        Cell(_PLACES[finding.place]),
        Cell(figure_words(finding.figure) or None),
        Cell(figure_value(finding.figure, finding.expected) or None),
        Cell(figure_value(finding.figure, finding.found) or None),
    )
