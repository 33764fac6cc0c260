"""cache.db as the use cases see it: goods, customers, staff and programmes over one connection of one thread."""

from collections.abc import Callable
from pathlib import Path

from pos_app.domain.loyalty.programme import Programme
from sync.store.connection import Database
from sync.store.customer_index import CustomerIndex, LastVisits
from sync.store.goods_shelf import GoodsShelf
from sync.store.order_shelf import StoredOrders
from sync.store.programme_shelf import StoredProgrammes
from sync.store.staff_list import StaffList
from sync.vault.phone_vault import PhoneVault


class Cache:
    """Readers that fulfil ``Catalogue``, ``CustomerDirectory``, ``StaffDirectory``, ``ProgrammeShelf`` and
    ``OrderShelf``.
    """

    def __init__(
        self, database: Database, vault: PhoneVault, last_visits: LastVisits, read_programme: Callable[[str], Programme]
    ) -> None:
        self._database = database
        self.goods = GoodsShelf(database)
        self.customers = CustomerIndex(database, vault, last_visits)
        self.staff = StaffList(database, vault)
        self.programmes = StoredProgrammes(database, read_programme)
        self.orders = StoredOrders(database)

    def close(self) -> None:
        """Close the connection, in the thread that used it."""
        self._database.close()


def open_cache(
    path: Path, vault: PhoneVault, last_visits: LastVisits, read_programme: Callable[[str], Programme]
) -> Cache:
    """The cache in ``path`` for the calling thread. ``prepare_cache_database`` must have run before.

    ``last_visits`` orders people with the same last four digits (``Books.last_visit_ms``); ``read_programme`` makes a
    programme of its document's text.
    """
    return Cache(Database(path), vault, last_visits, read_programme)
