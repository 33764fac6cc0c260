"""The customer's window: lines, total, points, how to join, what he is asked. It takes no keys and no focus."""

import logging
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_app.services.customer_view import GREETING, CustomerView, Moment
from pos_app.ui.customer_side.pages import GreetingPage, Picture, QuestionPage, SalePage, ThanksPage
from pos_app.ui.customer_side.question import CustomerQuestion
from pos_app.ui.formatting import Formatting
from pos_app.ui.theme.sizes import MARGIN
from pos_app.ui.theme.theme import Theme
from pos_app.ui.ui_settings import CustomerScreen

_log = logging.getLogger("kopilka.ui")
_LEAST_LETTERS, _MOST_LETTERS = 14, 40


class CustomerWindow(QWidget):
    """A top window of its own. Letters grow with it: they are read from a step away."""

    def __init__(self, theme: Theme, formatting: Formatting, settings: CustomerScreen, shop_name: str) -> None:
        super().__init__(
            None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus | Qt.WindowType.WindowTitleHint
        )
        self.setObjectName("window")
        self.setWindowTitle(self.tr("Kopilka · for the customer"))
        self.setAccessibleName(self.tr("The customer's screen"))
        # The till's window must keep the keyboard: scans go there. Nor does this one keep the program running.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(800, 480)
        self._may_close = False
        self._question: CustomerQuestion | None = None
        self._view = GREETING
        self.greeting = GreetingPage(shop_name, settings.join_address, _picture(settings.picture))
        self.sale = SalePage(theme, formatting, settings.join_address)
        self.thanks = ThanksPage(formatting)
        self.question = QuestionPage()
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        for page in (self.greeting, self.sale, self.thanks, self.question):
            self._pages.addWidget(page)
        self._letters = 0
        self._fit_letters()

    @property
    def view(self) -> CustomerView:
        """What is shown, when nothing is asked."""
        return self._view

    def show_view(self, view: CustomerView) -> None:
        """The sale went on."""
        self._view = view
        if view.moment in (Moment.SALE, Moment.PAYMENT):
            self.sale.show_view(view)
        elif view.moment is Moment.THANKS:
            self.thanks.show_view(view)
        self._choose_page()

    def show_question(self, question: CustomerQuestion | None) -> None:
        """Something is asked, or nothing any more."""
        self._question = question
        if question is not None:
            self.question.show_question(question)
        self._choose_page()

    def close_for_good(self) -> None:
        """The till ends, and this window with it."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        # A customer who finds a cross to touch must not take his display away for the day.
        if self._may_close:
            event.accept()
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_letters()

    def _choose_page(self) -> None:
        pages: dict[Moment, QWidget] = {
            Moment.GREETING: self.greeting,
            Moment.SALE: self.sale,
            Moment.PAYMENT: self.sale,
            Moment.THANKS: self.thanks,
        }
        page = self.question if self._question is not None else pages[self._view.moment]
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)
            _log.info("customer_window=%s", "question" if page is self.question else self._view.moment.value)

    def _fit_letters(self) -> None:
        letters = max(_LEAST_LETTERS, min(_MOST_LETTERS, self.height() // 30, self.width() // 46))
        if letters == self._letters:
            return
        self._letters = letters
        sizes = {"small": letters * 4 // 5, "normal": letters, "large": letters * 5 // 4, "title": letters * 7 // 4}
        sizes["total"] = letters * 9 // 4
        self.setStyleSheet("".join(f'QLabel[reads="{name}"] {{ font-size: {px}px; }}' for name, px in sizes.items()))
        self.sale.lines.set_letters(letters)


def _picture(path: str) -> Picture | None:
    if not path:
        return None
    picture = Picture(Path(path))
    if not picture.is_readable:
        _log.warning("customer_picture=unreadable path=%s", path)
        return None
    return picture
