"""The customer's window follows the sale from the greeting to the thanks, and shows nothing that is not his."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QLabel

from pos_app.services.customer_view import Moment, short_name
from pos_app.ui.customer_side.customer_window import CustomerWindow
from pos_app.ui.customer_side.qr_code import QrCode
from pos_app.ui.customer_side.second_screen import other_screen
from pos_app.ui.ui_settings import CustomerScreen, CustomerScreenMode
from tests.ui.demo_till import CARD, CHOCOLATE, MILK
from tests.ui.stage import Stage

ADDRESS = "https://kopilka.example/join/2"
SIZES = [(800, 480), (1024, 600), (1280, 1024), (1920, 1080)]


@pytest.fixture
def counter(make_stage: Callable[..., Stage]) -> Callable[..., tuple[Stage, CustomerWindow]]:
    def make(language: str = "ru", picture: str = "", address: str = ADDRESS) -> tuple[Stage, CustomerWindow]:
        screen = CustomerScreen(CustomerScreenMode.WINDOW, address, picture)
        stage = make_stage(language, customer_screen=screen)
        window = stage.ui.context.customer_side.window
        assert window is not None
        return stage, window

    return make


def words(window: CustomerWindow) -> str:
    labels = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    if window.sale.isVisible():
        labels.append(window.sale.lines.accessibleName())
    return "\n".join(labels).replace("\u00a0", " ")


def cut(window: CustomerWindow) -> list[str]:
    found = []
    for each in window.findChildren(QLabel):
        if each.isVisible() and each.text():
            room = each.contentsRect()
            flags = int(Qt.TextFlag.TextWordWrap)
            needed = QFontMetrics(each.font()).boundingRect(QRect(0, 0, room.width(), 10_000), flags, each.text())
            if needed.width() > room.width() + 2 or needed.height() > room.height() + 2:
                found.append(each.text())
    return found


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_sale_from_greeting_to_thanks(
    counter: Callable[..., tuple[Stage, CustomerWindow]], size: tuple[int, int], language: str
) -> None:
    stage, window = counter(language)
    window.resize(*size)
    stage.open_shift()
    seen = []
    for step in (
        lambda: None,
        lambda: stage.scan(MILK, MILK, CHOCOLATE),
        lambda: stage.scan(CARD),
        lambda: stage.keys("F6", "Enter"),
        lambda: stage.keys("F12", "500", "Enter"),
    ):
        step()
        stage.settle()
        assert cut(window) == [], window.view
        assert (window.width(), window.height()) == size
        seen.append((window.view.moment, words(window)))
    assert [moment for moment, _ in seen] == [Moment.GREETING, *[Moment.SALE] * 3, Moment.THANKS]
    assert "Магазин «Копилка»" in seen[0][1]
    assert "Петрова А." in seen[2][1] and "973" not in "".join(text for _, text in seen)
    sold = stage.till.books.operations[-1]
    balance = stage.ui.context.formatting.counted_points(stage.till.services.customers.panel("c-1").balance)
    assert balance.replace("\u00a0", " ") in seen[4][1] and sold is not None


def test_the_sums_are_those_of_the_till(counter: Callable[..., tuple[Stage, CustomerWindow]]) -> None:
    stage, window = counter()
    stage.open_shift()
    stage.scan(MILK, MILK, CARD)
    stage.keys("F6", "50", "Enter")
    view, state = window.view, stage.state
    assert (view.to_pay_kopecks, view.points_kopecks) == (state.to_pay_kopecks, 5_000)
    assert view.customer is not None and view.customer.before is not None
    assert view.customer.after == view.customer.before - 5_000 + state.priced.earned
    assert sum(line.net_kopecks - line.points_kopecks for line in view.lines) == view.to_pay_kopecks
    stage.keys("F12", "10", "F12")
    assert window.view.moment is Moment.PAYMENT
    assert window.view.remaining_kopecks == state.to_pay_kopecks - 1_000


def test_consents_are_read_by_the_customer(counter: Callable[..., tuple[Stage, CustomerWindow]]) -> None:
    stage, window = counter("en")
    stage.goods(1)
    stage.keys("F2", "89736660101", "Enter", "F4")
    assert "Joining" in words(window)
    stage.keys("Zoya Petrova", "Enter")
    asked = words(window)
    assert "keeps my name and phone" in asked and "Zoya Petrova" in asked and "01" in asked
    assert "666" not in asked
    stage.keys("Enter")
    assert "get offers" in words(window) and "✓ You agreed that your name and phone are kept" in words(window)
    stage.keys("Enter")
    assert not window.question.isVisible()
    assert window.view.customer is not None and window.view.customer.name == "Zoya P."


def test_leaving_the_dialog_takes_the_question_away(counter: Callable[..., tuple[Stage, CustomerWindow]]) -> None:
    stage, window = counter()
    stage.goods(1)
    stage.keys("F2", "89736660101", "Enter", "F4")
    assert window.question.isVisible()
    stage.keys("Esc")
    assert window.sale.isVisible()


def test_it_takes_no_focus_and_does_not_close(counter: Callable[..., tuple[Stage, CustomerWindow]]) -> None:
    stage, window = counter()
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert not window.close()
    assert window.isVisible()
    stage.ui.context.customer_side.close()
    assert not window.isVisible()


def test_no_address_no_code(counter: Callable[..., tuple[Stage, CustomerWindow]]) -> None:
    assert len(counter()[1].findChildren(QrCode)) == 2
    assert counter(address="")[1].findChildren(QrCode) == []


def test_the_code_is_read_by_a_phone(counter: Callable[..., tuple[Stage, CustomerWindow]]) -> None:
    import numpy as np
    import zxingcpp

    stage, window = counter()
    window.resize(1280, 800)
    stage.settle()
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    assert [found.text for found in zxingcpp.read_barcodes(pixels)] == [ADDRESS]


@pytest.mark.allow_log("customer_picture=unreadable")
def test_a_picture_between_receipts(counter: Callable[..., tuple[Stage, CustomerWindow]], tmp_path: Path) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(tmp_path / "idle.png"))
    stage, window = counter(picture=str(tmp_path / "idle.png"), address="")
    stage.settle()
    shown = window.grab().toImage()
    assert shown.pixelColor(window.width() // 2, window.height() * 2 // 3) == QColor("red")
    _, without = counter(picture=str(tmp_path / "gone.png"))
    assert without.greeting.isVisible()


def test_names_are_short() -> None:
    assert [short_name(name) for name in ("Анна Петрова", "Анна", "", "Анна П. С.")] == [
        "Анна П.",
        "Анна",
        "",
        "Анна П.",
    ]


class Glass:
    """A screen that knows where it is."""

    def __init__(self, *place: int) -> None:
        self._place = QRect(*place)

    def geometry(self) -> QRect:
        return self._place


def test_the_other_screen() -> None:
    till, mirror, second = Glass(0, 0, 1366, 768), Glass(0, 0, 1366, 768), Glass(1366, 0, 800, 480)
    screens = [till, mirror, second]
    assert other_screen(screens, till, None) is second  # type: ignore[arg-type]
    assert other_screen(screens, till, second) is None  # type: ignore[arg-type]
    assert other_screen([till], till, None) is None  # type: ignore[arg-type]
    assert other_screen(screens, second, None) is till  # type: ignore[arg-type]
