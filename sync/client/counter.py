"""The counter's own way to the server: points, people and receipts are asked for while a customer waits.

It is short and unqueued: a door of its own beside the sync thread's, so that a page that takes long delays nobody.
"""

from typing import Protocol

from sync.client.asking import Asking
from sync.client.ports import Clock
from sync.protocol.claim import ClaimAnswer, ClaimRefused, ClaimRequest
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.protocol.not_answered import NotAnswered
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest
from sync.protocol.reservation import NotReserved, ReserveAnswer, ReserveRequest
from sync.protocol.stored_value import ValueAnswer, ValueRefused, ValueRequest


class CounterWay(Protocol):
    """The requests of the counter; each raises ``ExchangeFailedError``. ``HttpDoor`` fulfils it."""

    def reserve(self, request: ReserveRequest) -> ReserveAnswer:
        """Points set aside."""
        ...

    def find_customer(self, request: LookupRequest) -> LookupAnswer:
        """A person by his phone's hash."""
        ...

    def find_receipt(self, request: ReceiptRequest) -> ReceiptAnswer:
        """A receipt of the shop by its number."""
        ...

    def value(self, request: ValueRequest) -> ValueAnswer:
        """Money of a certificate or of an account."""
        ...

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        """A coupon or an order."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


class CounterDoor:
    """Fulfils ``PointsDoor``, ``LookupDoor``, ``ValueDoor`` and ``ClaimDoor`` of ``services.exchange_ports``.

    ``door`` has waits of a second at most; one request at a time.

    May be called from any thread; it waits for the network, so never from the screen's.
    """

    def __init__(self, door: CounterWay, clock: Clock) -> None:
        self._door = door
        self._asking = Asking(clock)

    def is_worth_asking(self) -> bool:
        """At once, from any thread: False for a while after the server did not answer in time."""
        return self._asking.is_worth_it()

    def reserve(self, request: ReserveRequest) -> ReserveAnswer | NotReserved:
        """Ask; an answer that says no, and none at all, come back as :class:`NotReserved`."""
        answer = self._asking.asked("reserve", lambda: self._door.reserve(request))
        return NotReserved(answer.code) if isinstance(answer, NotAnswered) else answer

    def find_customer(self, request: LookupRequest) -> LookupAnswer | NotAnswered:
        """Ask for a person whom this till does not know."""
        return self._asking.asked("find_customer", lambda: self._door.find_customer(request))

    def find_receipt(self, request: ReceiptRequest) -> ReceiptAnswer | NotAnswered:
        """Ask for a receipt that this till did not make."""
        return self._asking.asked("find_receipt", lambda: self._door.find_receipt(request))

    def value(self, request: ValueRequest) -> ValueAnswer | ValueRefused:
        """Ask; an answer that says no, and none at all, come back as :class:`ValueRefused`."""
        answer = self._asking.asked("value", lambda: self._door.value(request))
        return ValueRefused(answer.code) if isinstance(answer, NotAnswered) else answer

    def claim(self, request: ClaimRequest) -> ClaimAnswer | ClaimRefused:
        """Ask; an answer that says no, and none at all, come back as :class:`ClaimRefused`."""
        answer = self._asking.asked("claim", lambda: self._door.claim(request))
        return ClaimRefused(answer.code) if isinstance(answer, NotAnswered) else answer

    def close(self) -> None:
        """End the connection; a request that is under way ends by its own time-out."""
        self._door.close()
