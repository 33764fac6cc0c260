"""For everybody: the keyboard's place is seen, large letters fit, and every screen and dialog is among the scenes.

Names, roles, sizes, reach and contrast of every scene: ``test_layout.py``, which plays them all anyway.
"""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from pos_app.bench.crawl.every_place import every_dialog, every_screen
from pos_app.ui.theme.palette import PALETTES
from pos_app.ui.theme.theme import change_colours
from tests.ui.inspection import cut_buttons, cut_labels, cut_prompt, illegible, too_small, without_visible_focus
from tests.ui.places import PLACES
from tests.ui.preview import SCENES
from tests.ui.stage import Stage

ONE_OF_EACH = [
    *("sign_on", "shift_open", "sale", "sale_error", "sale_offline", "customer_choice", "register_consent", "search"),
    *("quantity", "points", "points_pieces", "discount", "approval", "reason", "held", "quick_keys", "void"),
    *("quick_keys_arrange", "payment_parts", "receipt", "return_lines", "why", "shift", "shift_confirm", "queue"),
    *("journal", "devices", "lesson", "customer_page", "free_return", "review", "review_shift_low", "review_note"),
    *("review_save", "review_hours", "shift_over_short"),
]
EVERY_LOOK = [
    "sale_error",
    "customer_choice",
    "points",
    "payment_parts",
    "return_lines",
    "quick_keys_arrange",
    "devices",
]


@pytest.mark.parametrize("scene", ONE_OF_EACH)
def test_scene_in_large_letters(make_stage: Callable[..., Stage], scene: str) -> None:
    """On the small screen."""
    stage = make_stage("ru", 1024, 768, text_percent=125)
    SCENES[scene](stage)
    stage.settle()
    assert cut_labels(stage) + cut_buttons(stage) + cut_prompt(stage) + too_small(stage) == []


def test_who_has_the_keyboard_is_seen(make_stage: Callable[..., Stage], qapp: QApplication) -> None:
    """Every kind of control in every state and every palette."""
    known: set[tuple[str, ...]] = set()
    wrong = []
    for scene in EVERY_LOOK:
        stage = make_stage("ru", 1024, 768)
        SCENES[scene](stage)
        stage.settle()
        for palette in PALETTES.values():
            change_colours(qapp, stage.ui.context.theme, palette)
            wrong += without_visible_focus(stage, known)
        stage.window.hide()
    roles = {look[2] for look in known if look[1] == "QAbstractButton"}
    assert roles >= {"plain", "primary", "success", "digit", "key", "enter", "choice"}
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("scene", ["sale", "points", "payment_parts", "quick_keys", "held", "search"])
def test_every_palette(make_stage: Callable[..., Stage], qapp: QApplication, scene: str) -> None:
    stage = make_stage("ru", 1024, 768)
    SCENES[scene](stage)
    stage.settle()
    wrong = []
    for palette in PALETTES.values():
        change_colours(qapp, stage.ui.context.theme, palette)
        wrong += illegible(stage)
    assert wrong == []


def test_every_screen_and_dialog_is_among_the_scenes() -> None:
    """That each scene shows its place is looked at where all are played (``test_layout.py``)."""
    assert set(PLACES) == {*every_screen(), *(f"{name} (dialog)" for name in every_dialog())}
    assert set(PLACES.values()) <= set(SCENES)
