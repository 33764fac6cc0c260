"""The rows of the devices screen."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from pos_app.services.devices import AttachedDevice
from pos_app.ui.device_words import device_name, event_words, state_sign, state_words
from pos_app.ui.formatting import Formatting
from pos_app.ui.models.text_table import Row, TextTableModel

NAME, STATE, EVENT, TIME = range(4)


class DevicesModel(TextTableModel):
    """All words stand on the left."""

    def __init__(self, formatting: Formatting, parent: QObject | None = None) -> None:
        super().__init__(("", "", "", ""), EVENT, parent, left_columns=frozenset({NAME, STATE, TIME}))
        self._titles = (self.tr("Device"), self.tr("State"), self.tr("Last event"), self.tr("Time"))
        self._formatting = formatting

    def show_devices(self, devices: Sequence[AttachedDevice]) -> None:
        """Show these."""
        self.show_rows([self._row(device) for device in devices])

    def _row(self, device: AttachedDevice) -> Row:
        time = self._formatting.time(device.event.at) if device.event is not None else ""
        state = f"{state_sign(device)} {state_words(device)}"
        return Row(device.name, (device_name(device), state, event_words(device), time))
