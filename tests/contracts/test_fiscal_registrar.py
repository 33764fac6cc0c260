"""What every fiscal registrar promises: the driver against its twin in this process, and in one of its own."""

import json
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hardware.fiscal.atol_json import Spelling
from hardware.fiscal.atol_registrar import AtolRegistrar, Patience
from hardware.fiscal.simulated_server import SimulatedRegistrarServer
from pos_app.domain.fiscal.fiscal_receipt import FiscalKind, FiscalPayment, FiscalPosition, FiscalReceipt, PaymentKind
from pos_app.domain.fiscal.registration import FiscalRegistrar, FiscalTask, RegistrarError
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.positions import Position
from pos_app.services.fiscal import FiscalQueue, FiscalState
from sync.store.books import Books, open_books
from sync.store.till_database import prepare_till_database
from tests.fakes.clock import FakeClock
from tests.sync.store import records

PATIENT = Patience(connect_s=30, answer_s=30, look_s=0.02, task_s=60)
IMPATIENT = Patience(connect_s=30, answer_s=0.3, look_s=0.02, task_s=60)
"""For a registrar that says nothing; of one that answers no test may depend on how soon."""
BREAD = FiscalPosition(Position("Хлеб", 4_500, 2_000, 9_000), Unit.PIECE, 1000, 0)
WRONG = FiscalPosition(Position("Хлеб", 4_500, 2_000, 9_001), Unit.PIECE, 1000, 0)
MARKED = FiscalPosition(Position("Вода", 7_000, 1_000, 7_000), Unit.PIECE, 2200, 0, "0104600\x1d93abc")
MARK_BASE64 = "MDEwNDYwMB05M2FiYw=="


@dataclass
class Bench:
    """A registrar, and the address at which its twin is spoiled."""

    url: str

    @property
    def registrar(self) -> FiscalRegistrar:
        return AtolRegistrar(self.url, Spelling("osn"), PATIENT)

    @property
    def impatient(self) -> FiscalRegistrar:
        return AtolRegistrar(self.url, Spelling("osn"), IMPATIENT)

    def spoil(self, **spoiled: Any) -> None:
        request = urllib.request.Request(f"{self.url}/simulated", json.dumps(spoiled).encode())
        urllib.request.urlopen(request, timeout=30).close()

    def registered(self) -> list[str]:
        with urllib.request.urlopen(f"{self.url}/simulated", timeout=30) as answer:
            return [document["uuid"] for document in json.load(answer)["documents"]]


@pytest.fixture(params=["in this process", "a process of its own"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    if request.param == "in this process":
        server = SimulatedRegistrarServer(0, tmp_path / "registrar.json", lambda: datetime.now(UTC))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield Bench(server.url)
        server.shutdown()
        thread.join()
        server.server_close()
        return
    command = [sys.executable, "-m", "pos_app", "--home", str(tmp_path), "simulated-registrar", "--port", "0"]
    with subprocess.Popen([*command, "--until-input-ends"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with closing(process.stdin):
            url = process.stdout.readline().decode().removeprefix("ready ").strip()
            yield Bench(url)


def _sale(task_id: str, *positions: FiscalPosition) -> FiscalTask:
    total = sum(each.position.sum_kopecks for each in positions)
    paid = (FiscalPayment(PaymentKind.CASH, total),)
    return FiscalTask(
        task_id, FiscalKind.SALE, "Иванова", FiscalReceipt(FiscalKind.SALE, "2-000001", positions, paid, total)
    )


def _queue(books: Books, registrar: FiscalRegistrar) -> FiscalQueue:
    return FiscalQueue(books=books, registrar=registrar, clock=FakeClock(), name_of=lambda _: "Иванова")


def _refusal(registrar: FiscalRegistrar, task: FiscalTask) -> str:
    with pytest.raises(RegistrarError) as caught:
        registrar.register(task)
    return caught.value.key


def test_a_task_is_done_once_and_a_wanted_shift_counts_as_done(bench: Bench) -> None:
    bench.registrar.check()
    for number in range(2):
        bench.registrar.register(FiscalTask(f"open-{number}", FiscalKind.SHIFT_OPENED, "Иванова"))
    first = bench.registrar.register(_sale("sale", BREAD, MARKED))
    assert bench.registrar.register(_sale("sale", BREAD, MARKED)) == first
    assert first.sign
    for number in range(2):
        bench.registrar.register(FiscalTask(f"close-{number}", FiscalKind.SHIFT_CLOSED, "Иванова"))
    assert bench.registered() == ["open-0", "sale", "close-0"]


def test_every_refusal_has_its_key_and_registers_nothing(bench: Bench) -> None:
    bench.registrar.register(FiscalTask("open", FiscalKind.SHIFT_OPENED, "Иванова"))
    refusals: dict[str, dict[str, Any]] = {
        "fiscal_paper_out": {"fault": "paper_out"},
        "fiscal_cover_open": {"fault": "cover_open"},
        "fiscal_shift_expired": {"clock_ahead_hours": 25},
        "fiscal_mark_refused": {"refused_marks": [MARK_BASE64]},
    }
    for key, spoiled in refusals.items():
        bench.spoil(**spoiled)
        assert _refusal(bench.registrar, _sale(key, BREAD, MARKED)) == key
    bench.spoil()
    assert _refusal(bench.registrar, _sale("wrong", WRONG)) == "fiscal_position_refused"
    assert bench.registered() == ["open"]


def test_silence_is_asked_again_and_done_once(bench: Bench) -> None:
    bench.spoil(fault="silent")
    assert _refusal(bench.impatient, _sale("sale", BREAD)) == "fiscal_silent"
    bench.spoil()
    assert bench.registrar.register(_sale("sale", BREAD)).document_number == 1
    assert bench.registered() == ["sale"]


@pytest.mark.parametrize(
    ("spoiled", "key"),
    [
        ({"fault": "paper_out"}, "fiscal_paper_out"),
        ({"fault": "cover_open"}, "fiscal_cover_open"),
        ({"fault": "silent"}, "fiscal_silent"),
        ({"clock_ahead_hours": 25}, "fiscal_shift_expired"),
    ],
)
def test_a_stored_sale_survives_the_refusal_and_is_registered_once(
    bench: Bench, tmp_path: Path, spoiled: dict[str, Any], key: str
) -> None:
    path = tmp_path / "till.db"
    prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(path)) as books:
        books.switch_fiscal(is_on=True)
        books.open_shift(records.shift())
        assert _queue(books, bench.registrar).work_off_one(), "the shift"
        sold = records.sale(1)
        books.record_sale(sold, ())
        bench.spoil(**spoiled)
        queue = _queue(books, bench.impatient if key == "fiscal_silent" else bench.registrar)
        while queue.work_off_one():
            pass
        assert (queue.state.fault_key, queue.state.waiting) == (key, 1)
        assert queue.state.number == sold.number
        assert books.sale(sold.receipt_id) == sold
        bench.spoil()
        queue = _queue(books, bench.registrar)
        books.forget_refusals()  # what «try again» does
        while queue.work_off_one():
            pass
        assert queue.state == FiscalState()
        assert books.fiscal_document(sold.receipt_id) != (0, "")
        assert len(bench.registered()) == 2
