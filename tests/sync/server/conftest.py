from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.server.shop import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = open_shop(tmp_path)
    yield opened
    opened.central.close()
