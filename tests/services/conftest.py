"""A whole shop without a screen: every use case over fakes."""

import pytest

from tests.services.shop import Shop


@pytest.fixture
def shop() -> Shop:
    """Goods, customers and staff are there; the cashier is signed on and shift 1 is open with 5,000 roubles."""
    shop = Shop()
    shop.sale.set_operator(shop.cashier)
    shop.shifts.open(shop.cashier, 500_000)
    return shop
