"""What the books know of a customer that the server has not told yet."""

from datetime import date
from typing import Protocol

from pos_app.domain.loyalty.points_delta import PointsDelta
from pos_app.domain.money.units import Points
from pos_app.domain.transaction.sale import Sale


class CustomerBooks(Protocol):
    """A customer's own records here; the part of ``TillBooks`` that his picture needs."""

    def points_delta(self, customer_id: str, after_seq: int, after_epoch: int = 0) -> PointsDelta:
        """Own records with an operation number above ``after_seq`` of ``after_epoch`` (0: the present one)."""
        ...

    def sales_since(self, customer_id: str, after_seq: int, after_epoch: int = 0) -> tuple[Sale, ...]:
        """The customer's sales that ``points_delta`` counts, oldest first."""
        ...

    def points_risked_on(self, customer_id: str, business_day: date) -> Points:
        """Points spent at this till on that day out of no reservation (what the programme risks a day counts them)."""
        ...
