"""What a campaign found, for people."""

from pos_app.campaign.engine.checks import CHECKS, Failure, Findings
from pos_app.domain.loyalty.programme_document import write_programme
from sync.protocol.encoding import encode

_MOST_TOLD = 5


def report_text(findings: Findings, seed: int) -> str:
    """Counts by invariant and by kind of rule, then failing cases with how to try them again."""
    lines = [f"seed {seed}: {findings.cases} cases", "", f"{'invariant':<36} {'checked':>9} {'broken':>9}"]
    for name in CHECKS:
        broken = sum(failure.check == name for failure in findings.failures)
        lines.append(f"{name:<36} {findings.checked[name]:>9} {broken:>9}")
    lines += ["", f"{'kind of rule':<36} {'met':>9} {'applied':>9}"]
    for kind in sorted(findings.met | findings.applied):
        lines.append(f"{kind:<36} {findings.met[kind] or '':>9} {findings.applied[kind]:>9}")
    lines += [
        "",
        f"small baskets (6 lines, 6 competing rules): {findings.small}, the slowest {findings.slowest:.2f} s",
        f"small baskets not proven best: {findings.not_proven}",
        "",
    ]
    if not findings.failures:
        lines.append("nothing is broken")
    for failure in findings.failures[:_MOST_TOLD]:
        lines += _failure_lines(failure, seed)
    if findings.failures:
        lines.append(f"{len(findings.failures)} cases are broken")
    return "\n".join(lines)


def _failure_lines(failure: Failure, seed: int) -> list[str]:
    case = failure.case
    return [
        f"BROKEN case {failure.number}: {failure.check}: {failure.what}",
        f"  again: till campaign engine --seed {seed} --case {failure.number}",
        "  the least that breaks it:",
        f"  at {case.at.isoformat()}, mix {case.mix}",
        f"  basket {encode(case.basket).decode('utf-8')}",
        f"  one line more {encode(case.more).decode('utf-8')}",
        f"  customer {'nobody' if case.standing is None else encode(case.standing).decode('utf-8')}",
        *(f"  {line}" for line in write_programme(case.programme).splitlines()),
        "",
    ]
