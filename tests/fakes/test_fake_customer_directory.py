"""The customers in memory keep the contract of the real ones."""

import pytest

from tests.contracts.customer_directory_contract import ACCOUNTS, PEOPLE, CustomerDirectoryContract
from tests.fakes.customer_directory import InMemoryCustomerDirectory


class TestInMemoryCustomerDirectory(CustomerDirectoryContract):
    @pytest.fixture
    def directory(self) -> InMemoryCustomerDirectory:
        directory = InMemoryCustomerDirectory()
        accounts = {account.customer_id: account for account in ACCOUNTS}
        for customer, phone in PEOPLE:
            directory.add(customer, phone, accounts.get(customer.customer_id))
        return directory
