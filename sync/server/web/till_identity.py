"""Who is asking: the till named in the headers, proved by its signature over the whole request."""

from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request

from sync.protocol.error_body import CLOCK_OFF, ErrorBody
from sync.protocol.limits import TILL_HEADER
from sync.protocol.request_signature import NONCE_HEADER, SIGNATURE_HEADER, TIME_HEADER
from sync.server.access.gate import Gate, NotAdmittedError, Proof
from sync.server.enrolment import EnrolledTill
from sync.server.web.problem import Problem
from sync.server.web.request_body import message_in, read_bounded
from sync.server.web.work import worked

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was proven to be ``till``'s; ``body`` as it came."""

    till: EnrolledTill
    body: bytes
    encoding: str | None

    def message(self, expected: type[T]) -> T:
        """The message in the body. Raises ``Problem``."""
        return message_in(self.body, self.encoding, expected)


async def asked(gate: Gate, request: Request) -> Asked:
    """The request of a till. Raises ``Problem``: 401 unless it is signed, fresh and new, 403 shut out, 413, 429."""
    proof = proof_of(request)
    try:
        till = await worked(lambda: gate.announced(proof))
        body = await read_bounded(request)
        await worked(lambda: gate.admit(proof, till, body))
    except NotAdmittedError as refused:
        raise refusal(refused, gate) from refused
    return Asked(till, body, request.headers.get("content-encoding"))


async def asked_for_a_number(gate: Gate, request: Request) -> Asked:
    """The same at a door where a till names numbers that are worth money. Raises ``Problem`` 429 after too many that

    nobody knows; whoever answers notes those with ``gate.note_guess``.
    """
    asking = await asked(gate, request)
    try:
        gate.limit_guesses(asking.till)
    except NotAdmittedError as refused:
        raise refusal(refused, gate) from refused
    return asking


def proof_of(request: Request) -> Proof:
    """What the headers say, whatever it is worth; a header that came twice is worth nothing."""
    raw_path: bytes = request.scope.get("raw_path") or request.url.path.encode("utf-8")
    query: bytes = request.scope.get("query_string", b"")
    target = raw_path + (b"?" + query if query else b"")
    return Proof(
        till_id=_only(request, TILL_HEADER),
        time=_only(request, TIME_HEADER),
        nonce=_only(request, NONCE_HEADER),
        signature=_only(request, SIGNATURE_HEADER),
        method=request.method,
        target=target.decode("latin-1"),
    )


def refusal(refused: NotAdmittedError, gate: Gate) -> Problem:
    """The answer to a request that was not admitted."""
    at = gate.now() if refused.code == CLOCK_OFF else None
    body = ErrorBody(refused.code, refused.detail, server_at=at)
    return Problem(refused.status, body, refused.retry_ms)


def _only(request: Request, name: str) -> str:
    values = request.headers.getlist(name)
    return values[0] if len(values) == 1 else ""
