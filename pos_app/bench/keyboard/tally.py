"""What became of the scans and of the typing."""

from dataclasses import dataclass, field

from pos_app.bench.figure import percentile

LAST_KEY_TARGET_MS = 30
_NS_PER_MS = 1_000_000


@dataclass(slots=True)
class KeyboardTally:
    """``prompt_ns``: last key to handled, of scans into a window that was not stalled; ``late_ns`` of the others.

    ``torn``: scans between whose keys this machine's X server paused longer than any scanner does, by the events' own
    time: what becomes of such a scan says nothing about the till, and no code may come of it but the whole one.
    """

    scans: int = 0
    typed: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    misjudged: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    prompt_ns: list[int] = field(default_factory=list)
    late_ns: list[int] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, wrong, leaked or misjudged, and the last key was handled in time."""
        in_time = not self.prompt_ns or percentile(self.prompt_ns, 99) <= LAST_KEY_TARGET_MS * _NS_PER_MS
        return in_time and not (self.lost or self.wrong or self.leaked or self.misjudged)

    def text(self) -> str:
        """For people."""
        lines = [
            f"{self.scans} scans, {self.typed} times a person typed",
            f"lost {len(self.lost)}, wrong {len(self.wrong)}, leaked into a field {len(self.leaked)}, "
            f"typing taken for a scan {len(self.misjudged)}; torn by this machine itself {len(self.torn)}",
        ]
        for name, times in (("last key to handled", self.prompt_ns), ("the same in stalls of 100 ms", self.late_ns)):
            if times:
                median, p99, worst = (
                    ns / _NS_PER_MS for ns in (percentile(times, 50), percentile(times, 99), max(times))
                )
                lines.append(f"{name}: median {median:.1f} ms, p99 {p99:.1f} ms, worst {worst:.1f} ms")
        for what in ("lost", "wrong", "leaked", "misjudged", "torn"):
            lines += [f"  {what}: {case}" for case in getattr(self, what)[:5]]
        return "\n".join(lines)
