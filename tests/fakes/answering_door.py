"""A server at the other end of the counter's way that knows people and receipts which this till does not."""

import threading

from pos_app.domain.loyalty.account import Account
from pos_app.domain.people.customer import Customer
from pos_app.domain.transaction.sale import Sale
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.protocol.not_answered import NO_ANSWER, NotAnswered
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest, ReturnedPieces
from sync.protocol.rows import CustomerRow
from tests.fakes.customer_directory import InMemoryCustomerDirectory


class PlainHasher:
    """The digits themselves: a fake server finds them again."""

    def hash(self, e164: str) -> bytes:
        return e164.encode("ascii")


class AnsweringDoor:
    """Fulfils ``LookupDoor``. ``silent``: it does not answer; ``pause``: it answers when the event is set."""

    def __init__(self) -> None:
        self.people: dict[str, tuple[CustomerRow, Account | None]] = {}
        self.receipts: dict[str, ReceiptAnswer] = {}
        self.asked: list[LookupRequest | ReceiptRequest] = []
        self.worth_asking = True
        self.silent = False
        self.pause: threading.Event | None = None

    def knows(self, customer: CustomerRow, account: Account | None = None) -> None:
        self.people[customer.phone_e164.encode("ascii").hex()] = (customer, account)

    def has_sold(self, sale: Sale, *returned: ReturnedPieces) -> None:
        self.receipts[sale.number] = ReceiptAnswer(sale, returned, "life")

    def is_worth_asking(self) -> bool:
        return self.worth_asking

    def find_customer(self, request: LookupRequest) -> LookupAnswer | NotAnswered:
        if not self._answers(request):
            return NotAnswered(NO_ANSWER)
        customer, account = self.people.get(request.phone_hash, (None, None))
        return LookupAnswer(customer, account, "life")

    def find_receipt(self, request: ReceiptRequest) -> ReceiptAnswer | NotAnswered:
        if not self._answers(request):
            return NotAnswered(NO_ANSWER)
        return self.receipts.get(request.number, ReceiptAnswer(None, (), "life"))

    def _answers(self, request: LookupRequest | ReceiptRequest) -> bool:
        self.asked.append(request)
        if self.pause is not None:
            self.pause.wait(60)
        return not self.silent


class DirectoryIntake:
    """Puts who was told of into a directory in memory."""

    def __init__(self, directory: InMemoryCustomerDirectory) -> None:
        self._directory = directory

    def keep(self, customer: CustomerRow, account: Account | None) -> None:
        person = Customer(customer.customer_id, customer.name, "+7 973", customer.card_number, customer.birth_day)
        self._directory.add(person, customer.phone_e164, account)
