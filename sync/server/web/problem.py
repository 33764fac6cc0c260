"""Everything that is not a 2xx answer, as JSON ``{code, detail}``."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from sync.protocol.encoding import encode
from sync.protocol.error_body import MESSAGE_INVALID, ErrorBody

_log = logging.getLogger("kopilka.server.web")
_CODES = {404: "not_found", 405: "method_not_allowed"}


class Problem(Exception):  # noqa: N818 - an answer, not a defect
    """An answer to send instead of a result."""

    def __init__(self, status: int, body: ErrorBody) -> None:
        super().__init__(f"{status} {body.code}: {body.detail}")
        self.status = status
        self.body = body


def problem(status: int, code: str, detail: str) -> Problem:
    """A problem with nothing but a code and a detail."""
    return Problem(status, ErrorBody(code, detail))


def answer_problems(app: FastAPI) -> None:
    """Make every failure of a request an :class:`ErrorBody`."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)


def problem_response(status: int, body: ErrorBody) -> Response:
    """The body as a response."""
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return Response(encode(body), status, headers, media_type="application/json")


async def _problem(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Problem):
        raise error
    _log.info("refused code=%s detail=%r", error.body.code, error.body.detail)
    return problem_response(error.status, error.body)


async def _http(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    code = _CODES.get(error.status_code, "http_error")
    return problem_response(error.status_code, ErrorBody(code, str(error.detail)))


async def _validation(_request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    places = ", ".join(".".join(map(str, each["loc"])) for each in error.errors())
    return problem_response(422, ErrorBody(MESSAGE_INVALID, f"not as expected: {places}"))
