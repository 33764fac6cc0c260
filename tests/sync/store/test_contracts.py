"""The real stores keep the contracts that the fakes keep."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pos_app.domain.loyalty.programme_document import read_programme
from sync.protocol.rows import CustomerRow, GoodsRow, Stream, VatRow
from sync.store.books import Books, open_books
from sync.store.cache import Cache, open_cache
from sync.store.cache_database import prepare_cache_database
from sync.store.customer_index import CustomerIndex
from sync.store.feed_intake import FeedIntake
from sync.store.goods_shelf import GoodsShelf
from sync.store.sync_side import SyncSide, open_sync_side
from sync.vault.phone_vault import PhoneVault
from tests.contracts.catalogue_contract import ITEMS, RATES, CatalogueContract
from tests.contracts.customer_directory_contract import ACCOUNTS, PEOPLE, CustomerDirectoryContract
from tests.contracts.person_books_contract import PersonBooksContract
from tests.contracts.till_books_contract import TillBooksContract


@pytest.fixture
def sync_side(till_path: Path, tmp_path: Path, vault: PhoneVault) -> Iterator[SyncSide]:
    """The sync thread's connections beside the cashier's."""
    prepare_cache_database(tmp_path / "cache.db", vault)
    with closing(open_sync_side(till_path, tmp_path / "cache.db", vault)) as side:
        yield side


@pytest.fixture
def intake(sync_side: SyncSide) -> FeedIntake:
    return sync_side.intake


@pytest.fixture
def cache(intake: FeedIntake, tmp_path: Path, vault: PhoneVault) -> Iterator[Cache]:
    with closing(open_cache(tmp_path / "cache.db", vault, lambda _ids: {}, read_programme)) as opened:
        yield opened


class TestBooks(TillBooksContract, PersonBooksContract):
    @pytest.fixture
    def books(self, till_path: Path) -> Iterator[Books]:
        with closing(open_books(till_path)) as opened:
            yield opened


class TestGoodsShelf(CatalogueContract):
    @pytest.fixture
    def catalogue(self, cache: Cache, intake: FeedIntake) -> GoodsShelf:
        intake.apply_page(Stream.GOODS, [GoodsRow(item.item_id, item) for item in ITEMS], "1")
        intake.apply_page(Stream.VAT, [VatRow(rate.code, rate.from_day, rate.rate_bp) for rate in RATES], "1")
        return cache.goods

    @pytest.fixture
    def empty_catalogue(self, cache: Cache) -> GoodsShelf:
        return cache.goods


class TestCustomerIndex(CustomerDirectoryContract):
    @pytest.fixture
    def directory(self, cache: Cache, intake: FeedIntake) -> CustomerIndex:
        rows = [
            CustomerRow(each.customer_id, each.name, phone, each.card_number, each.birth_day) for each, phone in PEOPLE
        ]
        intake.apply_page(Stream.CUSTOMERS, rows, "1")
        intake.apply_page(Stream.ACCOUNTS, ACCOUNTS, "1")
        return cache.customers


def test_the_sync_thread_has_its_own_connections(sync_side: SyncSide) -> None:
    assert sync_side.outbox.depth() == 0
    assert sync_side.intake.cursor(Stream.GOODS) is None
