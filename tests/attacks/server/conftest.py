from collections.abc import Iterator

import httpx
import pytest

from tests.sync.server.asking import Asker, client_of
from tests.sync.server.conftest import shop, shop_on, sqlite_shop
from tests.sync.server.shop import Shop

__all__ = ["asker", "client", "shop", "shop_on", "sqlite_shop"]


@pytest.fixture
def client(shop: Shop) -> Iterator[httpx.Client]:
    """A way to the server's application over the small shop, on both databases."""
    with client_of(shop) as talking:
        yield talking


@pytest.fixture
def asker(shop: Shop, client: httpx.Client) -> Asker:
    """A till of the small shop."""
    return Asker(client, shop.clock.now)
