"""What a soak of devices came to."""

from dataclasses import dataclass, field
from threading import Lock

from pos_app.campaign.devices.figures import Figures

_MIB = 1 << 20
MEMORY_GROWTH_MAX = 16 * _MIB
# At work a job or a film that is under way has a few of its own; what leaks in each round is more than that by far.
_RESTLESS = 8
_NOTICED_MAX_MS, _BACK_MAX_MS = 1_000, 2_000


@dataclass(slots=True)
class DevicesTally:
    """Counted by several threads. ``wrong``: each loss in a sentence; ``idle`` … ``closed``: see ``run.py``.

    ``gone_ms``: how long it took to notice that a cable was pulled; ``back_ms``: to go on when it was put back.
    """

    codes: int = 0
    torn: int = 0
    receipts: int = 0
    repeated: int = 0
    printer_faults: int = 0
    shown: int = 0
    weighed: int = 0
    registered: int = 0
    registrar_faults: int = 0
    unplugged: int = 0
    gone_ms: list[int] = field(default_factory=list)
    back_ms: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    idle: Figures | None = None
    early: Figures | None = None
    late: Figures | None = None
    closed: Figures | None = None
    _lock: Lock = field(default_factory=Lock)

    def add(self, name: str, count: int = 1) -> None:
        """Count one more of ``name``, a field of this class."""
        with self._lock:
            setattr(self, name, getattr(self, name) + count)

    def lost(self, what: str) -> None:
        """Something happened that must not."""
        with self._lock:
            self.wrong.append(what)

    def took(self, gone: bool, milliseconds: int) -> None:
        """A cable was noticed to be pulled (``gone``) or put back after so long."""
        with self._lock:
            (self.gone_ms if gone else self.back_ms).append(milliseconds)

    def leaks(self) -> list[str]:
        """What was not given back, each in a sentence."""
        if self.idle is None or self.early is None or self.late is None or self.closed is None:
            return ["not measured: the soak did not come to its end"]
        found = []
        for name in ("threads", "tasks", "descriptors"):
            before, after = getattr(self.idle, name), getattr(self.closed, name)
            if after > before:
                found.append(f"{name}: {before} before, {after} after all devices were closed")
            running, later = getattr(self.early, name), getattr(self.late, name)
            if later > running + _RESTLESS:
                found.append(f"{name}: {running} early in the soak, {later} at its end")
        growth = self.late.memory_bytes - self.early.memory_bytes
        if growth > MEMORY_GROWTH_MAX:
            found.append(f"memory: grew by {growth / _MIB:.1f} MiB")
        return found

    @property
    def is_clean(self) -> bool:
        """Nothing lost, nothing leaked. Being slow is told, not judged: the machine may be busy."""
        return not self.wrong and not self.leaks()

    def text(self) -> str:
        """For people."""
        lines = [
            f"{self.codes} codes and {self.receipts} receipts, {len(self.wrong)} lost or wrong",
            f"unplugged {self.unplugged} times, {self.torn} of them in the middle of a code; "
            f"{self.printer_faults} faults of the printer, {self.repeated} receipts came out twice",
            f"{self.shown} times lines on the display, {self.weighed} weighings; {self.registered} receipts "
            f"registered, each once, over {self.registrar_faults} faults of the registrar",
            _times("noticed that a cable was pulled", self.gone_ms, _NOTICED_MAX_MS),
            _times("went on when it was put back", self.back_ms, _BACK_MAX_MS),
        ]
        for name, figures in (
            ("before", self.idle),
            ("early", self.early),
            ("at the end", self.late),
            ("closed", self.closed),
        ):
            if figures is not None:
                lines.append(f"{name:<11}{figures.text()}")
        lines += [f"lost: {what}" for what in self.wrong[:10]]
        lines += [f"leaked: {what}" for what in self.leaks()]
        return "\n".join(lines)


def _times(what: str, taken_ms: list[int], most_ms: int) -> str:
    if not taken_ms:
        return f"{what}: never"
    ordered = sorted(taken_ms)
    late = sum(1 for each in ordered if each > most_ms)
    return (
        f"{what}: median {ordered[len(ordered) // 2]} ms, longest {ordered[-1]} ms, "
        f"{late} of {len(ordered)} above {most_ms} ms"
    )
