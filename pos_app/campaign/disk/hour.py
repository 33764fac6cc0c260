"""The hour that is repeated: sign-on, shift, sales, a return, the shift's end, on real files and with real papers.

It draws nothing and asks no clock, so that each run makes the same system calls in the same order. What the till told
the cashier is written to a pipe the moment it was told.
"""

import os
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hardware.drawer.printer_drawer import PrinterDrawer
from hardware.printer.escpos_printer import EscposPrinter
from hardware.printer.file_target import FileTarget
from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.services.errors import ServiceError
from pos_app.simulation.counter import Counter, Outside, counter_over
from pos_app.simulation.shop import CUSTOMERS, GOODS, ShopPlan, customer_id, shop_of, till_id, vault_of
from pos_app.simulation.till_time import DrawnIds, TillClock
from pos_app.simulation.virtual_time import Timeline
from sync.protocol.reservation import ReservationState
from sync.protocol.rows import StaffRow, Stream
from sync.store.books import open_books
from sync.store.cache import open_cache
from sync.store.cache_database import prepare_cache_database
from sync.store.sync_side import open_sync_side
from sync.store.till_database import prepare_till_database
from sync.store.told_people import ToldPeople

BOOKS, CACHE = "till.db", "cache.db"
_PLAN = ShopPlan(datetime(2026, 5, 11, 6, tzinfo=UTC), "Europe/Moscow", 1)
_TRIES = 3
_POINTS, _LEASE = 50_000, 20_000
FLOAT_KOPECKS = 500_000


def furnish(home: Path) -> None:
    """A till that has loaded the shop and holds a lease for one customer: where every run begins."""
    vault = vault_of(random.Random(1))
    prepare_till_database(home / BOOKS, till_id(0), "1")
    prepare_cache_database(home / CACHE, vault)
    shop = shop_of(_PLAN)
    side = open_sync_side(home / BOOKS, home / CACHE, vault)
    try:
        operator = Operator("operator-1", "Анна", Role.CASHIER, "no pin", None)
        accounts = tuple(
            Account(customer_id(place), _POINTS, 0, (Lot("lot", date(2030, 1, 1), _POINTS),), None, 0)
            for place in range(CUSTOMERS)
        )
        for stream, rows in (
            (Stream.STAFF, (StaffRow(operator.operator_id, operator),)),
            (Stream.PROGRAMME, shop.programmes),
            (Stream.GOODS, shop.goods),
            (Stream.CUSTOMERS, shop.customers),
            (Stream.ACCOUNTS, accounts),
            (Stream.VAT, shop.vat_rates),
        ):
            side.intake.apply_page(stream, rows, "1")
        lease = ReservationState(
            "lease-1", customer_id(0), ReservationKind.LEASE, _LEASE, 72 * 3_600_000, "no grant", side.outbox.epoch()
        )
        clock = TillClock(Timeline(_PLAN.opens_at))
        side.reservations.reconcile((lease,), (), clock.boot_moment(), clock.now(), iter(("closing-1",)).__next__)
    finally:
        side.close()


class Hour:
    """One run over the files in ``home``. ``seed``: ids differ with it. ``pipe``: where the told goes, -1 nowhere."""

    def __init__(self, home: Path, pipe: int, seed: int) -> None:
        self._pipe = pipe
        self._clock = TillClock(Timeline(_PLAN.opens_at))
        self._ids = DrawnIds(self._clock, random.Random(seed))
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
                zone=ZoneInfo(_PLAN.timezone),
                till_code="1",
                vault=vault,
                status=lambda: None,
                door=None,
                intake=ToldPeople(home / CACHE, vault),
                on_printed=books.mark_printed,
                printer=EscposPrinter(target, 42),
                drawer=PrinterDrawer(target),
            ),
        )

    def live(self) -> None:
        """All of it. What the disk refuses is tried again a few times, then the cashier goes on with the next thing."""
        counter = self.counter
        operator = counter.cache.staff.operators()[0]
        counter.sale.set_operator(operator)
        self._try(counter.sale.resume)
        self._try(self._finish_what_is_open)
        if counter.shifts.current() is None:
            self._try(lambda: self._tell("shift", counter.shifts.open(operator, FLOAT_KOPECKS).shift_id))
        self._try(lambda: self._sell(PointsMode.NONE))
        self._try(lambda: self._sell(PointsMode.ALL))
        self._try(self._take_back)
        self._try(lambda: self._tell("cash", counter.shifts.cash_in(operator, 10_000, "размен").movement_id))
        self._try(self._close_shift)

    def close(self) -> None:
        """Close the stores."""
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
        if sale.state.stage is DraftStage.BASKET:
            self._begin_payment()
        if not sale.state.checking:
            rest = sale.state.remaining_kopecks
            if rest > 1:
                sale.take_card(rest // 2)
            rest = sale.state.remaining_kopecks
            if rest:
                sale.take_cash(rest)
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
            operator = self.counter.cache.staff.operators()[0]
            back = self.counter.returns.confirm(
                opened.sale.receipt_id, {line.line.line_id: line.left}, operator, "брак"
            )
            self._tell("return", back.receipt_id)

    def _close_shift(self) -> None:
        operator = self.counter.cache.staff.operators()[0]
        if self.counter.sale.is_open and self.counter.sale.state.stage is DraftStage.BASKET:
            self.counter.sale.void()
        z_report = self.counter.shifts.close(operator, FLOAT_KOPECKS, "counted twice")
        self._tell("z", z_report.z_id)
        document = self.counter.receipts.z_document(z_report)
        self.counter.receipts.print_later(document, kick_drawer=False, record_id=z_report.z_id)
        self.counter.queue.work_off_one()

    def _try(self, work: Callable[[], object]) -> None:
        for _ in range(_TRIES):
            try:
                work()
                return
            except (ServiceError, StoreError, CommitUnknownError):
                continue

    def _tell(self, what: str, record_id: str) -> None:
        if self._pipe >= 0:
            os.write(self._pipe, f"{what} {record_id}\n".encode("ascii"))
