"""A server at the other end of the counter's way: it sets aside what the account has, or does what a test tells it."""

import threading
from dataclasses import replace

from pos_app.domain.loyalty.account import Account
from pos_app.domain.loyalty.lots import consume
from sync.protocol.not_answered import NO_ANSWER
from sync.protocol.reservation import NotReserved, ReserveAnswer, ReserveRequest
from tests.fakes.customer_directory import InMemoryCustomerDirectory

HOLD_MS = 900_000


class GrantingDoor:
    """``says``: the next answers that are no grant, first one first; ``asked``: every request that came."""

    def __init__(self, directory: InMemoryCustomerDirectory) -> None:
        self._directory = directory
        self.says: list[str] = []
        self.asked: list[ReserveRequest] = []
        self.worth_asking = True
        self.elsewhere = 0
        self.most = 10**9
        self.pause: threading.Event | None = None

    def is_worth_asking(self) -> bool:
        return self.worth_asking

    def reserve(self, request: ReserveRequest) -> ReserveAnswer | NotReserved:
        self.asked.append(request)
        if self.pause is not None:
            self.pause.wait(60)
        if self.says:
            return NotReserved(self.says.pop(0) or NO_ANSWER)
        account = self._directory.account(request.customer_id)
        granted = min(request.points, self.most, account.available if account is not None else 0)
        after = self.without(request.customer_id, granted)
        self._directory.set_account(after)
        partial = granted < request.points
        return ReserveAnswer(request.reservation_id, granted, HOLD_MS, "signed", partial, self.elsewhere, after, "life")

    def without(self, customer_id: str, points: int) -> Account:
        """The account after ``points`` were set aside."""
        account = self._directory.account(customer_id)
        if account is None:
            raise LookupError(customer_id)
        lots = consume(account.lots, points).remaining
        return replace(account, lots=lots, available=account.available - points, reserved=account.reserved + points)
