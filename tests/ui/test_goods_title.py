"""Names on quick keys: smaller letters first, then an ellipsis; never a word that just ends."""

from collections.abc import Callable

import pytest

from pos_app.domain.catalogue.quick_keys import QuickKey, QuickKeys, QuickPage
from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.widgets.goods_title import GoodsTitle
from tests.ui.demo_till import GOODS
from tests.ui.stage import Stage


@pytest.mark.parametrize("width", [1024, 1366])
@pytest.mark.parametrize("text_percent", [100, 125])
def test_whatever_is_missing_on_a_key_is_told_by_an_ellipsis(
    make_stage: Callable[..., Stage], width: int, text_percent: int
) -> None:
    stage = make_stage(width=width, text_percent=text_percent)
    keys = tuple(QuickKey(place, item.item_id) for place, item in enumerate(GOODS[:13]))
    stage.till.books.save_quick_keys(QuickKeys((QuickPage("Каждый день", keys),)))
    stage.open_shift()
    stage.keys("Home")
    screen = stage.screen
    assert isinstance(screen, SaleScreen)
    titles = [title for title in screen.quick.findChildren(GoodsTitle) if title.whole]
    assert len(titles) == 13
    for title in titles:
        lines = title.text().split("\n")
        assert all(title.fontMetrics().horizontalAdvance(line) <= title.width() for line in lines), title.text()
        assert len(lines) * title.fontMetrics().lineSpacing() <= title.height() + title.fontMetrics().lineSpacing() // 3
        assert "…" in title.text() or title.text().replace("\n", " ") == title.whole
        assert title.accessibleName() == title.whole


def test_a_name_that_fits_small_is_not_cut(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage()
    title = GoodsTitle(stage.window)
    stage.window.show()
    title.resize(2_000, 40)
    title.show_title("Простокваша")
    wide = title.fontMetrics().horizontalAdvance("Простокваша")
    title.resize(wide - 4, 40)
    title._fit()
    assert (title.property("letters"), title.text()) == ("small", "Простокваша")
    title.resize(wide // 2, 40)
    title._fit()
    assert title.text().endswith("…")
    title.resize(wide + 4, 40)
    title._fit()
    assert (title.property("letters"), title.text()) == ("normal", "Простокваша")
