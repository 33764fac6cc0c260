"""What is due at the fiscal registrar, one task after the other, outside the UI thread.

A sale never waits for the registrar and never fails with it: it is stored, and due. The queue owns no thread: the
wiring starts one that calls ``work()``. Which rows are due is known by the books alone, so a kill changes nothing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Condition

from pos_app.domain.fiscal.fiscal_due import FiscalDue
from pos_app.domain.fiscal.fiscal_receipt import FiscalKind
from pos_app.domain.fiscal.registration import REMEDIES, FiscalRegistrar, FiscalResult, RegistrarError, Remedy
from pos_app.domain.pricing.positions import PositionError
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.services.fiscal_task import fiscal_task, number_of
from pos_app.services.ports import Clock, FiscalBooks

_log = logging.getLogger("kopilka.fiscal")
_LOOK_S = 0.5
_AGAIN_S = 10.0
_UNREACHABLE_S = 2.0
"""A refused connection costs nothing: who is switched on again is found at once."""
_EXPIRED = "fiscal_shift_expired"


@dataclass(frozen=True, slots=True)
class HeldTask:
    """What waits for a person: the record, what people call it (``number``), and why it was refused (``key``)."""

    record_id: str
    number: str
    key: str


@dataclass(frozen=True, slots=True)
class FiscalState:
    """What the screen shows. ``waiting``: not registered yet; ``held``: of these, what a person must look at.

    ``fault_key``: why ``number`` (of a receipt, or of a shift where it is a shift's task) was not registered, "" while
    all is well; ``code`` and ``detail`` are the registrar's own words. ``held_tasks``: all that wait for a person, who
    may settle each by hand, the oldest first.
    """

    waiting: int = 0
    held: int = 0
    fault_key: str = ""
    number: str = ""
    code: int = 0
    detail: str = ""
    held_tasks: tuple[HeldTask, ...] = field(default=(), compare=False)


class FiscalQueue:
    """``books`` are used by the working thread alone, and so is ``name_of``, which knows the names of operators."""

    def __init__(
        self,
        *,
        books: FiscalBooks,
        registrar: FiscalRegistrar,
        clock: Clock,
        name_of: Callable[[str], str],
        on_state: Callable[[FiscalState], None] | None = None,
        on_registered: Callable[[FiscalKind, str, int], None] | None = None,
        look_s: float = _LOOK_S,
        again_s: float = _AGAIN_S,
    ) -> None:
        self._books = books
        self._registrar = registrar
        self._clock = clock
        self._name_of = name_of
        self._listeners: tuple[Callable[[FiscalState], None], ...] = (on_state,) if on_state is not None else ()
        self._on_registered = on_registered
        self._look_s = look_s
        self._again_s = again_s
        self._condition = Condition()
        self._stopped = False
        self._asked_again = False
        self._by_hand: list[tuple[str, str]] = []
        self._state = FiscalState()

    @property
    def state(self) -> FiscalState:
        """The last state, at once."""
        with self._condition:
            return self._state

    def listen(self, on_state: Callable[[FiscalState], None]) -> None:
        """Tell ``on_state`` too, from now on, from the working thread."""
        with self._condition:
            self._listeners = (*self._listeners, on_state)

    def nudge(self) -> None:
        """Something was stored just now: look at once."""
        with self._condition:
            self._condition.notify_all()

    def retry(self) -> None:
        """Try everything that was refused again. Returns at once."""
        with self._condition:
            self._asked_again = True
            self._condition.notify_all()

    def settle_by_hand(self, record_id: str, operator_id: str) -> None:
        """A person registered it at the registrar without the till (a correction receipt). Returns at once."""
        with self._condition:
            self._by_hand.append((record_id, operator_id))
            self._asked_again = True
            self._condition.notify_all()

    def stop(self) -> None:
        """Let ``work()`` end after the task in hand; what is due stays due."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()

    def work(self) -> None:
        """Register until ``stop()``: the body of the wiring's thread."""
        while True:
            wait_s = self._look_s
            try:
                self._do_what_was_asked()
                wait_s = 0.0 if self.work_off_one() else self._pause_s()
            except (StoreError, CommitUnknownError) as error:
                _log.warning("fiscal=books_fail %s", error)
                wait_s = self._again_s
            except Exception:
                # The thread must live on, or nothing would ever be registered again and nobody would know.
                _log.exception("fiscal=failed")
                wait_s = self._again_s
            with self._condition:
                if wait_s and not self._stopped and not self._asked_again:
                    self._condition.wait(wait_s)
                if self._stopped:
                    return

    def work_off_one(self) -> bool:
        """Do the next task; False if there is none that can be done now, or nobody knows whether it was done."""
        due = self._books.fiscal_due()
        chosen = _next_of(due)
        if chosen is None:
            self._show(due)
            return False
        try:
            task = fiscal_task(chosen, self._books, self._name_of)
            if task.receipt is not None and task.receipt.has_many_positions:
                positions = len(task.receipt.positions)
                _log.warning("fiscal=many_positions positions=%d record=%s", positions, chosen.record_id)
            result = self._registrar.register(task)
        except RegistrarError as error:
            return self._take_refusal(chosen, error)
        except PositionError as error:
            return self._take_refusal(chosen, RegistrarError("fiscal_position_refused", detail=str(error)))
        self._take_result(chosen, result)
        return True

    def _take_result(self, done: FiscalDue, result: FiscalResult) -> None:
        _log.info("fiscal=registered kind=%s record=%s document=%d", done.kind, done.record_id, result.document_number)
        self._books.mark_registered(done, self._clock.now(), result.document_number, result.sign)
        if done.kind is FiscalKind.SHIFT_CLOSED:
            self._books.forget_refusals(_EXPIRED)
        self._show(self._books.fiscal_due())
        if self._on_registered is not None:
            self._on_registered(done.kind, number_of(done, self._books), result.document_number)

    def _take_refusal(self, refused: FiscalDue, error: RegistrarError) -> bool:
        _log.info("fiscal=%s code=%d kind=%s record=%s", error.key, error.code, refused.kind, refused.record_id)
        if error.remedy is Remedy.ASK_AGAIN:
            self._show(self._books.fiscal_due(), refused, error)
            return False
        self._books.mark_refused(refused, error.key, error.code, error.detail)
        self._show(self._books.fiscal_due())
        return error.remedy in {Remedy.A_PERSON, Remedy.CLOSE_SHIFT}

    def _do_what_was_asked(self) -> None:
        with self._condition:
            asked, self._asked_again = self._asked_again, False
            by_hand, self._by_hand = self._by_hand, []
        if not asked and not by_hand:
            return
        try:
            for due in self._books.fiscal_due():
                for record_id, operator_id in by_hand:
                    if due.record_id == record_id:
                        self._books.mark_registered(due, self._clock.now(), by_hand=operator_id)
            self._books.forget_refusals()
        except (StoreError, CommitUnknownError):
            with self._condition:  # what a person settled is not forgotten for a disk that takes nothing now
                self._by_hand = [*by_hand, *self._by_hand]
            raise

    def _pause_s(self) -> float:
        """A registrar that is in need is asked less often than the books."""
        state = self.state
        if state.fault_key in {"", _EXPIRED} or state.waiting == state.held:
            return self._look_s
        return min(self._again_s, _UNREACHABLE_S) if state.fault_key == "fiscal_unreachable" else self._again_s

    def _show(
        self, due: tuple[FiscalDue, ...], doubtful: FiscalDue | None = None, error: RegistrarError | None = None
    ) -> None:
        held = sum(_is_held(each) for each in due)
        shown: FiscalDue | None
        if doubtful is not None and error is not None:
            shown = FiscalDue(doubtful.record_id, doubtful.kind, doubtful.attempt, error.key, error.code, error.detail)
        else:
            # What stops everything is told before what waits for a person alone.
            refused = sorted((each for each in due if each.refusal), key=_is_held)
            shown = refused[0] if refused else None
        state = FiscalState(len(due), held)
        if shown is not None:
            number = number_of(shown, self._books)
            state = FiscalState(len(due), held, shown.refusal, number, shown.code, shown.detail)
        if held:
            waiting = (each for each in due if _is_held(each))
            tasks = (HeldTask(each.record_id, number_of(each, self._books), each.refusal) for each in waiting)
            state = replace(state, held_tasks=tuple(tasks))
        with self._condition:
            changed, self._state = self._state != state, state
            listeners = self._listeners if changed else ()
        for listener in listeners:
            try:
                listener(state)
            except Exception:
                _log.exception("a listener of the fiscal queue failed")


def _is_held(due: FiscalDue) -> bool:
    return bool(due.refusal) and REMEDIES.get(due.refusal, Remedy.A_PERSON) is Remedy.A_PERSON


def _next_of(due: tuple[FiscalDue, ...]) -> FiscalDue | None:
    """The oldest that may be tried; after «the shift is too old» the closing of the shift comes before all else."""
    if any(each.refusal == _EXPIRED for each in due):
        closing = next((each for each in due if each.kind is FiscalKind.SHIFT_CLOSED and not _is_held(each)), None)
        return closing
    return next((each for each in due if not _is_held(each)), None)
