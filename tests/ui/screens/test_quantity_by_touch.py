"""A quantity by finger takes no more touches than keys: «×3» and «×12» are whole answers; a scan ends a typed one."""

from collections.abc import Callable

import pytest

from pos_app.domain.people.operator import Role
from pos_app.services.rights import Right
from pos_app.ui.dialogs.dialog import Touch
from pos_app.ui.key_press import KeyPress
from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.widgets.pieces_pad import PiecesPad
from tests.ui.demo_till import CHEESE, MILK, DemoTill
from tests.ui.stage import Stage


def quantities(stage: Stage) -> list[int]:
    return [line.quantity // 1000 for line in stage.state.basket.lines]


def pieces(stage: Stage) -> PiecesPad:
    screen = stage.screen
    assert isinstance(screen, SaleScreen)
    return screen.side.pieces


def answers(stage: Stage) -> tuple[str, ...]:
    return pieces(stage).answers


def touch_place(stage: Stage) -> Touch:
    screen = stage.screen
    assert isinstance(screen, SaleScreen)
    page = screen.side._lower.currentWidget()
    return next(touch for touch, each in screen.side._touch.items() if each is page)


@pytest.mark.parametrize("count", (1, 2, 9, 10))
def test_two_touches(sale: Stage, count: int) -> None:
    sale.scan(MILK, CHEESE)
    sale.keys("F4")
    assert touch_place(sale) is Touch.PIECES
    assert f"×{count}" in answers(sale)
    sale.screen.type_key(f"×{count}")
    sale.settle()
    assert quantities(sale) == [1, count]
    assert touch_place(sale) is Touch.PAY_KEYS


@pytest.mark.parametrize("count", (10, 12, 21, 40, 144))
def test_a_touch_for_each_digit_and_one_more(sale: Stage, count: int) -> None:
    sale.scan(MILK, CHEESE)
    sale.keys("F4")
    for digit in str(count)[:-1]:
        sale.screen.type_key(digit)
    assert f"×{count}" in answers(sale)
    sale.screen.type_key(f"×{count}")
    sale.settle()
    assert quantities(sale) == [1, count]


def test_the_keys_follow_what_is_typed(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F4", "7")
    assert answers(sale)[1] == "×72"
    sale.keys("Backspace")
    assert answers(sale)[1] == "×2" and answers(sale)[-1] == "×10"
    sale.keys("0,5")
    assert not any(made.isEnabled() for made in pieces(sale)._whole)
    sale.keys("Esc", "F4")
    assert answers(sale)[0] == "×1" and all(made.isEnabled() for made in pieces(sale)._whole)


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
