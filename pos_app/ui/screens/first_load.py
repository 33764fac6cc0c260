"""Before the till has staff and goods: what is being loaded, and what stands in the way."""

from typing import ClassVar

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from pos_app.ui.screens.screen import Screen
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.labels import centre, label, panel
from sync.protocol.rows import Stream
from sync.protocol.status import Link, Loading


class FirstLoadScreen(Screen):
    """Goes on by itself as soon as the first load is done."""

    name: ClassVar[str] = "first_load"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        frame = panel()
        frame.setFixedWidth(560)
        centre(self, frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(14)
        column.addWidget(label(self.tr("The first load of this till"), size="title"))
        explanation = self.tr("Goods, customers, staff and the programme come from the server. It happens once.")
        column.addWidget(label(explanation, tone="muted", wrap=True))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("The first load is under way"))
        column.addWidget(self._bar)
        self._goods = label("", bold=True)
        self._left = label("")
        self._state = label("", wrap=True)
        column.addWidget(self._goods)
        column.addWidget(self._left)
        column.addWidget(self._state)

    def entered(self, told: object) -> None:
        del told
        self.refresh()

    def refresh(self) -> None:
        status = self.ui.session.status
        count = self.ui.services.catalogue.count()
        self._goods.setText(self.tr("Goods loaded: {count}").format(count=count))
        self._show_progress(status.loading)
        self._state.setText(
            {
                Link.CONNECTING: self.tr("○ Connecting to the server…"),
                Link.ONLINE: self.tr("● The server answers, loading…"),
                Link.NO_NETWORK: self.tr(
                    "▲ No connection to the server. Check the cable; the till tries again by itself"
                ),
                Link.SERVER_DOWN: self.tr("▲ The server does not answer. The till tries again by itself"),
                Link.SIGN_ON_WANTED: self.tr(
                    "▲ The network asks for a sign-on before it lets the till through. Call whoever keeps the network;"
                    " the till tries again by itself"
                ),
                Link.REFUSED: self.tr("▲ The server refuses this till. Call the office: the till must be enrolled"),
                Link.UNTRUSTED: self.tr("▲ Who answers is not our server: its key is another. Call the office"),
            }[status.link]
        )
        if status.first_load_done:
            self.go_to.emit("sign_on", None)

    def _show_progress(self, loading: Loading | None) -> None:
        """Stream by stream: each begins the bar anew, and is named."""
        if loading is None:
            self._bar.setRange(0, 0)
            self._left.setText("")
            return
        self._bar.setRange(0, loading.done + loading.left)
        self._bar.setValue(loading.done)
        words = {
            Stream.GOODS: self.tr("Goods still to come: {count}"),
            Stream.CUSTOMERS: self.tr("Customers still to come: {count}"),
            Stream.ACCOUNTS: self.tr("Accounts of points still to come: {count}"),
        }.get(loading.stream, self.tr("Still to come: {count}"))
        self._left.setText(words.format(count=loading.left))
