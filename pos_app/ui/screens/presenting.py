"""Practising: the devices screen holds a code before the simulated camera, or has the simulated scanner read it."""

import logging
from collections.abc import Callable

from pos_app.services.errors import ServiceError
from pos_app.ui.language import translate
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.scan_line import ScanLine

_log = logging.getLogger("kopilka.ui")
LATER_S = 5
"""Long enough to go to the sale before the code comes."""


class Presenting:
    """Asks for a code in the screen's line; ``say`` tells how it came out. One that is presented stays in the line."""

    def __init__(self, ui: UiContext, line: ScanLine, say: Callable[[str, bool], None]) -> None:
        self._ui = ui
        self._line = line
        self._say = say
        self.device = ""
        """The device that a code is being typed for; empty: none."""

    def may(self, device: str) -> bool:
        """Whether a code can be presented to it."""
        return self._ui.services.device_setup.may_present_to(device)

    def ask(self, device: str, later_key: str) -> None:
        """Show the line."""
        self.device = device
        words = translate("Presenting", "Code. Enter – now, {key} – in {seconds} s, Esc – done")
        self._line.show()
        self._line.ask(words.format(key=later_key, seconds=LATER_S))
        self._line.setFocus()

    def present(self, after_s: int = 0) -> None:
        """Present what was typed."""
        text = self._line.text().strip()
        if not text:
            return
        try:
            self._ui.services.device_setup.present(self.device, text, after_s)
        except ServiceError as error:
            _log.info("present=refused key=%s", error.key)
            self._say(translate("Presenting", "No code can hold so much. Type less"), True)
            return
        words = (
            translate("Presenting", "The code comes in {seconds} s: go to the sale")
            if after_s
            else translate("Presenting", "The code is shown to the device")
        )
        self._say(words.format(seconds=after_s), False)

    def end(self) -> None:
        """Take the line away."""
        self.device = ""
