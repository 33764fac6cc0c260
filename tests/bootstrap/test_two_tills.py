"""Two whole tills, but for their windows, and a real server: what one of them made, the other asks the server for."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos_app.bootstrap.enrolment import Enrolment, enrol_till
from pos_app.bootstrap.till import Till
from pos_app.bootstrap.till_home import TillHome
from pos_app.cli import main
from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.sale import Sale
from pos_app.services.customer_answers import CustomerFound, CustomerNotFound
from pos_app.services.person_lookup import PersonReply
from pos_app.services.receipts_elsewhere import ReceiptQuestion
from pos_app.services.registration import NewCustomer
from pos_app.settings import load_settings
from pos_app.settings.change import change_settings
from sync.protocol.status import SyncStatus
from sync.server.central import open_home
from tests.sync.server.paper import TEA
from tests.sync.server.running import RunningServer, fill_home, running
from tests.sync.server.shop import new_code

PATIENCE_S = 60
STRANGER = "+7 973 666-01-01"
SELDOM_MS = 60 * 60_000
"""The other till hears nothing by itself within the test."""


class Counter:
    """A till whose sync thread runs; ``until`` waits for what it says."""

    def __init__(self, home: Path, server: RunningServer, code: str) -> None:
        place = TillHome(home)
        home.mkdir()
        enrol_till(place, Enrolment(server.url, code))
        change_settings(home, {"sync_interval_ms": SELDOM_MS})
        self.till = Till(place, load_settings(home))
        self._news = threading.Condition()
        self.till.sync.start(self._changed, lambda _what: None)

    @property
    def operator(self) -> Operator:
        return next(each for each in self.till.services.operators._staff.operators() if each.operator_id == "boss")

    def until(self, holds: Callable[[SyncStatus], bool]) -> None:
        with self._news:
            assert self._news.wait_for(lambda: holds(self.till.sync.status()), PATIENCE_S), self.till.sync.status()

    def drained(self) -> None:
        self.till.sync.nudge()
        self.until(lambda _status: self.till._books.unsent_count() == 0)

    def _changed(self, _status: SyncStatus) -> None:
        with self._news:
            self._news.notify_all()


@pytest.fixture
def server_home(tmp_path: Path) -> Path:
    home = tmp_path / "server"
    home.mkdir()
    fill_home(home)
    return home


@pytest.fixture
def counters(tmp_path: Path, server_home: Path) -> Iterator[tuple[Counter, Counter]]:
    """Tills 7 and 8, loaded, with their shifts open."""
    with running(server_home) as server:
        central = open_home(server_home)
        codes = [new_code(central, number) for number in ("7", "8")]
        central.close()
        made = []
        try:
            for number, code in zip(("7", "8"), codes, strict=True):
                made.append(Counter(tmp_path / number, server, code))
                made[-1].until(lambda status: status.first_load_done)
                made[-1].till.services.sale.set_operator(made[-1].operator)
                made[-1].till.services.shifts.open(made[-1].operator, 500_000)
                made[-1].drained()
            yield made[0], made[1]
        finally:
            for counter in made:
                counter.till.close()
            server.stop()


def sell(counter: Counter, customer_id: str | None = None) -> Sale:
    sale = counter.till.services.sale
    sale.add_item(TEA, 2_000)
    if customer_id is not None:
        sale.attach_customer(customer_id)
    sale.take_cash(sale.begin_payment().remaining_kopecks)
    finished = sale.finish()
    counter.drained()
    return finished


@pytest.mark.slow
def test_goods_of_one_till_come_back_at_the_other_and_a_new_customer_is_known_there(
    counters: tuple[Counter, Counter], server_home: Path
) -> None:
    first, second = counters
    joined = first.till.services.registration.register(NewCustomer(STRANGER, "Зоя П.", True), first.operator)
    sold = sell(first, joined)

    people, customers = second.till.services.people, second.till.services.customers
    assert isinstance(customers.find(STRANGER), CustomerNotFound)
    question = people.question(STRANGER)
    assert question is not None
    assert people.ask(question) is PersonReply.FOUND
    found = customers.find(STRANGER)
    assert isinstance(found, CustomerFound) and found.customer.customer_id == joined
    assert customers.panel(joined).pending + customers.panel(joined).balance > 0

    returns = second.till.services.returns
    asked = returns.look_for(sold.number)
    assert isinstance(asked, ReceiptQuestion)
    receipt = returns.settle(asked, returns.ask(asked))
    line = receipt.lines[0]
    back = returns.confirm(sold.receipt_id, {line.line.line_id: 1_000}, second.operator, "брак")
    assert (back.sale_number, back.till_code) == (sold.number, "8")
    assert second.till.services.receipts.reprint(back.receipt_id) is not None
    second.drained()

    here = first.till.services.returns
    about = here.about(sold)
    assert about is not None
    assert here.settle(about, here.ask(about)).lines[0].left == 1_000
    rest = here.confirm(sold.receipt_id, {line.line.line_id: 1_000}, first.operator)
    assert rest.completes
    first.drained()

    assert main(["--home", str(server_home), "audit"]) == 0
    assert [each.queue_depth + each.parked for each in (first.till.sync.status(), second.till.sync.status())] == [0, 0]
