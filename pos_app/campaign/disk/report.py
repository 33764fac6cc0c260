"""What the disk campaigns found, for people."""

from pos_app.campaign.disk.kill import DiskFindings
from pos_app.campaign.disk.power import PowerFindings

_MOST_TOLD = 20


def kills_text(findings: DiskFindings, seed: int) -> str:
    """Points by call, trials by fault, and what broke."""
    lines = [f"seed {seed}: {sum(findings.points.values())} system calls of one hour touch the till's files"]
    lines += [f"  {name:<20} {count:>7}" for name, count in sorted(findings.points.items())]
    lines += [f"{'trials':<22} {sum(findings.trials.values()):>7}"]
    lines += [f"  {fault:<20} {count:>7}" for fault, count in sorted(findings.trials.items())]
    return "\n".join(lines + _broken(findings.broken))


def power_text(findings: PowerFindings, seed: int) -> str:
    """Events by kind, disks by way, and what broke."""
    lines = [f"seed {seed}: {sum(findings.events.values())} events of one hour recorded"]
    lines += [f"  {name:<20} {count:>7}" for name, count in sorted(findings.events.items())]
    lines += [f"{'disks after a power cut':<23} {sum(findings.states.values()):>6}"]
    lines += [f"  {way:<20} {count:>7}" for way, count in sorted(findings.states.items())]
    lines.append(f"{'and the next hour lived':<23} {findings.lived_on:>6}")
    return "\n".join(lines + _broken(findings.broken))


def _broken(broken: list[tuple[str, str]]) -> list[str]:
    lines = [f"BROKEN {where}: {what}" for where, what in broken[:_MOST_TOLD]]
    lines += [f"… and {len(broken) - _MOST_TOLD} more"] * (len(broken) > _MOST_TOLD)
    return [*lines, f"broken: {len(broken)}"]
