"""The till's files where every run begins: the shop loaded, a lease, a series of certificates, a receipt too long."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from pos_app.campaign.disk.willing_server import INCARNATION
from pos_app.domain.basket.basket import Basket, BasketLine, ManualDiscount, ManualDiscountKind
from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme_document import read_programme, write_programme
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.transaction.draft import Draft, DraftStage
from pos_app.simulation.shop import CUSTOMERS, GOODS, ShopPlan, customer_id, shop_of, till_id, vault_of
from pos_app.simulation.till_time import TillClock
from pos_app.simulation.virtual_time import Timeline
from sync.protocol.capabilities import ALL_CAPABILITIES
from sync.protocol.reservation import ReservationState
from sync.protocol.rows import ProgrammeRow, StaffRow, Stream
from sync.store.books import open_books
from sync.store.cache_database import prepare_cache_database
from sync.store.sync_side import open_sync_side
from sync.store.till_database import prepare_till_database

BOOKS, CACHE, UNDER_WAY, RETURN_DRAFT = "till.db", "cache.db", "under_way.bin", "return.json"
PIN_TRIES = "pin_tries.json"
PLAN = ShopPlan(datetime(2026, 5, 11, 6, tzinfo=UTC), "Europe/Moscow", 1)
CASHIER = Operator("operator-1", "Анна", Role.CASHIER, "no pin", None)
SENIOR = Operator("operator-2", "Мария", Role.SENIOR, "no pin", None)
FLOAT_KOPECKS = 500_000
NOMINAL_KOPECKS = 100_000
LONG, LONG_LINES = "long", 52
"""Goods whose price does not divide, in so many lines: two fiscal positions each, more than a receipt takes."""
_POINTS, _LEASE = 50_000, 20_000


def furnish(home: Path) -> None:
    """A till that has loaded the shop, holds a lease for one customer, and was stopped with a long receipt open."""
    vault = vault_of(random.Random(1))
    prepare_till_database(home / BOOKS, till_id(0), "1")
    prepare_cache_database(home / CACHE, vault)
    shop = shop_of(PLAN)
    side = open_sync_side(home / BOOKS, home / CACHE, vault)
    try:
        accounts = tuple(
            Account(customer_id(place), _POINTS, 0, (Lot("lot", date(2030, 1, 1), _POINTS),), None, 0)
            for place in range(CUSTOMERS)
        )
        for stream, rows in (
            (Stream.STAFF, tuple(StaffRow(each.operator_id, each) for each in (CASHIER, SENIOR))),
            (Stream.PROGRAMME, tuple(_with_certificates(row) for row in shop.programmes)),
            (Stream.GOODS, shop.goods),
            (Stream.CUSTOMERS, shop.customers),
            (Stream.ACCOUNTS, accounts),
            (Stream.VAT, shop.vat_rates),
        ):
            side.intake.apply_page(stream, rows, "1")
        side.outbox.note_server(INCARNATION, ALL_CAPABILITIES)
        lease = ReservationState(
            "lease-1", customer_id(0), ReservationKind.LEASE, _LEASE, 72 * 3_600_000, "no grant", side.outbox.epoch()
        )
        clock = TillClock(Timeline(PLAN.opens_at))
        side.reservations.reconcile((lease,), (), clock.boot_moment(), clock.now(), iter(("closing-1",)).__next__)
    finally:
        side.close()
    books = open_books(home / BOOKS)
    try:
        books.save_draft(Draft(_long_basket(), DraftStage.BASKET, (), CASHIER.operator_id))
    finally:
        books.close()


def _with_certificates(row: ProgrammeRow) -> ProgrammeRow:
    series = CertificateSeries(
        code="gift", name=LocalText("Сертификат", "Gift card"), prefix="GC", nominals_kopecks=(NOMINAL_KOPECKS,)
    )
    programme = replace(read_programme(row.document), certificates=(series,))
    return replace(row, document=write_programme(programme))


def _long_basket() -> Basket:
    off = ManualDiscount(ManualDiscountKind.SUM, 1, CASHIER.operator_id)
    lines = tuple(
        BasketLine(f"{LONG}-{number}", replace(GOODS[1], item_id=f"{LONG}-{number}", codes=()), 3_000, off)
        for number in range(LONG_LINES)
    )
    return Basket("long-receipt", PLAN.opens_at, lines)
