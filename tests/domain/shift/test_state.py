"""The table of the shift's states is complete: every pair either leads somewhere or is refused with its key."""

import pytest

from pos_app.domain.shift.state import TRANSITIONS, ShiftEvent, ShiftState, ShiftStateError, after


def test_a_shift_is_opened_once_and_closed_once() -> None:
    assert after(ShiftState.CLOSED, ShiftEvent.OPEN) is ShiftState.OPEN
    assert after(ShiftState.OPEN, ShiftEvent.CLOSE) is ShiftState.CLOSED


@pytest.mark.parametrize("event", [event for event in ShiftEvent if event is not ShiftEvent.OPEN])
def test_nothing_but_opening_happens_without_a_shift(event: ShiftEvent) -> None:
    with pytest.raises(ShiftStateError) as caught:
        after(ShiftState.CLOSED, event)
    assert caught.value.key == "no_shift"


def test_a_second_shift_is_refused() -> None:
    with pytest.raises(ShiftStateError) as caught:
        after(ShiftState.OPEN, ShiftEvent.OPEN)
    assert caught.value.key == "shift_already_open"


@pytest.mark.parametrize("event", [event for event in ShiftEvent if event not in (ShiftEvent.OPEN, ShiftEvent.CLOSE)])
def test_work_leaves_the_shift_open(event: ShiftEvent) -> None:
    assert TRANSITIONS[ShiftState.OPEN, event] is ShiftState.OPEN
