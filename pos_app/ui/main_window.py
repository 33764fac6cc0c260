"""The one window: status strip, screens in a stack, the keys that work now. It routes keys, scans and news; no more."""

import logging
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget

from hardware.device import DeviceKind, DeviceState
from pos_app.domain.codes.scan import ScanData
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.fiscal import FiscalState
from pos_app.services.print_queue import PrintState
from pos_app.ui.device_words import told
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.report_keeper import ReportKeeper
from pos_app.ui.screens.camera import CameraScreen
from pos_app.ui.screens.checking import CheckingScreen
from pos_app.ui.screens.customer_page import CustomerPageScreen
from pos_app.ui.screens.devices import DevicesScreen
from pos_app.ui.screens.first_load import FirstLoadScreen
from pos_app.ui.screens.free_return import FreeReturnScreen
from pos_app.ui.screens.journal import JournalScreen
from pos_app.ui.screens.locked import IdleWatch, lock
from pos_app.ui.screens.payment import PaymentScreen
from pos_app.ui.screens.queue import QueueScreen
from pos_app.ui.screens.quick_keys import QuickKeysScreen
from pos_app.ui.screens.receipt import ReceiptScreen
from pos_app.ui.screens.review import ReviewScreen
from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.screens.sale_return import ReturnScreen
from pos_app.ui.screens.scanner_lesson import ScannerLessonScreen
from pos_app.ui.screens.screen import Screen
from pos_app.ui.screens.shift import ShiftScreen
from pos_app.ui.screens.shift_open import ShiftOpenScreen
from pos_app.ui.screens.sign_on import SignOnScreen
from pos_app.ui.screens.taking_up import TakingUpScreen
from pos_app.ui.screens.why import WhyScreen
from pos_app.ui.sentences import sentence
from pos_app.ui.theme.colour_switch import ColourSwitch
from pos_app.ui.theme.sizes import GAP, MARGIN
from pos_app.ui.typed_pin import is_typed_pin
from pos_app.ui.ui_context import UiContext
from pos_app.ui.ui_settings import DEFAULT_WINDOW_SIZE
from pos_app.ui.under_way.watch import UnderWayWatch
from pos_app.ui.widgets.camera_view import CameraView
from pos_app.ui.widgets.help_overlay import HelpOverlay
from pos_app.ui.widgets.key_bar import KeyBar
from pos_app.ui.widgets.status_strip import StatusStrip
from pos_app.ui.widgets.training_mark import RIBBON_HEIGHT, TrainingMark
from sync.protocol.status import SyncStatus

_log = logging.getLogger("kopilka.ui")
_SCREENS: tuple[type[Screen], ...] = (
    FirstLoadScreen,
    SignOnScreen,
    ShiftOpenScreen,
    TakingUpScreen,
    SaleScreen,
    PaymentScreen,
    ReceiptScreen,
    ReturnScreen,
    ShiftScreen,
    CheckingScreen,
    WhyScreen,
    CustomerPageScreen,
    FreeReturnScreen,
    QueueScreen,
    DevicesScreen,
    CameraScreen,
    ScannerLessonScreen,
    JournalScreen,
    QuickKeysScreen,
    ReviewScreen,
)
_TICK_MS = 1_000
_INSET_WIDTH, _INSET_HEIGHT = 240, 180
_WITHOUT_INSET = frozenset({"camera", "sign_on", "first_load"})
# Screens that stay in front whatever comes in: nothing may be sold before they are done.
_NEVER_LOCKED = frozenset({"first_load", "sign_on", "checking"})
_CLOSED_TO_SCANS = frozenset({"first_load", "checking"})


class MainWindow(QWidget):
    """Screens are built when they are first needed: the first window does not wait for the last one."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(self.tr("Kopilka · till {code}").format(code=ui.settings.till_code))
        self.resize(*(ui.settings.window_size or DEFAULT_WINDOW_SIZE))
        self._ui = ui
        self._kinds = {kind.name: kind for kind in _SCREENS}
        self._screens: dict[str, Screen] = {}
        self._current: Screen | None = None
        self._minute = -1
        self.is_busy = False
        """Something slow is under way: keys and scans are held, and come in their order afterwards."""
        self._held: list[KeyPress | ScanData] = []
        self.strip = StatusStrip(ui)
        self.stack = QStackedWidget()
        self.key_bar = KeyBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        column.setSpacing(GAP)
        # The screen says how large the window is; a long text must never make it larger than that.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        column.addWidget(self.key_bar)
        self.camera_inset = CameraView(ui.theme, self.tr("What the camera sees"), self)
        self.camera_inset.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.camera_inset.hide()
        self._is_inset_wanted = False
        self._idle = IdleWatch(ui)
        self._watch = UnderWayWatch(ui, lambda: None if self.is_busy else self._current, self)
        self._reports = ReportKeeper(ui)
        self.colours = ColourSwitch(ui)
        self.help = HelpOverlay(self)
        if ui.settings.is_training:
            column.setContentsMargins(MARGIN, 4 + RIBBON_HEIGHT, MARGIN, MARGIN)
            self.training_mark = TrainingMark(ui.theme, self)
            self.setWindowTitle(self.training_mark.words)
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()

    @property
    def current(self) -> Screen | None:
        """The screen in front."""
        return self._current

    def start(self) -> None:
        """Show the first screen: the first load, or who works here."""
        self.go("sign_on" if self._ui.session.status.first_load_done else "first_load", None)

    def go(self, name: str, told: object) -> None:
        """Bring a screen to the front. ``help``, ``scan`` and ``key`` are requests of the screen in front."""
        match name, told:
            case "help", str(place):
                self._show_help(place)
            case "scan", ScanData():
                self.take_scan(told)
            case "lock", None:
                self._lock("key")
            case "colours", None:
                self.colours.change()
            case "camera_inset", None:
                self._is_inset_wanted = not self._is_inset_wanted
            case "key", KeyPress():
                self._type(told)
            case _:
                self._bring(name, told)

    def take_key(self, press: KeyPress) -> bool:
        """A person's key, before any widget gets it."""
        self._reports.active()
        if self.is_busy:
            self._held.append(press)
            return True
        self._idle.active()
        if self.help.isVisible():
            self.help.hide()
            if not press.is_character:
                return True
        if press.name == self._ui.key(Action.LOCK):
            self._lock("key")
            return True
        if press.name == self._ui.key(Action.COLOURS):
            self.colours.change()
            return True
        return self._current is not None and self._current.take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        """A whole code of any reader, or word that one was torn."""
        self._reports.active()
        if self.is_busy:
            self._held.append(scan)
            return
        self._idle.active()
        self.help.hide()
        if self._typed_as_pin(scan):
            return
        if not scan.torn:
            self._note_scan(scan)
        else:
            self._ui.services.devices.heard(scan.source.value, "code_torn")
        screen = self._current
        if screen is None or screen.name in _CLOSED_TO_SCANS:
            _log.info("scan=ignored source=%s", scan.source.value)
            return
        if scan.torn:
            screen.refuse(sentence("code_torn", {}, self._ui.formatting))
            _log.info("scan=torn source=%s", scan.source.value)
            return
        screen.take_scan(scan)

    def take_status(self, status: SyncStatus) -> None:
        """The sync worker's state changed."""
        before, self._ui.session.status = self._ui.session.status, status
        self.strip.refresh()
        if before.link is not status.link:
            _log.info("link=%s", status.link.value)
        if before.queue_depth != status.queue_depth:
            _log.info("queue_depth=%d", status.queue_depth)
        if self._current is not None and (
            before.link is not status.link
            or before.points is not status.points
            or before.first_load_done != status.first_load_done
            or (isinstance(self._current, QueueScreen) and before != status)
        ):
            self._current.refresh()

    def take_news(self, changed: frozenset[str]) -> None:
        """Goods, customers, accounts, staff or programme came in."""
        _log.info("news=%s", ",".join(sorted(changed)))
        if self._current is not None:
            self._current.refresh()

    def take_print_state(self, state: PrintState) -> None:
        """The print queue moved on."""
        trouble = sentence(state.fault_key, {}, self._ui.formatting) if state.fault_key else ""
        self._ui.services.devices.heard_state(
            DeviceState("printer", DeviceKind.PRINTER, not state.fault_key, state.fault_key or "")
        )
        if trouble and not self.strip.printer_trouble:
            _log.info("printer=%s", state.fault_key)
        self.strip.printer_trouble = trouble
        self.strip.refresh()
        if isinstance(self._current, ReceiptScreen):
            self._current.show_printer(state)

    def take_fiscal_state(self, state: FiscalState) -> None:
        """The fiscal registrar's queue moved on."""
        params: dict[str, int | str] = {"number": state.number, "code": state.code}
        trouble = sentence(state.fault_key, params, self._ui.formatting) if state.fault_key else ""
        if trouble and trouble != self.strip.fiscal_trouble:
            _log.info("fiscal=%s number=%s", state.fault_key, state.number)
        self.strip.fiscal_trouble = trouble
        self.strip.refresh()

    def take_device(self, state: DeviceState) -> None:
        """A scanner or camera came or went."""
        self._ui.services.devices.heard_state(state)
        self.strip.devices[state.name] = state
        self.strip.refresh()
        if state.kind is DeviceKind.CAMERA and not state.online:
            self._ui.camera_feed.show_words(told(state.detail_key, state.params))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_inset()
        self.help.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._ticks.stop()
        self._reports.close()
        super().closeEvent(event)

    def _bring(self, name: str, told: object) -> None:
        self._reports.active()
        screen = self._screens.get(name)
        if screen is None:
            screen = self._kinds[name](self._ui)
            screen.go_to.connect(self.go)
            screen.keys_changed.connect(self._show_keys)
            screen.busy.connect(self._hold)
            self._watch.follow(screen)
            self._screens[name] = screen
            self.stack.addWidget(screen)
        step = self._ui.expected.screen(name)
        if self._current is not None and self._current is not screen:
            self._current.left()
            self._ui.customer_side.ask(None)
        self._current = screen
        self.stack.setCurrentWidget(screen)
        if name in ("sale", "receipt", "sign_on"):
            self._note_last_receipt()
        self._show_inset()
        screen.entered(told)
        if step is not None and self._current is screen:
            screen.try_to_take_up(partial(screen.take_up, step))
        self._watch.soon()
        # A screen that led on at once has put another one in front.
        if self._current is screen:
            self._show_keys()
            self.strip.refresh()
            _log.info("screen=%s", name)

    def _hold(self, busy: bool) -> None:
        self.is_busy = busy
        # Touches are not held: a finger that finds nothing happen taps once more. Nothing turns grey for a blink.
        for part in (self.stack, self.key_bar):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, busy)
        if busy:
            return
        self._watch.soon()
        held, self._held = self._held, []
        for each in held:
            # One of them may begin something slow again: what comes after it waits with it.
            if isinstance(each, ScanData):
                self.take_scan(each)
            elif self.is_busy:
                self._held.append(each)
            else:
                self._type(each)

    def _show_inset(self) -> None:
        """The camera's picture in the corner above the keys, where it covers no more than the last lines of a list."""
        inset, screen = self.camera_inset, self._current
        is_shown = self._is_inset_wanted and screen is not None and screen.name not in _WITHOUT_INSET
        inset.setGeometry(MARGIN, self.key_bar.y() - GAP - _INSET_HEIGHT, _INSET_WIDTH, _INSET_HEIGHT)
        inset.setVisible(is_shown)
        if is_shown:
            inset.raise_()
            self._ui.camera_feed.show_on(inset)
        else:
            self._ui.camera_feed.hide_from(inset)

    def _typed_as_pin(self, scan: ScanData) -> bool:
        """A quick hand's PIN, on whichever screen one is asked for: the same as its keys one by one."""
        screen = self._current
        entry = None if screen is None or scan.torn else screen.entry
        if screen is None or entry is None or not entry.is_secret or not is_typed_pin(scan, entry.text()):
            return False
        if self._ui.services.scans.knows(scan):
            return False
        entry.type_text(scan.data)
        screen.take_key(KeyPress("Enter"))
        return True

    def _note_scan(self, scan: ScanData) -> None:
        """For the list of devices; never the code itself: it may be a phone or a card."""
        kind = scan.symbology.value.upper() if scan.symbology is not None else ""
        event = (("kind", kind), ("length", str(len(scan.data))))
        self._ui.services.devices.heard(scan.source.value, "code_read", event)

    def _note_last_receipt(self) -> None:
        try:
            latest = self._ui.services.returns.recent(1)
        except StoreError as error:
            _log.warning("last_receipt=unknown: %s", error)
            return
        self.strip.last_receipt_number = latest[0].number if latest else ""

    def _type(self, press: KeyPress) -> None:
        if self._current is not None:
            self._current.type_key(press.name)

    def _show_help(self, place: str) -> None:
        if self._current is not None:
            self.help.show_help(self._current.keys_in_help(), place or self._current.name, self._ui.keymap)

    def _show_keys(self) -> None:
        if self._current is not None:
            self.key_bar.show_keys(self._current.keys())

    def _lock(self, how: str) -> None:
        """Nothing is locked while something is stored or checked: who is told must be who did it."""
        if self.is_busy or self._current is None or self._current.name in _NEVER_LOCKED:
            return
        self._watch.at_lock()
        locked = lock(self._ui, self._current.name, how)
        if locked is not None:
            self._bring("sign_on", locked)

    def _tick(self) -> None:
        self.strip.refresh()
        if self._idle.is_over():
            self._idle.active()
            self._lock("idle")
        if self._current is not None:
            self._reports.tick(self._current.name, is_busy=self.is_busy)
        minute = self._ui.clock.now().minute
        if minute != self._minute and self._current is not None:
            if self._minute >= 0:
                self._current.refresh()
            self._minute = minute
