"""The HTTP door to the server: one kept-alive connection, signed requests, bounded waits, gzip, JSON."""

import base64
import logging
import os
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from sync.client.answer_failure import check_is_no_page, error_body, failure_of
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.http_exchange import HttpExchange, Waits
from sync.client.request_signer import RequestSigner, TillIdentity
from sync.protocol.acceptances import AcceptancesAnswer, AcceptancesRequest
from sync.protocol.claim import ClaimAnswer, ClaimRequest
from sync.protocol.compression import packed
from sync.protocol.customer_page import CustomerPageAnswer, CustomerPageRequest
from sync.protocol.encoding import DecodingError, decode, encode
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.error_body import CLOCK_OFF
from sync.protocol.limits import (
    ACCEPTANCES_PATH,
    CLAIM_PATH,
    CODE_ASK_PATH,
    CODE_CHECK_PATH,
    CUSTOMER_PAGE_PATH,
    ENROL_PATH,
    LOOKUP_PATH,
    PARCEL_PATH,
    PARKED_PATH,
    POINTS_TOLD_PATH,
    PROTOCOL_VERSION,
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
from sync.protocol.phone_code import CodeAskAnswer, CodeAskRequest, CodeCheckAnswer, CodeCheckRequest
from sync.protocol.points_told import PointsToldAnswer, PointsToldRequest
from sync.protocol.pull import AnyPullAnswer, PullRequest, decode_pull
from sync.protocol.push import PushAnswer, PushRequest
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest
from sync.protocol.rejoin import RejoinAnswer, RejoinRequest, ResyncRequest
from sync.protocol.reservation import ReserveAnswer, ReserveRequest
from sync.protocol.stored_value import ValueAnswer, ValueRequest

_log = logging.getLogger("sync.client.http")
_USUAL_WAITS = Waits()
T = TypeVar("T")


class HttpDoor:
    """Fulfils ``ports.ServerDoor``. Belongs to one thread. Raises ``InsecureServerAddressError``.

    ``now``: the till's clock. ``pins``: of the keys that the server may have (``pinned_tls``), instead of authorities.
    ``certificates``: a PEM file of the authorities to trust instead of the system's.
    """

    def __init__(
        self,
        base_url: str,
        identity: TillIdentity,
        now: Callable[[], datetime],
        pins: tuple[str, ...] = (),
        certificates: Path | None = None,
        waits: Waits = _USUAL_WAITS,
        random_bytes: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._signer = RequestSigner(identity, now, random_bytes)
        self._http = HttpExchange(base_url, self._signer, pins, certificates, waits)

    def push(self, request: PushRequest) -> PushAnswer:
        """Send operations."""
        return self._message(PushAnswer, PUSH_PATH, request)

    def parcel(self, operation: Operation, why: str) -> PushAnswer:
        """Hand over an operation as opaque bytes."""
        content = base64.b64encode(operation.body).decode("ascii")
        return self._message(PushAnswer, PARCEL_PATH, ParcelRequest(ParcelLabel.of(operation, why), content))

    def pull(self, request: PullRequest) -> AnyPullAnswer:
        """Ask for a page."""
        query: dict[str, str] = {
            "stream": request.stream.value,
            "limit": str(request.limit),
            "protocol": str(PROTOCOL_VERSION),
        }
        if request.cursor is not None:
            query["cursor"] = request.cursor
        if request.count:
            query["count"] = "true"
        body = self._exchange("GET", PULL_PATH, query, None, {})
        try:
            return decode_pull(request.stream, body)
        except DecodingError as error:
            raise _unreadable(error) from error

    def reserve(self, request: ReserveRequest) -> ReserveAnswer:
        """Ask for points to be set aside."""
        return self._message(ReserveAnswer, RESERVE_PATH, request)

    def rejoin(self, request: RejoinRequest) -> RejoinAnswer:
        """Ask for a new epoch."""
        return self._message(RejoinAnswer, REJOIN_PATH, request)

    def resync(self, request: ResyncRequest) -> RejoinAnswer:
        """Tell a restored server what this till holds, and ask for a new epoch."""
        return self._message(RejoinAnswer, RESYNC_PATH, request)

    def parked(self) -> ParkedAnswer:
        """Ask what became of this till's parked operations."""
        body = self._exchange("GET", PARKED_PATH, {"protocol": str(PROTOCOL_VERSION)}, None, {})
        try:
            return decode(ParkedAnswer, body)
        except DecodingError as error:
            raise _unreadable(error) from error

    def find_customer(self, request: LookupRequest) -> LookupAnswer:
        """Ask whether the server knows a person whom this till does not; the server bounds how often."""
        return self._message(LookupAnswer, LOOKUP_PATH, request)

    def find_receipt(self, request: ReceiptRequest) -> ReceiptAnswer:
        """Ask for a receipt that another till of the shop made; counted with the look-ups of people."""
        return self._message(ReceiptAnswer, RECEIPT_PATH, request)

    def customer_page(self, request: CustomerPageRequest) -> CustomerPageAnswer:
        """Ask for all that the server knows of one customer."""
        return self._message(CustomerPageAnswer, CUSTOMER_PAGE_PATH, request)

    def ask_code(self, request: CodeAskRequest) -> CodeAskAnswer:
        """Have a code sent to a customer's phone."""
        return self._message(CodeAskAnswer, CODE_ASK_PATH, request)

    def check_code(self, request: CodeCheckRequest) -> CodeCheckAnswer:
        """Say what the customer told."""
        return self._message(CodeCheckAnswer, CODE_CHECK_PATH, request)

    def value(self, request: ValueRequest) -> ValueAnswer:
        """Ask about a certificate or a money account, or have money of it set aside."""
        return self._message(ValueAnswer, VALUE_PATH, request)

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        """Ask for a coupon or an order to be kept for one receipt."""
        return self._message(ClaimAnswer, CLAIM_PATH, request)

    def acceptances(self, request: AcceptancesRequest) -> AcceptancesAnswer:
        """Ask which Z reports of the shop were accepted."""
        return self._message(AcceptancesAnswer, ACCEPTANCES_PATH, request)

    def told_points(self, request: PointsToldRequest) -> PointsToldAnswer:
        """Ask what burnt and what is owed."""
        return self._message(PointsToldAnswer, POINTS_TOLD_PATH, request)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Show a one-time code and the public half of this door's key, under this door's till id."""
        return self._message(EnrolAnswer, ENROL_PATH, request)

    def close(self) -> None:
        """End the connection."""
        self._http.close()

    def _message(self, expected: type[T], path: str, message: object) -> T:
        body, encoding = packed(encode(message))
        headers = {"Content-Type": "application/json"}
        if encoding is not None:
            headers["Content-Encoding"] = encoding
        try:
            return decode(expected, self._exchange("POST", path, {}, body, headers))
        except DecodingError as error:
            raise _unreadable(error) from error

    def _exchange(
        self, method: str, path: str, query: dict[str, str], body: bytes | None, headers: dict[str, str]
    ) -> bytes:
        answer = self._http.exchange(method, path, query, body, headers)
        if answer.status == HTTPStatus.UNAUTHORIZED and self._learnt_time(answer.content):
            answer = self._http.exchange(method, path, query, body, headers)
        if answer.status != HTTPStatus.OK:
            raise failure_of(answer.status, answer.content, answer.headers)
        check_is_no_page(answer.content, answer.headers)
        return answer.content

    def _learnt_time(self, content: bytes) -> bool:
        """Whether the answer says that this clock is off, and what the time is: then it is worth asking again."""
        body = error_body(HTTPStatus.UNAUTHORIZED, content)
        if body.code != CLOCK_OFF or body.server_at is None:
            return False
        self._signer.learn_time(body.server_at)
        _log.warning("the server's clock is ahead by %s; requests go with its time", self._signer.server_is_ahead)
        return True


def _unreadable(error: DecodingError) -> ExchangeFailedError:
    place = error.place or "the body"
    return ExchangeFailedError(FailureKind.ANSWER_UNREADABLE, f"{error.type_name} at {place}: {error.expected}")
