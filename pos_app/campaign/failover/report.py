"""The rounds as a table for people."""

from pos_app.campaign.failover.round import RoundReport

HEAD = (
    f"{'seed':>10} {'acknowledged':>12} {'before kill':>11} {'failures':>8} {'outage':>9} {'promises':>8}"
    f" {'lost':>5} {'doubled':>7} {'forgotten':>9}"
)
_SHOWN_FINDINGS = 5


def round_text(report: RoundReport) -> str:
    """One line, and what is wrong."""
    line = (
        f"{report.seed:>10} {report.acknowledged:>12} {report.before_kill:>11} {report.failures:>8}"
        f" {report.outage_ms:>6} ms {report.promises:>8} {report.lost:>5} {report.doubled:>7} {report.forgotten:>9}"
    )
    if report.is_whole:
        return line
    wrong = [f"    WRONG {finding}" for finding in report.findings[:_SHOWN_FINDINGS]]
    if report.parked or report.unsent:
        wrong.append(f"    WRONG {report.parked} parked, {report.unsent} tills could not send")
    return "\n".join([line, *wrong])


def plant_text(plant: str, reports: list[RoundReport]) -> str:
    """Whether the last round showed the planted fault."""
    if reports and reports[-1].shows_a_loss:
        lost, forgotten = reports[-1].lost, reports[-1].forgotten
        return f"{plant}: found in round {len(reports)}, {lost} operations lost, {forgotten} promises forgotten"
    return f"{plant}: NOT FOUND in {len(reports)} rounds"


def total_text(reports: list[RoundReport]) -> str:
    """The sum of all rounds."""
    lost = sum(report.lost for report in reports)
    acknowledged = sum(report.acknowledged for report in reports)
    broken = sum(1 for report in reports if not report.is_whole)
    promises = sum(report.promises for report in reports)
    forgotten = sum(report.forgotten for report in reports)
    return (
        f"{len(reports)} failovers, {acknowledged} operations acknowledged, {lost} lost, {promises} promises,"
        f" {forgotten} forgotten, {broken} rounds with errors"
    )
