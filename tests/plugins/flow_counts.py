"""How many keys each flow of the till took: a table at the end of the run, and in ``var/pictures/flows.txt``."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

TOLD_IN = Path(__file__).resolve().parents[2] / "var" / "pictures" / "flows.txt"
_counts = pytest.StashKey["FlowCounts"]()


@dataclass(slots=True)
class FlowCounts:
    """By setting (language and size): name, target, keys, the most allowed, touches (None: not played by finger)."""

    tables: dict[str, list[tuple[str, str, int, int, int | None]]] = field(default_factory=dict)
    _now: str = ""

    def begin(self, setting: str) -> None:
        self._now = setting
        self.tables[setting] = []

    def add(self, name: str, target: str, keys: int, limit: int, touches: int | None) -> None:
        self.tables[self._now].append((name, target, keys, limit, touches))

    def lines(self) -> list[str]:
        """One row a flow, one column a setting: keys, and touches behind a slash."""
        rows: dict[str, dict[str, str]] = {}
        targets: dict[str, str] = {}
        for setting, counted in self.tables.items():
            for name, target, keys, limit, touches in counted:
                targets[name] = f"{target} = {limit}" if "+" in target else target
                by_finger = "" if touches is None else f" / {touches}"
                rows.setdefault(name, {})[setting] = f"{keys}{by_finger}" + " TOO MANY" * (keys > limit)
        wide = max((len(name) for name in rows), default=0)
        goal = max((len(text) for text in targets.values()), default=0)
        head = f"{'flow':<{wide}}  {'target':<{goal}}  " + "  ".join(f"{setting:>11}" for setting in self.tables)
        return [
            head,
            *(
                f"{name:<{wide}}  {targets[name]:<{goal}}  "
                + "  ".join(f"{cells.get(setting, '–'):>11}" for setting in self.tables)
                for name, cells in rows.items()
            ),
        ]


@pytest.fixture(scope="session")
def flow_counts(pytestconfig: pytest.Config) -> FlowCounts:
    """Where the flows' tests write what they counted."""
    return pytestconfig.stash.setdefault(_counts, FlowCounts())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    counts = config.stash.get(_counts, None)
    if counts is None or not counts.tables:
        return
    lines = counts.lines()
    TOLD_IN.parent.mkdir(parents=True, exist_ok=True)
    TOLD_IN.write_text("\n".join(lines) + "\n", encoding="utf-8")
    terminalreporter.section("keys of the flows (keys / touches)")
    for line in lines:
        terminalreporter.write_line(line)
    terminalreporter.write_line(f"pictures and this table: {TOLD_IN.parent}")
