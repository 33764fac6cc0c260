"""Everything that is not a 2xx answer, as JSON ``{code, detail}``."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from sync.protocol.encoding import encode
from sync.protocol.error_body import MESSAGE_INVALID, SERVER_FAULT, ErrorBody

_log = logging.getLogger("kopilka.server.web")
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
TILLS_CHALLENGE = "Kopilka-Signature"
_CODES = {404: "not_found", 405: "method_not_allowed"}


class Problem(Exception):  # noqa: N818 - an answer, not a defect
    """An answer to send instead of a result. ``retry_ms``: when to come again (429, 503).

    ``challenge``: how whoever asks may prove who he is (401).
    """

    def __init__(
        self, status: int, body: ErrorBody, retry_ms: int | None = None, challenge: str = TILLS_CHALLENGE
    ) -> None:
        super().__init__(f"{status} {body.code}: {body.detail}")
        self.status = status
        self.body = body
        self.retry_ms = retry_ms
        self.challenge = challenge


def problem(status: int, code: str, detail: str) -> Problem:
    """A problem with nothing but a code and a detail."""
    return Problem(status, ErrorBody(code, detail))


def answer_problems(app: FastAPI) -> None:
    """Make every failure of a request an :class:`ErrorBody`."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(Exception, _fault)


def problem_response(status: int, body: ErrorBody, headers: Mapping[str, str] = _NO_HEADERS) -> Response:
    """The body as a response. A 401 names how to prove who one is, as RFC 9110 demands: a till's way, unless
    ``headers`` name another.
    """
    challenge = {"WWW-Authenticate": TILLS_CHALLENGE} if status == HTTPStatus.UNAUTHORIZED else {}
    return Response(encode(body), status, {**challenge, **headers}, media_type="application/json")


async def _problem(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Problem):
        raise error
    _log.info("refused code=%s detail=%r", error.body.code, error.body.detail)
    # Whole seconds, rounded up, are all that Retry-After knows (RFC 9110, 10.2.3).
    wait = {} if error.retry_ms is None else {"Retry-After": str(max(1, -(-error.retry_ms // 1000)))}
    proof = {"WWW-Authenticate": error.challenge} if error.status == HTTPStatus.UNAUTHORIZED else {}
    return problem_response(error.status, error.body, {**wait, **proof})


async def _http(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    code = _CODES.get(error.status_code, "http_error")
    return problem_response(error.status_code, ErrorBody(code, str(error.detail)), error.headers or _NO_HEADERS)


async def _fault(_request: Request, _error: Exception) -> Response:
    """What nobody foresaw; the framework logs it with its traceback."""
    return problem_response(500, ErrorBody(SERVER_FAULT, "the server failed; the log says where"))


async def _validation(_request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    places = ", ".join(".".join(map(str, each["loc"])) for each in error.errors())
    return problem_response(422, ErrorBody(MESSAGE_INVALID, f"not as expected: {places}"))
