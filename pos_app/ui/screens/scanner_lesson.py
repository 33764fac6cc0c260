"""Learning a keyboard scanner: three scans of any code tell how fast it types and which keys it adds."""

import logging
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hardware.scanner.key_stroke import KeyStroke
from hardware.scanner.wedge_lesson import QUIET_MS, SCANS_NEEDED, LearntScanner, TestScan, WedgeLesson
from hardware.scanner.wedge_settings import Suffix
from pos_app.domain.codes.scan import ScanData
from pos_app.services.errors import ServiceError
from pos_app.ui.key_action import KeyAction
from pos_app.ui.keymap import Action
from pos_app.ui.screens.screen import Screen
from pos_app.ui.sounds import Sound
from pos_app.ui.theme.theme import set_look
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.labels import centre, label, panel, show_text

_log = logging.getLogger("kopilka.ui")
_WIDTH = 640


class ScannerLessonScreen(Screen):
    """While it listens every key but Esc is the scanner's. What was learnt holds from Enter on."""

    name: ClassVar[str] = "scanner_lesson"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._lesson = WedgeLesson()
        self._learnt: LearntScanner | None = None
        self._saved = False
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._end_scan)
        self._frame = panel()
        self._frame.setFixedWidth(_WIDTH)
        holder = QWidget()
        centre(holder, self._frame)
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.title = label("", size="title", align=middle)
        self.advice = label("", wrap=True, align=middle)
        self._scans = [label("", tone="muted") for _ in range(SCANS_NEEDED)]
        self.result = label("", size="large", wrap=True)
        self.trouble_frame = panel("warning")
        self.trouble = label("", wrap=True)
        QVBoxLayout(self.trouble_frame).addWidget(self.trouble)
        for part in (self.title, self.advice, *self._scans, self.result, self.trouble_frame):
            column.addWidget(part)
        buttons = QHBoxLayout()
        self._save_button = button(self.tr("Save  Enter"), self._save, role="primary", height=60)
        buttons.addWidget(
            button(self.tr("Again  {key}").format(key=ui.key(Action.LESSON_AGAIN)), self._begin, height=60)
        )
        buttons.addWidget(button(self.tr("Back  Esc"), self._back, height=60))
        buttons.addWidget(self._save_button)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(holder)

    def entered(self, told: object) -> None:
        del told
        self._begin()
        self.setFocus()

    def left(self) -> None:
        self.ui.keyboard.recorder = None
        self._quiet.stop()

    def keys(self) -> tuple[KeyAction, ...]:
        ready = self._learnt is not None and not self._saved
        return (
            KeyAction(self.ui.key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", "")),
            KeyAction(self.ui.key(Action.LESSON_AGAIN), self.tr("Again"), self._begin),
            KeyAction("Enter", self.tr("Save"), self._save, enabled=ready),
            KeyAction("Esc", self.tr("Back"), self._back),
        )

    def take_scan(self, scan: ScanData) -> None:
        """Of another reader, or of the scanner after the lesson."""
        self._warn(self.tr("✓ A scan of {length} characters came whole").format(length=len(scan.data)))
        self.ui.sounds.play(Sound.GOODS)
        _log.info("scan=tested source=%s", scan.source.value)

    def take_stroke(self, stroke: KeyStroke) -> None:
        """Every press while the lesson listens."""
        self._lesson.feed(stroke)
        self._quiet.start()

    # ---- steps

    def _begin(self) -> None:
        self._lesson, self._learnt, self._saved = WedgeLesson(), None, False
        self.ui.keyboard.recorder = self.take_stroke
        self._warn("")
        self._show()
        _log.info("lesson=listens")

    def _end_scan(self) -> None:
        scan = self._lesson.end_scan()
        if scan is None:
            return
        by_hand = self.tr("That was typed by hand, or too short for a code. Scan a code")
        self._warn(by_hand if scan.is_a_persons else "")
        self.ui.sounds.play(Sound.ERROR if scan.is_a_persons else Sound.GOODS)
        _log.info("lesson_scans=%d", len(self._lesson.scans))
        if self._lesson.is_done:
            self.ui.keyboard.recorder = None
            self._learnt = self._lesson.learnt()
            self._advise(self._learnt)
        self._show()

    def _save(self) -> None:
        learnt = self._learnt
        if learnt is None or self._saved:
            return
        self.ui.keyboard.use(learnt.applied_to(self.ui.keyboard.settings))
        self._saved = True
        self._show()
        setup, devices = self.ui.services.device_setup, self.ui.services.devices
        devices.heard("keyboard", "scanner_learnt", (("threshold", str(learnt.threshold_ms)),))
        changes: dict[str, str | int] = {
            "keyboard_scan_threshold_ms": learnt.threshold_ms,
            "keyboard_scan_suffix": "|".join(sorted(suffix.value for suffix in learnt.suffixes)) or "none",
            "keyboard_scan_prefix": learnt.prefix,
        }
        _log.info("lesson=applied threshold_ms=%d", learnt.threshold_ms)

        def failed(error: Exception) -> None:
            self._warn(self.explain(error) if isinstance(error, ServiceError) else str(error))

        self.ui.background.run(lambda: setup.save(changes), lambda _nothing: _log.info("lesson=saved"), failed)

    def _back(self) -> None:
        self.go_to.emit("devices", None)

    # ---- words

    def _show(self) -> None:
        scans = self._lesson.scans
        for number, line in enumerate(self._scans):
            show_text(line, self._scan_words(number + 1, scans[number]) if number < len(scans) else "")
        learnt = self._learnt
        if learnt is None:
            title = self.tr("Scan any code: {count} of {needed}").format(count=len(scans) + 1, needed=SCANS_NEEDED)
            advice = self.tr("The same code or others. Do not press keys; Esc leaves")
        else:
            title = self.tr("Saved and in force") if self._saved else self.tr("This is how the scanner types")
            advice = self.tr("Scan once more to try it") if self._saved else ""
        show_text(self.title, title)
        show_text(self.advice, advice)
        show_text(self.result, self._result_words(learnt) if learnt is not None else "")
        self._save_button.setVisible(learnt is not None and not self._saved)
        self.keys_changed.emit()

    def _scan_words(self, number: int, scan: TestScan) -> str:
        words = self.tr("{number}. {count} characters, at most {gap} ms apart, then {suffix}")
        return words.format(
            number=number, count=len(scan.text), gap=max(scan.gaps_ms), suffix=self._suffix_words(scan.suffix)
        )

    def _suffix_words(self, suffix: Suffix | None) -> str:
        return {Suffix.ENTER: "Enter", Suffix.TAB: "Tab", None: self.tr("nothing")}[suffix]

    def _result_words(self, learnt: LearntScanner) -> str:
        suffixes = ", ".join(sorted(self._suffix_words(suffix) for suffix in learnt.suffixes)) or self.tr("nothing")
        lines = [
            self.tr("Between two keys: usually {median} ms, at most {longest} ms").format(
                median=learnt.median_ms, longest=learnt.longest_ms
            ),
            self.tr("A scan is what comes faster than {threshold} ms a key").format(threshold=learnt.threshold_ms),
            self.tr("Last key: {suffix}").format(suffix=suffixes),
            self.tr("Signs before the code: {prefix}").format(prefix=learnt.prefix or self.tr("none")),
        ]
        return "\n".join(lines)

    def _advise(self, learnt: LearntScanner) -> None:
        if learnt.too_slow:
            self._warn(self.tr("It types as slowly as a person: set its delay between characters to 0, then try again"))
        elif not learnt.suffixes:
            self._warn(self.tr("It adds no Enter: set it to, by its manual. Until then each code ends by a pause"))

    def _warn(self, words: str) -> None:
        set_look(self.trouble_frame, "panel", "warning")
        show_text(self.trouble, words)
        self.trouble_frame.setVisible(bool(words))
