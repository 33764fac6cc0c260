"""The goods in memory keep the contract of the real ones."""

import pytest

from tests.contracts.catalogue_contract import ITEMS, RATES, CatalogueContract
from tests.fakes.catalogue import InMemoryCatalogue


class TestInMemoryCatalogue(CatalogueContract):
    @pytest.fixture
    def catalogue(self) -> InMemoryCatalogue:
        return InMemoryCatalogue(ITEMS, RATES)

    @pytest.fixture
    def empty_catalogue(self) -> InMemoryCatalogue:
        return InMemoryCatalogue()
