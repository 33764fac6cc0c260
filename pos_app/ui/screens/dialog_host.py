"""A screen whose line a dialog may take over: what the sale's screen and the customer's page have in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos_app.ui.dialogs.dialog import Dialog
from pos_app.ui.screens.screen import Screen
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import ChoiceList
from pos_app.ui.widgets.scan_line import ScanLine


class DialogHostScreen(Screen):
    """The line, the list that is chosen from, and the dialog that is open. ``advised``: what may be done now."""

    advised = Signal(str)

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._dialog: Dialog | None = None
        self.line_entry = ScanLine(ui.theme)
        self.entry = self.line_entry
        self.choices = ChoiceList(self)
        self.setFocusProxy(self.line_entry)
        self.line_entry.typed.connect(self._on_typed)
        self.choices.chosen.connect(self._on_choice)

    @property
    def line(self) -> ScanLine:
        return self.line_entry

    @property
    def dialog_name(self) -> str:
        """The open dialog, empty on the screen itself."""
        return self._dialog.name if self._dialog is not None else ""

    @property
    def marked_choice(self) -> int:
        return self.choices.marked

    def step_choice(self, rows: int) -> None:
        self.choices.step(rows)

    def leave_for(self, screen: str, told: object) -> None:
        self.go_to.emit(screen, told)

    def say(self, text: str) -> None:
        """Advice beside the line, wherever the screen shows it."""
        self.advised.emit(text)

    def dialog_changed(self) -> None:
        dialog = self._dialog
        if dialog is not None:
            typed, error = self.line_entry.text(), self.line_entry.error
            self.line_entry.ask(dialog.prompt(), secret=dialog.secret())
            if typed:
                self.line_entry.setText(typed)
            elif error:
                self.line_entry.show_error(error)
            self.say(dialog.advice())
            self.ui.customer_side.ask(dialog.for_customer())
        self.keys_changed.emit()

    def _on_typed(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.text_changed(text)

    def _on_choice(self, index: int) -> None:
        if self._dialog is not None:
            self._dialog.choose(index)
            self.line_entry.setFocus()
