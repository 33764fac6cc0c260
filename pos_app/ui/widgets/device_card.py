"""The chosen device at the right of the devices screen: how it is, how it is tested, how the test came out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from pos_app.services.devices import AttachedDevice
from pos_app.ui.device_words import address_words, device_name, event_words, state_sign, state_words, trial_words
from pos_app.ui.formatting import Formatting
from pos_app.ui.theme.theme import set_look
from pos_app.ui.widgets.labels import label, panel, show_text


class DeviceCard(QFrame):
    """Two cards: the device, and below it the last answer in words."""

    def __init__(self, formatting: Formatting) -> None:
        super().__init__()
        self._formatting = formatting
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._frame = panel()
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(12, 10, 12, 10)
        top = Qt.AlignmentFlag.AlignTop
        self._name = label("", bold=True, size="large", wrap=True)
        self._state = label("", wrap=True, align=top)
        self._address = label("", tone="muted", size="small", wrap=True, align=top)
        self._event = label("", tone="muted", size="small", wrap=True, align=top)
        self._trial = label("", wrap=True, align=top)
        for part in (self._name, self._state, self._address, self._event, self._trial):
            inner.addWidget(part)
        self._answer_frame = panel()
        answer = QVBoxLayout(self._answer_frame)
        answer.setContentsMargins(12, 10, 12, 10)
        self._answer = label("", wrap=True, bold=True, align=top)
        answer.addWidget(self._answer)
        column.addWidget(self._frame)
        column.addWidget(self._answer_frame)
        self._answer_frame.hide()

    @property
    def answer(self) -> str:
        """The words of the lower card."""
        return self._answer.text()

    def show_device(self, device: AttachedDevice | None) -> None:
        """Show it; None: nothing is attached."""
        self._frame.setVisible(device is not None)
        if device is None:
            return
        show_text(self._name, device_name(device))
        show_text(self._state, f"{state_sign(device)} {state_words(device)}")
        show_text(self._address, address_words(device))
        event = device.event
        show_text(self._event, f"{self._formatting.time(event.at)} {event_words(device)}" if event is not None else "")
        show_text(self._trial, trial_words(device))

    def show_answer(self, words: str, *, bad: bool = False) -> None:
        """Say how something came out; empty words take the card away."""
        set_look(self._answer_frame, "panel", "error" if bad else "true")
        show_text(self._answer, words)
        self._answer_frame.setVisible(bool(words))
