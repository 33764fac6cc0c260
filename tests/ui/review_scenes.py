"""Scenes of the preview: the manager reads reports at the till."""

from collections.abc import Callable

from pos_app.ui.screens.review import ReviewScreen
from tests.ui.stage import Stage


def review_of(stage: Stage) -> ReviewScreen:
    """The review screen in front."""
    screen = stage.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def wait_for_report(stage: Stage) -> None:
    """Until nothing is being read."""
    stage.wait_while(lambda: review_of(stage).is_working)
    stage.settle()


def read(stage: Stage, *keys: str) -> None:
    """Press keys one by one and wait for the report that each of them may open."""
    for key in keys:
        stage.keys(key)
        if stage.screen_name == ReviewScreen.name:
            wait_for_report(stage)


def begin(stage: Stage) -> None:
    """Two sales, then the manager opens the list of shifts with his PIN."""
    stage.sold("F11", "Esc")
    stage.goods_sold()
    read(stage, "F10", "F10", "3333", "Enter")


REVIEW_SCENES: dict[str, Callable[[Stage], None]] = {
    "review_pin": lambda stage: stage.open_shift() or stage.keys("F10", "F10", "33"),
    "review": begin,
    "review_shift": lambda stage: begin(stage) or read(stage, "Enter"),
    "review_shift_low": lambda stage: begin(stage) or read(stage, "Enter", "PageDown"),
    "review_receipts": lambda stage: begin(stage) or read(stage, "Enter", "Enter"),
    "review_receipt": lambda stage: begin(stage) or read(stage, "Enter", "Enter", "Enter"),
    "review_period": lambda stage: begin(stage) or read(stage, "F4"),
    "review_reports": lambda stage: begin(stage) or read(stage, "F3"),
    "review_hours": lambda stage: begin(stage) or read(stage, "F3", "1"),
    "review_differences": lambda stage: begin(stage) or read(stage, "F3", "6"),
    "review_save": lambda stage: begin(stage) or read(stage, "F6"),
    "review_note": lambda stage: begin(stage) or read(stage, "Enter", "F8") or stage.keys("проверено"),
    "review_sign": lambda stage: begin(stage) or read(stage, "Enter", "F8", "Enter") or stage.keys("33"),
    "review_accepted": lambda stage: begin(stage) or read(stage, "Enter", "F8", "Enter", "3333", "Enter"),
}
