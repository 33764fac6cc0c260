"""The print queue: order, faults, another try, and the thread that works it off."""

from threading import Event, Thread

import pytest

from pos_app.domain.receipt.document import PrintDocument
from pos_app.services.print_queue import PrintQueue, PrintState
from tests.fakes.printer import MemoryDrawer, MemoryPrinter

FIRST, SECOND = PrintDocument("sale 2-000001", ()), PrintDocument("sale 2-000002", ())


class Bench:
    """A queue with its printer, its drawer, and the states it told."""

    def __init__(self) -> None:
        self.printer, self.drawer = MemoryPrinter(), MemoryDrawer()
        self.told: list[PrintState] = []
        self.queue = PrintQueue(printer=self.printer, drawer=self.drawer, on_state=self.told.append)


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


def test_a_thread_works_it_off_and_ends(bench: Bench) -> None:
    empty = Event()
    bench.queue.listen(lambda state: empty.set() if state.waiting == 0 else None)
    thread = Thread(target=bench.queue.work)
    thread.start()
    try:
        bench.queue.put(FIRST)
        assert empty.wait(5)
    finally:
        bench.queue.stop()
        thread.join(5)
    assert not thread.is_alive()
    assert bench.printer.printed == [FIRST]
