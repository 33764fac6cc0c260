"""What the crawl visited, did and found."""

from collections import Counter
from dataclasses import dataclass, field

NEEDS_A_FAULT = frozenset({"checking"})
"""Screens that only a fault of the disk brings up; the campaigns ``crash`` and ``power`` bring them up."""


@dataclass(slots=True)
class CrawlTally:
    """``screens`` and ``dialogs``: how often each was come to; ``wrong``: everything that must not be, in words.

    ``must_see_all``: the crawl had the time for every place, so one that was never in front is wrong too.
    """

    every_screen: tuple[str, ...]
    every_dialog: tuple[str, ...]
    must_see_all: bool = False
    screens: Counter[str] = field(default_factory=Counter)
    dialogs: Counter[str] = field(default_factory=Counter)
    deeds: Counter[str] = field(default_factory=Counter)
    buttons: set[tuple[str, str]] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    warnings: Counter[str] = field(default_factory=Counter)
    receipts: int = 0
    operations: int = 0
    slowest_ms: int = 0

    @property
    def unseen(self) -> tuple[str, ...]:
        """Screens and dialogs that were never in front, but those that need a fault."""
        screens = [name for name in self.every_screen if not self.screens[name] and name not in NEEDS_A_FAULT]
        return (*screens, *(f"{name} (dialog)" for name in self.every_dialog if not self.dialogs[name]))

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong; what was not seen is told, and wrong only if the whole time was given."""
        return not self.wrong and not (self.must_see_all and self.unseen)

    def text(self) -> str:
        """For people, some tens of lines."""
        deeds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.deeds.items()))
        lines = [
            f"{sum(self.deeds.values())} deeds ({deeds}), {len(self.buttons)} different buttons",
            f"{self.receipts} receipts, {self.operations} operations at the server",
            f"slowest answer of the window {self.slowest_ms} ms",
            "screens  " + self._counted(self.every_screen, self.screens),
            "dialogs  " + self._counted(self.every_dialog, self.dialogs),
        ]
        lines += [f"warned {count:>4} times: {text}" for text, count in self.warnings.most_common(10)]
        if self.unseen and not self.must_see_all:
            lines.append("not seen, in less than the whole time: " + ", ".join(self.unseen))
        wrong = [*self.wrong, *(f"never reached: {name}" for name in self.unseen if self.must_see_all)]
        if not self.unseen:
            screens = len(self.every_screen) - len(NEEDS_A_FAULT)
            lines.append(f"reached: all {screens} screens and all {len(self.every_dialog)} dialogs")
        lines += [f"WRONG {each}" for each in wrong]
        lines.append("nothing is wrong" if not wrong else f"{len(wrong)} things are wrong")
        return "\n".join(lines)

    @staticmethod
    def _counted(names: tuple[str, ...], counts: Counter[str]) -> str:
        return " · ".join(f"{name} {counts[name]}" for name in names)
