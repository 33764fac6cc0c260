"""A manager arranges the quick keys: pages, goods by scan and by name, moving, clearing, saving."""

from pos_app.ui.screens.quick_keys import QuickKeysScreen
from tests.fakes.staff import MANAGER
from tests.ui.demo_till import BREAD, CARD, GOODS, MILK
from tests.ui.stage import Stage

NAMES = {item.item_id: item.name for item in GOODS}
IDS = {code: item.item_id for item in GOODS for code in item.codes}


def open_as_manager(sale: Stage) -> QuickKeysScreen:
    sale.keys("Home", "End", "3333", "Enter")
    screen = sale.screen
    assert isinstance(screen, QuickKeysScreen)
    return screen


def places(sale: Stage) -> list[tuple[str, list[tuple[int, str]]]]:
    pages = sale.till.books.quick_keys().pages
    return [(page.title, [(key.place, key.label or key.item_id) for key in page.keys]) for page in pages]


def test_pages_and_goods_are_arranged_and_sold_from(sale: Stage) -> None:
    open_as_manager(sale)
    sale.keys("Молоко", "Enter")
    sale.scan(MILK)
    sale.keys("хле", "Enter", "F2", "Хлеб", "Enter", "Right")
    sale.scan(BREAD)
    sale.keys("F12")
    assert places(sale) == [("Молоко", [(0, IDS[MILK]), (1, IDS[BREAD])]), ("Хлеб", [(1, IDS[BREAD])])]
    assert sale.till.books.deeds(1)[0].approved_by == MANAGER.operator_id
    assert sale.screen_name == "sale"
    sale.keys("Home", "F2", "1")
    assert sale.state.basket.lines[0].item.item_id == IDS[MILK]


def test_keys_are_moved_named_and_cleared(sale: Stage) -> None:
    open_as_manager(sale)
    sale.keys("Молоко", "Enter")
    sale.scan(MILK, BREAD)
    sale.keys(
        "Left", "Left", "F5", "Down", "F5", "F4", "Моё молоко", "Enter", "Up", "Right", "F8", "F3", "Утро", "Enter"
    )
    sale.keys("F12")
    assert places(sale) == [("Утро", [(5, "Моё молоко")])]


def test_nothing_is_lost_unseen_and_nothing_in_force_unsaved(sale: Stage) -> None:
    screen = open_as_manager(sale)
    sale.keys("Молоко", "Enter")
    sale.scan(MILK)
    sale.keys("Esc")
    assert sale.screen_name == "quick_keys"
    assert "F12" in screen.advice
    sale.keys("Esc")
    assert sale.screen_name == "sale"
    assert places(sale) == []


def test_a_page_with_keys_takes_the_key_twice(sale: Stage) -> None:
    screen = open_as_manager(sale)
    sale.keys("Молоко", "Enter")
    sale.scan(MILK)
    sale.keys("F9")
    assert len(screen.keys_now.pages) == 1
    sale.keys("F9")
    assert screen.keys_now.pages == ()


def test_what_is_no_goods_is_refused(sale: Stage) -> None:
    screen = open_as_manager(sale)
    sale.keys("Молоко", "Enter")
    sale.scan(CARD)
    assert sale.error
    sale.scan("4600000009999")
    assert sale.error
    assert screen.keys_now.pages[0].keys == ()


def test_a_cashier_alone_does_not_get_there(sale: Stage) -> None:
    sale.keys("Home", "End", "1111", "Enter")
    assert sale.screen_name == "sale"
    assert sale.error
