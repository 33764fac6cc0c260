"""A quantity by finger takes no more touches than keys: «×3» is a whole answer, and the next scan ends a typed one."""

from collections.abc import Callable

import pytest

from pos_app.domain.people.operator import Role
from pos_app.services.rights import Right
from pos_app.ui.dialogs.dialog import Touch
from pos_app.ui.key_press import KeyPress
from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.widgets.number_pad import PadKind
from tests.ui.demo_till import CHEESE, MILK, DemoTill
from tests.ui.stage import Stage


def quantities(stage: Stage) -> list[int]:
    return [line.quantity // 1000 for line in stage.state.basket.lines]


def touch_place(stage: Stage) -> Touch:
    screen = stage.screen
    assert isinstance(screen, SaleScreen)
    page = screen.side._lower.currentWidget()
    return next(touch for touch, each in screen.side._touch.items() if each is page)


@pytest.mark.parametrize("count", range(2, 10))
def test_two_touches(sale: Stage, count: int) -> None:
    sale.scan(MILK, CHEESE)
    sale.keys("F4")
    assert touch_place(sale) is Touch.PIECES
    assert any(f"×{count}" in row for row in PadKind.PIECES.value)
    sale.screen.type_key(f"×{count}")
    sale.settle()
    assert quantities(sale) == [1, count]
    assert touch_place(sale) is Touch.PAY_KEYS


def test_a_typed_quantity_is_ended_by_the_next_scan(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F4", "12")
    sale.scan(CHEESE)
    assert quantities(sale) == [12, 1]
    sale.keys("F4", "3")
    sale.scan(CHEESE)  # the same goods: three of them, and one more
    assert sum(quantities(sale)) == 16


def test_no_quantity_does_not_eat_the_scan(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F4", "1x")
    sale.scan(CHEESE)
    assert sorted(quantities(sale)) == [1, 1]
    assert sale.screen.typed == "1x"
    sale.keys("Backspace", "Backspace", "7", "Enter")
    assert sorted(quantities(sale)) == [1, 7]


def test_fewer_pieces_wait_for_the_second_person(make_stage: Callable[..., Stage]) -> None:
    sale = make_stage(till=DemoTill(roles={Right.VOID_LINE: Role.SENIOR}))
    sale.open_shift()
    sale.scan(MILK)
    sale.keys("F4", "5", "Enter", "F4", "2")
    sale.scan(CHEESE)
    assert sorted(quantities(sale)) == [1, 5]
    assert sale.screen.typed == "2", "what needs a second person is not lost and not done"


def test_what_is_weighed_has_no_pieces(sale: Stage) -> None:
    sale.keys("F3", "яблоки", "Enter", "0,5", "Enter", "F4")
    assert touch_place(sale) is Touch.DIGITS
    assert not KeyPress("×3").is_character
