"""The hour that is repeated on real files with real papers.

Sign-on, the end of a receipt that was open, shift, sales, returns, an order, a new phone, the shift's end. It draws
nothing and asks no clock, so that each run makes the same system calls in the same order. What the till told the
cashier is written to a pipe the moment it was told.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from hardware.drawer.printer_drawer import PrinterDrawer
from hardware.printer.escpos_printer import EscposPrinter
from hardware.printer.file_target import FileTarget
from pos_app.campaign.disk.furnished import (
    BOOKS,
    CACHE,
    CASHIER,
    FLOAT_KOPECKS,
    PIN_TRIES,
    PLAN,
    RETURN_DRAFT,
    UNDER_WAY,
)
from pos_app.campaign.disk.sync_hand import SyncHand
from pos_app.campaign.disk.typing_person import TypingPerson
from pos_app.campaign.disk.value_deeds import ValueDeeds
from pos_app.campaign.disk.willing_server import WillingServer
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.services.errors import ServiceError
from pos_app.services.under_way import UnderWayKeeper
from pos_app.simulation.counter import Counter, Outside, counter_over
from pos_app.simulation.shop import GOODS, customer_id, till_id, vault_of
from pos_app.simulation.till_time import DrawnIds, TillClock
from pos_app.simulation.virtual_time import Timeline
from sync.client.counter import CounterDoor
from sync.protocol.status import Link, PointsWay, SyncStatus
from sync.store.books import open_books
from sync.store.cache import open_cache
from sync.store.cache_database import prepare_cache_database
from sync.store.pin_try_file import PinTryFile
from sync.store.return_draft_file import ReturnDraftFile
from sync.store.till_database import prepare_till_database
from sync.store.told_people import ToldPeople
from sync.store.under_way_file import UnderWayFile

_TRIES = 3
_ONLINE = SyncStatus(Link.ONLINE, 0, 0, None, None, first_load_done=True, points=PointsWay.ONLINE)


class Hour:
    """One run over the files in ``home``. ``seed``: ids differ with it. ``pipe``: where the told goes, -1 nowhere."""

    def __init__(self, home: Path, pipe: int, seed: int) -> None:
        self._pipe = pipe
        self._clock = TillClock(Timeline(PLAN.opens_at))
        self._ids = DrawnIds(self._clock, random.Random(seed))
        self._status: SyncStatus | None = None
        vault = vault_of(random.Random(1))
        prepare_till_database(home / BOOKS, till_id(0), "1")
        prepare_cache_database(home / CACHE, vault)
        books = open_books(home / BOOKS)
        cache = open_cache(home / CACHE, vault, books.last_visit_ms, read_programme)
        target = FileTarget(home / "printer", self._clock.now)
        self.counter: Counter = counter_over(
            books,
            cache,
            Outside(
                clock=self._clock,
                ids=self._ids,
                zone=ZoneInfo(PLAN.timezone),
                till_code="1",
                vault=vault,
                status=lambda: self._status,
                door=CounterDoor(WillingServer(), self._clock),
                intake=ToldPeople(home / CACHE, vault),
                on_printed=books.mark_printed,
                printer=EscposPrinter(target, 42),
                drawer=PrinterDrawer(target),
                drafts=ReturnDraftFile(home / RETURN_DRAFT),
            ),
        )
        keeper = UnderWayKeeper(books, UnderWayFile(home / UNDER_WAY, vault, till_id(0)))
        tries = PinTryFile(home / PIN_TRIES)
        self._person = TypingPerson(self.counter, keeper, tries, vault, self._clock, self._ids)
        self._sync = SyncHand(home / BOOKS, home / CACHE, vault, self._clock.now)
        self._value = ValueDeeds(self.counter, f"GC{seed}", self._pay, self._tell)

    def live(self) -> None:
        """All of it. What the disk refuses is tried again a few times, then the cashier goes on with the next thing."""
        counter = self.counter
        counter.sale.set_operator(CASHIER)
        self._person.signs_on()
        if not self._try(counter.sale.resume):
            return  # the screen lets nobody sell over a receipt that it could not bring back
        if counter.shifts.current() is None:
            self._try(lambda: self._tell("shift", counter.shifts.open(CASHIER, FLOAT_KOPECKS).shift_id))
        self._try(self._finish_what_is_open)
        self._try(self._finish_what_waits)
        self._try(lambda: self._sell(PointsMode.NONE))
        self._try(lambda: self._sell(PointsMode.ALL))
        self._sync.works()
        self._try(self._take_back)
        self._with_the_server()
        self._try(lambda: self._tell("cash", counter.shifts.cash_in(CASHIER, 10_000, "размен").movement_id))
        self._sync.works()
        self._try(self._close_shift)
        self._person.is_done()

    def _with_the_server(self) -> None:
        """What needs an answer: a certificate sold and brought back, an order handed over; and a new phone."""
        self._status = _ONLINE
        self._person.is_typing("certificate")
        for deed in (self._value.sell_certificate, self._value.bring_it_back, self._value.hand_the_order_over):
            self._try(deed)
        self._try(lambda: self._tell("phone", self._person.has_a_new_phone()))
        self._status = None

    def close(self) -> None:
        """Close the stores."""
        self._sync.close()
        self.counter.close()

    def _sell(self, mode: PointsMode) -> None:
        sale = self.counter.sale
        if sale.is_open and sale.state.stage is DraftStage.BASKET:
            sale.void()
        if sale.state.stage is DraftStage.BASKET:
            for item in GOODS[:3]:
                sale.add_item(item)
            if mode is not PointsMode.NONE:
                sale.attach_customer(customer_id(0))
                sale.choose_points(PointsChoice(mode))
            self._begin_payment()
        self._finish_what_is_open()

    def _begin_payment(self) -> None:
        sale = self.counter.sale
        try:
            sale.begin_payment()
        except ServiceError as error:
            if error.key != "points_not_set_aside":
                raise
            sale.choose_points(PointsChoice(PointsMode.NONE))
            sale.begin_payment()

    def _finish_what_is_open(self) -> None:
        sale = self.counter.sale
        if not sale.is_open:
            return
        if sale.has_too_many_positions:
            sale.split("вторая часть")
        if sale.state.stage is DraftStage.BASKET:
            self._begin_payment()
        self._pay()

    def _finish_what_waits(self) -> None:
        """The second part of the receipt that was too long; one that was taken up and could not be paid comes first."""
        self._finish_what_is_open()
        for shown in self.counter.sale.held():
            self.counter.sale.recall(shown.held.basket_id)
            self._finish_what_is_open()

    def _pay(self) -> None:
        """Half by card, the rest in cash; the receipt is stored and printed."""
        sale = self.counter.sale
        if not sale.state.checking:
            sale.prepare()  # as a quiet screen does, first for all by card; what was made ready is then found to differ
            rest = sale.state.remaining_kopecks
            if rest > 1:
                sale.take_card(rest // 2)
            rest = sale.state.remaining_kopecks
            if rest:
                sale.take_cash(rest)
            sale.prepare()
        self._hand_over(sale.finish())

    def _hand_over(self, sale: Sale) -> None:
        self._tell("sale", sale.receipt_id)
        document = self.counter.receipts.sale_document(sale)
        self.counter.receipts.print_later(document, kick_drawer=False, record_id=sale.receipt_id)
        self.counter.queue.work_off_one()

    def _take_back(self) -> None:
        newest = self.counter.returns.recent(5)
        sales = [found for each in newest if (found := self.counter.books.sale(each.receipt_id)) is not None]
        if not sales:
            return
        opened = self.counter.returns.find(sales[-1].number)
        line = next((each for each in opened.lines if each.left), None)
        if line is not None:
            quantities = {line.line.line_id: line.left}
            self.counter.returns.keep(opened.sale.number, quantities)
            back = self.counter.returns.confirm(opened.sale.receipt_id, quantities, CASHIER, "брак")
            self._tell("return", back.receipt_id)

    def _close_shift(self) -> None:
        if self.counter.sale.is_open and self.counter.sale.state.stage is DraftStage.BASKET:
            self.counter.sale.void()
        z_report = self.counter.shifts.close(CASHIER, FLOAT_KOPECKS, "counted twice")
        self._tell("z", z_report.z_id)
        document = self.counter.receipts.z_document(z_report)
        self.counter.receipts.print_later(document, kick_drawer=False, record_id=z_report.z_id)
        self.counter.queue.work_off_one()

    def _try(self, work: Callable[[], object]) -> bool:
        for _ in range(_TRIES):
            try:
                work()
                return True
            except (ServiceError, StoreError, CommitUnknownError):
                continue
        return False

    def _tell(self, what: str, record_id: str) -> None:
        if self._pipe >= 0:
            os.write(self._pipe, f"{what} {record_id}\n".encode("ascii"))
