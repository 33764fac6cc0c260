"""The keeper: returns at once, writes the newest, never fails, and knows whether the books went on."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pos_app.domain.basket.basket import Basket
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.under_way import Step, UnderWay, UnderWayKeeper, Unreadable, books_stamp
from sync.protocol.encoding import decode
from tests.fakes.till_books import InMemoryTillBooks
from tests.fakes.under_way_records import MemoryUnderWay

BASKET = Basket("receipt-1", datetime(2026, 3, 14, 11, 7, tzinfo=UTC))


def typing(text: str) -> UnderWay:
    return UnderWay("op-1", "Иванова М.", (Step("sale"), Step("discount", True, "Скидка", text)), "stamp")


class SlowDisk(MemoryUnderWay):
    """Every write waits until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.may_go_on = threading.Event(), threading.Event()
        self.writes = 0

    def keep(self, record: bytes) -> None:
        self.began.set()
        assert self.may_go_on.wait(60)
        self.writes += 1
        super().keep(record)


def test_telling_never_waits_for_the_disk_and_the_newest_is_written() -> None:
    disk = SlowDisk()
    keeper = UnderWayKeeper(InMemoryTillBooks(), disk)
    thread = threading.Thread(target=keeper.work)
    thread.start()
    keeper.keep(typing("0"))
    assert disk.began.wait(60)
    for number in range(1, 500):
        keeper.keep(typing(str(number)))  # returns although the disk stands still
    disk.may_go_on.set()
    keeper.stop()
    thread.join(60)
    assert not thread.is_alive()
    assert disk.kept is not None and decode(UnderWay, disk.kept) == typing("499")
    assert disk.writes <= 3
    assert UnderWayKeeper(InMemoryTillBooks(), disk).earlier() == typing("499")


def test_what_is_done_with_is_cleared() -> None:
    disk = MemoryUnderWay()
    keeper = UnderWayKeeper(InMemoryTillBooks(), disk)
    keeper.keep(typing("5"))
    keeper.work_off()
    keeper.keep(None)
    keeper.work_off()
    assert disk.kept is None
    assert keeper.earlier() is None


@pytest.mark.allow_log("under_way=not_kept")
def test_a_disk_that_says_no_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    disk = MemoryUnderWay()
    disk.broken = True
    keeper = UnderWayKeeper(InMemoryTillBooks(), disk)
    for text in "12345":
        keeper.keep(typing(text))
        keeper.work_off()
    assert [record.message for record in caplog.records] == [
        "under_way=not_kept cause=store: io_error the disk says no"
    ]
    disk.broken = False
    keeper.keep(typing("6"))
    keeper.work_off()
    assert keeper.earlier() == typing("6")


@pytest.mark.allow_log("under_way=unreadable")
def test_what_cannot_be_read_is_said_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    disk = MemoryUnderWay()
    disk.kept = b'{"operator_id":"+79731234567"}'
    assert UnderWayKeeper(InMemoryTillBooks(), disk).earlier() == Unreadable()
    assert "7973" not in caplog.text
    disk.damaged = True
    assert UnderWayKeeper(InMemoryTillBooks(), disk).earlier() == Unreadable()


def test_without_a_place_nothing_is_kept() -> None:
    keeper = UnderWayKeeper()
    keeper.keep(typing("5"))
    keeper.work_off()
    assert keeper.earlier() is None
    assert not keeper.stands_still(typing("5"), BASKET)


def test_the_stamp_changes_with_the_basket_and_with_every_record() -> None:
    first = books_stamp(BASKET, 5)
    assert books_stamp(replace(BASKET, receipt_id="receipt-2"), 5) == first, "an empty basket is as good as another"
    assert books_stamp(BASKET, 6) != first
    named = replace(BASKET, customer_id="c-1")
    assert books_stamp(named, 5) not in (first, books_stamp(replace(named, receipt_id="receipt-2"), 5))


@pytest.mark.allow_log("under_way=not_compared")
def test_books_that_cannot_be_read_do_not_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    books = InMemoryTillBooks()
    keeper = UnderWayKeeper(books, MemoryUnderWay())
    found = replace(typing("5"), stamp=keeper.stamp(BASKET))
    assert keeper.stands_still(found, BASKET)

    def fails() -> int:
        raise StoreError("damaged")

    monkeypatch.setattr(books, "recorded_count", fails)
    assert not keeper.stands_still(found, BASKET)
    assert keeper.stamp(BASKET) == ""
