"""The shift: open with a float, cash in and out, X report, blind count, Z report."""

from collections.abc import Callable
from datetime import timedelta

from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.money.units import Kopecks
from pos_app.domain.people.operator import Operator
from pos_app.domain.shift.report import build_shift_report, build_z_report
from pos_app.domain.shift.shift import CashMovement, CashMovementKind, ShiftOpened, ShiftReport, ZReport
from pos_app.domain.shift.state import ShiftEvent, ShiftState, ShiftStateError, after
from pos_app.domain.transaction.errors import ReceiptMismatchError
from pos_app.services.errors import ServiceError
from pos_app.services.ports import Clock, Ids, TillBooks
from pos_app.services.store_once import StoreOnce

_MINUTE = timedelta(minutes=1)
MOST_CASH_KOPECKS: Kopecks = 10_000_000_00
"""Ten million roubles: more is a typing error, not a drawer."""


class ShiftService:
    """One till's shift. Cash sums are whole kopecks.

    Every method that stores may raise ServiceError ``not_stored(cause)`` and ``checking_last_receipt``: call it again
    with the same arguments, nothing is stored twice.
    """

    def __init__(
        self,
        *,
        books: TillBooks,
        clock: Clock,
        ids: Ids,
        till_code: str,
        sale_is_open: Callable[[], bool] = lambda: False,
        baskets_held: Callable[[], int] = lambda: 0,
    ) -> None:
        self._books = books
        self._clock = clock
        self._ids = ids
        self._till_code = till_code
        self._sale_is_open = sale_is_open
        self._baskets_held = baskets_held
        self._once: StoreOnce[ShiftOpened | CashMovement | ZReport] = StoreOnce()

    @property
    def till_code(self) -> str:
        """The till's code, the first part of its receipt numbers."""
        return self._till_code

    def current(self) -> ShiftOpened | None:
        """The open shift."""
        return self._books.current_shift()

    def require_open(self, event: ShiftEvent) -> ShiftOpened:
        """The open shift in which ``event`` may happen. ServiceError ``no_shift``."""
        shift = self._books.current_shift()
        _step(shift, event)
        if shift is None:
            raise ServiceError("no_shift")
        return shift

    def age_minutes(self) -> int | None:
        """Whole minutes since the shift was opened, for the warning from hour 22; None without a shift."""
        shift = self._books.current_shift()
        return None if shift is None else max(0, (self._clock.now() - shift.opened_at) // _MINUTE)

    def open(self, operator: Operator, float_kopecks: Kopecks) -> ShiftOpened:
        """Open the next shift. ServiceError ``shift_already_open(number)``, ``amount_range``."""
        settled = self._once.settle()
        if isinstance(settled, ShiftOpened) and settled.float_kopecks == float_kopecks:
            return settled
        _step(self._books.current_shift(), ShiftEvent.OPEN)
        _require_amount(float_kopecks, least=0)
        shift = ShiftOpened(
            shift_id=self._ids.new_id(),
            number=self._books.next_shift_number(),
            till_code=self._till_code,
            operator_id=operator.operator_id,
            opened_at=self._clock.now(),
            float_kopecks=float_kopecks,
        )
        self._once.store(shift, lambda _: self._books.open_shift(shift))
        return shift

    def cash_in(self, operator: Operator, amount_kopecks: Kopecks, reason: str) -> CashMovement:
        """Put cash in. ServiceError ``no_shift``, ``amount_range``, ``reason_needed``."""
        return self._move_cash(operator, CashMovementKind.CASH_IN, amount_kopecks, reason)

    def cash_out(self, operator: Operator, amount_kopecks: Kopecks, reason: str) -> CashMovement:
        """Take cash out. ServiceError ``not_enough_cash(expected_kopecks, needed_kopecks)`` and as ``cash_in``."""
        return self._move_cash(operator, CashMovementKind.CASH_OUT, amount_kopecks, reason)

    def require_cash(self, needed_kopecks: Kopecks) -> None:
        """ServiceError ``not_enough_cash(expected_kopecks, needed_kopecks)`` if the drawer should hold less."""
        expected = self._report(self.require_open(ShiftEvent.X_REPORT)).expected_cash_kopecks
        if needed_kopecks > expected:
            raise ServiceError("not_enough_cash", expected_kopecks=expected, needed_kopecks=needed_kopecks)

    def x_report(self) -> ShiftReport:
        """The figures so far. ServiceError ``no_shift``, ``receipt_does_not_tie(receipt, what, expected, got)``."""
        return self._report(self.require_open(ShiftEvent.X_REPORT))

    def close(
        self, operator: Operator, counted_cash_kopecks: Kopecks, reason: str = "", *, keep_held: bool = False
    ) -> ZReport:
        """Close after a blind count: the Z report is stored and numbered.

        ``reason``: where the count differs from what should be there, what is said of it. The count stays blind: the
        refusal tells that there is a difference, not which. ``keep_held``: baskets that are put aside wait for the next
        shift (``SaleService.keep_held`` says who said so).
        ServiceError ``no_shift``, ``sale_open``, ``baskets_held(count)``, ``amount_range``, ``receipt_does_not_tie``,
        ``over_short_reason_needed``: call again with the same count and a reason.
        """
        settled = self._once.settle()
        if isinstance(settled, ZReport) and settled.counted_cash_kopecks == counted_cash_kopecks:
            return settled
        shift = self.require_open(ShiftEvent.CLOSE)
        if self._sale_is_open():
            raise ServiceError("sale_open")
        count = self._baskets_held()
        if count and not keep_held:
            raise ServiceError("baskets_held", count=count)
        _require_amount(counted_cash_kopecks, least=0)
        report = self._report(shift)
        over_short_kopecks = counted_cash_kopecks - report.expected_cash_kopecks
        if over_short_kopecks and not reason.strip():
            raise ServiceError("over_short_reason_needed")
        z_report = build_z_report(
            report=report,
            z_id=self._ids.new_id(),
            z_number=self._books.next_z_number(),
            operator_id=operator.operator_id,
            counted_cash_kopecks=counted_cash_kopecks,
            unsent_operations=self._books.unsent_count(),
            over_short_reason=in_own_words(reason) if over_short_kopecks else "",
        )
        self._once.store(z_report, lambda _: self._books.close_shift(z_report))
        return z_report

    def z_reports(self, limit: int) -> tuple[ZReport, ...]:
        """Earlier Z reports, newest first."""
        return self._books.z_reports(limit)

    def _report(self, shift: ShiftOpened) -> ShiftReport:
        try:
            return build_shift_report(
                shift,
                self._books.shift_sales(shift.shift_id),
                self._books.shift_returns(shift.shift_id),
                self._books.shift_cash_movements(shift.shift_id),
                self._clock.now(),
            )
        except ReceiptMismatchError as error:
            raise ServiceError(
                "receipt_does_not_tie",
                receipt=error.receipt,
                what=error.what,
                expected=error.expected,
                got=error.got,
            ) from error

    def _move_cash(
        self, operator: Operator, kind: CashMovementKind, amount_kopecks: Kopecks, reason: str
    ) -> CashMovement:
        settled = self._once.settle()
        if (
            isinstance(settled, CashMovement)
            and (settled.kind, settled.amount_kopecks) == (kind, amount_kopecks)
            and settled.reason == in_own_words(reason)
        ):
            return settled
        shift = self.require_open(ShiftEvent.MOVE_CASH)
        _require_amount(amount_kopecks, least=1)
        if not reason.strip():
            raise ServiceError("reason_needed")
        if kind is CashMovementKind.CASH_OUT:
            self.require_cash(amount_kopecks)
        movement = CashMovement(
            movement_id=self._ids.new_id(),
            shift_id=shift.shift_id,
            kind=kind,
            amount_kopecks=amount_kopecks,
            operator_id=operator.operator_id,
            moved_at=self._clock.now(),
            reason=in_own_words(reason),
        )
        self._once.store(movement, lambda _: self._books.record_cash_movement(movement))
        return movement


def _require_amount(amount_kopecks: Kopecks, least: Kopecks) -> None:
    if not least <= amount_kopecks <= MOST_CASH_KOPECKS:
        raise ServiceError("amount_range", least_kopecks=least, most_kopecks=MOST_CASH_KOPECKS, got=amount_kopecks)


def _step(shift: ShiftOpened | None, event: ShiftEvent) -> None:
    try:
        after(ShiftState.CLOSED if shift is None else ShiftState.OPEN, event)
    except ShiftStateError as error:
        raise ServiceError(error.key, number=shift.number if shift else 0) from error
