"""The simulated till's way to the server: the real messages as bytes over the simulated network."""

import base64
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from pos_app.simulation.era import UNKNOWN_TO_EARLIER, Era, answer_as_read_by, request_of
from pos_app.simulation.network import PATIENCE_MS, Network, Request
from sync.client.answer_failure import failure_of
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.protocol.claim import ClaimAnswer, ClaimRequest
from sync.protocol.encoding import DecodingError, decode, encode
from sync.protocol.limits import (
    CLAIM_PATH,
    LOOKUP_PATH,
    PARCEL_PATH,
    PARKED_PATH,
    PULL_PATH,
    PUSH_PATH,
    RECEIPT_PATH,
    REJOIN_PATH,
    RESERVE_PATH,
    RESYNC_PATH,
    VALUE_PATH,
)
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.protocol.operation import Operation
from sync.protocol.parcel import ParcelLabel, ParcelRequest
from sync.protocol.parked import ParkedAnswer
from sync.protocol.pull import AnyPullAnswer, PullRequest, decode_pull
from sync.protocol.push import PushAnswer, PushRequest
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest
from sync.protocol.rejoin import RejoinAnswer, RejoinRequest, ResyncRequest
from sync.protocol.reservation import ReserveAnswer, ReserveRequest
from sync.protocol.stored_value import ValueAnswer, ValueRequest

T = TypeVar("T")


class SimulatedDoor:
    """Fulfils ``sync.client.ports.ServerDoor``."""

    def __init__(self, network: Network, till_id: str, era: Callable[[], Era], patience_ms: int = PATIENCE_MS) -> None:
        self._network = network
        self._till_id = till_id
        self._era = era
        self._patience_ms = patience_ms

    def push(self, request: PushRequest) -> PushAnswer:
        """Send operations."""
        return self._decoded(PushAnswer, self._ask(PUSH_PATH, request))

    def parcel(self, operation: Operation, why: str) -> PushAnswer:
        """Hand over an operation as opaque bytes."""
        content = base64.b64encode(operation.body).decode("ascii")
        return self._decoded(PushAnswer, self._ask(PARCEL_PATH, ParcelRequest(ParcelLabel.of(operation, why), content)))

    def pull(self, request: PullRequest) -> AnyPullAnswer:
        """Ask for a page."""
        body = self._ask(PULL_PATH, request)
        try:
            return decode_pull(request.stream, body)
        except DecodingError as error:
            raise _unreadable() from error

    def reserve(self, request: ReserveRequest) -> ReserveAnswer:
        """Ask for points to be set aside."""
        return self._decoded(ReserveAnswer, self._ask(RESERVE_PATH, request))

    def find_customer(self, request: LookupRequest) -> LookupAnswer:
        """Ask for a person by his phone's hash."""
        return self._decoded(LookupAnswer, self._ask(LOOKUP_PATH, request))

    def find_receipt(self, request: ReceiptRequest) -> ReceiptAnswer:
        """Ask for another till's receipt."""
        return self._decoded(ReceiptAnswer, self._ask(RECEIPT_PATH, request))

    def value(self, request: ValueRequest) -> ValueAnswer:
        """Ask about a certificate or a money account, or for money of it."""
        return self._decoded(ValueAnswer, self._ask(VALUE_PATH, request))

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        """Ask for a coupon or an order."""
        return self._decoded(ClaimAnswer, self._ask(CLAIM_PATH, request))

    def rejoin(self, request: RejoinRequest) -> RejoinAnswer:
        """Ask for a new epoch."""
        return self._decoded(RejoinAnswer, self._ask(REJOIN_PATH, request))

    def resync(self, request: ResyncRequest) -> RejoinAnswer:
        """Tell a restored server what this till holds, and ask for a new epoch."""
        return self._decoded(RejoinAnswer, self._ask(RESYNC_PATH, request))

    def parked(self) -> ParkedAnswer:
        """Ask what became of this till's parked operations."""
        return self._decoded(ParkedAnswer, self._ask(PARKED_PATH, ""))

    def close(self) -> None:
        """Nothing is kept open."""

    def _ask(self, path: str, message: object) -> bytes:
        era = self._era()
        if era is Era.EARLIER and _is_unsaid(path, message):
            raise ExchangeFailedError(FailureKind.UNSUPPORTED, "this version does not ask that")
        request = Request(self._till_id, path, request_of(era, path, encode(message)))
        answer = self._network.ask(request, self._patience_ms)
        if answer.status != HTTPStatus.OK:
            raise failure_of(answer.status, answer.body, {})
        return answer_as_read_by(era, path, answer.body)

    def _decoded(self, expected: type[T], body: bytes) -> T:
        try:
            return decode(expected, body)
        except DecodingError as error:
            raise _unreadable() from error


def _is_unsaid(path: str, message: object) -> bool:
    """What a till of before promises never sends, a batch of nothing among it."""
    return path in UNKNOWN_TO_EARLIER or (isinstance(message, PushRequest) and not message.operations)


def _unreadable() -> ExchangeFailedError:
    return ExchangeFailedError(FailureKind.ANSWER_UNREADABLE, "the answer is not what it should be")
