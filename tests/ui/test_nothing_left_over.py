"""A till is open from morning to night: whatever is opened leaves no widget, no timer and no object behind."""

import gc
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from pos_app.domain.catalogue.quick_keys import QuickKey, QuickKeys, QuickPage
from tests.ui.demo_till import CARD, CHEESE, GOODS, MILK
from tests.ui.review_scenes import wait_for_report
from tests.ui.stage import Stage

_ROUNDS = 3
_GROWS = {
    "object pos_app.ui.models.text_table.Row",  # rows of the journal: what was done today
    "object PySide6.QtWidgets.QCommonStyle",  # PySide's empty handle on a style sheet that was taken off: one a switch
}
_WAYS: dict[str, tuple[str, ...]] = {
    "help": ("F1", "Esc"),
    "customer": ("F2", "23", "Esc"),
    "customer of four digits": ("F2", "2342", "Enter", "Esc"),
    "registration": ("F2", "89736660101", "Enter", "F4", "Зоя П.", "Enter", "Esc"),
    "customer's page": ("card", "F2", "F3", "F3", "F4", "Esc", "F5", "Esc"),
    "search": ("F3", "мол", "Esc"),
    "quantity": ("F4", "5", "Esc"),
    "held": ("F5", "F5", "F4", "Esc", "F5", "1"),
    "points": ("card", "F6", "60", "Enter", "F6", "0", "Enter"),
    "discount": ("F7", "10", "Esc"),
    "approval": ("F7", "30", "Enter", "22", "Esc"),
    "wrong PIN": ("F7", "30", "Enter", "9876", "Enter", "Esc"),
    "price and reason": ("F7", "F4", "99,90", "Enter", "Esc"),
    "void": ("F8", "F8", "Esc"),
    "return": ("F9", "1", "Esc"),
    "free return": ("F9", "F8", "Esc"),
    "cash in": ("F10", "F3", "10", "Esc"),
    "X report": ("F10", "F4", "Esc"),
    "queue": ("F10", "F7", "F5", "Esc"),
    "devices": ("F10", "F9", "Enter", "Esc"),
    "camera": ("F10", "F9", "F3", "F5", "F6", "1", "F6", "Esc"),
    "lesson": ("F10", "F9", "F4", "Esc"),
    "reports": ("F10", "F10", "3333", "Enter", "report", "F3", "1", "report", "F4", "Esc", "Esc", "Esc"),
    "journal": ("F10", "F12", "2222", "Enter", "Esc"),
    "why": ("Insert", "PageDown", "Tab", "Esc"),
    "money and gifts": ("card", "End", "1", "Esc"),
    "rewards": ("card", "End", "3", "Esc"),
    "quick keys": ("Home", "F3", "Esc"),
    "quick keys arranged": ("Home", "End", "3333", "Enter", "мо", "Esc"),
    "payment": ("F12", "50", "Esc"),
    "a sale": ("F11", "Insert", "Esc", "Esc", "goods"),
    "lock": ("Pause", "1111", "Enter"),
    "taken up": ("F7", "F4", "99,90", "Enter", "Pause", "1111", "Enter", "Enter", "Esc"),
    "not taken up": ("F2", "23", "Pause", "1111", "Enter", "Esc"),
    "colours": ("ScrollLock", "ScrollLock", "ScrollLock"),
    "unknown code": ("4600000009999", "Enter"),
}


def _walk(stage: Stage, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key == "card":
            stage.scan(CARD)
        elif key == "report":
            wait_for_report(stage)
        elif key == "goods":
            stage.scan(MILK, CHEESE)
        else:
            stage.keys(key)
    for _ in range(8):
        if stage.screen_name == "sale" and not stage.screen.dialog_name:  # type: ignore[attr-defined]
            break
        stage.keys("Esc")
    assert stage.screen_name == "sale"
    if not stage.state.basket.lines:
        stage.scan(MILK, CHEESE)


def _there(stage: Stage) -> Counter[str]:
    """Everything of the screen by its kind: Qt's objects below the windows, and what Python holds of ``pos_app.ui``."""
    stage.settle()
    stage.wait_while(lambda: bool(stage.ui.context.background._pool._work_queue.qsize()))
    stage.settle()
    gc.collect()
    found = Counter(f"widget {type(each).__name__}" for each in QApplication.allWidgets())
    found.update(f"window {type(each).__name__}" for each in QApplication.topLevelWidgets())
    found.update(f"below the window {type(each).__name__}" for each in stage.window.findChildren(QObject))
    found.update(
        f"object {kind.__module__}.{kind.__name__}"
        for kind in map(type, gc.get_objects())
        if str(kind.__module__).startswith(("pos_app.ui", "PySide6"))
    )
    return Counter({kind: count for kind, count in found.items() if kind not in _GROWS})


@pytest.fixture
def busy_till(make_stage: Callable[..., Stage]) -> Stage:
    stage = make_stage()
    keys = tuple(QuickKey(place, item.item_id) for place, item in enumerate(GOODS[:13]))
    stage.till.books.save_quick_keys(QuickKeys((QuickPage("Каждый день", keys), QuickPage("Хлеб"))))
    stage.open_shift()
    stage.scan(MILK, CHEESE)
    return stage


def test_no_way_through_the_till_leaves_anything_behind(busy_till: Stage) -> None:
    def everywhere() -> None:
        for keys in _WAYS.values():
            _walk(busy_till, keys)

    everywhere()  # a screen is built when it is first needed, and stays
    before = _there(busy_till)
    for _ in range(_ROUNDS):
        everywhere()
    assert {kind: more for kind, more in (_there(busy_till) - before).items() if more >= _ROUNDS} == {}
    # Ways that lead nowhere would prove nothing.
    assert set(busy_till.window._screens) >= set(busy_till.window._kinds) - {"first_load", "checking"}
