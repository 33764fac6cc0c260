"""The driver and its simulated registrar over a real port: every refusal, and no task registered twice."""

import json
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hardware.fiscal.atol_json import Spelling
from hardware.fiscal.atol_registrar import AtolRegistrar, Patience
from hardware.fiscal.simulated_server import SimulatedRegistrarServer
from pos_app.domain.fiscal.fiscal_receipt import FiscalKind, FiscalPayment, FiscalPosition, FiscalReceipt, PaymentKind
from pos_app.domain.fiscal.registration import FiscalTask, RegistrarError, Remedy
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.positions import Position

PATIENT = Patience(connect_s=30, answer_s=30, look_s=0.02, task_s=60)
IMPATIENT = Patience(connect_s=30, answer_s=0.3, look_s=0.02, task_s=60)
"""For a registrar that says nothing; of one that answers no test may depend on how soon."""
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
BREAD = FiscalPosition(Position("Хлеб", 4_500, 2_000, 9_000), Unit.PIECE, 1000, 0)
MARKED = FiscalPosition(Position("Вода", 7_000, 1_000, 7_000), Unit.PIECE, 2200, 0, "0104600\x1d93abc")
MARK_BASE64 = "MDEwNDYwMB05M2FiYw=="


def _sale(number: int, *positions: FiscalPosition) -> FiscalTask:
    total = sum(each.position.sum_kopecks for each in positions)
    receipt = FiscalReceipt(
        FiscalKind.SALE, f"2-{number:06}", positions, (FiscalPayment(PaymentKind.CASH, total),), total
    )
    return FiscalTask(f"task-{number}", FiscalKind.SALE, "Иванова", receipt)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.memory = folder / "registrar.json"
        self.start()

    def start(self) -> None:
        self.server = SimulatedRegistrarServer(0, self.memory, lambda: NOW)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        self.registrar = AtolRegistrar(self.server.url, Spelling("osn"), PATIENT)

    def spoil(self, **spoiled: Any) -> None:
        request = urllib.request.Request(f"{self.server.url}/simulated", json.dumps(spoiled).encode())
        urllib.request.urlopen(request, timeout=30).close()

    def uuids(self) -> list[str]:
        return [document["uuid"] for document in self.server.registrar.state()["documents"]]

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def refusal(self, task: FiscalTask) -> RegistrarError:
        with pytest.raises(RegistrarError) as caught:
            self.registrar.register(task)
        return caught.value


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.close()


def test_a_task_is_registered_once_however_often_it_is_asked(bench: Bench) -> None:
    first = bench.registrar.register(_sale(1, BREAD))
    assert first.document_number == 1
    assert first.sign
    assert bench.registrar.register(_sale(1, BREAD)) == first
    bench.close()
    bench.start()  # its memory outlives its process
    assert bench.registrar.register(_sale(1, BREAD)) == first
    assert bench.uuids() == ["task-1"]


@pytest.mark.parametrize(
    ("spoiled", "key", "remedy"),
    [
        ({"fault": "paper_out"}, "fiscal_paper_out", Remedy.TRY_AGAIN),
        ({"fault": "cover_open"}, "fiscal_cover_open", Remedy.TRY_AGAIN),
        ({"clock_ahead_hours": 25}, "fiscal_shift_expired", Remedy.CLOSE_SHIFT),
        ({"refused_marks": [MARK_BASE64]}, "fiscal_mark_refused", Remedy.A_PERSON),
    ],
)
def test_refusals_end_the_task_and_register_nothing(
    bench: Bench, spoiled: dict[str, Any], key: str, remedy: Remedy
) -> None:
    bench.registrar.register(FiscalTask("open", FiscalKind.SHIFT_OPENED, "Иванова"))
    bench.spoil(**spoiled)
    refusal = bench.refusal(_sale(1, BREAD, MARKED))
    assert (refusal.key, refusal.remedy) == (key, remedy)
    bench.spoil()
    assert bench.refusal(_sale(1, BREAD, MARKED)).key == key, "that task is over"
    assert bench.registrar.register(replace(_sale(1, BREAD, MARKED), task_id="task-1-b")).document_number == 2
    assert bench.uuids() == ["open", "task-1-b"]


def test_an_expired_shift_can_be_closed(bench: Bench) -> None:
    bench.registrar.register(FiscalTask("open", FiscalKind.SHIFT_OPENED, "Иванова"))
    bench.spoil(clock_ahead_hours=25)
    assert bench.refusal(_sale(1, BREAD)).code == -3822
    bench.registrar.register(FiscalTask("close", FiscalKind.SHIFT_CLOSED, "Иванова"))
    bench.registrar.register(replace(_sale(1, BREAD), task_id="again"))


def test_a_position_that_does_not_multiply_out(bench: Bench) -> None:
    crooked = replace(BREAD, position=replace(BREAD.position, sum_kopecks=9_001))
    refusal = bench.refusal(_sale(1, crooked))
    assert (refusal.key, refusal.remedy) == ("fiscal_position_refused", Remedy.A_PERSON)


def test_shifts_that_are_as_wanted_are_done(bench: Bench) -> None:
    bench.registrar.register(_sale(1, BREAD))
    bench.registrar.register(FiscalTask("open", FiscalKind.SHIFT_OPENED, "Иванова"))
    bench.registrar.register(FiscalTask("close", FiscalKind.SHIFT_CLOSED, "Иванова"))
    bench.registrar.register(FiscalTask("close-2", FiscalKind.SHIFT_CLOSED, "Иванова"))
    assert bench.uuids() == ["task-1", "close"]


def test_silence_is_no_refusal_and_the_same_task_may_be_asked_again(bench: Bench) -> None:
    bench.spoil(fault="silent")
    patient, bench.registrar = bench.registrar, AtolRegistrar(bench.server.url, Spelling("osn"), IMPATIENT)
    refusal = bench.refusal(_sale(1, BREAD))
    assert (refusal.key, refusal.remedy) == ("fiscal_silent", Remedy.ASK_AGAIN)
    bench.spoil()
    bench.registrar = patient
    assert bench.registrar.register(_sale(1, BREAD)).document_number == 1
    assert bench.uuids() == ["task-1"]


def test_nobody_listens() -> None:
    with socket.socket() as held:  # bound, so that nobody else is given the port, and deaf
        held.bind(("127.0.0.1", 0))
        registrar = AtolRegistrar(f"http://127.0.0.1:{held.getsockname()[1]}", Spelling("osn"), PATIENT)
        with pytest.raises(RegistrarError, match="fiscal_unreachable"):
            registrar.check()


def test_a_check_posts_nothing(bench: Bench) -> None:
    bench.registrar.check()
    assert bench.uuids() == []


def test_a_stop_ends_the_wait(bench: Bench) -> None:
    bench.registrar.stop()
    bench.registrar.register(_sale(1, BREAD))  # it was done at once: nothing to wait for


@pytest.mark.parametrize(
    "answer",
    [b"", b"[]", b"{}", b'{"results": []}', b'{"results": [{"status": "blocked"}]}', b'{"results": 7}', b"\xff"],
)
def test_answers_that_are_none_are_asked_again(answer: bytes, serve_once: Callable[[bytes], str]) -> None:
    with pytest.raises(RegistrarError) as caught:
        AtolRegistrar(serve_once(answer), Spelling("osn"), PATIENT).register(_sale(1, BREAD))
    assert caught.value.remedy is Remedy.ASK_AGAIN


@pytest.fixture
def serve_once() -> Iterator[Callable[[bytes], str]]:
    """A registrar that answers everything with the same bytes."""
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def serve(answer: bytes) -> str:
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(answer)}\r\nConnection: close\r\n\r\n".encode()

        def run() -> None:
            for _ in range(2):
                connection, _peer = listener.accept()
                with connection:
                    connection.settimeout(30)
                    request = connection.recv(65536)
                    if b"POST" in request and request.endswith(b"\r\n\r\n"):
                        connection.recv(65536)
                    connection.sendall(head + answer)

        threads.append(threading.Thread(target=run))
        threads[-1].start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield serve
    for thread in threads:
        thread.join(30)
    listener.close()
