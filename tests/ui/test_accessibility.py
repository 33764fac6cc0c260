"""For everybody: every scene by eye (contrast in all palettes), by ear (names and roles), by hand and by keyboard."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QHeaderView, QLabel, QLineEdit, QWidget

from pos_app.ui.theme.contrast import TEXT_RATIO
from pos_app.ui.theme.palette import PALETTES
from pos_app.ui.theme.sizes import TARGET
from pos_app.ui.theme.theme import change_colours
from pos_app.ui.widgets.paper_view import PaperView
from tests.ui.preview import SCENES
from tests.ui.stage import Stage
from tests.ui.test_layout import cut_buttons, cut_labels, cut_prompt

Pixels = NDArray[np.uint32]
"""One number a pixel: 0xRRGGBB."""
_ROLES = {
    QAbstractButton: {QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton},
    QLineEdit: {QAccessible.Role.EditableText},
    QAbstractItemView: {QAccessible.Role.Table, QAccessible.Role.List},
}
ONE_OF_EACH = [
    *("sign_on", "shift_open", "sale", "sale_error", "sale_offline", "customer_choice", "register_consent", "search"),
    *("quantity", "points", "points_pieces", "discount", "approval", "reason", "held", "quick_keys", "void"),
    *("quick_keys_arrange", "payment_parts", "receipt", "return_lines", "why", "shift", "shift_confirm", "queue"),
    *("journal", "devices", "lesson", "customer_page", "free_return", "review", "review_shift_low", "review_note"),
    *("review_save", "review_hours", "shift_over_short"),
]
# Letters are drawn with soft edges: the darkest pixel of thin small ones stays a little behind their colour.
_SOFT_EDGES = 0.88
# Of WCAG 1.4.3: a control that cannot be used now, and pictures of something else.
_EXEMPT = (PaperView,)


def seen(stage: Stage, kind: type[QWidget]) -> Iterator[QWidget]:
    window = stage.window
    for widget in window.findChildren(kind):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        inside = widget.visibleRegion().boundingRect().center()
        hit = window.childAt(widget.mapTo(window, inside))
        if hit is not None and (hit is widget or widget.isAncestorOf(hit)):
            yield widget


def pixels_of(stage: Stage) -> Pixels:
    image = stage.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()) & 0xFFFFFF


def luminance(colours: Pixels) -> NDArray[np.float64]:
    channels = colours.astype(np.float64) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def ratio_in(picture: Pixels, stage: Stage, widget: QWidget) -> float:
    """Between the ground of the widget and what stands out of it most, as they were painted."""
    room = widget.visibleRegion().boundingRect()
    place = widget.mapTo(stage.window, room.topLeft())
    part = picture[place.y() + 4 : place.y() + room.height() - 4, place.x() + 4 : place.x() + room.width() - 4]
    if part.size == 0:
        return 21.0
    packed, counts = np.unique(part, return_counts=True)
    lights = luminance(np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255], axis=-1))
    ground = lights[counts.argmax()]
    return float(max((max(light, ground) + 0.05) / (min(light, ground) + 0.05) for light in lights))


def illegible(stage: Stage) -> list[str]:
    picture, found = pixels_of(stage), []
    for kind in (QLabel, QAbstractButton):
        for widget in seen(stage, kind):
            text = getattr(widget, "text", str)()
            if not text.strip() or not widget.isEnabled() or isinstance(widget, _EXEMPT):
                continue
            ratio = ratio_in(picture, stage, widget)
            if ratio < TEXT_RATIO * _SOFT_EDGES:
                found.append(f"{stage.ui.context.theme.palette.name}: {text!r} {ratio:.2f}")
    return found


def unnamed(stage: Stage) -> list[str]:
    found = []
    for kind, roles in _ROLES.items():
        for widget in seen(stage, kind):
            if isinstance(widget, QHeaderView):
                continue  # read as a part of its table
            told = QAccessible.queryAccessibleInterface(widget)
            if told is None or told.role() not in roles:
                found.append(f"{type(widget).__name__}: role {told.role() if told is not None else None}")
            elif not told.text(QAccessible.Text.Name):
                found.append(f"{type(widget).__name__}: no name")
    return found


def out_of_reach(stage: Stage) -> list[str]:
    """Whatever may be touched is reached by Tab, or a key does the same."""
    keys = {action.key for action in (*stage.screen.keys(), *stage.screen.hidden_keys())}
    found = []
    for widget in seen(stage, QAbstractButton):
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not by_tab and not any(key in widget.accessibleName() for key in keys):
            found.append(widget.accessibleName())
    return found


def too_small(stage: Stage) -> list[str]:
    small = [each for each in seen(stage, QAbstractButton) if min(each.width(), each.height()) < TARGET]
    # A row of a table is lower, so that 14 are in sight: ↑ and ↓ choose it, and what acts on it is a button.
    return [each.accessibleName() for each in small]


@pytest.mark.parametrize("scene", ONE_OF_EACH)
def test_scene_in_large_letters(make_stage: Callable[..., Stage], scene: str) -> None:
    """On the small screen, the palettes taking turns."""
    turn = ONE_OF_EACH.index(scene) % len(PALETTES)
    stage = make_stage("ru", 1024, 768, theme=list(PALETTES)[turn], text_percent=125)
    SCENES[scene](stage)
    stage.settle()
    cut = cut_labels(stage) + cut_buttons(stage) + cut_prompt(stage)
    assert (cut, unnamed(stage), too_small(stage), out_of_reach(stage), illegible(stage)) == ([], [], [], [], [])


@pytest.mark.parametrize("scene", ["sale", "points", "payment_parts", "quick_keys"])
def test_every_palette(make_stage: Callable[..., Stage], qapp: QApplication, scene: str) -> None:
    stage = make_stage("ru", 1024, 768)
    SCENES[scene](stage)
    stage.settle()
    wrong = []
    for palette in PALETTES.values():
        change_colours(qapp, stage.ui.context.theme, palette)
        wrong += illegible(stage)
    assert wrong == []
