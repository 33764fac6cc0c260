"""Promo codes on the sale screen: typed, told, and taken out again."""

from PySide6.QtWidgets import QLabel

from tests.ui.everything_shop import everything_till
from tests.ui.stage import Stage


def _total_words(stage: Stage) -> str:
    return "\n".join(label.text() for label in stage.screen.findChildren(QLabel))


def test_a_promo_code_is_shown_with_its_sum_and_taken_out(sale: Stage) -> None:
    codes = everything_till(sale.till)
    sale.scan(codes[0])
    sale.keys("VESNA", "Enter")
    assert sale.state.basket.coupons == ("VESNA",)
    assert "VESNA" in _total_words(sale)
    sale.keys("F8")
    offered = sale.screen.keys()
    assert "F7" in [action.key for action in offered]
    sale.keys("F7")
    assert sale.state.basket.coupons == ()
    assert len(sale.state.basket.lines) == 1
    assert "VESNA" not in _total_words(sale)


def test_the_same_code_again_and_a_code_nobody_knows_are_errors(sale: Stage) -> None:
    everything_till(sale.till)
    sale.keys("VESNA", "Enter")
    assert sale.state.basket.coupons == ("VESNA",), "before any goods"
    sale.keys("VESNA", "Enter")
    assert "VESNA" in sale.error
    sale.keys("Esc", "KCNOTHING", "Enter")
    assert "KCNOTHING" in sale.error
    sale.keys("Esc", "F8", "F7")
    assert sale.state.basket.coupons == ()
