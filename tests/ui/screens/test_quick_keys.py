"""Quick keys at the sale: one key opens them, one key or touch sells."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_app.domain.catalogue.quick_keys import QuickKey, QuickKeys, QuickPage
from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.theme.sizes import TARGET
from tests.ui.demo_till import BREAD, GOODS, MILK
from tests.ui.stage import Stage

BY_CODE = {code: item for item in GOODS for code in item.codes}


def screen(stage: Stage) -> SaleScreen:
    assert isinstance(stage.screen, SaleScreen)
    return stage.screen


def arranged(stage: Stage) -> Stage:
    milk, bread = BY_CODE[MILK].item_id, BY_CODE[BREAD].item_id
    pages = (
        QuickPage("Молоко", (QuickKey(0, milk), QuickKey(12, bread, "Хлебушек"), QuickKey(3, "gone"))),
        QuickPage("Хлеб", (QuickKey(0, bread),)),
    )
    stage.till.books.save_quick_keys(QuickKeys(pages))
    return stage


def test_one_key_opens_and_each_letter_sells_in_both_layouts(sale: Stage) -> None:
    arranged(sale).keys("Home", "1", "e", "у", "4", "2")
    assert [(line.item.item_id, line.quantity) for line in sale.state.basket.lines] == [
        (BY_CODE[MILK].item_id, 1_000),
        (BY_CODE[BREAD].item_id, 2_000),
    ]
    assert screen(sale).dialog_name == "quick_keys"
    sale.keys("Home")
    assert screen(sale).dialog_name == ""
    assert not screen(sale).quick.isVisible()


def test_pages_turn_by_keys_and_the_last_one_is_remembered(sale: Stage) -> None:
    arranged(sale).keys("Home", "F3", "1", "PageUp", "1", "PageDown", "Esc", "Home", "1")
    assert [line.quantity for line in sale.state.basket.lines] == [2_000, 1_000]


def test_scans_and_quantities_go_on_over_them(sale: Stage) -> None:
    arranged(sale).keys("3*", "Home", "1")
    assert sale.state.basket.lines[0].quantity == 3_000
    sale.scan(BREAD)
    assert screen(sale).dialog_name == "quick_keys"
    sale.keys("1")
    assert [line.quantity for line in sale.state.basket.lines] == [4_000, 1_000]


def test_a_finger_sells(sale: Stage) -> None:
    arranged(sale)
    QTest.mouseClick(screen(sale).side.quick, Qt.MouseButton.LeftButton)
    sale.settle()
    key = screen(sale).quick._keys[0].button
    assert key.isVisible() and min(key.width(), key.height()) >= TARGET
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert len(sale.state.basket.lines) == 1
    QTest.mouseClick(screen(sale).quick._pages[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert len(sale.state.basket.lines) == 2


def test_a_till_without_them_says_who_arranges(sale: Stage) -> None:
    sale.keys("Home")
    assert "End" in screen(sale).quick._empty.text()


def test_paying_goes_on_over_them(sale: Stage) -> None:
    arranged(sale).keys("Home", "1", "F11")
    assert sale.screen_name == "receipt"
