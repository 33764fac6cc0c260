"""What is attached to the till: states, last events, a test for each, what the system lacks; the shop's checklist."""

import logging
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hardware.device import DeviceKind, DeviceTest
from hardware.scanner.wedge import GROUP_SEPARATOR
from pos_app.domain.codes.scan import ScanData
from pos_app.domain.people.operator import Operator, Role
from pos_app.services.device_setup import MissingPart
from pos_app.services.devices import AttachedDevice
from pos_app.services.errors import ServiceError
from pos_app.ui.device_checklist import Checklist
from pos_app.ui.device_words import missing_words, told
from pos_app.ui.key_action import KeyAction
from pos_app.ui.keymap import Action
from pos_app.ui.models.devices_model import NAME, STATE, TIME, DevicesModel
from pos_app.ui.models.line_delegate import LineDelegate
from pos_app.ui.screens.presenting import LATER_S, Presenting
from pos_app.ui.screens.screen import Screen
from pos_app.ui.sounds import Sound
from pos_app.ui.theme.sizes import side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.columns import main_column, side_column
from pos_app.ui.widgets.device_card import DeviceCard
from pos_app.ui.widgets.labels import label, panel, show_text
from pos_app.ui.widgets.row_table import RowTable
from pos_app.ui.widgets.scan_line import ScanLine

_log = logging.getLogger("kopilka.ui")
_ROWS = 10


class DevicesScreen(Screen):
    """Tests run off the UI thread: the table goes on telling news, and nothing waits for a printer that is away."""

    name: ClassVar[str] = "devices"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._missing: tuple[MissingPart, ...] = ()
        self._under_test: set[str] = set()
        self._is_told = False
        self._settling = ""
        self.is_missing_known = False
        """Whether the system has said what it lacks."""
        self.model = DevicesModel(ui.formatting, self)
        self.table = RowTable(self.model, {NAME: 222, STATE: 218, TIME: 70}, self.tr("Devices of this till"), _ROWS)
        self.table.setItemDelegate(LineDelegate(ui.theme, self.model, {}, parent=self.table))
        self.table.line_chosen.connect(self._choose)
        self._lacking = panel("warning")
        lacking = QVBoxLayout(self._lacking)
        self._lacking_words = label("", wrap=True, align=Qt.AlignmentFlag.AlignTop)
        self._lacking_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lacking.addWidget(self._lacking_words)
        self._lacking.hide()
        row = main_column(self, self.table, self._lacking, grows=self.table)
        self._side, column = side_column()
        self.card = DeviceCard(ui.formatting)
        column.addWidget(self.card)
        self.line = ScanLine(ui.theme)
        self.line.hide()
        column.addWidget(self.line)
        self._presenting = Presenting(ui, self.line, lambda words, bad: self.card.show_answer(words, bad=bad))
        column.addStretch(1)
        column.addWidget(button(self.tr("Test it  Enter"), self._test, role="primary", height=68))
        column.addWidget(button(self.tr("Back  Esc"), self._back, height=52))
        row.addWidget(self._side)

    def entered(self, told: object) -> None:
        del told
        self._end_settling()
        devices = self.ui.services.devices
        devices.listen(lambda: self.ui.background.post(self._refresh_once) if self._ask_refresh() else None)
        self.card.show_answer("")
        self.refresh()
        if self.table.current_line_id is None:
            self.table.step(1)
        self.setFocus()
        self.ui.background.run(self.ui.services.device_setup.missing, self._show_missing)

    def left(self) -> None:
        self._end_settling()
        self.ui.services.devices.listen(lambda: None)

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        return (
            KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", "")),
            KeyAction(key(Action.DEVICES_CAMERA), self.tr("Camera"), lambda: self.go_to.emit("camera", None)),
            KeyAction(key(Action.DEVICES_LEARN), self.tr("Learn scanner"), self._learn),
            KeyAction(key(Action.DEVICES_PRINT), self.tr("Print checklist"), self._print_checklist),
            KeyAction(key(Action.DEVICES_SAVE), self.tr("Save checklist"), self._save_checklist),
            KeyAction(key(Action.DEVICES_COLOURS), self.tr("Colours"), lambda: self.go_to.emit("colours", None)),
            *self._settle_keys(),
            *self._present_keys(),
            KeyAction("Enter", self.tr("Test"), self._test),
            KeyAction("Esc", self.tr("Back"), self._back),
        )

    def hidden_keys(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction("Up", "", lambda: self.table.step(-1)),
            KeyAction("Down", "", lambda: self.table.step(1)),
        )

    def take_scan(self, scan: ScanData) -> None:
        """Show the code and the reader it came from; nothing is sold here."""
        if not self._presenting.device:
            self.table.choose_line(scan.source.value)
        self.refresh()
        kind = scan.symbology.value.upper() if scan.symbology is not None else self.tr("a code")
        words = self.tr("Read {kind}:\n{text}").format(kind=kind, text=scan.data.replace(GROUP_SEPARATOR, "[GS]"))
        self.card.show_answer(words)
        self.ui.sounds.play(Sound.GOODS)
        _log.info("scan=tested source=%s", scan.source.value)

    def refresh(self) -> None:
        self.model.show_devices(self.ui.services.devices.devices())
        self.card.show_device(self._chosen())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    @property
    def lacking_text(self) -> str:
        """What the system lacks, as it is shown."""
        return self._lacking_words.text()

    # ---- news

    def _ask_refresh(self) -> bool:
        """From any thread: many news, one refresh."""
        asked, self._is_told = self._is_told, True
        return not asked

    def _refresh_once(self) -> None:
        self._is_told = False
        self.refresh()
        self.keys_changed.emit()

    def _show_missing(self, parts: tuple[MissingPart, ...]) -> None:
        self._missing = parts
        self.is_missing_known = True
        lines = [f"⚠ {missing_words(part)}:\n{part.cure}" for part in parts]
        show_text(self._lacking_words, "\n".join(lines))
        self._lacking.setVisible(bool(lines))

    # ---- what keys do

    def _chosen(self) -> AttachedDevice | None:
        name = self.table.current_line_id
        return next((each for each in self.ui.services.devices.devices() if each.name == name), None)

    def _choose(self, _name: str) -> None:
        if self._presenting.device:
            self._end_settling()
        self.keys_changed.emit()
        self.card.show_device(self._chosen())
        self.card.show_answer("")

    def _test(self) -> None:
        if self._settling:
            pin = self.line.text().strip()
            if pin:
                self.check_pin(pin, Role.MANAGER, self._settle)
            return
        if self._presenting.device:
            self._presenting.present()
            return
        device = self._chosen()
        if device is None or device.name in self._under_test:
            return
        if device.kind is DeviceKind.CAMERA:
            self.go_to.emit("camera", None)
            return
        if not device.testable:
            self.card.show_answer(self.tr("Scan any code now") if device.kind is DeviceKind.SCANNER else "")
            return
        self._under_test.add(device.name)
        self.card.show_answer(self.tr("Testing…"))
        _log.info("device_test=begun device=%s", device.name)

        def done(result: DeviceTest) -> None:
            self._under_test.discard(device.name)
            self._show_result(device.name, result)

        def failed(error: Exception) -> None:
            _log.error("device_test=failed device=%s", device.name, exc_info=error)
            done(DeviceTest(False, "test_failed", (("reason", str(error)),)))

        self.ui.background.run(lambda: self.ui.services.devices.test(device.name), done, failed)

    def _show_result(self, name: str, result: DeviceTest) -> None:
        self.refresh()
        _log.info("device_test=%s device=%s key=%s", "passed" if result.passed else "failed", name, result.key)
        if name == self.table.current_line_id:
            sign = "✓" if result.passed else "⚠"
            self.card.show_answer(f"{sign} {told(result.key, result.params)}", bad=not result.passed)
            self.ui.sounds.play(Sound.GOODS if result.passed else Sound.ERROR)

    def _learn(self) -> None:
        self.go_to.emit("scanner_lesson", None)

    def _back(self) -> None:
        if self._settling or self._presenting.device:
            self._end_settling()
            return
        self.go_to.emit("shift", None)

    # ---- practising

    def _present_keys(self) -> tuple[KeyAction, ...]:
        device = self._chosen()
        if not self._presenting.device and (device is None or not self._presenting.may(device.name)):
            return ()
        return (KeyAction(self.ui.key(Action.DEVICES_PRESENT), self.tr("Present a code"), self._present),)

    def _present(self) -> None:
        device = self._chosen()
        if self._presenting.device:
            self._presenting.present(LATER_S)
        elif device is not None and not self._settling:
            self._presenting.ask(device.name, self.ui.key(Action.DEVICES_PRESENT))
            self.entry = self.line
            self.keys_changed.emit()

    # ---- what a person registered without the till

    def _settle_keys(self) -> tuple[KeyAction, ...]:
        fiscal = self.ui.services.fiscal
        if fiscal is None or not fiscal.state.held_tasks:
            return ()
        return (KeyAction(self.ui.key(Action.DEVICES_SETTLE), self.tr("Registered by hand"), self._ask_to_settle),)

    def _ask_to_settle(self) -> None:
        """Ask for the oldest that waits; the same key again goes on to the next."""
        fiscal = self.ui.services.fiscal
        waiting = () if fiscal is None else fiscal.state.held_tasks
        if not waiting:
            return
        ids = [task.record_id for task in waiting]
        place = (ids.index(self._settling) + 1) % len(ids) if self._settling in ids else 0
        task, self._settling = waiting[place], ids[place]
        words = self.tr("Only if {number} was registered at the registrar itself, by a correction receipt")
        told_words = [words.format(number=task.number)]
        if len(waiting) > 1:
            key = self.ui.key(Action.DEVICES_SETTLE)
            told_words.append(
                self.tr("{place} of {count}, {key}: the next").format(place=place + 1, count=len(ids), key=key)
            )
        self.card.show_answer("\n".join(told_words))
        self.entry = self.line
        self.line.show()
        self.line.ask(self.tr("Manager's PIN. Enter – registered, Esc – no"), secret=True)
        self.line.setFocus()

    def _settle(self, person: Operator | None) -> None:
        fiscal, record_id = self.ui.services.fiscal, self._settling
        if person is None or fiscal is None or not record_id:
            self.line.clear()
            return
        fiscal.settle_by_hand(record_id, person.operator_id)
        _log.info("fiscal=settled_by_hand record=%s by=%s", record_id, person.operator_id)
        self._end_settling()
        self.card.show_answer(self.tr("Noted: it was registered by hand"))

    def _end_settling(self) -> None:
        self._settling, self.entry = "", None
        self._presenting.end()
        self.line.clear()
        self.line.hide()
        self.card.show_answer("")
        self.setFocus()

    # ---- the checklist

    def _checklist(self) -> Checklist:
        settings = self.ui.settings
        return Checklist(
            shop=settings.shop_name,
            till_code=settings.till_code,
            day=self.ui.formatting.day(self.ui.clock.now().astimezone(settings.zone).date()),
            time=self.ui.formatting.time(self.ui.clock.now()),
            devices=self.ui.services.devices.devices(),
            missing=self._missing,
        )

    def _print_checklist(self) -> None:
        self.ui.services.receipts.print_later(self._checklist().document(), kick_drawer=False)
        self.card.show_answer(self.tr("The checklist was sent to the printer"))
        _log.info("checklist=printed")

    def _save_checklist(self) -> None:
        checklist, receipts, setup = self._checklist(), self.ui.services.receipts, self.ui.services.device_setup
        text, page = receipts.readable(checklist.document()), checklist.page(self.ui.settings.language)

        def done(path: Path) -> None:
            self.card.show_answer(self.tr("Saved, print it from any computer:\n{path}").format(path=path))
            _log.info("checklist=saved")

        def failed(error: Exception) -> None:
            words = self.explain(error) if isinstance(error, ServiceError) else str(error)
            self.card.show_answer(words, bad=True)

        self.ui.background.run(lambda: setup.write_checklist(text, page), done, failed)
