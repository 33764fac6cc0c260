"""What the tests of the screen share."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.stage import Stage


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's offscreen platform says so whenever a window with a layout is resized; it is no fault of the window."""
    for item in items:
        if "/tests/ui/" in str(item.path):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture
def make_stage(qapp: QApplication) -> Iterator[Callable[..., Stage]]:
    """A function that opens a till's window; arguments as of ``Stage``. Closed after the test."""
    stages: list[Stage] = []

    def make(*args: object, **named: object) -> Stage:
        stages.append(Stage(*args, **named))  # type: ignore[arg-type]
        return stages[-1]

    yield make
    for stage in stages:
        stage.close()


@pytest.fixture
def stage(make_stage: Callable[..., Stage]) -> Stage:
    """A Russian till at the sign-on."""
    return make_stage()


@pytest.fixture
def sale(stage: Stage) -> Stage:
    """A Russian till with an open shift and an empty basket."""
    stage.open_shift()
    return stage
