"""The search of goods goes on beside the window: keys never wait, the newest text counts, an early Enter is kept."""

import pytest
from PySide6.QtWidgets import QApplication

from pos_app.domain.transaction.errors import StoreError
from pos_app.ui.key_press import KeyPress
from pos_app.ui.screens.sale import SaleScreen
from tests.ui.stage import Stage


def typed(stage: Stage, text: str) -> None:
    """Without waiting for any answer."""
    for letter in text:
        if not stage.window.take_key(KeyPress(letter)):
            assert stage.screen.entry is not None
            stage.screen.entry.type_text(letter)
    QApplication.processEvents()


def test_keys_do_not_wait_and_the_newest_text_is_asked_next(sale: Stage) -> None:
    sale.keys("F3")
    sale.till.search_goes_on.clear()
    typed(sale, "молоко")
    screen = sale.screen
    assert isinstance(screen, SaleScreen)
    assert screen.line.text() == "молоко"
    assert not screen.choices.isVisible()
    sale.till.search_goes_on.set()
    sale.settle()
    assert screen.choices.isVisible()
    assert sale.till.searched == ["мо", "молоко"]  # what was typed in between is nobody's question any more


def test_enter_before_the_answer_takes_what_will_stand_first(sale: Stage) -> None:
    sale.keys("F3")
    sale.till.search_goes_on.clear()
    typed(sale, "хлеб")
    sale.window.take_key(KeyPress("Enter"))
    assert sale.state.basket.is_empty
    sale.till.search_goes_on.set()
    sale.settle()
    (line,) = sale.state.basket.lines
    assert line.item.name.startswith("Хлеб")
    assert isinstance(sale.screen, SaleScreen) and sale.screen.dialog_name == ""


def test_enter_before_an_answer_of_nothing_says_so(sale: Stage) -> None:
    sale.keys("F3")
    sale.till.search_goes_on.clear()
    typed(sale, "ъъъ")
    sale.window.take_key(KeyPress("Enter"))
    sale.till.search_goes_on.set()
    sale.settle()
    assert sale.state.basket.is_empty
    assert "ъъъ" in sale.error


def test_an_answer_for_a_dialog_that_is_closed_shows_nothing(sale: Stage) -> None:
    sale.keys("F3")
    sale.till.search_goes_on.clear()
    typed(sale, "сыр")
    sale.window.take_key(KeyPress("Esc"))
    sale.till.search_goes_on.set()
    sale.wait_while(lambda: len(sale.till.searched) < 1)
    sale.ui.context.background.run(lambda: None, lambda _: None)
    sale.settle()
    screen = sale.screen
    assert isinstance(screen, SaleScreen)
    assert not screen.choices.isVisible()


@pytest.mark.allow_log("goods=not_searched", "refused=not_read")
def test_a_disk_that_fails_is_told(sale: Stage) -> None:
    def fails(_text: str, _limit: int) -> tuple[()]:
        raise StoreError("io_error", "gone")

    sale.keys("F3")
    object.__setattr__(sale.till.services, "search_goods", fails)
    sale.keys("сы")
    assert sale.error
