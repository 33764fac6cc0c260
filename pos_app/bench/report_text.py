"""A report as a table for people."""

from collections.abc import Sequence

from pos_app.bench.figure import Figure, Report, Table, percentile

_NS_PER_US = 1_000
_TITLE_WIDTH = 52


def report_text(report: Report) -> str:
    """Conditions, then every figure with its parts under it."""
    head = f"{'':<{_TITLE_WIDTH}} {'n':>5} {'median':>11} {'p99':>11} {'share':>6}   target for p99"
    blocks = [*report.conditions]
    for table in report.tables:
        blocks += ["", *_table(table)]
    if report.figures:
        blocks += ["", head]
    for figure in report.figures:
        blocks += ["", *_figure(figure)]
    return "\n".join(blocks)


def _table(table: Table) -> list[str]:
    lines = [table.columns, *table.rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(table.columns))]
    return [
        table.title,
        *(
            "  " + "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip()
            for line in lines
        ),
    ]


def _figure(figure: Figure) -> list[str]:
    totals, whole = figure.totals, sum(figure.totals) or 1
    verdict = ""
    if figure.is_met is not None:
        verdict = f"{figure.target_ms} ms: {'met' if figure.is_met else 'MISSED'}"
    lines = [_line(figure.title, totals, f"{len(totals):>5}", "", verdict)]
    for name, values in figure.parts().items():
        share = f"{100 * sum(values) / whole:.0f} %"
        lines.append(_line(f"    {name}", values, "", share))
    for name, values in figure.beside().items():
        ratio = figure.ratio_hundredths(values)
        lines.append(_line(f"  beside it: {name}", values, f"{len(values):>5}", "", f"ratio {ratio / 100:.1f}"))
    if figure.note:
        lines.append(f"  {figure.note}")
    return lines


def _line(title: str, values: Sequence[int], count: str, share: str, verdict: str = "") -> str:
    median, p99 = _time(percentile(values, 50)), _time(percentile(values, 99))
    return f"{title:<{_TITLE_WIDTH}} {count:>5} {median:>11} {p99:>11} {share:>6}   {verdict}".rstrip()


def _time(nanoseconds: int) -> str:
    """Milliseconds with as many digits as can be trusted."""
    microseconds = nanoseconds // _NS_PER_US
    return f"{microseconds / 1_000:.0f} ms" if microseconds >= 100_000 else f"{microseconds / 1_000:.2f} ms"
