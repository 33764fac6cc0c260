"""The books in memory keep the contract of the real ones."""

import pytest

from tests.contracts.person_books_contract import PersonBooksContract
from tests.contracts.till_books_contract import TillBooksContract
from tests.fakes.till_books import InMemoryTillBooks


class TestInMemoryTillBooks(TillBooksContract, PersonBooksContract):
    @pytest.fixture
    def books(self) -> InMemoryTillBooks:
        return InMemoryTillBooks("2")
