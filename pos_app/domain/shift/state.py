"""The shift as a table: in which state what may happen, and what state it leads to.

| state  | open | sell, return, move cash, X report | close  |
|--------|------|-----------------------------------|--------|
| closed | open | –                                 | –      |
| open   | –    | open                              | closed |
"""

from enum import StrEnum
from types import MappingProxyType


class ShiftState(StrEnum):
    """Whether a shift is open at this till."""

    CLOSED = "closed"
    OPEN = "open"


class ShiftEvent(StrEnum):
    """What is asked of the shift."""

    OPEN = "open"
    SELL = "sell"
    RETURN = "return"
    MOVE_CASH = "move_cash"
    X_REPORT = "x_report"
    CLOSE = "close"


TRANSITIONS = MappingProxyType(
    {
        (ShiftState.CLOSED, ShiftEvent.OPEN): ShiftState.OPEN,
        (ShiftState.OPEN, ShiftEvent.SELL): ShiftState.OPEN,
        (ShiftState.OPEN, ShiftEvent.RETURN): ShiftState.OPEN,
        (ShiftState.OPEN, ShiftEvent.MOVE_CASH): ShiftState.OPEN,
        (ShiftState.OPEN, ShiftEvent.X_REPORT): ShiftState.OPEN,
        (ShiftState.OPEN, ShiftEvent.CLOSE): ShiftState.CLOSED,
    }
)


class ShiftStateError(ValueError):
    """The shift's state does not allow this. ``key``: ``no_shift`` or ``shift_already_open``."""

    def __init__(self, state: ShiftState, event: ShiftEvent) -> None:
        super().__init__(f"{event} is not allowed while the shift is {state}")
        self.state = state
        self.event = event
        self.key = "no_shift" if state is ShiftState.CLOSED else "shift_already_open"


def after(state: ShiftState, event: ShiftEvent) -> ShiftState:
    """The state that ``event`` leads to. Raises :class:`ShiftStateError` where the table has no such step."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise ShiftStateError(state, event) from None
