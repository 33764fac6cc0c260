"""A report to read and to walk through: arrows go from figure to figure that leads on, Enter or a finger follows it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScroller, QSizePolicy, QWidget

from pos_app.domain.report.cell import Tone
from pos_app.domain.report.document import Report
from pos_app.report_files.picture.shapes import ON_DARK, ON_LIGHT
from pos_app.report_files.report_words import ReportWords
from pos_app.ui.report_view.lay_out import Pictured, lay_out
from pos_app.ui.report_view.letters import WRAPPED, SheetFonts
from pos_app.ui.report_view.lines import Place, SheetLine, SheetText, Target
from pos_app.ui.report_view.picture_painter import paint_picture
from pos_app.ui.theme.theme import Theme

_PENS = {
    Tone.PLAIN: "text",
    Tone.GOOD: "points",
    Tone.WARNING: "discount",
    Tone.BAD: "error_outline",
    Tone.MUTED: "muted",
}
_PICTURE_PAD = 10
_STEP = 48
_DRAG = 12
_LIST = "shifts"


class ReportSheet(QAbstractScrollArea):
    """Takes no focus; the screen sends it its keys. ``followed`` carries the link of a figure."""

    followed = Signal(object)
    moved = Signal()
    """Another figure is chosen."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = SheetFonts(theme)
        self._report: Report | None = None
        self._words: ReportWords | None = None
        self._pictured: Pictured | None = None
        self._lines: Sequence[SheetLine] = ()
        self._place: Place | None = None
        self._pressed = QPoint()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    # ---- what is shown

    @property
    def place(self) -> Place | None:
        """The figure that is chosen; None where nothing leads on."""
        return self._place

    @property
    def target(self) -> Target | None:
        """What is chosen."""
        return None if self._place is None else self._lines[self._place.line].targets[self._place.target]

    @property
    def scrolled(self) -> int:
        """How far the sheet is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def texts(self) -> tuple[str, ...]:
        """All that stands on the sheet, from top to bottom: for readers of the screen, and for tests."""
        return tuple(text.text for line in self._lines for text in line.texts if text.text)

    def show_report(
        self, report: Report, words: ReportWords, pictured: Pictured, place: Place | None = None, scrolled: int = 0
    ) -> None:
        """Show it from its top, or where somebody left it; the first figure that leads on is chosen."""
        self._report, self._words, self._pictured = report, words, pictured
        self._lay_out()
        places = self._places()
        self._place = place if place in places else self._first(report, places)
        self.verticalScrollBar().setValue(scrolled)
        self.setAccessibleDescription("\n".join(self.texts()))
        self._tell()

    def show_nothing(self) -> None:
        """An empty sheet."""
        self._report, self._lines, self._place = None, (), None
        self._measure()
        self.viewport().update()

    # ---- keys

    def step(self, lines: int) -> None:
        """↑ and ↓: the next line that leads on, as near below as it can be; over a long way it only scrolls."""
        if self._place is None:
            self.scroll_by(lines * _STEP)
            return
        current = self._lines[self._place.line]
        numbers = range(self._place.line + 1, len(self._lines)) if lines > 0 else range(self._place.line - 1, -1, -1)
        number = next((each for each in numbers if self._lines[each].targets), None)
        if number is None or not self._is_near(self._lines[number], lines):
            self.scroll_by(lines * _STEP)
            return
        x = current.targets[self._place.target].x
        targets = self._lines[number].targets
        nearest = min(range(len(targets)), key=lambda place: abs(targets[place].x - x))
        self._choose(Place(number, nearest))

    def step_aside(self, places: int) -> None:
        """← and →: the next figure of the same line."""
        if self._place is None:
            return
        wanted = self._place.target + places
        if 0 <= wanted < len(self._lines[self._place.line].targets):
            self._choose(Place(self._place.line, wanted))

    def scroll_pages(self, pages: int) -> None:
        """A page less one line; the first figure in sight is chosen."""
        self.scroll_by(pages * max(_STEP, self.viewport().height() - _STEP))
        top, bottom = self.scrolled, self.scrolled + self.viewport().height()
        seen = [
            each
            for each in self._places()
            if top <= self._lines[each.line].y and self._lines[each.line].bottom <= bottom
        ]
        if seen and self._place not in seen:
            self._place = seen[0] if pages > 0 else seen[-1]
            self._tell()

    def scroll_by(self, pixels: int) -> None:
        """So many pixels."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def follow(self) -> None:
        """Enter: go where the chosen figure leads."""
        target = self.target
        if target is not None:
            self.followed.emit(target.link)

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._report is not None and event.size().width() != event.oldSize().width():
            self._lay_out_again()
        self._measure()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        found = self._at(self._pressed)
        if found is not None:
            self._place = found
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if (at - self._pressed).manhattanLength() <= _DRAG and self._at(at) is not None:
            self.follow()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), self._theme.colour("background"))
            painter.translate(0, -self.scrolled)
            top, bottom = self.scrolled + event.rect().top(), self.scrolled + event.rect().bottom()
            for number, line in enumerate(self._lines):
                if line.bottom >= top and line.y <= bottom:
                    self._paint_line(painter, line, number)

    # ---- inside

    @property
    def _width(self) -> int:
        return self.viewport().width()

    def _lay_out(self) -> None:
        if self._report is not None and self._words is not None and self._pictured is not None:
            self._lines = lay_out(self._report, self._words, self._fonts, self._width, self._pictured)
        self._measure()

    def _lay_out_again(self) -> None:
        """For another width: lines are others then, and the same figure stays chosen."""
        target = self.target
        number = None if self._place is None else self._places().index(self._place)
        self._lay_out()
        places = self._places()
        if target is None or number is None or not places:
            self._place = None
            return
        same = [place for place in places if self._lines[place.line].targets[place.target].link == target.link]
        nearest = min(number, len(places) - 1)
        self._place = places[nearest] if places[nearest] in same or not same else same[0]

    def _measure(self) -> None:
        height = self._lines[-1].bottom if self._lines else 0
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(_STEP)
        bar.setRange(0, max(0, height - self.viewport().height()))

    def _places(self) -> list[Place]:
        return [Place(number, target) for number, line in enumerate(self._lines) for target in range(len(line.targets))]

    def _first(self, report: Report, places: list[Place]) -> Place | None:
        """Of the list of shifts the first shift, whose difference is the largest; else the first figure."""
        rows = (each for each in places if self._lines[each.line].targets[each.target].is_row)
        first = places[0] if places else None
        return next(rows, first) if report.key == _LIST else first

    def _choose(self, place: Place) -> None:
        self._place = place
        line, bar = self._lines[place.line], self.verticalScrollBar()
        if line.y < bar.value():
            bar.setValue(line.y - (_STEP if place.line else 0))
        elif line.bottom > bar.value() + self.viewport().height():
            bar.setValue(line.bottom - self.viewport().height())
        self._tell()

    def _tell(self) -> None:
        self.viewport().update()
        self.moved.emit()

    def _is_near(self, line: SheetLine, direction: int) -> bool:
        """Whether it is in sight or comes into sight by a small step: a picture between is not jumped over."""
        top, height = self.scrolled, self.viewport().height()
        return line.bottom <= top + height + 2 * _STEP if direction > 0 else line.y >= top - 2 * _STEP

    def _at(self, point: QPoint) -> Place | None:
        y = point.y() + self.scrolled
        for place in self._places():
            line = self._lines[place.line]
            target = line.targets[place.target]
            if line.y <= y < line.bottom and target.x <= point.x() < target.x + target.width:
                return place
        return None

    def _paint_line(self, painter: QPainter, line: SheetLine, number: int) -> None:
        theme, room = self._theme, QRect(0, line.y, line.width or self._width, line.height)
        if line.ground:
            painter.fillRect(room, theme.colour(line.ground))
        for x, width in line.boxes:
            painter.setPen(theme.colour("outline"))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(x, line.y, width - 1, line.height - 1, 6, 6)
        if line.rule_above or (line.texts and line.ground in ("surface", "stripe")):
            painter.setPen(QPen(theme.colour("text" if line.rule_above else "outline"), 2 if line.rule_above else 1))
            painter.drawLine(room.topLeft(), room.topRight())
        chosen = self._place is not None and self._place.line == number
        target = line.targets[self._place.target] if chosen and self._place is not None else None
        for each in line.targets:
            if each is not target and not each.is_row:
                self._paint_mark(painter, each, line)
        if target is not None:
            self._paint_chosen(painter, target, line)
        for text in line.texts:
            self._paint_text(painter, text, line, target)
        if line.picture is not None:
            colours = ON_LIGHT if theme.palette.name == "light" else ON_DARK
            paint_picture(painter, line.picture, _PICTURE_PAD, line.y + _PICTURE_PAD, colours)

    def _paint_mark(self, painter: QPainter, target: Target, line: SheetLine) -> None:
        """A line in the colour of links below what leads on."""
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        y = line.bottom - 3
        painter.drawLine(target.x + 8, y, target.x + target.width - 9, y)

    def _paint_chosen(self, painter: QPainter, target: Target, line: SheetLine) -> None:
        painter.setBrush(self._theme.colour("selection"))
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawRoundedRect(target.x + 1, line.y + 1, target.width - 2, line.height - 2, 6, 6)

    def _paint_text(self, painter: QPainter, text: SheetText, line: SheetLine, target: Target | None) -> None:
        inside = target is not None and target.x <= text.x < target.x + target.width
        painter.setPen(self._theme.colour("on_selection" if inside else _PENS[text.tone]))
        painter.setFont(self._fonts.font(text.letters))
        side = Qt.AlignmentFlag.AlignRight if text.to_right else Qt.AlignmentFlag.AlignLeft
        room = QRect(text.x, line.y + text.y, text.width, text.height)
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter) | WRAPPED, text.text)
