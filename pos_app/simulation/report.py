"""What a campaign found, for people."""

from collections.abc import Sequence

from pos_app.simulation.campaign import Campaign
from pos_app.simulation.plants.table import PLANTS

_MOST_WORLDS = 5
_MOST_OF_A_WORLD = 6
_LONGEST_WORDS = 110


def report_text(campaign: Campaign) -> str:
    """Figures, faults by kind, what was done at the counters, and each broken world with how to see it again."""
    per_minute = campaign.till_days / campaign.seconds * 60 if campaign.seconds else 0.0
    per_core = campaign.till_days / campaign.busy_seconds * 60 if campaign.busy_seconds else 0.0
    lines = [
        f"seed {campaign.seed}: {campaign.till_days} till-days in {campaign.worlds} worlds, {campaign.seconds:.0f} s: "
        f"{per_minute:.0f} till-days a minute ({per_core:.0f} a minute and core)",
        "",
        f"{'faults injected':<44} {'times':>9}",
    ]
    lines += [f"  {name:<42} {count:>9}" for name, count in sorted(campaign.faults.items())]
    lines += ["", f"{'at the counters':<44} {'times':>9}"]
    lines += [f"  {name:<42} {count:>9}" for name, count in sorted(campaign.done.items())]
    lines += ["", f"violations: {sum(map(len, campaign.broken.values()))} in {len(campaign.broken)} worlds"]
    for seed in sorted(campaign.broken)[:_MOST_WORLDS]:
        lines += broken_text(campaign, seed)
    return "\n".join(lines)


def broken_text(campaign: Campaign, seed: int, *, everything: bool = False) -> list[str]:
    """One world's violations and the command that lives through it again."""
    plant = f" --plant {campaign.plant}" if campaign.plant else ""
    found = campaign.broken[seed]
    lines = [f"world {seed}: ./till simulate --world {seed}{plant}"]
    shown = len(found) if everything else _MOST_OF_A_WORLD
    lines += [f"  {each.invariant} {each.what}" for each in found[:shown]]
    if len(found) > shown:
        lines.append(f"  … and {len(found) - shown} more")
    return lines


def plants_head(seed: int, till_days: int) -> str:
    """What every planted fault is given, and the head of the table."""
    return (
        f"seed {seed}: each fault has worlds of its own, until one shows it or {till_days} till-days are over\n"
        f"{'planted fault':<26} {'caught in':>12} {'till-days':>9} {'seconds':>7}  violation"
    )


def plants_text(tried: Sequence[Campaign], faults: int) -> str:
    """The last lines of the table. ``faults``: how many there are; ``tried``: those that are over."""
    caught = [each for each in tried if each.broken]
    missed = [each.plant or "" for each in tried if not each.broken]
    days, seconds = sum(each.till_days for each in tried), sum(each.busy_seconds for each in tried)
    lines = [f"{len(caught)} of {faults} planted faults caught, in {days} till-days, {seconds:.0f} s of one process"]
    lines += [f"NOT CAUGHT: {', '.join(missed)}"] * bool(missed)
    lines += [f"ended before {faults - len(tried)} of them were over"] * (len(tried) < faults)
    return "\n".join(lines)


def plant_text(campaign: Campaign) -> str:
    """In which world a planted fault was caught, after how many till-days, by what."""
    plant = PLANTS[campaign.plant or ""]
    if campaign.broken:
        seed = min(campaign.broken)
        first = next(each for each in campaign.broken[seed] if each.invariant in plant.by)
        told = f"{first.invariant} {first.what.splitlines()[-1][:_LONGEST_WORDS]}"
        return f"{campaign.plant:<26} {seed:>12} {campaign.caught_after:>9} {campaign.busy_seconds:>7.1f}  {told}"
    other = sorted({each.invariant for found in campaign.beside.values() for each in found})
    told = f"NOT CAUGHT by {' or '.join(plant.by)}" + (f", only {', '.join(other)}" if other else "")
    return f"{campaign.plant:<26} {'-':>12} {campaign.till_days:>9} {campaign.busy_seconds:>7.1f}  {told}"
