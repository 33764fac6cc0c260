from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sync.client.till_side import Till


@pytest.fixture
def make_till(tmp_path: Path) -> Iterator[Callable[..., Till]]:
    """Tills in folders of their own, closed at the end."""
    made: list[Till] = []

    def make(name: str = "till", **identity: str) -> Till:
        till = Till(tmp_path / name, **identity)
        made.append(till)
        return till

    yield make
    for till in made:
        till.close()
