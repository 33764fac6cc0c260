"""What is wrong with a scene: by eye (contrast, cut words), by ear (names and roles), by hand and by keyboard."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QLabel, QLineEdit, QWidget

from pos_app.ui.theme.contrast import CONTROL_RATIO, TEXT_RATIO
from pos_app.ui.theme.sizes import TARGET
from pos_app.ui.widgets.paper_view import PaperView
from tests.ui.stage import Stage

Pixels = NDArray[np.uint32]
"""One number a pixel: 0xRRGGBB."""
_ROLES = {
    QAbstractButton: {QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton},
    QLineEdit: {QAccessible.Role.EditableText},
    QAbstractItemView: {QAccessible.Role.Table, QAccessible.Role.List},
}
# A name of goods or of a person may be longer than any column: these labels may be cut, and say so with a tool tip.
_OPEN_ENDED = 2
# Letters are drawn with soft edges: the darkest pixel of thin small ones stays a little behind their colour.
_SOFT_EDGES = 0.88
# Of WCAG 1.4.3: a control that cannot be used now, and pictures of something else.
_EXEMPT = (PaperView,)
# As wide as a line around the smallest control: WCAG 2.4.13 asks for the area of one two pixels wide.
_FOCUS_LINE = 2


def visible(stage: Stage, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in stage.window.findChildren(kind) if widget.isVisible()]


def cut_labels(stage: Stage) -> list[str]:
    found = []
    for widget in visible(stage, QLabel):
        assert isinstance(widget, QLabel)
        text = widget.text()
        if not text or isinstance(widget.parent(), QAbstractButton):
            continue
        metrics = QFontMetrics(widget.font())
        flags = int(Qt.TextFlag.TextWordWrap) if widget.wordWrap() else 0
        room = widget.contentsRect()
        needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), flags, text)
        if needed.width() > room.width() + _OPEN_ENDED or needed.height() > room.height() + _OPEN_ENDED:
            found.append(f"{text!r}: needs {needed.width()}×{needed.height()}, has {room.width()}×{room.height()}")
    return found


def cut_buttons(stage: Stage) -> list[str]:
    found = []
    for widget in visible(stage, QAbstractButton):
        assert isinstance(widget, QAbstractButton)
        metrics = QFontMetrics(widget.font())
        width = max((metrics.horizontalAdvance(line) for line in widget.text().split("\n")), default=0)
        if width > widget.width() - 6:
            found.append(f"{widget.text()!r}: needs {width}, has {widget.width()}")
    return found


def cut_prompt(stage: Stage) -> list[str]:
    line = stage.screen.entry
    if line is None or not line.isVisible() or line.text():
        return []
    width = QFontMetrics(line.font()).horizontalAdvance(line.placeholderText())
    room = line.width() - 40
    return [f"{line.placeholderText()!r}: needs {width}, has {room}"] if width > room else []


def seen(stage: Stage, kind: type[QWidget]) -> Iterator[QWidget]:
    window = stage.window
    for widget in window.findChildren(kind):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        inside = widget.visibleRegion().boundingRect().center()
        hit = window.childAt(widget.mapTo(window, inside))
        is_inside = widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if hit is not None and (hit is widget or widget.isAncestorOf(hit) or (is_inside and hit.isAncestorOf(widget))):
            yield widget


def pixels_of(widget: QWidget) -> Pixels:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()) & 0xFFFFFF


def luminance(colours: Pixels) -> NDArray[np.float64]:
    channels = colours.astype(np.float64) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def luminance_of(picture: Pixels) -> NDArray[np.float64]:
    return luminance(np.stack([picture >> 16 & 255, picture >> 8 & 255, picture & 255], axis=-1))


def ratio_in(picture: Pixels, stage: Stage, widget: QWidget) -> float:
    """Between the ground of the widget and what stands out of it most, as they were painted."""
    room = widget.visibleRegion().boundingRect()
    place = widget.mapTo(stage.window, room.topLeft())
    rim = 0 if isinstance(widget, QLabel) else 4  # of a button, whose outline is no letter
    rows = slice(place.y() + rim, place.y() + room.height() - rim)
    part = picture[rows, place.x() + rim : place.x() + room.width() - rim]
    if part.size == 0:
        return 21.0
    packed, counts = np.unique(part, return_counts=True)
    lights = luminance_of(packed)
    ground = lights[counts.argmax()]
    return float(max((max(light, ground) + 0.05) / (min(light, ground) + 0.05) for light in lights))


def illegible(stage: Stage) -> list[str]:
    picture, found = pixels_of(stage.window), []
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


def without_visible_focus(stage: Stage, known: set[tuple[str, ...]]) -> list[str]:
    """Controls that the keyboard reaches and that do not look it: WCAG 2.4.7, 2.4.13.

    They must change by 3 : 1 over the area of a line two pixels wide around them. Of controls that look alike one is
    tried; ``known`` are those.
    """
    found = []
    for kind in (QAbstractButton, QLineEdit):
        for widget in seen(stage, kind):
            if not widget.isEnabled() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                continue
            looks = [str(widget.property(name) or "") for name in ("role", "letters", "chosen", "state")]
            look = (stage.ui.context.theme.palette.name, kind.__name__, *looks)
            if look in known:
                continue
            known.add(look)
            changed = focus_changes(widget)
            if changed < 2 * _FOCUS_LINE * (widget.width() + widget.height()) * _SOFT_EDGES:
                found.append(f"{look} {widget.accessibleName()!r}: {changed} pixels change")
    return found


def focus_changes(widget: QWidget) -> int:
    """How many pixels differ by at least 3 : 1 between the widget with and without the keyboard."""
    window, before = widget.window(), widget.window().focusWidget()
    window.activateWindow()
    if before is not None:
        before.clearFocus()
    widget.clearFocus()
    plain = luminance_of(pixels_of(widget))
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    chosen = luminance_of(pixels_of(widget))
    if before is not None:
        before.setFocus()
    ratio = (np.maximum(plain, chosen) + 0.05) / (np.minimum(plain, chosen) + 0.05)
    return int((ratio >= CONTROL_RATIO).sum())
