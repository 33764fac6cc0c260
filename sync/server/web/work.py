"""Runs a door's work in a thread and turns what it raises into an answer that tells the till what to do."""

import logging
from collections.abc import Callable, Mapping
from typing import TypeVar

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from sync.protocol.compression import packed
from sync.protocol.encoding import encode
from sync.protocol.error_body import (
    CUSTOMER_UNKNOWN,
    DATABASE_UNAVAILABLE,
    FENCED,
    FORK,
    GAP,
    MESSAGE_INVALID,
    MESSAGE_NOT_SENT,
    NO_GATEWAY,
    PHONE_TAKEN,
    PHONE_UNCONFIRMED,
    PROMISES_PAUSED,
    PROTOCOL_UNKNOWN,
    RESYNC,
    SERVER_FAULT,
    TOO_MANY_CODES,
    ErrorBody,
)
from sync.protocol.limits import PROTOCOL_VERSION
from sync.server.access.gate import NotAdmittedError
from sync.server.gateway import GatewayError
from sync.server.ingest.bounds import HeaderInvalidError
from sync.server.ingest.continuity import FencedError, ForkError, GapError
from sync.server.people.phone_codes import NoGatewayError, PhoneTakenError, TooManyCodesError
from sync.server.reservations.refused import (
    CustomerUnknownError,
    PhoneUnconfirmedError,
    PromisesPausedError,
    RequestInvalidError,
)
from sync.server.retry import passing_failure
from sync.server.web.exchange import ResyncNeededError
from sync.server.web.problem import Problem, problem

T = TypeVar("T")
_PAUSED_RETRY_MS = 30_000
_log = logging.getLogger("kopilka.server.sync")

_REFUSALS: Mapping[type[Exception], tuple[int, str]] = {
    CustomerUnknownError: (404, CUSTOMER_UNKNOWN),
    PhoneTakenError: (409, PHONE_TAKEN),
    PhoneUnconfirmedError: (409, PHONE_UNCONFIRMED),
    NoGatewayError: (409, NO_GATEWAY),
    HeaderInvalidError: (400, MESSAGE_INVALID),
    RequestInvalidError: (400, MESSAGE_INVALID),
}
"""What is told as it is: the status and the code of the answer."""


async def worked(work: Callable[[], T]) -> T:
    """What ``work``, run in a thread, answers; its failures as ``Problem``."""
    try:
        return await run_in_threadpool(work)
    except (Problem, NotAdmittedError):
        raise
    except GapError as gap:
        raise Problem(409, ErrorBody(GAP, str(gap), expect_seq=gap.expect_seq)) from gap
    except ForkError as fork:
        raise Problem(409, ErrorBody(FORK, str(fork), epoch=fork.epoch)) from fork
    except FencedError as fenced:
        raise Problem(410, ErrorBody(FENCED, str(fenced), epoch=fenced.epoch)) from fenced
    except ResyncNeededError as needed:
        raise Problem(428, ErrorBody(RESYNC, str(needed), incarnation=needed.incarnation)) from needed
    except PromisesPausedError as paused:
        raise Problem(503, ErrorBody(PROMISES_PAUSED, str(paused)), _PAUSED_RETRY_MS) from paused
    except TooManyCodesError as many:
        raise Problem(409, ErrorBody(TOO_MANY_CODES, str(many)), many.wait_ms) from many
    except GatewayError as error:
        _log.warning("message not sent: %s", error)
        raise problem(503, MESSAGE_NOT_SENT, "the gateway did not take the message; try again") from error
    except tuple(_REFUSALS) as refused:
        status, code = next(answer for kind, answer in _REFUSALS.items() if isinstance(refused, kind))
        raise problem(status, code, str(refused)) from refused
    except (DataError, OverflowError) as error:
        # A net below the checks of each message: this request cannot be stored, and asking again will not mend it.
        _log.warning("a value that no column holds: %s", type(error).__name__)
        raise problem(400, MESSAGE_INVALID, "a figure or text is larger than anything that is stored") from error
    except (DBAPIError, PoolTimeoutError) as error:
        lost = passing_failure(error) if isinstance(error, DBAPIError) else "busy"
        if lost is None:
            _log.exception("database failed")
        else:  # a primary that fails over takes many requests with it: a line for each is enough
            _log.error("database failed: %s", lost)
        raise problem(503, DATABASE_UNAVAILABLE, "the database cannot be used now; try again") from error
    except Exception as error:
        _log.exception("request failed")
        raise problem(500, SERVER_FAULT, "the server failed; the log says where") from error


def check_protocol(version: int) -> None:
    """Raises ``Problem`` 400 ``protocol_unknown`` unless the till speaks this version."""
    if version != PROTOCOL_VERSION:
        raise problem(400, PROTOCOL_UNKNOWN, f"protocol {PROTOCOL_VERSION} is expected, {version} came")


def answered(request: Request, answer: object) -> Response:
    """A message as the response, compressed if the till takes that."""
    return body_response(request, encode(answer))


def body_response(request: Request, body: bytes) -> Response:
    """Canonical JSON as the response, compressed if the till takes that. It is nobody else's to keep."""
    headers = {"Vary": "Accept-Encoding", "Cache-Control": "no-store"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        body, encoding = packed(body)
        if encoding is not None:
            headers["Content-Encoding"] = encoding
    return Response(body, headers=headers, media_type="application/json")
