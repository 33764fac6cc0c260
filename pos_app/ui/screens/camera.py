"""What the camera sees, with found codes outlined, and which camera it is. The camera reads on as it always does."""

import logging
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hardware.device import CameraChoice, DeviceKind
from hardware.scanner.wedge import GROUP_SEPARATOR
from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.services.errors import ServiceError
from pos_app.ui.device_words import state_words
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.screens.screen import Screen
from pos_app.ui.sounds import Sound
from pos_app.ui.theme.sizes import GAP, side_width
from pos_app.ui.theme.theme import set_look
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.camera_view import CameraView
from pos_app.ui.widgets.choice_list import ChoiceList, ChoiceRow
from pos_app.ui.widgets.columns import side_column
from pos_app.ui.widgets.labels import label, panel, show_text

_log = logging.getLogger("kopilka.ui")
_CHOICES_MAX = 4


class CameraScreen(Screen):
    """The picture is large here; it may be kept in sight, small, while goods are sold."""

    name: ClassVar[str] = "camera"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.sources: list[int | Path | None] = []
        """What the digits choose, in their order; None is no camera."""
        self._is_listing = False
        self._is_choosing = False
        self._wanted_next: tuple[int | Path | None] | None = None
        self.view = CameraView(ui.theme, self.tr("What the camera sees"))
        self._side, column = side_column()
        self.choices = ChoiceList(self)
        self.choices.chosen.connect(self._choose)
        column.addWidget(self.choices)
        self._frame = panel()
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(12, 10, 12, 10)
        self.words = label("", wrap=True)
        inner.addWidget(self.words)
        column.addWidget(self._frame)
        column.addStretch(1)
        column.addWidget(button(self.tr("Back  Esc"), self._back, role="primary", height=68))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.view, 1)
        row.addWidget(self._side)

    def entered(self, told: object) -> None:
        del told
        self.view.show_words("")
        self._say(self._what_to_do())
        # A digit must not change its meaning under the finger: nothing to choose before the system has answered.
        self.sources = []
        self.choices.hide()
        self._list_cameras()
        self.refresh()
        self.ui.camera_feed.show_on(self.view)
        self.setFocus()

    def left(self) -> None:
        self.ui.camera_feed.hide_from(self.view)

    def keys(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction(self.ui.key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", "")),
            KeyAction(self.ui.key(Action.CAMERA_LIST), self.tr("Look again"), self._list_cameras),
            KeyAction(self.ui.key(Action.CAMERA_KEEP), self.tr("Keep in sight"), self._keep),
            KeyAction("Esc", self.tr("Back"), self._back),
        )

    def hidden_keys(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction("Up", "", lambda: self.choices.step(-1)),
            KeyAction("Down", "", lambda: self.choices.step(1)),
            KeyAction("Enter", "", lambda: self._choose(self.choices.marked)),
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.is_digit:
            self._choose(int(press.name) - 1)
            return True
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        """Show the code; nothing is sold here."""
        kind = scan.symbology.value.upper() if scan.symbology is not None else self.tr("a code")
        whose = self.tr("The camera read") if scan.source is ScanSource.CAMERA else self.tr("A scanner read")
        self._say(f"✓ {whose} {kind}:\n{scan.data.replace(GROUP_SEPARATOR, '[GS]')}")
        self.ui.sounds.play(Sound.GOODS)
        _log.info("scan=tested source=%s", scan.source.value)

    def refresh(self) -> None:
        if self.view.picture is None:
            self.view.show_words(self._state_words())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    # ---- which camera

    def _list_cameras(self) -> None:
        """Ask the system, once at a time: whoever leans on the key does not queue up a question per press."""
        if self._is_listing:
            return
        self._is_listing = True

        def listed(cameras: tuple[CameraChoice, ...]) -> None:
            self._is_listing = False
            self._show_choices(cameras)

        def failed(error: Exception) -> None:
            self._is_listing = False
            _log.error("cameras=unknown", exc_info=error)
            self._show_choices(())

        self.ui.background.run(self.ui.services.device_setup.cameras, listed, failed)

    def _show_choices(self, cameras: tuple[CameraChoice, ...]) -> None:
        chosen = self.ui.services.device_setup.camera.source
        rows = [(_source_of(each), self._name_of(each)) for each in cameras[:_CHOICES_MAX]]
        shown: list[tuple[int | Path | None, str]] = list(rows)
        if chosen is not None and chosen not in [source for source, _ in rows]:
            name = chosen.name if isinstance(chosen, Path) else self.tr("Camera {number}").format(number=chosen)
            shown.append((chosen, name))
        shown.append((None, self.tr("No camera")))
        self.sources = [source for source, _ in shown]
        self.choices.show_choices(
            self.tr("Cameras of this till"),
            [ChoiceRow(name) for _, name in shown],
            digits=True,
            marked=self.sources.index(chosen),
        )
        self.choices.setFixedHeight(self.choices.wanted_height())
        self.refresh()
        _log.info("cameras=%d", len(cameras))

    def _what_to_do(self) -> str:
        if self.ui.services.device_setup.camera.source is None:
            return self.tr("Without a camera, codes come from scanners only")
        if self.ui.services.device_setup.may_present_to("camera"):
            return self.tr("Esc, then {key}: a code is held before the simulated camera").format(
                key=self.ui.key(Action.DEVICES_PRESENT)
            )
        return self.tr("Hold a code up to the camera")

    def _name_of(self, camera: CameraChoice) -> str:
        return self.tr("Simulated camera") if camera.simulated else camera.name

    def _choose(self, index: int) -> None:
        """Look through that one. A camera takes a second to open: of what is pressed meanwhile only the last holds."""
        if not 0 <= index < len(self.sources):
            return
        source = self.sources[index]
        self.view.show_words(self.tr("One moment…"))
        if self._is_choosing:
            self._wanted_next = (source,)
        else:
            self._open(source)

    def _open(self, source: int | Path | None) -> None:
        setup = self.ui.services.device_setup
        self._is_choosing = True

        def done(_nothing: None) -> None:
            _log.info("camera=chosen source=%s", "none" if source is None else "given")
            if not self._went_on():
                self._list_cameras()
                self.refresh()
                self._say(self.tr("Saved: the camera stays chosen after every start"))

        def failed(error: Exception) -> None:
            if not self._went_on():
                self._list_cameras()
                self._say(self.explain(error) if isinstance(error, ServiceError) else str(error), bad=True)

        self.ui.background.run(lambda: setup.choose_camera(source), done, failed)

    def _went_on(self) -> bool:
        """Whether another camera was pressed in the meantime: then that one is opened now."""
        self._is_choosing = False
        if self._wanted_next is None:
            return False
        (source,), self._wanted_next = self._wanted_next, None
        self._open(source)
        return True

    def _state_words(self) -> str:
        if self.ui.services.device_setup.camera.source is None:
            if self.sources == [None]:
                return self.tr("No camera is plugged in. Plug one in, then {key}").format(
                    key=self.ui.key(Action.CAMERA_LIST)
                )
            return self.tr("No camera is chosen: press the digit of one")
        cameras = (each for each in self.ui.services.devices.devices() if each.kind is DeviceKind.CAMERA)
        device = next(cameras, None)
        if device is not None and device.state is not None and not device.state.online:
            return state_words(device)
        return self.tr("The picture is on its way")

    def _say(self, words: str, *, bad: bool = False) -> None:
        set_look(self._frame, "panel", "error" if bad else "true")
        show_text(self.words, words)

    def _keep(self) -> None:
        self.go_to.emit("camera_inset", None)
        self._say(self.tr("A small picture stays in sight on every screen, or goes: press once more"))

    def _back(self) -> None:
        self.go_to.emit("devices", None)


def _source_of(camera: CameraChoice) -> int | Path:
    """A number of the system's, or the name of a twin."""
    return int(camera.source) if camera.source.isdecimal() else Path(camera.source)
