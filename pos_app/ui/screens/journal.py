"""Who did what at this till: for a senior person, or with his PIN."""

import logging
from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.people.deed import Deed
from pos_app.domain.people.operator import Operator
from pos_app.services.rights import Right
from pos_app.ui.deed_words import deed_words
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.models.deeds_model import DeedColumn, DeedsModel
from pos_app.ui.models.line_delegate import LineDelegate
from pos_app.ui.screens.screen import Screen
from pos_app.ui.sentences import pin_of
from pos_app.ui.theme.sizes import side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.columns import main_column, side_column
from pos_app.ui.widgets.labels import label, panel, show_text
from pos_app.ui.widgets.number_pad import NumberPad, PadKind
from pos_app.ui.widgets.row_table import RowTable
from pos_app.ui.widgets.scan_line import ScanLine

_log = logging.getLogger("kopilka.ui")
_STEPS = {"Up": -1, "Down": 1, "PageUp": -10, "PageDown": 10}
_WIDTHS: Mapping[int, int] = {DeedColumn.AT: 100, DeedColumn.WHO: 142, DeedColumn.BY: 142}


class JournalScreen(Screen):
    """Reads only; newest first, older ones by a key."""

    name: ClassVar[str] = "journal"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._deeds: tuple[Deed, ...] = ()
        self._reader: Operator | None = None
        self._is_all = False
        self.model = DeedsModel(ui.formatting, self)
        self.table = RowTable(self.model, _WIDTHS, self.tr("Who did what"))
        self.table.setItemDelegate(LineDelegate(ui.theme, self.model, {}, parent=self.table))
        self._line = ScanLine(ui.theme)
        self.entry = self._line
        row = main_column(self, self._line, self.table, grows=self.table)
        self._side, column = side_column()
        self._card = panel()
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.setSpacing(8)
        self._what = label("", bold=True, wrap=True)
        self._who = label("", wrap=True)
        self._why = label("", wrap=True)
        for part in (self._what, self._who, self._why):
            inner.addWidget(part)
        column.addWidget(self._card)
        column.addStretch(1)
        self._pad = NumberPad(PadKind.SUM)
        self._pad.pressed.connect(self.type_key)
        column.addWidget(self._pad)
        row.addWidget(self._side)
        self.table.line_chosen.connect(lambda _key: self._show_chosen())

    # ---- what is shown, for tests

    @property
    def told(self) -> str:
        """What is said to the chosen deed."""
        return "\n".join(part.text() for part in (self._what, self._who, self._why) if part.text())

    # ---- the screen

    def entered(self, told: object) -> None:
        del told
        operator = self.ui.session.operator
        may = operator is not None and self.ui.services.operators.may(operator, Right.SEE_JOURNAL)
        self._reader = operator if may else None
        self._deeds, self._is_all = (), False
        self._show()
        if self._reader is not None:
            self._read()

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        helping = KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", ""))
        leave = KeyAction("Esc", self.tr("To the shift"), lambda: self.go_to.emit("shift", None))
        if self._reader is None:
            return (helping, leave)
        older = not self._is_all and bool(self._deeds)
        return (helping, KeyAction(key(Action.JOURNAL_OLDER), self.tr("Older"), self._read, enabled=older), leave)

    def take_key(self, press: KeyPress) -> bool:
        if self._reader is None:
            if press.name == "Enter":
                if self._line.text():
                    needed = self.ui.services.operators.role_for(Right.SEE_JOURNAL)
                    self.check_pin(self._line.text(), needed, self._admit)
                return True
        elif press.name in _STEPS:
            self.table.step(_STEPS[press.name])
            return True
        elif press.is_character:
            return True  # nothing is typed into a list
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        self.go_to.emit("sale", None)
        self.go_to.emit("scan", scan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    # ---- inside

    def _admit(self, person: Operator | None) -> None:
        if person is None:
            self._line.clear()
            return
        self._reader = person
        self._read()

    def _read(self) -> None:
        reader = self._reader
        if reader is None:
            return
        before = self._deeds[-1].deed_id if self._deeds else ""
        more = self.attempt(lambda: self.ui.services.journal.read(reader, before=before))
        if more is not None:
            self._deeds += more
            self._is_all = not more
            _log.info("journal=read count=%d", len(self._deeds))
        self._show()

    def _show(self) -> None:
        asking = self._reader is None
        self.model.show_deeds(self._deeds, self.ui.clock.now())
        self._pad.setVisible(asking)
        self._line.setReadOnly(not asking)
        if asking:
            pin = pin_of(self.ui.services.operators.role_for(Right.SEE_JOURNAL).value)
            self._line.ask(self.tr("Journal: type {pin} and press Enter").format(pin=pin), secret=True)
        else:
            empty = self.tr("Nothing was written yet")
            self._line.ask(self.tr("Who did what at this till, newest first") if self._deeds else empty)
        if self._deeds and self.table.current_line_id is None:
            self.table.choose_line(self._deeds[0].deed_id)
        self._show_chosen()
        (self._line if asking else self.table).setFocus()

    def _show_chosen(self) -> None:
        key = self.table.current_line_id
        deed = next((each for each in self._deeds if each.deed_id == key), None)
        self._card.setVisible(deed is not None)
        if deed is not None:
            show_text(self._what, deed_words(deed, self.ui.formatting))
            names = f"{self.ui.formatting.instant(deed.at)}\n{deed.operator_name}"
            if deed.approved_by_name:
                names += "\n" + self.tr("Approved by {name}").format(name=deed.approved_by_name)
            show_text(self._who, names)
            show_text(self._why, self.tr("Why: {reason}").format(reason=deed.reason) if deed.reason else "")
        self.keys_changed.emit()
