"""The keyboard scanner as screens see it: how it is set up now, and whoever wants to see its keys."""

from collections.abc import Callable

from hardware.scanner.key_stroke import KeyStroke
from hardware.scanner.wedge_settings import WedgeSettings

Recorder = Callable[[KeyStroke], None]


class KeyboardScanner:
    """``settings`` are in force at once; ``on_use`` gets them. ``recorder`` gets every press instead of the screens.

    Meanwhile only Esc and the function keys (but F8) reach the screen in front: a lesson can always be left.
    """

    def __init__(self, settings: WedgeSettings) -> None:
        self._settings = settings
        self.on_use: Callable[[WedgeSettings], None] = lambda _settings: None
        self.recorder: Recorder | None = None

    @property
    def settings(self) -> WedgeSettings:
        """As it is set up now."""
        return self._settings

    def use(self, settings: WedgeSettings) -> None:
        """From the next key on."""
        self._settings = settings
        self.on_use(settings)
