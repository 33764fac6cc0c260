"""What a campaign came to, in words and two figures: how many thefts are found, and how often nothing is there."""

from fractions import Fraction

from pos_app.campaign.suspicion.measure import PATTERN_OF, Measured, Planted
from pos_app.campaign.suspicion.thieves import MANNERS, Intensity, Theft

LEAST_RECALL = Fraction(95, 100)
MOST_ALARMS = Fraction(1)


def recall_of(planted: list[Planted]) -> Fraction:
    """Of the thefts, how many were found; 0 where none was planted."""
    return Fraction(sum(each.is_found for each in planted), len(planted)) if planted else Fraction(0)


def alarms_per_honest_shift(measured: Measured) -> Fraction:
    """Mean number of alarms in a shift in which nothing was planted; 0 without such a shift."""
    return Fraction(sum(measured.honest), len(measured.honest)) if measured.honest else Fraction(0)


def is_good_enough(measured: Measured) -> bool:
    """Whether both figures are as the shop needs them, every pattern by itself, too."""
    by_theft = [[each for each in measured.planted if each.theft is theft] for theft in Theft]
    each_found = all(recall_of(planted) >= LEAST_RECALL for planted in by_theft if planted)
    return (
        bool(measured.planted)
        and bool(measured.honest)
        and each_found
        and recall_of(measured.planted) >= LEAST_RECALL
        and alarms_per_honest_shift(measured) <= MOST_ALARMS
    )


def report_text(measured: Measured, seed: int, shops: int, weeks: int) -> str:
    """Tables for a terminal."""
    lines = [
        f"{shops} shops, {weeks} weeks each after the weeks of learning, seed {seed}: {measured.receipts} receipts, "
        f"{len(measured.honest)} honest shifts, {len(measured.planted)} thefts "
        f"({measured.cut_short} more were cut short by the end and are not counted)",
        "",
        f"{'planted':52}{'thefts':>7}{'found':>7}{'recall':>8}{'shifts':>8}{'alarmed':>9}{'by chance':>11}",
    ]
    for theft in Theft:
        of_theft = [each for each in measured.planted if each.theft is theft]
        lines.append(_line(theft.value, of_theft, measured, theft))
        for intensity in Intensity:
            some = [each for each in of_theft if each.intensity is intensity]
            lines.append(_line(f"  {intensity}: {_manner(theft, intensity)}", some, measured, theft))
    lines.append(_line("all", measured.planted, measured, None))
    counts = sorted(measured.honest)
    mean = alarms_per_honest_shift(measured)
    lines += [
        "",
        "a theft is found when an alarm of its pattern names the thief and one of its receipts; «alarmed»: its shifts",
        "with such an alarm; «by chance»: how many thefts would be found if alarms came as in honest shifts",
        "",
        f"{'alarms in an honest shift':52}{'mean':>7}{'p95':>7}{'most':>8}",
        f"{'  all':52}{_figure(mean)}{counts[len(counts) * 95 // 100] if counts else 0:>7}"
        f"{counts[-1] if counts else 0:>8}",
    ]
    for theft in Theft:
        rate = Fraction(measured.false_alarms.get(PATTERN_OF[theft], 0), max(1, len(measured.honest)))
        lines.append(f"  {theft.value:50}{_figure(rate)}")
    learning = Fraction(measured.learning_alarms, max(1, measured.learning))
    lines += [
        f"  {'in the weeks of learning (not counted above)':50}{_figure(learning)}",
        "",
        f"recall {_figure(recall_of(measured.planted)).strip()} (at least {_figure(LEAST_RECALL).strip()}, each "
        f"pattern too), alarms in an honest shift {_figure(mean).strip()} (at most {_figure(MOST_ALARMS).strip()}): "
        + ("good enough" if is_good_enough(measured) else "NOT good enough"),
    ]
    return "\n".join(lines)


def _line(name: str, planted: list[Planted], measured: Measured, theft: Theft | None) -> str:
    if not planted:
        return f"{name:52}{0:>7}{'–':>7}{'–':>8}"
    found, shifts = sum(each.is_found for each in planted), sum(each.shifts for each in planted)
    alarmed = sum(each.alarmed for each in planted)
    chance = "" if theft is None else _figure(_by_chance(planted, measured, theft))
    return f"{name:52}{len(planted):>7}{found:>7}{_figure(recall_of(planted), 8)}{shifts:>8}{alarmed:>9}{chance:>11}"


def _by_chance(planted: list[Planted], measured: Measured, theft: Theft) -> Fraction:
    """As if each of a theft's shifts had an alarm as often as an honest one has."""
    rate = min(Fraction(1), Fraction(measured.false_alarms.get(PATTERN_OF[theft], 0), max(1, len(measured.honest))))
    return sum((1 - (1 - rate) ** each.shifts for each in planted), Fraction(0)) / len(planted)


def _manner(theft: Theft, intensity: Intensity) -> str:
    manner = MANNERS[theft, intensity]
    least, most = manner.receipts
    receipts = f"{least}" if least == most else f"{least} to {most}"
    return f"{receipts} receipts in {'a shift' if manner.shifts == 1 else f'each of {manner.shifts} shifts'}"


def _figure(value: Fraction, width: int = 7) -> str:
    return f"{float(value):>{width}.3f}"
