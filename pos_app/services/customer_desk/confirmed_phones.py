"""Phones that were confirmed at this till just now and that the feed has not told yet."""

from pos_app.domain.people.customer import Customer


class ConfirmedPhones:
    """In memory: after a restart the feed knows it, or a senior's word stands in the books."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._told: set[str] = set()

    def add(self, customer_id: str) -> None:
        """His phone is his."""
        self._ids.add(customer_id)

    def add_by_code(self, customer_id: str) -> None:
        """His phone is his: he told the code just now."""
        self._ids.add(customer_id)
        self._told.add(customer_id)

    def take_code_told(self, customer_id: str) -> bool:
        """Whether he told a code since this was asked last: it proves him on the receipt that is open, and no other."""
        was_told = customer_id in self._told
        self._told.discard(customer_id)
        return was_told

    def covers(self, customer: Customer) -> bool:
        """Whether his phone is known to be his."""
        return customer.confirmed or customer.customer_id in self._ids
