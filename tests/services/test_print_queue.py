"""The print queue: order, faults, another try, and the thread that works it off."""

from collections.abc import Callable
from threading import Event, Thread

import pytest

from pos_app.domain.receipt.document import PrintDocument
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.print_queue import PrintQueue, PrintState
from tests.fakes.printer import MemoryDrawer, MemoryPrinter

FIRST, SECOND = PrintDocument("sale 2-000001", ()), PrintDocument("sale 2-000002", ())


class Bench:
    """A queue with its printer, its drawer, and the states it told."""

    def __init__(self) -> None:
        self.printer, self.drawer = MemoryPrinter(), MemoryDrawer()
        self.told: list[PrintState] = []
        self.noted: list[str] = []
        self.queue = PrintQueue(
            printer=self.printer, drawer=self.drawer, on_state=self.told.append, on_printed=self.noted.append
        )


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_jobs_come_out_in_order(bench: Bench) -> None:
    bench.queue.put(FIRST)
    bench.queue.put(SECOND)
    assert bench.queue.state == PrintState(waiting=2)
    assert bench.queue.work_off_one()
    assert bench.queue.work_off_one()
    assert not bench.queue.work_off_one()
    assert bench.printer.printed == [FIRST, SECOND]
    assert [state.waiting for state in bench.told] == [1, 2, 1, 0]


def test_after_a_fault_everything_waits_for_a_person(bench: Bench) -> None:
    bench.printer.fault = "paper_out"
    bench.queue.put(FIRST, kick_drawer=True)
    bench.queue.put(SECOND)
    assert not bench.queue.work_off_one()
    assert bench.told[-1] == PrintState(waiting=2, fault_key="paper_out", title="sale 2-000001")
    bench.printer.fault = None
    assert not bench.queue.work_off_one()
    bench.queue.retry()
    assert bench.queue.state == PrintState(waiting=2)
    assert bench.queue.work_off_one()
    assert bench.queue.work_off_one()
    assert bench.printer.printed == [FIRST, SECOND]
    assert bench.drawer.kicks == 1


def test_a_job_may_be_given_up(bench: Bench) -> None:
    bench.printer.fault = "offline"
    bench.queue.put(FIRST)
    bench.queue.put(SECOND)
    bench.queue.work_off_one()
    bench.printer.fault = None
    bench.queue.drop()
    assert bench.queue.work_off_one()
    assert bench.printer.printed == [SECOND]
    bench.queue.drop()
    assert bench.queue.state == PrintState(waiting=0)


def test_the_drawer_opens_though_the_printer_does_not_print(bench: Bench) -> None:
    bench.printer.fault = "cover_open"
    bench.queue.put(FIRST, kick_drawer=True)
    bench.queue.work_off_one()
    assert bench.drawer.kicks == 1


def test_the_next_receipt_opens_the_drawer_at_once_and_tries_what_waits(bench: Bench) -> None:
    bench.printer.fault = "paper_out"
    bench.queue.put(FIRST)
    assert not bench.queue.work_off_one()
    bench.queue.put(SECOND, kick_drawer=True)
    assert bench.queue.state == PrintState(waiting=2)
    assert bench.queue.work_off_one()
    assert bench.drawer.kicks == 1, "the change is in it, whatever the paper does"
    assert not bench.queue.work_off_one(), "still no paper"
    assert bench.queue.state.fault_key == "paper_out"
    bench.queue.open_drawer()
    assert bench.queue.work_off_one()
    assert (bench.drawer.kicks, bench.queue.state.waiting) == (2, 2)
    assert bench.queue.state.fault_key == "paper_out", "money moved is no reason to try again"
    bench.printer.fault = None
    third = PrintDocument("sale 2-000003", ())
    bench.queue.put(third)
    while bench.queue.work_off_one():
        pass
    assert bench.printer.printed == [FIRST, SECOND, third], "in their order"
    assert bench.drawer.kicks == 2


def test_a_receipt_without_cash_tells_nothing_of_the_drawer(bench: Bench) -> None:
    bench.drawer.fault = "offline"
    bench.queue.put(FIRST, kick_drawer=True)
    bench.queue.work_off_one()
    assert bench.queue.state.drawer_fault_key == "offline"
    bench.queue.put(SECOND)
    assert bench.queue.state.drawer_fault_key is None


def test_a_drawer_that_sticks_is_told_and_stops_nothing(bench: Bench) -> None:
    bench.drawer.fault = "offline"
    bench.queue.put(FIRST, kick_drawer=True)
    assert bench.queue.work_off_one()
    assert bench.queue.state == PrintState(waiting=0, drawer_fault_key="offline")
    bench.drawer.fault = None
    bench.queue.open_drawer()
    assert bench.queue.work_off_one()
    assert bench.queue.state == PrintState(waiting=0)
    assert bench.drawer.kicks == 1
    assert bench.printer.printed == [FIRST]


def test_what_waits_is_printed_before_the_thread_ends(bench: Bench) -> None:
    bench.queue.put(FIRST, record_id="r-1")
    bench.queue.put(SECOND)
    bench.queue.stop()
    bench.queue.work()
    assert bench.printer.printed == [FIRST, SECOND]
    assert bench.noted == ["r-1"]


def test_a_printer_that_does_not_print_does_not_keep_the_thread(bench: Bench) -> None:
    bench.printer.fault = "paper_out"
    bench.queue.put(FIRST, record_id="r-1")
    bench.queue.put(SECOND)
    bench.queue.stop()
    bench.queue.work()
    assert (bench.queue.state.waiting, bench.noted) == (2, [])


def test_any_error_of_the_printer_is_a_fault_and_the_thread_lives_on(
    bench: Bench, allow_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    allow_log("print=failed title=sale 2-000001")

    def crash(_document: PrintDocument) -> None:
        raise UnicodeEncodeError("cp866", "€", 0, 1, "no such character")

    with monkeypatch.context() as broken:
        broken.setattr(bench.printer, "print_document", crash)
        bench.queue.put(FIRST, record_id="r-1")
        assert not bench.queue.work_off_one()
    assert bench.told[-1] == PrintState(waiting=1, fault_key="write_failed", title="sale 2-000001")
    assert bench.noted == []
    bench.queue.retry()
    assert bench.queue.work_off_one()
    assert bench.noted == ["r-1"]


def test_any_error_of_the_drawer_is_told(
    bench: Bench, allow_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    allow_log("the drawer failed")
    monkeypatch.setattr(bench.drawer, "kick", lambda: 1 // 0)
    bench.queue.put(FIRST, kick_drawer=True)
    assert bench.queue.work_off_one()
    assert bench.queue.state.drawer_fault_key == "write_failed"


def test_a_paper_that_cannot_be_noted_is_printed_all_the_same(allow_log: Callable[[str], None]) -> None:
    allow_log("print=not_noted record=r-1")
    printer = MemoryPrinter()

    def full(_record_id: str) -> None:
        raise StoreError("disk_full")

    queue = PrintQueue(printer=printer, drawer=MemoryDrawer(), on_printed=full)
    queue.put(FIRST, record_id="r-1")
    assert queue.work_off_one()
    assert (queue.state, printer.printed) == (PrintState(), [FIRST])


def test_a_thread_works_it_off_and_ends(bench: Bench) -> None:
    empty = Event()
    bench.queue.listen(lambda state: empty.set() if state.waiting == 0 else None)
    thread = Thread(target=bench.queue.work)
    thread.start()
    try:
        bench.queue.put(FIRST)
        assert empty.wait(30)
    finally:
        bench.queue.stop()
        thread.join(30)
    assert not thread.is_alive()
    assert bench.printer.printed == [FIRST]
