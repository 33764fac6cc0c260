"""A screen whose line a dialog may take over: what the sale's screen and the customer's page have in common."""

from abc import abstractmethod

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos_app.services.under_way import Step
from pos_app.ui.dialogs.dialog import Dialog
from pos_app.ui.screens.screen import Screen
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import ChoiceList
from pos_app.ui.widgets.scan_line import ScanLine


class DialogHostScreen(Screen):
    """The line, the list that is chosen from, the dialog that is open, and the dialogs that led to it.

    ``advised``: what may be done now.
    """

    advised = Signal(str)

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._dialog: Dialog | None = None
        self._trail: tuple[Step, ...] = ()
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

    # ---- what is under way

    def under_way(self) -> tuple[Step, ...]:
        if self._dialog is None:
            return super().under_way()
        return (self._own_step(), *self._trail, self._dialog_step(self._dialog))

    def take_up(self, step: Step) -> None:
        """The last dialog that can be opened by itself; what came after it waits until the person is there again."""
        dialogs = self.ui.expected.dialogs()
        for place in reversed(range(len(dialogs))):
            dialog = self._opened_again(dialogs[place])
            if dialog is not None:
                self.ui.expected.skip(place)
                self._put_in_front(dialog)
                return
        super().take_up(step)

    def _own_step(self) -> Step:
        """This screen, as it is to be opened again below its dialogs."""
        return Step(self.name)

    def _opened_again(self, step: Step) -> Dialog | None:
        """The dialog of an earlier run made anew; None if it is reached by way of another one only."""
        del step
        return None

    @abstractmethod
    def _put_in_front(self, dialog: Dialog) -> None:
        """Open a dialog that nobody's key has opened."""

    def _note_way(self, dialog: Dialog) -> None:
        """Before ``dialog`` takes the place of the one that is open: by which way it was reached."""
        if self._dialog is None:
            self._trail = ()
            return
        way = (*self._trail, self._dialog_step(self._dialog))
        again = next((place for place, step in enumerate(way) if step.name == dialog.name), len(way))
        self._trail = way[:again]

    def _fill_expected(self, dialog: Dialog) -> None:
        """``dialog`` is open: put in what it held in an earlier run, if that is being taken up."""
        step = self.ui.expected.dialog(dialog.name)
        if step is None:
            return
        self.try_to_take_up(lambda: self._fill(dialog, step))

    def _fill(self, dialog: Dialog, step: Step) -> None:
        dialog.take_up(dict(step.noted))
        if step.typed and dialog is self._dialog and not dialog.secret():
            self.line_entry.replace_text(step.typed)

    def _dialog_step(self, dialog: Dialog) -> Step:
        kept = dialog.keeps_typed() and not dialog.secret()
        typed = self.typed if kept else ""
        noted = tuple(sorted(dialog.noted().items()))
        return Step(dialog.name, True, dialog.prompt(), typed, noted, dialog.has_entered(), dialog.about())

    def _on_typed(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.text_changed(text)

    def _on_choice(self, index: int) -> None:
        if self._dialog is not None:
            self._dialog.choose(index)
            self.line_entry.setFocus()
