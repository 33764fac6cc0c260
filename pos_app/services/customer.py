"""Finding a customer by what was said or scanned, and what he has."""

from collections.abc import Callable
from datetime import tzinfo

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.money.units import Points
from pos_app.services.customer_answers import CustomerAnswer, CustomerPanel
from pos_app.services.ports import Clock, CustomerDirectory, ProgrammeShelf, TillBooks


class CustomerService:
    """Search and the customer's standing. ``offline_points_per_customer_day``: hundredths of a point."""

    def __init__(
        self,
        *,
        directory: CustomerDirectory,
        books: TillBooks,
        programmes: ProgrammeShelf,
        clock: Clock,
        timezone: tzinfo,
        is_online: Callable[[], bool],
        offline_points_per_customer_day: Points,
    ) -> None:
        self._directory = directory
        self._books = books
        self._programmes = programmes
        self._clock = clock
        self._timezone = timezone
        self._is_online = is_online
        self._allowance = offline_points_per_customer_day

    def find(self, typed: str) -> CustomerAnswer:
        """Who ``typed`` names: a phone in any spelling, exactly four digits (end of the phone), or a card number."""
        raise NotImplementedError

    def panel(self, customer_id: str) -> CustomerPanel:
        """What the screen shows. ServiceError ``customer_unknown``."""
        raise NotImplementedError

    def standing(self, customer_id: str) -> Standing:
        """What the engine may know. ServiceError ``customer_unknown``."""
        raise NotImplementedError
