"""Phones that were confirmed at this till just now and that the feed has not told yet."""

from pos_app.domain.people.customer import Customer


class ConfirmedPhones:
    """In memory: after a restart the feed knows it, or a senior's word stands in the books."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def add(self, customer_id: str) -> None:
        """His phone is his."""
        self._ids.add(customer_id)

    def covers(self, customer: Customer) -> bool:
        """Whether his phone is known to be his."""
        return customer.confirmed or customer.customer_id in self._ids
