"""The look of the till: a palette and sizes, put on the application once."""

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from pos_app.ui.theme.fonts import font
from pos_app.ui.theme.palette import PALETTES, Palette
from pos_app.ui.theme.sizes import TextSizes, text_sizes
from pos_app.ui.theme.style_sheet import style_sheet


class UnknownThemeError(ValueError):
    """The settings name a theme that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown_theme: expected one of {', '.join(PALETTES)}, got {name!r}: correct the settings")
        self.name = name


@dataclass(slots=True)
class Theme:
    """What painting code needs: colours by token and fonts by size. The palette may change while the till runs: ask for
    a colour when you paint, and keep none."""

    palette: Palette
    sizes: TextSizes
    _colours: dict[str, QColor] = field(default_factory=dict)

    def colour(self, token: str) -> QColor:
        """The colour of a token of :class:`Palette`; not to be changed."""
        made = self._colours.get(token)
        if made is None:
            made = self._colours[token] = QColor(getattr(self.palette, token))
        return made

    def wear(self, palette: Palette) -> None:
        """Have other colours from now on."""
        self.palette = palette
        self._colours.clear()

    def font(self, size: str = "normal", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """A font of a size of :class:`TextSizes`."""
        return font(getattr(self.sizes, size), weight)


def make_theme(name: str = "light", text_percent: int = 100) -> Theme:
    """The theme of the settings. Raises :class:`UnknownThemeError`."""
    if name not in PALETTES:
        raise UnknownThemeError(name)
    return Theme(PALETTES[name], text_sizes(text_percent))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Put fonts, Qt's own palette (placeholders, selections) and the style sheet on the application."""
    app.setStyle("Fusion")
    app.setFont(theme.font())
    _apply_colours(app, theme)


def _apply_colours(app: QApplication, theme: Theme) -> None:
    palette = QPalette()
    for role, token in (
        (QPalette.ColorRole.Window, "background"),
        (QPalette.ColorRole.Base, "surface"),
        (QPalette.ColorRole.AlternateBase, "stripe"),
        (QPalette.ColorRole.Text, "text"),
        (QPalette.ColorRole.WindowText, "text"),
        (QPalette.ColorRole.ButtonText, "text"),
        (QPalette.ColorRole.Button, "surface"),
        (QPalette.ColorRole.Highlight, "primary"),
        (QPalette.ColorRole.HighlightedText, "on_primary"),
        (QPalette.ColorRole.PlaceholderText, "muted"),
    ):
        palette.setColor(role, theme.colour(token))
    app.setPalette(palette)
    app.setStyleSheet(style_sheet(theme.palette, theme.sizes))


def next_palette(theme: Theme) -> Palette:
    """The one after the present one: light, dark, high contrast, light."""
    names = list(PALETTES)
    return PALETTES[names[(names.index(theme.palette.name) + 1) % len(names)]]


def change_colours(app: QApplication, theme: Theme, palette: Palette) -> None:
    """Show everything that is open in other colours, at once."""
    theme.wear(palette)
    # Each of style, font, palette and sheet walks through every widget: only what changed is set. Where one sheet takes
    # another's place every widget hands its font on to all below it, again and again; where there is none it does not:
    # to take the old one off first costs a fifth of the time.
    app.setStyleSheet("")
    _apply_colours(app, theme)
    for widget in app.allWidgets():
        if isinstance(widget, QLineEdit):
            app.sendEvent(widget, QEvent(QEvent.Type.ThemeChange))
    for window in app.topLevelWidgets():
        window.update()


_OF_LABELS_INSIDE = frozenset({"panel", "chosen"})
"""Properties of a widget by which the style sheet colours the labels in it."""


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet selects by, and have it take effect, also on the labels inside."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        style = widget.style()
        for each in (widget, *(widget.findChildren(QLabel) if name in _OF_LABELS_INSIDE else ())):
            style.unpolish(each)
            style.polish(each)
