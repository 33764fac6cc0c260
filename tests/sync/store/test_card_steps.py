"""A step of a rotating card counts once, also after a kill and from another thread's connection."""

from contextlib import closing
from pathlib import Path

from sync.store.card_steps import open_card_steps


def test_each_step_counts_once_and_never_backwards(till_path: Path) -> None:
    with closing(open_card_steps(till_path)) as steps, closing(open_card_steps(till_path)) as other:
        assert steps.last_step("KP000000422") == -1
        assert steps.accept("KP000000422", 100)
        assert not other.accept("KP000000422", 100)
        assert not other.accept("KP000000422", 99)
        assert other.accept("KP000000422", 101)
        assert other.accept("KP000000018", 100)
    with closing(open_card_steps(till_path)) as again:
        assert again.last_step("KP000000422") == 101
