"""Reports held against the facts, as text."""

from collections.abc import Iterable, Iterator

from pos_app.domain.report.figures import ShiftLine
from pos_app.domain.report.ties import Finding

_SHOWN = 100


def check_lines(found: Iterable[tuple[ShiftLine | None, Finding]], folded: int) -> Iterator[str]:
    """What was folded, what does not tie, by shift; the last line says whether all is right."""
    yield f"facts folded now          {folded:>12}"
    count = 0
    for line, finding in found:
        count += 1
        if count <= _SHOWN:
            yield _line(line, finding)
    if count > _SHOWN:
        yield f"… and {count - _SHOWN} more"
    yield "every report ties to the receipts" if not count else f"{count} things do not tie"


def _line(line: ShiftLine | None, finding: Finding) -> str:
    where = "sums" if line is None else f"shop {line.shop_id}, shift {line.till_code}-{line.number} of {line.day}"
    named = f"receipt {finding.number}" if finding.number else finding.figure
    told = f": expected {finding.expected}, found {finding.found}" if finding.expected or finding.found else ""
    figure = f" {finding.figure}" if finding.number and finding.figure else ""
    return f"WRONG {where}: {finding.kind.value}, {named} ({finding.place}{figure}){told}"
