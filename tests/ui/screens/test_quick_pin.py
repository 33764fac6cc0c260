"""A PIN that is typed as fast as a scanner types is a PIN; a badge is a badge, and goods are still refused."""

import pytest

from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from tests.fakes.staff import MANAGER_BADGE
from tests.ui.demo_till import MILK
from tests.ui.stage import Stage


def by_keyboard(stage: Stage, text: str, symbology: Symbology | None = None) -> None:
    stage.window.take_scan(ScanData(text, ScanSource.KEYBOARD, symbology))
    stage.settle()


def test_a_burst_of_digits_signs_on(stage: Stage) -> None:
    by_keyboard(stage, "1111")
    assert (stage.screen_name, stage.error) == ("shift_open", "")


def test_a_wrong_one_is_counted_as_a_wrong_pin(stage: Stage) -> None:
    by_keyboard(stage, "9999")
    by_hand = stage.error
    stage.keys("9999", "Enter")
    assert by_hand and stage.screen_name == "sign_on"
    assert stage.error != by_hand  # one try fewer is left


def test_a_badge_signs_on(stage: Stage) -> None:
    by_keyboard(stage, MANAGER_BADGE)
    assert stage.screen_name != "sign_on"


@pytest.mark.parametrize(
    ("code", "source", "symbology"),
    [
        (MILK, ScanSource.KEYBOARD, None),
        ("1111", ScanSource.SERIAL, None),
        ("1111", ScanSource.CAMERA, Symbology.QR),
        ("1111", ScanSource.KEYBOARD, Symbology.CODE128),
        ("٤٤٤٤", ScanSource.KEYBOARD, None),
    ],
)
def test_a_code_is_no_pin(stage: Stage, code: str, source: ScanSource, symbology: Symbology | None) -> None:
    stage.window.take_scan(ScanData(code, source, symbology))
    stage.settle()
    assert (stage.screen_name, stage.error) == ("sign_on", "Сначала войдите: ПИН или бейдж")


def test_a_locked_till_is_unlocked_by_it(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("Pause")
    by_keyboard(sale, "1111")
    assert (sale.screen_name, len(sale.till.services.sale.state.basket.lines)) == ("sale", 1)


@pytest.mark.parametrize("slow", ["", "2", "22"])
def test_a_second_person_may_be_quick_too(sale: Stage, slow: str) -> None:
    sale.scan(MILK)
    sale.keys("F7", "F4", "99", "Enter", "1")
    by_keyboard(sale, "9999")
    assert sale.error and sale.state.basket.lines[0].price_set is None
    sale.keys(*slow)  # the first keys a little slower
    by_keyboard(sale, "2222"[len(slow) :])
    price_set = sale.state.basket.lines[0].price_set
    assert price_set is not None and price_set.approved_by == "senior-1"
