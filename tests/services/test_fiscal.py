"""The registrar's queue over real books: a sale survives every refusal, and what a person is told."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pos_app.domain.fiscal.fiscal_receipt import FiscalKind
from pos_app.domain.fiscal.registration import FiscalResult, FiscalTask, RegistrarError
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.fiscal import FiscalQueue, FiscalState, HeldTask
from sync.store.books import Books, open_books
from sync.store.till_database import prepare_till_database
from tests.fakes.clock import FakeClock
from tests.sync.store import records


@dataclass
class ScriptedRegistrar:
    """Refuses as told by kind of task and receipt number; remembers every task id."""

    refusals: dict[str, list[RegistrarError]] = field(default_factory=dict)
    asked: list[FiscalTask] = field(default_factory=list)

    def register(self, task: FiscalTask) -> FiscalResult:
        self.asked.append(task)
        name = task.receipt.number if task.receipt is not None else task.kind.value
        if self.refusals.get(name):
            raise self.refusals[name].pop(0)
        return FiscalResult(len(self.asked), "sign")

    def check(self) -> None:
        pass

    def names(self) -> list[str]:
        return [task.receipt.number if task.receipt is not None else task.kind.value for task in self.asked]


@dataclass
class Bench:
    books: Books
    registrar: ScriptedRegistrar
    queue: FiscalQueue
    told: list[FiscalState]

    def work_off(self) -> None:
        while self.queue.work_off_one():
            pass


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    path = tmp_path / "till.db"
    prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(path)) as books:
        books.switch_fiscal(is_on=True)
        books.open_shift(records.shift())
        registrar, told = ScriptedRegistrar(), []
        queue = FiscalQueue(
            books=books, registrar=registrar, clock=FakeClock(), name_of=lambda _: "Иванова", on_state=told.append
        )
        yield Bench(books, registrar, queue, told)


def test_all_of_a_day_in_its_order(bench: Bench) -> None:
    sold = records.sale(1)
    bench.books.record_sale(sold, ())
    bench.books.record_return(records.sale_return(2, sold), ())
    bench.books.close_shift(records.z_report())
    bench.work_off()
    assert [task.kind for task in bench.registrar.asked] == [
        FiscalKind.SHIFT_OPENED,
        FiscalKind.SALE,
        FiscalKind.RETURN,
        FiscalKind.SHIFT_CLOSED,
    ]
    assert bench.queue.state == FiscalState()
    assert bench.books.fiscal_document(sold.receipt_id) == (2, "sign")


def test_doubt_asks_the_same_task_again(bench: Bench) -> None:
    bench.books.record_sale(records.sale(1), ())
    bench.registrar.refusals["2-000001"] = [RegistrarError("fiscal_silent"), RegistrarError("fiscal_unreachable")]
    bench.work_off()
    assert bench.told[-1] == FiscalState(1, 0, "fiscal_silent", "2-000001")
    bench.work_off()
    bench.work_off()
    first, second, third = bench.registrar.asked[1:]
    assert first.task_id == second.task_id == third.task_id
    assert bench.queue.state == FiscalState()


def test_no_paper_asks_with_a_new_task_and_nothing_overtakes(bench: Bench) -> None:
    bench.books.record_sale(records.sale(1), ())
    bench.books.record_sale(records.sale(2), ())
    bench.registrar.refusals["2-000001"] = [RegistrarError("fiscal_paper_out", 44, "Нет бумаги")]
    bench.work_off()
    assert bench.queue.state == FiscalState(2, 0, "fiscal_paper_out", "2-000001", 44, "Нет бумаги")
    bench.work_off()
    assert bench.registrar.names() == ["shift_opened", "2-000001", "2-000001", "2-000002"]
    assert bench.registrar.asked[1].task_id != bench.registrar.asked[2].task_id


def test_what_only_a_person_can_cure_holds_up_nobody_else(bench: Bench) -> None:
    bench.books.record_sale(records.sale(1), ())
    bench.books.record_sale(records.sale(2), ())
    bench.registrar.refusals["2-000001"] = [RegistrarError("fiscal_mark_refused", 409)] * 2
    bench.work_off()
    assert bench.queue.state == FiscalState(1, 1, "fiscal_mark_refused", "2-000001", 409)
    bench.work_off()
    assert bench.registrar.names() == ["shift_opened", "2-000001", "2-000002"]


def test_a_shift_that_is_too_old_is_closed_first(bench: Bench) -> None:
    bench.books.record_sale(records.sale(1), ())
    bench.registrar.refusals["2-000001"] = [RegistrarError("fiscal_shift_expired", -3822)]
    bench.work_off()
    bench.books.record_sale(records.sale(2), ())
    bench.work_off()
    assert bench.queue.state.fault_key == "fiscal_shift_expired"
    assert bench.registrar.names() == ["shift_opened", "2-000001"], "nothing is tried before the shift is closed"
    bench.books.close_shift(records.z_report())
    bench.work_off()
    assert bench.registrar.names()[2:] == ["shift_closed", "2-000001", "2-000002"]
    assert bench.queue.state == FiscalState()


def _working(bench: Bench, path: Path) -> tuple[FiscalQueue, threading.Thread]:
    queue = FiscalQueue(
        books=open_books(path),
        registrar=bench.registrar,
        clock=FakeClock(),
        name_of=lambda _: "Иванова",
        look_s=0.02,
        again_s=0.02,
    )
    thread = threading.Thread(target=queue.work)
    thread.start()
    return queue, thread


def _wait(queue: FiscalQueue, wanted: Callable[[FiscalState], bool]) -> FiscalState:
    reached, states = threading.Event(), []

    def look(state: FiscalState) -> None:
        if wanted(state):
            states.append(state)
            reached.set()

    queue.listen(look)
    look(queue.state)
    assert reached.wait(30), queue.state
    return states[0]


def test_the_thread_finds_what_is_stored_and_does_what_it_is_asked(bench: Bench, tmp_path: Path) -> None:
    bench.registrar.refusals["2-000001"] = [RegistrarError("fiscal_position_refused", 16)] * 2
    queue, thread = _working(bench, tmp_path / "till.db")
    bench.books.record_sale(records.sale(1), ())
    held = _wait(queue, lambda state: state.held == 1)
    assert held.held_tasks == (HeldTask(records.record_id(1), "2-000001", "fiscal_position_refused"),)
    queue.retry()
    queue.settle_by_hand(records.record_id(1), "manager")
    _wait(queue, lambda state: state == FiscalState())
    queue.stop()
    thread.join(30)
    assert not thread.is_alive()
    assert bench.books.fiscal_due() == ()


@pytest.mark.allow_log("fiscal=books_fail")
def test_what_a_person_settled_is_not_forgotten_for_a_disk_that_took_nothing_then(bench: Bench, tmp_path: Path) -> None:
    bench.registrar.refusals["2-000001"] = [RegistrarError("fiscal_position_refused", 16)]
    bench.books.record_sale(records.sale(1), ())
    bench.work_off()
    real, faults = bench.books.mark_registered, [StoreError("disk_full", "no space left")]

    def once_full(*told: object, **more: object) -> None:
        if faults:
            raise faults.pop()
        real(*told, **more)  # type: ignore[arg-type]

    bench.books.mark_registered = once_full  # type: ignore[method-assign]
    queue = FiscalQueue(
        books=bench.books, registrar=bench.registrar, clock=FakeClock(), name_of=lambda _: "Иванова", again_s=0.01
    )
    queue.listen(lambda state: None if state.waiting else queue.stop())
    queue.settle_by_hand(records.record_id(1), "manager")
    ending = threading.Timer(20, queue.stop)
    ending.start()
    queue.work()
    ending.cancel()
    assert bench.books.fiscal_due() == () and len(bench.registrar.asked) == 2, "the shift, and the receipt once"
