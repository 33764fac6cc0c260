"""What a person who reads only the screen must find on it: papers to ask for, the language's own decimal sign."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from pos_app.ui.screens.sale import SaleScreen
from tests.ui.demo_till import BREAD, TOBACCO
from tests.ui.stage import Stage


def labels(stage: Stage) -> list[str]:
    return [label.text() for label in stage.screen.findChildren(QLabel) if label.isVisible()]


def test_papers_are_asked_for_as_long_as_such_goods_are_in_the_receipt(sale: Stage) -> None:
    sale.scan(TOBACCO, BREAD)
    assert "⚠ 18+: документ" in labels(sale)
    sale.keys("Up", "F8", "Enter")
    assert isinstance(sale.screen, SaleScreen)
    assert not any("18+" in text for text in labels(sale))


@pytest.mark.parametrize(("language", "sign", "sum_"), [("ru", ",", "12,5"), ("en", ".", "12.5")])
def test_the_pad_has_the_decimal_sign_of_the_language(
    make_stage: Callable[..., Stage], language: str, sign: str, sum_: str
) -> None:
    stage = make_stage(language)
    stage.open_shift()
    stage.keys("F10", "F2")
    pad = {button.text(): button for button in stage.screen.findChildren(QPushButton) if button.isVisible()}
    for key in ("1", "2", sign, "5"):
        pad[key].click()
    assert stage.screen.entry is not None
    assert stage.screen.entry.text() == sum_
    assert pad[sign].accessibleName() in ("Запятая", "Point")


@pytest.mark.parametrize(("key", "words"), [("F2", "Внесено: 100,00"), ("F3", "Изъято: 100,00")])
def test_money_in_and_out_of_the_drawer_are_told_apart(sale: Stage, key: str, words: str) -> None:
    sale.keys("F10", key, "100", "Enter", "1")
    assert any(text.startswith(words) for text in labels(sale))


def test_the_reason_stands_before_the_second_person(sale: Stage) -> None:
    sale.scan(BREAD)
    sale.keys("F7", "F4", "50", "Enter", "1")
    assert any("Причина: На ценнике другая цена" in text for text in labels(sale))


def test_a_consent_is_answered_by_digits_and_a_name_by_letters(sale: Stage) -> None:
    sale.keys("F2", "9730009988", "Enter")
    assert isinstance(sale.screen, SaleScreen)
    assert sale.screen.side.letters.isVisible()
    sale.keys("Ася", "Enter")
    assert sale.screen.side.pad.isVisible()
    assert not sale.screen.side.letters.isVisible()
