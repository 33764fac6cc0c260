"""«Почему»: one key from the basket, the receipt and the return; scrolls, goes back, sells on."""

from collections.abc import Callable

import pytest

from pos_app.domain.transaction.errors import StoreError
from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.screens.sale_return import ReturnScreen
from pos_app.ui.screens.why import WhyAsked, WhyScreen
from resources.words.reasons.why_rows import WhyKind
from tests.ui.demo_till import BREAD, CARD, CHEESE, CHOCOLATE, MILK, PROGRAMME
from tests.ui.rich_programme import rich
from tests.ui.stage import Stage


@pytest.fixture
def basket(sale: Stage) -> Stage:
    """Goods, a customer and points under a programme of many rules."""
    sale.till.shelf.versions.append(rich(PROGRAMME))
    sale.scan(MILK, MILK, CHOCOLATE, CHOCOLATE, CHOCOLATE, CHOCOLATE, CHEESE, CARD)
    sale.keys("F6", "60", "Enter", "F6")
    return sale


def why(stage: Stage) -> WhyScreen:
    screen = stage.screen
    assert isinstance(screen, WhyScreen)
    return screen


def texts(stage: Stage, *kinds: WhyKind) -> list[str]:
    return [row.text for row in why(stage).model.rows if row.kind in kinds]


def sale_screen(stage: Stage) -> SaleScreen:
    assert isinstance(stage.screen, SaleScreen)
    return stage.screen


def bar_keys(stage: Stage) -> set[str]:
    return {action.key for action in stage.window.key_bar.shown if action.enabled}


def test_every_kopeck_and_every_point_of_every_line(basket: Stage) -> None:
    priced = basket.state.priced
    assert "Ins" in sale_screen(basket).side.why.text()
    basket.keys("Insert")
    formatting = basket.ui.context.formatting
    lines = [row for row in why(basket).model.rows if row.kind is WhyKind.LINE]
    assert [row.middle for row in lines] == [formatting.money(line.list_kopecks) for line in priced.lines]
    assert [row.right for row in lines] == [formatting.money(line.money_kopecks) for line in priced.lines]
    takes = [row.middle for row in why(basket).model.rows if row.kind is WhyKind.TAKE]
    assert takes == [f"−{formatting.money(take.amount_kopecks)}" for line in priced.lines for take in line.takes]
    paid = [row.middle for row in why(basket).model.rows if row.kind is WhyKind.POINTS]
    assert paid == [f"−{formatting.money(line.points_kopecks)}" for line in priced.lines if line.points_kopecks]
    earned = texts(basket, WhyKind.EARNED)
    assert earned[0].startswith("Начисление: 20,")
    assert "Двойные баллы за молоко +9," in earned[0]


def test_every_rule_stands_there_once_the_nearest_first(basket: Stage) -> None:
    priced = basket.state.priced
    basket.keys("Insert")
    rules = [row for row in why(basket).model.rows if row.kind in (WhyKind.APPLIED, WhyKind.NEAR, WhyKind.MISSED)]
    assert len(rules) == len(priced.trace)
    assert all(row.note for row in rules)
    assert texts(basket, WhyKind.NEAR) == [
        "Чай в подарок",
        "Сыр: 3 по цене 2",
        "Скидка на большой чек",
        "Тройные баллы от 2 000 ₽",
    ]


@pytest.mark.parametrize(("language", "name"), [("ru", "Чай в подарок"), ("en", "Tea as a gift")])
def test_names_are_in_the_language_of_the_screen(make_stage: Callable[..., Stage], language: str, name: str) -> None:
    stage = make_stage(language)
    stage.till.shelf.versions.append(rich(PROGRAMME))
    stage.open_shift()
    stage.scan(MILK, CARD)
    stage.keys("Insert")
    assert name in texts(stage, WhyKind.NEAR, WhyKind.MISSED)


@pytest.mark.parametrize("key", ["Esc", "Insert"])
def test_back_to_the_basket(basket: Stage, key: str) -> None:
    before = basket.state
    basket.keys("Insert", key)
    assert basket.screen_name == "sale"
    assert basket.state == before


def test_a_scan_goes_on_selling(basket: Stage) -> None:
    basket.keys("Insert")
    basket.scan(BREAD)
    assert basket.screen_name == "sale"
    assert basket.state.basket.lines[-1].item.codes == (BREAD,)


def test_what_is_typed_goes_to_the_scan_line(basket: Stage) -> None:
    basket.keys("Insert", "4", "6")
    assert basket.screen_name == "sale"
    assert basket.screen.entry is not None
    assert basket.screen.entry.text() == "46"


def test_it_scrolls_by_rows_and_pages_and_opens_at_the_top(basket: Stage) -> None:
    basket.keys("Insert")
    bar = why(basket).list.verticalScrollBar()
    assert bar.value() == 0
    basket.keys("Down")
    row = bar.value()
    assert row > 0
    basket.keys("PageDown")
    assert bar.value() > 5 * row
    basket.keys("PageDown", "PageDown", "PageDown")
    assert bar.value() == bar.maximum()
    basket.keys("PageUp", "Up")
    assert bar.value() < bar.maximum()
    basket.keys("Esc", "Insert")
    assert bar.value() == 0


def test_tab_goes_from_part_to_part_and_round_again(basket: Stage) -> None:
    basket.keys("Insert")
    screen = why(basket)
    bar = screen.list.verticalScrollBar()
    headings = [index for index, row in enumerate(screen.model.rows) if row.kind is WhyKind.HEADING]
    assert len(headings) == 4
    shown = []
    for _ in headings:
        basket.keys("Tab")
        tops = [screen.list.visualRect(screen.model.index(index)).top() for index in headings]
        shown.append(0 if bar.value() == bar.maximum() else min(tops, key=abs))
        if bar.value() == bar.maximum():
            break
    assert shown == [0] * len(shown)
    basket.keys("Tab")
    assert bar.value() == 0


def test_no_row_and_no_sum_is_cut(basket: Stage) -> None:
    basket.keys("Insert")
    screen = why(basket)
    last = screen.model.index(screen.model.rowCount() - 1)
    basket.keys(*["PageDown"] * 6)
    assert screen.list.visualRect(last).bottom() <= screen.list.viewport().height()
    assert screen.list.visualRect(last).width() <= screen.list.viewport().width()


def test_it_is_read_aloud(basket: Stage) -> None:
    basket.keys("Insert")
    screen = why(basket)
    assert screen.list.accessibleName()
    spoken = [screen.model.data(screen.model.index(row)) for row in range(screen.model.rowCount())]
    assert any("Чай в подарок" in words and "Ещё" in words for words in spoken)


def test_an_empty_basket_says_so(sale: Stage) -> None:
    sale.keys("Insert")
    assert texts(sale, WhyKind.HEADING) == ["Товаров пока нет"]


def test_the_new_minute_prices_again(sale: Stage) -> None:
    """Happy hours of the rich programme end at noon; the screen that is open says so by itself."""
    sale.till.shelf.versions.append(rich(PROGRAMME))
    sale.scan(MILK)
    sale.keys("Insert")
    assert texts(sale, WhyKind.LINE)
    sale.till.shelf.versions[:] = [PROGRAMME]
    screen = why(sale)
    screen.refresh()
    assert "Счастливые часы" not in texts(sale, WhyKind.MISSED)


def test_the_receipt_just_stored(basket: Stage) -> None:
    trace = basket.state.priced.trace
    basket.keys("F11")
    assert basket.screen_name == "receipt"
    assert "Insert" in bar_keys(basket)
    basket.keys("Insert")
    rules = texts(basket, WhyKind.APPLIED, WhyKind.NEAR, WhyKind.MISSED)
    assert len(rules) == len(trace)
    assert "Двойные баллы за молоко" in rules
    basket.keys("Esc")
    assert basket.screen_name == "receipt"


def test_a_receipt_of_the_list_and_back_to_the_list(basket: Stage) -> None:
    basket.keys("F11", "F9")
    assert "Insert" in bar_keys(basket)
    basket.keys("Insert")
    assert basket.screen_name == "sale_return"
    assert basket.error
    basket.keys("Down", "Insert")
    assert "2-000001" in why(basket).side.accessibleName()
    basket.keys("Esc", "Enter")
    assert basket.screen_name == "sale_return"
    assert "F3" in bar_keys(basket)


def test_a_return_in_the_making_stays_as_it_is(basket: Stage) -> None:
    basket.keys("F11", "F9", "1", "Enter", "1", "Enter")
    screen = basket.screen
    assert isinstance(screen, ReturnScreen)
    chosen = [row.texts for row in screen.model.rows]
    basket.keys("Insert")
    assert texts(basket, WhyKind.LINE)
    basket.keys("Esc")
    assert [row.texts for row in screen.model.rows] == chosen
    basket.keys("F12")
    assert basket.screen_name == "receipt"
    basket.keys("Insert")
    assert texts(basket, WhyKind.LINE)  # of the sale that the return mirrors
    basket.scan(BREAD)
    assert basket.screen_name == "sale"
    assert len(basket.state.basket.lines) == 1


def test_a_receipt_that_cannot_be_read_is_told(
    basket: Stage, monkeypatch: pytest.MonkeyPatch, allow_log: Callable[[str], None]
) -> None:
    allow_log("refused=not_read")
    basket.keys("F11")

    def fail(_: str) -> None:
        raise StoreError("io_error")

    with monkeypatch.context() as broken:
        broken.setattr(basket.till.books, "sale", fail)
        basket.keys("Insert")
        assert "диск не отвечает" in why(basket).side.accessibleName()
        basket.keys("Esc")
    basket.keys("Insert")
    assert texts(basket, WhyKind.LINE)


def test_an_explanation_needs_its_receipt(sale: Stage) -> None:
    sale.window.go("why", WhyAsked("sale", "no-such-receipt"))
    assert "нет чека no-such-receipt" in why(sale).side.accessibleName()
    assert why(sale).model.rows == ()
    sale.keys("Esc")
    assert sale.screen_name == "sale"
