"""Arranging the quick keys: a manager puts goods on places, by scan, by words of their name, or moves them."""

import logging
from dataclasses import replace
from enum import Enum, auto
from typing import ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.quick_keys import KEYS_MAX, LONGEST_TITLE, PAGES_MAX, QuickKeys, QuickPage
from pos_app.domain.codes.scan import ScanData
from pos_app.domain.people.operator import Operator
from pos_app.services.quick_keys import cleared, moved, placed
from pos_app.services.scan_outcome import ItemChoice, ScanRefused
from pos_app.services.under_way import Step
from pos_app.ui.dialogs.quick_keys import QuickKeysDialog, faces_of
from pos_app.ui.goods_lookup import GoodsLookup
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.screens.screen import Screen
from pos_app.ui.sentences import sentence
from pos_app.ui.theme.sizes import side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceList, ChoiceRow
from pos_app.ui.widgets.columns import main_column, side_column
from pos_app.ui.widgets.labels import label, show_text
from pos_app.ui.widgets.letter_pad import LetterPad
from pos_app.ui.widgets.quick_grid import COLUMNS, QuickGrid
from pos_app.ui.widgets.scan_line import ScanLine
from sync.protocol.encoding import decode, encode

_log = logging.getLogger("kopilka.ui")
_STEPS = {"Up": -COLUMNS, "Down": COLUMNS, "Left": -1, "Right": 1}


class _Asking(Enum):
    """What the line is for."""

    GOODS = auto()
    PAGE = auto()
    TITLE = auto()
    LABEL = auto()


class QuickKeysScreen(Screen):
    """Nothing is in force before it is saved (F12); what is not saved is left by Esc twice."""

    name: ClassVar[str] = "quick_keys"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._manager: Operator | None = None
        self._saved = self.keys_now = QuickKeys()
        self._page = 0
        self._place = 0
        self._moving: int | None = None
        self._asking = _Asking.GOODS
        self._found: tuple[Item, ...] = ()
        self._takes_first = False
        self._lookup = GoodsLookup(ui, self._show_found, self._could_not)
        self._is_leaving = self._is_dropping = False
        self._line = ScanLine(ui.theme)
        self.entry = self._line
        self.grid = QuickGrid(ui.settings.language, self)
        self._choices = ChoiceList(self)
        row = main_column(self, self._line, self.grid, grows=self.grid)
        self._side, column = side_column()
        self._heading = label(self.tr("Quick keys"), size="title")
        self._advice = label("", wrap=True)
        column.addWidget(self._heading)
        column.addWidget(self._advice)
        column.addStretch(1)
        pad = LetterPad(self.ui.settings.language)
        pad.pressed.connect(self.type_key)
        column.addWidget(pad)
        save = self.tr("Save  {key}").format(key=ui.key(Action.ARRANGE_SAVE))
        column.addWidget(button(save, self._save, role="primary", height=60))
        row.addWidget(self._side)
        self.setFocusProxy(self._line)
        self._line.typed.connect(self._on_typed)
        self._choices.chosen.connect(self._take_found)
        self.grid.page_chosen.connect(self._turn_to)
        self.grid.place_chosen.connect(self._touch)

    # ---- the screen

    def entered(self, told: object) -> None:
        if not isinstance(told, Operator):
            self.go_to.emit("sale", None)
            return
        self._manager = told
        self._saved = self.keys_now = self.attempt(self.ui.services.quick_keys.keys) or QuickKeys()
        self._page, self._place, self._moving = min(self.ui.session.quick_page, max(self._pages - 1, 0)), 0, None
        self._ask(_Asking.GOODS if self._pages else _Asking.PAGE)

    def keys(self) -> tuple[KeyAction, ...]:
        key, page = self.ui.key, self._pages > 0
        helping = KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", ""))
        leave = KeyAction("Esc", self.tr("Leave"), self._leave)
        if self._asking is not _Asking.GOODS:
            return (helping, leave)
        here = page and self._shown.at(self._place) is not None
        dropping = self.tr("Drop it!") if self._is_dropping else self.tr("Drop page")
        moving = self.tr("Put here") if self._moving is not None else self.tr("Move")
        more = self._pages < PAGES_MAX
        return (
            helping,
            KeyAction(key(Action.ARRANGE_PAGE), self.tr("New page"), lambda: self._ask(_Asking.PAGE), enabled=more),
            KeyAction(key(Action.ARRANGE_RENAME), self.tr("Page name"), lambda: self._ask(_Asking.TITLE), enabled=page),
            KeyAction(key(Action.ARRANGE_LABEL), self.tr("Key name"), lambda: self._ask(_Asking.LABEL), enabled=here),
            KeyAction(key(Action.ARRANGE_MOVE), moving, self._move, enabled=here or self._moving is not None),
            KeyAction(key(Action.ARRANGE_CLEAR), self.tr("Clear"), self._clear, enabled=here),
            KeyAction(key(Action.ARRANGE_DROP_PAGE), dropping, self._drop_page, enabled=page),
            KeyAction(key(Action.ARRANGE_SAVE), self.tr("Save"), self._save),
            leave,
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name == "Enter":
            self._submit()
            return True
        if self._choices.isVisible() and press.name in ("Up", "Down"):
            self._choices.step(1 if press.name == "Down" else -1)
            return True
        if press.name in _STEPS and not self._line.text():
            self._mark(self._place + _STEPS[press.name])
            return True
        if press.name in ("PageUp", "PageDown"):
            self._turn_to(self._page + (1 if press.name == "PageDown" else -1))
            return True
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        if self._asking is not _Asking.GOODS:
            self.refuse(self.tr("Finish with Enter first, or leave with Esc"))
            return
        outcome = self.attempt(lambda: self.ui.services.scans.look_up(scan))
        if isinstance(outcome, ScanRefused):
            self.refuse(sentence(outcome.key, outcome.params, self.ui.formatting))
        elif isinstance(outcome, ItemChoice):
            self._show_found(outcome.items)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)
        self._place_choices()

    # ---- what is under way

    def under_way(self) -> tuple[Step, ...]:
        """By way of the quick keys of the sale: who may arrange them is asked there once more."""
        changed = self.keys_now != self._saved
        if not changed and not self.typed:
            return ()
        keys = encode(self.keys_now).decode() if changed else ""
        noted = (("asking", self._asking.name), ("keys", keys), ("page", str(self._page)), ("place", str(self._place)))
        own = Step(self.name, asked=self._line.prompt, typed=self.typed, noted=noted, entered=changed)
        return (Step("sale"), Step(QuickKeysDialog.name, is_dialog=True), own)

    def take_up(self, step: Step) -> None:
        """As it was left, still not saved."""
        noted = dict(step.noted)
        if noted.get("keys"):
            self.keys_now = decode(QuickKeys, noted["keys"].encode())
        self._page = min(int(noted.get("page", "0")), max(self._pages - 1, 0))
        self._place = int(noted.get("place", "0"))
        self._ask(next((each for each in _Asking if each.name == noted.get("asking")), _Asking.GOODS))
        super().take_up(step)

    # ---- what is shown

    @property
    def _pages(self) -> int:
        return len(self.keys_now.pages)

    @property
    def _shown(self) -> QuickPage:
        return self.keys_now.pages[self._page]

    @property
    def advice(self) -> str:
        """What is said beside the keys."""
        return self._advice.text()

    def _ask(self, asking: _Asking) -> None:
        self._asking, self._is_dropping = asking, False
        self._takes_first = False
        self._lookup.forget()
        self._found = ()
        self._choices.hide()
        prompts = {
            _Asking.GOODS: self.tr("Scan goods, or type words of their name"),
            _Asking.PAGE: self.tr("Name of the new page, then Enter"),
            _Asking.TITLE: self.tr("Name of this page, then Enter"),
            _Asking.LABEL: self.tr("Name on the key, then Enter; empty: the goods' own"),
        }
        self._line.ask(prompts[asking])
        self._show()
        self._line.setFocus()

    def _show(self, told: str = "") -> None:
        pages = self.keys_now.pages
        self._page = min(self._page, max(len(pages) - 1, 0))
        titles = [page.title for page in pages]
        if pages:
            shown = self.attempt(lambda: self.ui.services.quick_keys.shown(pages[self._page])) or ()
            marked = self._place
            self.grid.show_page(titles, self._page, faces_of(shown, self.ui.formatting), marked=marked, arranging=True)
        else:
            self.grid.show_page([], 0, [], empty=self.tr("No page yet: type a name for the first one"))
        usual = self.tr("Arrows or a touch choose a place. PageUp and PageDown turn the pages")
        if self.keys_now != self._saved:
            usual += "\n" + self.tr("Not saved yet")
        show_text(self._advice, told or usual)
        self.keys_changed.emit()

    def _place_choices(self) -> None:
        if self._choices.isVisible():
            corner = self.grid.mapTo(self, QPoint(0, 0))
            height = min(self.grid.height(), self._choices.wanted_height())
            self._choices.setGeometry(corner.x(), corner.y(), self.grid.width(), height)

    # ---- goods on places

    def _on_typed(self, text: str) -> None:
        self._is_leaving = False
        if self._asking is not _Asking.GOODS:
            return
        words = text.strip()
        self._takes_first = False
        if len(words) < 2:
            self._lookup.forget()
            self._found = ()
            self._choices.hide()
            return
        self._lookup.ask(words)

    @property
    def is_searching(self) -> bool:
        """Whether the answer to what is typed is still to come."""
        return self._lookup.is_searching

    def _could_not(self, error: Exception) -> None:
        def tell() -> None:
            raise error

        self.attempt(tell)

    def _show_found(self, items: tuple[Item, ...]) -> None:
        self._found = items[:CHOICES_MAX]
        if len(self._found) == 1 and not self._line.text():
            self._take_found(0)
            return
        rows = [
            ChoiceRow(item.name, item.article, self.ui.formatting.roubles(item.price_kopecks)) for item in self._found
        ]
        title = "" if rows else self.tr("Nothing with these words")
        self._choices.show_choices(title, rows, digits=False, marked=0 if rows else -1)
        self._place_choices()
        if self._takes_first and self._found:
            self._take_found(0)
        self._takes_first = False

    def _take_found(self, index: int) -> None:
        if not 0 <= index < len(self._found) or not self._pages:
            return
        item, page = self._found[index], self._shown
        changed = self.attempt(lambda: placed(page, item, self._place))
        if changed is not None:
            self._change(changed)
            self._place = min(self._place + 1, KEYS_MAX - 1)
        self._ask(_Asking.GOODS)

    def _touch(self, place: int) -> None:
        if self._moving is not None:
            self._place = place
            self._move()
        else:
            self._mark(place)
        self._line.setFocus()

    def _mark(self, place: int) -> None:
        if not 0 <= place < KEYS_MAX:
            return
        self._place = place
        self._is_dropping = self._is_leaving = False
        self._show()

    def _move(self) -> None:
        """Once takes the key up, arrows or a touch carry it, once more puts it down."""
        if self._moving is None:
            self._moving = self._place
            self._show(
                self.tr("Arrows or a touch carry the key; {key} puts it down").format(
                    key=self.ui.key(Action.ARRANGE_MOVE)
                )
            )
            return
        self._change(moved(self._shown, self._moving, self._place))
        self._moving = None
        self._show()

    def _clear(self) -> None:
        self._change(cleared(self._shown, self._place))
        self._show()

    # ---- pages

    def _turn_to(self, page: int) -> None:
        if 0 <= page < self._pages and self._asking is _Asking.GOODS:
            self._page, self._moving = page, None
            self._ask(_Asking.GOODS)

    def _drop_page(self) -> None:
        if self._shown.keys and not self._is_dropping:
            self._is_dropping = True
            self._show(self.tr("The whole page with its keys? The key once more drops it"))
            return
        pages = self.keys_now.pages
        self.keys_now = QuickKeys((*pages[: self._page], *pages[self._page + 1 :]))
        self._ask(_Asking.GOODS if self._pages else _Asking.PAGE)

    def _submit(self) -> None:
        text = " ".join(self._line.text().split())
        match self._asking:
            case _Asking.GOODS:
                if self.is_searching:
                    self._takes_first = True  # Enter came before the answer
                elif self._found:
                    self._take_found(max(self._choices.marked, 0))
                elif text:
                    self.refuse(self.tr("Nothing found: {text}").format(text=text))
            case _Asking.PAGE | _Asking.TITLE:
                self._name_page(text)
            case _Asking.LABEL:
                key = self._shown.at(self._place)
                if key is not None:
                    others = cleared(self._shown, self._place).keys
                    self._change(replace(self._shown, keys=(*others, replace(key, label=text[: LONGEST_TITLE * 2]))))
                self._ask(_Asking.GOODS)

    def _name_page(self, title: str) -> None:
        if not 1 <= len(title) <= LONGEST_TITLE:
            self.refuse(sentence("quick_title", {"most": LONGEST_TITLE}, self.ui.formatting))
            return
        if self._asking is _Asking.PAGE:
            self.keys_now = QuickKeys((*self.keys_now.pages, QuickPage(title)))
            self._page, self._place = self._pages - 1, 0
        else:
            self._change(replace(self._shown, title=title))
        self._ask(_Asking.GOODS)

    def _change(self, page: QuickPage) -> None:
        pages = list(self.keys_now.pages)
        pages[self._page] = page
        self.keys_now = QuickKeys(tuple(pages))
        self._is_leaving = False

    # ---- leaving

    def _save(self) -> None:
        manager, operator = self._manager, self.ui.session.operator
        if manager is None or operator is None:
            return

        def store() -> bool:
            self.ui.services.quick_keys.save(self.keys_now, operator, manager)
            return True

        if self.attempt(store):
            self._saved = self.keys_now
            _log.info("quick_keys=saved pages=%d", self._pages)
            self.go_to.emit("sale", self.tr("The quick keys are saved"))

    def _leave(self) -> None:
        if self._choices.isVisible() or self._line.text() or self._moving is not None:
            self._moving = None
            self._ask(_Asking.GOODS if self._pages else _Asking.PAGE)
        elif self._asking is not _Asking.GOODS and self._pages:
            self._ask(_Asking.GOODS)
        elif self.keys_now != self._saved and not self._is_leaving:
            self._is_leaving = True
            text = self.tr("Not saved. {key} saves, Esc once more leaves it as it was")
            self._show("⚠ " + text.format(key=self.ui.key(Action.ARRANGE_SAVE)))
        else:
            self._is_leaving = False
            self.go_to.emit("sale", None)
