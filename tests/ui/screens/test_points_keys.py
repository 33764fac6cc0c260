"""Paying with points takes the keys that the plan of the screen promises; spend or keep is one key each."""

import pytest

from pos_app.domain.loyalty.points_choice import PointsMode
from tests.ui.demo_till import CARD, CHEESE, MILK
from tests.ui.stage import Stage


@pytest.fixture
def counter(sale: Stage) -> Stage:
    """Two of milk and a cheese for Anna, who has 1,250 points."""
    sale.scan(MILK, MILK, CHEESE, CARD)
    return sale


def pressed(stage: Stage, *names: str) -> int:
    """Press them; how many keys that were."""
    stage.keys(*names)
    return sum(1 if name in ("Enter", "Down", "Esc") or name[0] == "F" else len(name) for name in names)


def test_all_points_take_two_keys(counter: Stage) -> None:
    assert pressed(counter, "F6", "Enter") == 2
    assert counter.state.priced.points_kopecks == counter.state.priced.points_limit_kopecks
    assert counter.screen.dialog_name == ""  # type: ignore[attr-defined]


def test_keeping_them_takes_one_key(counter: Stage) -> None:
    counter.keys("F6", "Enter", "F6")
    assert pressed(counter, "F8") == 1
    assert counter.state.priced.points == 0
    assert counter.screen.dialog_name == ""  # type: ignore[attr-defined]


def test_a_sum_takes_two_keys_and_its_digits(counter: Stage) -> None:
    assert pressed(counter, "F6", "60", "Enter") == 2 + 2
    assert counter.state.priced.points_kopecks == 6_000


def test_a_sum_on_a_line_takes_three_keys_and_its_digits(counter: Stage) -> None:
    assert pressed(counter, "F6", "Down", "60", "Enter") == 3 + 2
    assert [line.points_kopecks for line in counter.state.priced.lines] == [6_000, 0]


def test_pieces_take_at_most_four_keys_and_their_digits(counter: Stage) -> None:
    assert pressed(counter, "F6", "Down", "1ш", "Enter") <= 4 + 1
    assert counter.state.priced.lines[0].points_pieces == 1


def test_best_use_takes_two_keys_and_never_more_than_the_caps(counter: Stage) -> None:
    assert pressed(counter, "F6", "F2") == 2
    assert counter.state.basket.points.mode is PointsMode.BEST
    assert counter.state.priced.points_kopecks <= counter.state.priced.points_limit_kopecks
    for line in counter.state.priced.lines:
        assert line.points_kopecks <= line.points_cap_kopecks


def test_down_to_whole_roubles_takes_two_keys(counter: Stage) -> None:
    assert pressed(counter, "F6", "F5") == 2
    assert counter.state.priced.money_kopecks % 100 == 0


@pytest.mark.parametrize("typed", ["999999", "0", "2ш", "abc", "*"])
def test_nothing_typed_is_a_dead_end(counter: Stage, typed: str) -> None:
    counter.keys("F6", typed, "Enter", "Esc", "F12")
    if counter.screen_name == "sale":
        counter.keys("F12")
    counter.keys("Enter")
    assert counter.screen_name == "receipt"


def test_after_a_sum_enter_is_said_to_be_the_end_and_is(counter: Stage) -> None:
    counter.keys("F6")
    line = counter.screen.entry
    assert line is not None
    assert line.prompt.startswith("Spend or keep?") or line.prompt.startswith("Списать или копить?")
    counter.keys("50", "Enter")
    assert line.prompt.startswith("Баллами 50") or line.prompt.startswith("50")
    counter.keys("Enter")
    assert counter.state.priced.points_kopecks == 50_00
