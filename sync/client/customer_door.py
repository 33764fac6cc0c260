"""The counter's own way to ask about a customer: his page, a code to his phone. Fulfils ``CustomerDoor``.

What the office says of shifts is asked here too. A door of its own beside the one for points: a page that takes its
time delays nobody who pays.
"""

from typing import Protocol

from sync.client.asking import Asking
from sync.client.ports import Clock
from sync.protocol.acceptances import AcceptancesAnswer, AcceptancesRequest
from sync.protocol.customer_page import CustomerPageAnswer, CustomerPageRequest
from sync.protocol.not_answered import NotAnswered
from sync.protocol.phone_code import CodeAskAnswer, CodeAskRequest, CodeCheckAnswer, CodeCheckRequest
from sync.protocol.points_told import PointsToldAnswer, PointsToldRequest


class CustomerWay(Protocol):
    """The requests; each raises ``ExchangeFailedError``. ``HttpDoor`` fulfils it."""

    def customer_page(self, request: CustomerPageRequest) -> CustomerPageAnswer:
        """A customer's page."""
        ...

    def ask_code(self, request: CodeAskRequest) -> CodeAskAnswer:
        """A code to a phone."""
        ...

    def check_code(self, request: CodeCheckRequest) -> CodeCheckAnswer:
        """What was told."""
        ...

    def acceptances(self, request: AcceptancesRequest) -> AcceptancesAnswer:
        """What the office says of shifts."""
        ...

    def told_points(self, request: PointsToldRequest) -> PointsToldAnswer:
        """What the office says of points."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


class CustomerCounter:
    """May be called from any thread; one request at a time. ``door`` has waits of a few seconds."""

    def __init__(self, door: CustomerWay, clock: Clock) -> None:
        self._door = door
        self._asking = Asking(clock)

    def is_worth_asking(self) -> bool:
        """At once: False for a while after the server did not answer in time."""
        return self._asking.is_worth_it()

    def customer_page(self, request: CustomerPageRequest) -> CustomerPageAnswer | NotAnswered:
        """All that the server knows of him."""
        return self._asking.asked("customer_page", lambda: self._door.customer_page(request))

    def ask_code(self, request: CodeAskRequest) -> CodeAskAnswer | NotAnswered:
        """Have a code sent."""
        return self._asking.asked("ask_code", lambda: self._door.ask_code(request))

    def check_code(self, request: CodeCheckRequest) -> CodeCheckAnswer | NotAnswered:
        """Say what he told."""
        return self._asking.asked("check_code", lambda: self._door.check_code(request))

    def acceptances(self, request: AcceptancesRequest) -> AcceptancesAnswer | NotAnswered:
        """Which Z reports of the shop were accepted."""
        return self._asking.asked("acceptances", lambda: self._door.acceptances(request))

    def told_points(self, request: PointsToldRequest) -> PointsToldAnswer | NotAnswered:
        """What burnt and what the programme owes."""
        return self._asking.asked("points_told", lambda: self._door.told_points(request))

    def close(self) -> None:
        """End the connection; a request that is under way ends by its own time-out."""
        self._door.close()
