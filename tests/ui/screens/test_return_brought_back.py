"""A kill in the middle of a return: the next start goes on where it was, and a stored return is not offered again."""

from collections.abc import Callable

from pos_app.ui.screens.free_return import FreeReturnScreen
from pos_app.ui.screens.sale_return import ReturnScreen
from tests.ui.demo_till import CHEESE, MILK
from tests.ui.stage import Stage

Make = Callable[..., Stage]


def started_again(make_stage: Make, stage: Stage) -> Stage:
    """The same books and files under a new window; the shift is open."""
    again = make_stage("ru", till=stage.till)
    again.keys("1111", "Enter")
    if again.screen_name == "receipt":
        again.keys("Enter")  # what was not printed is shown first
    return again


def test_goods_without_a_receipt(make_stage: Make) -> None:
    stage = make_stage("ru")
    stage.open_shift()
    stage.keys("F9", "F8")
    stage.scan(MILK, CHEESE, MILK)
    assert stage.till.return_drafts.kept is not None
    again = started_again(make_stage, stage)
    screen = again.screen
    assert isinstance(screen, FreeReturnScreen)
    assert screen.model.rowCount() == 2
    assert "возврат" in screen._advice.text().lower()
    again.keys("F12", "1", "2222", "Enter")
    assert again.screen_name == "receipt"
    assert again.till.return_drafts.kept is None


def test_pieces_of_a_receipt(make_stage: Make) -> None:
    stage = make_stage("ru")
    stage.sold("F12", "500", "Enter")
    stage.keys("F9", "1", "Enter", "1", "Enter")
    kept = stage.till.return_drafts.kept
    assert kept is not None and [quantity for _, quantity in kept.chosen] == [1000]
    again = started_again(make_stage, stage)
    assert isinstance(again.screen, ReturnScreen)
    again.keys("F12")
    assert again.screen_name == "receipt"
    assert again.till.return_drafts.kept is None


def test_what_was_stored_at_the_last_moment_is_not_offered(make_stage: Make) -> None:
    stage = make_stage("ru")
    stage.sold("F12", "500", "Enter")
    stage.keys("F9", "1", "Enter", "1", "Enter")
    kept = stage.till.return_drafts.kept
    stage.keys("F12")
    stage.till.return_drafts.kept = kept  # the program died before it was cleared
    again = started_again(make_stage, stage)
    assert again.screen_name == "sale"
    assert again.till.return_drafts.kept is None


def test_leaving_gives_it_up(make_stage: Make) -> None:
    stage = make_stage("ru")
    stage.open_shift()
    stage.keys("F9", "F8")
    stage.scan(MILK)
    stage.keys("Esc", "Esc")
    assert stage.till.return_drafts.kept is None
    assert stage.screen_name == "sale"


def test_a_lock_leaves_it_as_it_is(make_stage: Make) -> None:
    stage = make_stage("ru")
    stage.open_shift()
    stage.keys("F9", "F8")
    stage.scan(MILK)
    stage.keys("Pause", "1111", "Enter")
    screen = stage.screen
    assert isinstance(screen, FreeReturnScreen)
    assert screen.model.rowCount() == 1


def test_goods_that_cannot_be_kept_are_not_taken(make_stage: Make) -> None:
    stage = make_stage("ru")
    stage.open_shift()
    stage.keys("F9", "F8")
    stage.till.return_drafts.broken = True
    stage.scan(MILK)
    screen = stage.screen
    assert isinstance(screen, FreeReturnScreen)
    assert (screen.model.rowCount(), bool(stage.error)) == (0, True)
