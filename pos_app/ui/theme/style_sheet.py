"""The style sheet, written from the tokens."""

from string import Template

from pos_app.ui.theme.palette import Palette
from pos_app.ui.theme.sizes import TextSizes

_SHEET = Template("""
* { font-family: "Golos Text", "Kopilka Symbols"; font-size: ${normal}px; color: $text; }
QWidget#window, QWidget#screen { background: $background; }
QWidget#veil { background: rgba(0, 0, 0, 45%); }
QLabel { background: transparent; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="points"] { color: $points; }
QLabel[tone="error"] { color: $on_error; }
QLabel[letters="small"] { font-size: ${small}px; }
QLabel[letters="large"] { font-size: ${large}px; }
QLabel[letters="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[letters="total"] { font-size: ${total}px; font-weight: 700; }
QLabel[weight="bold"] { font-weight: 600; }
QFrame[panel="true"] { background: $surface; border: 1px solid $outline; border-radius: 8px; }
QFrame[panel="error"] { background: $error_surface; border: 2px solid $error_outline; border-radius: 8px; }
QFrame[panel="warning"] { background: $warning_surface; border: none; border-radius: 6px; }
QFrame[panel="error"] QLabel { color: $on_error; }
QFrame[panel="warning"] QLabel { color: $on_warning; font-weight: 600; }

QLineEdit { background: $surface; border: 1px solid $control_outline; border-radius: 8px; padding: 0 16px;
  font-size: ${large}px; selection-background-color: $primary; selection-color: $on_primary; }
QLineEdit[letters="small"] { font-size: ${small}px; }
QLineEdit:focus { border: 3px solid $accent; padding: 0 14px; }
QLineEdit[state="error"], QLineEdit[state="error"]:focus { background: $error_surface; border-color: $error_outline;
  color: $on_error; }

QPushButton { background: $surface; border: 1px solid $control_outline; border-radius: 8px; padding: 4px 10px; }
QPushButton:hover { background: $stripe; }
QPushButton:pressed { background: $selection; color: $on_selection; }
QPushButton:focus { border: 3px solid $accent; }
QPushButton:disabled { color: $disabled; border-color: $outline; }
QPushButton[role="primary"] { background: $primary; color: $on_primary; border-color: $primary;
  font-size: ${large}px; font-weight: 600; }
QPushButton[role="success"] { background: $success; color: $on_success; border-color: $success;
  font-size: ${large}px; font-weight: 600; }
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed { background: $primary_hover; }
QPushButton[role="success"]:hover, QPushButton[role="success"]:pressed { background: $success_hover; }
QPushButton[role="primary"]:focus { border: 6px double $on_primary; }
QPushButton[role="success"]:focus { border: 6px double $on_success; }
QPushButton[role="primary"]:disabled, QPushButton[role="success"]:disabled { background: $header; color: $disabled;
  border-color: $outline; }
QPushButton[role="digit"] { font-size: ${large}px; font-weight: 500; padding: 0; }
QPushButton[role="key"] { padding: 2px; font-size: ${key}px; }
QPushButton[role="key"][letters="narrow"] { padding: 1px; font-size: ${narrow}px; }
QPushButton[role="enter"] { background: $primary; color: $on_primary; border-color: $primary; font-weight: 600;
  padding: 0; }
QPushButton[role="enter"]:focus { border: 6px double $on_primary; }
QPushButton[role="enter"]:hover, QPushButton[role="enter"]:pressed { background: $primary_hover; }
QPushButton[role="choice"] { text-align: left; border-radius: 6px; }
QPushButton[role="choice"][chosen="true"] { background: $selection; color: $on_selection;
  border: 3px solid $accent; }
QPushButton[role="choice"][chosen="true"]:focus { border: 6px double $on_selection; }
QPushButton[role="choice"][chosen="true"] QLabel { color: $on_selection; }

QTableView { background: $surface; border: 1px solid $outline; outline: none; gridline-color: transparent;
  selection-background-color: $selection; selection-color: $on_selection; }
QTableView::item { padding: 0 7px; }
QHeaderView { background: $header; }
QHeaderView::section { background: $header; color: $muted; border: none; padding: 0 7px; font-size: ${small}px;
  font-weight: 600; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: none; }
QScrollBar::handle:vertical { background: $control_outline; border-radius: 5px; min-height: 44px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $surface; border: 1px solid $control_outline; border-radius: 6px; min-height: 14px;
  max-height: 14px; text-align: center; }
QProgressBar::chunk { background: $primary; border-radius: 5px; }
QToolTip { background: $surface; color: $text; border: 1px solid $control_outline; padding: 4px; }
""")


def style_sheet(palette: Palette, sizes: TextSizes) -> str:
    """The whole application's style sheet."""
    colours = {name: getattr(palette, name) for name in Palette.__slots__}
    heights = {name: getattr(sizes, name) for name in TextSizes.__slots__}
    return _SHEET.substitute(colours | heights)
