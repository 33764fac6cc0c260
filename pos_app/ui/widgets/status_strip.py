"""The strip along the top: the way to the server in words and shape, and who works where since when."""

from datetime import datetime, timedelta

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QWidget

from hardware.device import DeviceKind, DeviceState
from pos_app.ui.keymap import Action
from pos_app.ui.theme.sizes import STRIP_HEIGHT
from pos_app.ui.theme.theme import set_look
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.labels import label, natural, panel, show_text
from sync.protocol.status import PARKED_ALERT, QUEUE_ALERT, Link, PointsWay, SyncStatus

OFFLINE_SHOWN_AFTER = timedelta(seconds=3)
LONG_SHIFT_MINUTES = 22 * 60
CLOCK_TOLD_FROM_MINUTES = 2
_SPACING = 14
_OFFLINE = frozenset({Link.NO_NETWORK, Link.SERVER_DOWN, Link.SIGN_ON_WANTED, Link.REFUSED, Link.UNTRUSTED})


def short_name(name: str) -> str:
    """Family name and initials, as on the shop floor: ``Соколова А. В.``"""
    family, *given = name.split() or [""]
    return " ".join([family, *(f"{part[0]}." for part in given)])


class StatusStrip(QWidget):
    """Never modal, never jumps: it only changes its words, its shape and its colour."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.setFixedHeight(STRIP_HEIGHT)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACING)
        # Words that find no room are left out: they must never push the window wider than the screen.
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._link_frame: QFrame = panel("none")
        inner = QHBoxLayout(self._link_frame)
        inner.setContentsMargins(6, 0, 8, 0)
        self._link = self._fitting()
        inner.addWidget(self._link)
        row.addWidget(self._link_frame)
        self._shift = self._fitting()
        self._till = self._fitting()
        self._cashier = self._fitting()
        self._receipt = self._fitting()
        self._printer = self._fitting()
        for part in (self._shift, self._till, self._cashier, self._receipt, self._printer):
            row.addWidget(part)
        row.addStretch(1)
        self._clock = self._fitting()
        row.addWidget(self._clock)
        self._least_first = (self._receipt, self._till, self._cashier, self._shift, self._printer)
        self.last_receipt_number = ""
        self.printer_trouble = ""
        self.fiscal_trouble = ""
        self.devices: dict[str, DeviceState] = {}

    def _fitting(self) -> QLabel:
        return natural(label("", size="small"))

    @property
    def link_text(self) -> str:
        """The words on the way to the server."""
        return self._link.text()

    def refresh(self) -> None:
        """Read everything again; called when something changed and every second for the clock."""
        now = self._ui.clock.now()
        status = self._ui.session.status
        offline = self._is_offline(status, now)
        alert = offline or self._waits_too_long(status, now)
        set_look(self._link_frame, "panel", "warning" if alert else "none")
        show_text(self._link, self._offline_text(status, now) if offline else self._online_text(status, now))
        operator = self._ui.session.operator
        shift = self._ui.services.shifts.current() if operator else None
        show_text(self._shift, self._shift_text(shift.number) if shift else "")
        show_text(self._till, self.tr("Till {code}").format(code=self._ui.settings.till_code))
        show_text(self._cashier, short_name(operator.name) if operator else "")
        number = self.last_receipt_number
        show_text(self._receipt, self.tr("Last receipt {number}").format(number=number) if number else "")
        troubles = [self.fiscal_trouble, self.printer_trouble, *self._device_troubles()]
        show_text(self._printer, " · ".join(f"⚠ {trouble}" for trouble in troubles if trouble))
        show_text(self._clock, self._ui.formatting.time(now))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out what matters least until the rest has room; its words come back when there is."""
        self._link_frame.updateGeometry()  # else the row measures it with the words it had before
        for part in self._least_first:
            part.setVisible(bool(part.text()))
        for part in self._least_first:
            if self._row.sizeHint().width() <= self.width():
                return
            part.hide()

    def _device_troubles(self) -> list[str]:
        kinds = {
            DeviceKind.SCANNER: self.tr("Scanner: not connected"),
            DeviceKind.CAMERA: self.tr("Camera: no picture"),
        }
        away = {device.kind for device in self.devices.values() if not device.online}
        return [text for kind, text in kinds.items() if kind in away]

    def _shift_text(self, number: int) -> str:
        minutes = self._ui.services.shifts.age_minutes() or 0
        if minutes >= LONG_SHIFT_MINUTES:
            return self.tr("⚠ Shift {number}: open {hours} h, close it").format(number=number, hours=minutes // 60)
        return self.tr("Shift {number}").format(number=number)

    @staticmethod
    def _is_offline(status: SyncStatus, now: datetime) -> bool:
        if status.link not in _OFFLINE:
            return False
        return status.offline_since is None or now - status.offline_since >= OFFLINE_SHOWN_AFTER

    def _online_text(self, status: SyncStatus, now: datetime) -> str:
        # A break shorter than three seconds is not told, but who was never connected is not online.
        if status.link is Link.ONLINE or (status.link in _OFFLINE and status.last_contact_at is not None):
            parts = ["● " + self.tr("Online")]
        else:
            parts = ["○ " + self.tr("Connecting")]
        if status.queue_depth:
            parts.append(self.tr("in the queue: {count}").format(count=status.queue_depth))
        if self._queue_is_stuck(status, now) and status.queued_since is not None:
            parts[-1] = self.tr("⚠ in the queue: {count}, the oldest for {time}").format(
                count=status.queue_depth, time=self._elapsed(now - status.queued_since)
            )
        if status.last_contact_at is not None:
            parts.append(self.tr("synced {time}").format(time=self._ui.formatting.time(status.last_contact_at)))
        return " · ".join([*parts, *self._points(status), *self._parked(status, now), *self._clock_trouble(status)])

    def _offline_text(self, status: SyncStatus, now: datetime) -> str:
        cause = {
            Link.NO_NETWORK: self.tr("NO CONNECTION"),
            Link.SERVER_DOWN: self.tr("SERVER DOES NOT ANSWER"),
            Link.SIGN_ON_WANTED: self.tr("THE NETWORK ASKS FOR A SIGN-ON"),
            Link.REFUSED: self.tr("SERVER REFUSES THIS TILL"),
            Link.UNTRUSTED: self.tr("NOT OUR SERVER: ITS KEY IS ANOTHER"),
        }[status.link]
        parts = [f"▲ {cause}"]
        if status.offline_since is not None:
            parts[0] += " " + self._elapsed(now - status.offline_since)
        parts.append(self.tr("points: only what is set aside here"))
        if status.points is PointsWay.FROZEN:
            parts[-1] = self.tr("points: earned, not spent")
        if status.last_contact_at is not None:
            parts[-1] += " " + self.tr("(data {time})").format(time=self._ui.formatting.time(status.last_contact_at))
        parts.append(self.tr("in the queue: {count}").format(count=status.queue_depth))
        return " · ".join([*parts, *self._parked(status, now), *self._clock_trouble(status)])

    def _points(self, status: SyncStatus) -> list[str]:
        """Points are told apart from network and server: both may be there, and points not."""
        if status.link is not Link.ONLINE:
            return []
        match status.points:
            case PointsWay.UNSUPPORTED:
                return ["⚠ " + self.tr("points: earned, not spent – the server is too old")]
            case PointsWay.FROZEN:
                return ["⚠ " + self.tr("points: earned, not spent – the till joins the server anew")]
        return []

    def _clock_trouble(self, status: SyncStatus) -> list[str]:
        if abs(status.skew_minutes) < CLOCK_TOLD_FROM_MINUTES:
            return []
        text = (
            self.tr("⚠ clock {minutes} min ahead")
            if status.skew_minutes > 0
            else self.tr("⚠ clock {minutes} min behind")
        )
        return [text.format(minutes=abs(status.skew_minutes))]

    def _parked(self, status: SyncStatus, now: datetime) -> list[str]:
        if not status.parked:
            return []
        since = status.parked_since
        if since is None or now - since < PARKED_ALERT:
            return [self.tr("⚠ not accepted: {count}").format(count=status.parked)]
        text = self.tr("⚠ not accepted: {count}, for {time} – call a senior ({keys})")
        keys = f"{self._ui.key(Action.SHIFT)}, {self._ui.key(Action.SHIFT_QUEUE)}"
        return [text.format(count=status.parked, time=self._elapsed(now - since), keys=keys)]

    @staticmethod
    def _queue_is_stuck(status: SyncStatus, now: datetime) -> bool:
        online = status.link is Link.ONLINE and status.queue_depth > 0
        return online and status.queued_since is not None and now - status.queued_since >= QUEUE_ALERT

    def _waits_too_long(self, status: SyncStatus, now: datetime) -> bool:
        parked = status.parked > 0 and status.parked_since is not None and now - status.parked_since >= PARKED_ALERT
        return parked or self._queue_is_stuck(status, now)

    def _elapsed(self, time: timedelta) -> str:
        minutes = int(time.total_seconds()) // 60
        if minutes < 1:
            return self.tr("{seconds} s").format(seconds=int(time.total_seconds()))
        if minutes < 60:
            return self.tr("{minutes} min").format(minutes=minutes)
        return self.tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
