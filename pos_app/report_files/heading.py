"""What stands at the head of every report: title, shop, period, when and by whom it was made."""

from pos_app.domain.report.document import Report
from pos_app.domain.report.table import Table
from pos_app.domain.report.words import Words, counted
from pos_app.report_files.report_words import ReportWords


def heading_rows(report: Report, words: ReportWords) -> tuple[tuple[str, ...], ...]:
    """Name and value of each; the title alone."""
    rows: list[tuple[str, ...]] = [(words.sentence(report.title),)]
    if report.shops:
        name = Words("Shop") if len(report.shops) == 1 else Words("Shops")
        rows.append((words.sentence(name), ", ".join(report.shops)))
    if report.period is not None:
        rows.append((words.sentence(Words("Period")), words.period(report.period)))
    rows.append((words.sentence(Words("Made at")), words.figures.instant(report.made_at)))
    if report.made_by:
        rows.append((words.sentence(Words("Made by")), report.made_by))
    return tuple(rows)


def heading_line(report: Report, words: ReportWords) -> str:
    """All of it but the title in one line: below the title of a page."""
    return " · ".join(f"{name}: {value}" for name, value in heading_rows(report, words)[1:])


def left_out(table: Table) -> Words:
    """How many rows a table leaves out."""
    return counted("{count} more row is not shown", "{count} more rows are not shown", table.left_out)
