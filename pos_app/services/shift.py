"""The shift: open with a float, cash in and out, X report, blind count, Z report."""

from collections.abc import Callable

from pos_app.domain.money.units import Kopecks
from pos_app.domain.people.operator import Operator
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ShiftReport, ZReport
from pos_app.services.ports import Clock, Ids, TillBooks


class ShiftService:
    """One till's shift. Cash sums are whole kopecks."""

    def __init__(
        self,
        *,
        books: TillBooks,
        clock: Clock,
        ids: Ids,
        till_code: str,
        sale_is_open: Callable[[], bool] = lambda: False,
    ) -> None:
        self._books = books
        self._clock = clock
        self._ids = ids
        self._till_code = till_code
        self._sale_is_open = sale_is_open

    def current(self) -> ShiftOpened | None:
        """The open shift."""
        raise NotImplementedError

    def age_minutes(self) -> int | None:
        """Whole minutes since the shift was opened, for the warning from hour 22; None without a shift."""
        raise NotImplementedError

    def open(self, operator: Operator, float_kopecks: Kopecks) -> ShiftOpened:
        """Open the next shift. ServiceError ``shift_already_open(number)``, ``amount_range``."""
        raise NotImplementedError

    def cash_in(self, operator: Operator, amount_kopecks: Kopecks, reason: str) -> CashMovement:
        """Put cash in. ServiceError ``no_shift``, ``amount_range``, ``reason_needed``."""
        raise NotImplementedError

    def cash_out(self, operator: Operator, amount_kopecks: Kopecks, reason: str) -> CashMovement:
        """Take cash out. ServiceError ``not_enough_cash(expected_kopecks)`` and those of ``cash_in``."""
        raise NotImplementedError

    def x_report(self) -> ShiftReport:
        """The figures so far. ServiceError ``no_shift``, ``receipt_does_not_tie(number)``."""
        raise NotImplementedError

    def close(self, operator: Operator, counted_cash_kopecks: Kopecks) -> ZReport:
        """Close after a blind count. ServiceError ``no_shift``, ``sale_open``, ``amount_range``, ``receipt_does_not_tie``."""
        raise NotImplementedError
