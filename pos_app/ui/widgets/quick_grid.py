"""Goods on keys of their own: pages on top, five columns of four below, each pressed by its letter or by a finger."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pos_app.domain.catalogue.quick_keys import KEYS_MAX, PAGES_MAX
from pos_app.ui.theme.sizes import GAP, MARGIN, TARGET
from pos_app.ui.theme.theme import set_look
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.goods_title import GoodsTitle
from pos_app.ui.widgets.labels import label, natural, show_text

COLUMNS = 5
_LATIN = "1234567890qwertasdfg"
_CYRILLIC = "1234567890йцукефывап"
_KEY_HEIGHT = TARGET + 30
_KEY_HEIGHT_MAX = 120


@dataclass(frozen=True, slots=True)
class QuickFace:
    """What stands on a key: two lines and a price; empty for an empty place. ``usable`` False: goods that are gone."""

    title: str = ""
    price: str = ""
    usable: bool = True


def place_of(character: str) -> int | None:
    """The place that a typed character means, in either layout; None for others."""
    small = character.lower()
    for letters in (_LATIN, _CYRILLIC):
        if small and small in letters:
            return letters.index(small)
    return None


def letter_of(place: int, language: str) -> str:
    """The character that is written on a place."""
    return (_CYRILLIC if language == "ru" else _LATIN)[place].upper()


class QuickGrid(QFrame):
    """``page_chosen`` and ``place_chosen`` carry numbers from 0."""

    page_chosen = Signal(int)
    place_chosen = Signal(int)

    def __init__(self, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "true")
        self.setAccessibleName(self.tr("Quick keys"))
        self._language = language
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        tabs = QHBoxLayout()
        tabs.setSpacing(GAP)
        self._pages = [button("", self._page_chooser(index), role="choice", parent=self) for index in range(PAGES_MAX)]
        for made in self._pages:
            made.hide()
            tabs.addWidget(made)
        tabs.addStretch(1)
        column.addLayout(tabs)
        self._empty = label("", wrap=True, tone="muted")
        column.addWidget(self._empty)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        self._keys = [_Key(place, language, self._place_chooser(place), self) for place in range(KEYS_MAX)]
        for place, key in enumerate(self._keys):
            grid.addWidget(key.button, place // COLUMNS, place % COLUMNS)
        for number in range(COLUMNS):
            grid.setColumnStretch(number, 1)
        for number in range(KEYS_MAX // COLUMNS):
            grid.setRowStretch(number, 1)
        column.addLayout(grid, 1)
        self.hide()

    def show_page(
        self,
        titles: Sequence[str],
        page: int,
        faces: Sequence[QuickFace],
        *,
        marked: int = -1,
        empty: str = "",
        arranging: bool = False,
    ) -> None:
        """Show page number ``page``; ``faces`` by place. ``empty``: what is said where there is nothing to press."""
        for number, made in enumerate(self._pages):
            made.setVisible(number < len(titles))
            if number < len(titles):
                text = titles[number] if arranging else f"F{number + 2}  {titles[number]}"
                made.setText(text)
                made.setAccessibleName(text)
                set_look(made, "chosen", "true" if number == page else "false")
        show_text(self._empty, empty)
        for place, key in enumerate(self._keys):
            face = faces[place] if place < len(faces) else QuickFace()
            key.show_face(face, marked=place == marked, arranging=arranging)
            key.button.setVisible(not empty or arranging)
        self.raise_()
        self.show()

    def _page_chooser(self, index: int) -> Callable[[], None]:
        return lambda: self.page_chosen.emit(index)

    def _place_chooser(self, place: int) -> Callable[[], None]:
        return lambda: self.place_chosen.emit(place)


class _Key:
    """A button with its letter, the goods' name over two lines, and the price."""

    def __init__(self, place: int, language: str, on_click: Callable[[], None], parent: QWidget) -> None:
        self._letter = letter_of(place, language)
        self.button: QPushButton = button("", on_click, role="choice", height=_KEY_HEIGHT, parent=parent)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.button.setMaximumHeight(_KEY_HEIGHT_MAX)
        column = QVBoxLayout(self.button)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(4)
        self._hint = natural(label(self._letter, bold=True, tone="muted", size="small"))
        self._price = label("", size="small", tone="muted", align=Qt.AlignmentFlag.AlignRight)
        top.addWidget(self._hint)
        top.addWidget(self._price, 1)
        self._title = GoodsTitle()
        column.addLayout(top)
        column.addWidget(self._title, 1)
        for part in (self._hint, self._price, self._title):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_face(self, face: QuickFace, *, marked: bool, arranging: bool) -> None:
        self._title.show_title(face.title)
        self._price.setText(face.price)
        self.button.setEnabled(arranging or (bool(face.title) and face.usable))
        self.button.setAccessibleName(" ".join(text for text in (self._letter, face.title, face.price) if text))
        set_look(self.button, "chosen", "true" if marked else "false")
