"""Scenes of the preview: the manager reads reports at the till."""

from collections.abc import Callable

from pos_app.ui.screens.review import ReviewScreen
from tests.ui.demo_till import CARD, CHEESE, CHOCOLATE, MILK
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


def trade(stage: Stage, days: int = 2, hours: int = 4) -> None:
    """Days of trade: closed shifts, the first one short by 120 roubles, and the open one of today."""
    stage.till.clock.advance(hours=-5)
    for day in range(days):
        stage.keys("1111" if day != 1 else "2222", "Enter", "3000", "Enter")
        for hour in range(hours):
            stage.scan(MILK, CHEESE, *([CARD] if hour % 2 else []))
            if hour == 1:
                stage.keys("F6", "Enter")
            stage.keys(*(["F12", "Enter", "Esc"] if hour == 3 else ["F11", "Esc"]))
            stage.till.clock.advance(hours=1)
        stage.scan(MILK, CHOCOLATE)
        stage.keys("F8", "Enter", "F7", "30", "Enter", "1", "3333", "Enter", "F11", "Esc")
        stage.keys("F9", "Down", "Enter", "F4", "F12", "Esc")
        if day < days - 1:
            close(stage, 12_000 if day == 0 else 0)
            stage.till.clock.advance(hours=17)
    stage.keys("F10", "F2", "500", "Enter", "1", "Esc")


def close(stage: Stage, short_kopecks: int) -> None:
    """Close the shift; where cash is missing a reason is asked for."""
    counted = stage.till.services.shifts.x_report().expected_cash_kopecks - short_kopecks
    typed = f"{counted // 100},{counted % 100:02d}"
    stage.keys("F10", "F8", typed, "Enter", "Enter", *(["1"] if short_kopecks else []), "Enter")


def begin(stage: Stage) -> None:
    """Days of trade, then the manager opens the list of shifts with his PIN."""
    trade(stage)
    read(stage, "F10", "F10", "3333", "Enter")


def begin_small(stage: Stage) -> None:
    """As ``begin``, with a sale or two in each of two shifts."""
    stage.keys("1111", "Enter", "3000", "Enter")
    stage.scan(MILK, CARD)
    stage.keys("F12", "Enter", "Esc")
    close(stage, 12_000)
    stage.till.clock.advance(hours=24)
    stage.keys("1111", "Enter", "3000", "Enter")
    read(stage, "F10", "F10", "3333", "Enter")


def one_card(stage: Stage) -> None:
    """A shift in which one card stood on five receipts of one cashier; then the manager opens the list of shifts."""
    stage.keys("1111", "Enter", "3000", "Enter")
    for number in range(7):
        stage.scan(*([CARD] if number < 5 else []), MILK)
        stage.keys("F11", "Esc")
        stage.till.clock.advance(minutes=40)
    close(stage, 0)
    stage.till.clock.advance(hours=17)
    stage.keys("1111", "Enter", "3000", "Enter")
    read(stage, "F10", "F10", "3333", "Enter")


REVIEW_SCENES: dict[str, Callable[[Stage], None]] = {
    "review_pin": lambda stage: stage.open_shift() or stage.keys("F10", "F10", "33"),
    "review": begin,
    "review_shift": lambda stage: begin(stage) or read(stage, "Enter"),
    "review_shift_low": lambda stage: begin(stage) or read(stage, "Enter", "PageDown", "PageDown"),
    "review_receipts": lambda stage: begin_small(stage) or read(stage, "Enter", "Enter"),
    "review_receipt": lambda stage: begin_small(stage) or read(stage, "Enter", "Enter", "Enter"),
    "review_period": lambda stage: begin_small(stage) or read(stage, "F4", "Down"),
    "review_reports": lambda stage: begin_small(stage) or read(stage, "F3"),
    "review_hours": lambda stage: begin(stage) or read(stage, "F3", "1"),
    "review_suspicion": lambda stage: one_card(stage) or read(stage, "F3", "8"),
    "review_save": lambda stage: begin_small(stage) or read(stage, "F6"),
    "review_note": lambda stage: begin_small(stage) or read(stage, "Enter", "F8") or stage.keys("проверено"),
    "review_sign": lambda stage: begin_small(stage) or read(stage, "Enter", "F8", "нашли", "Enter", "33"),
    "review_accepted": lambda stage: (
        begin_small(stage) or read(stage, "Enter", "F8", "нашли", "Enter", "3333", "Enter")
    ),
}
