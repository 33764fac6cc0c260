"""The three doors of sync: push, parcel, pull."""

import base64
import binascii
import logging
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import TypeAdapter
from sqlalchemy.exc import DBAPIError

from sync.protocol.compression import packed
from sync.protocol.encoding import encode
from sync.protocol.error_body import (
    DATABASE_UNAVAILABLE,
    FORBIDDEN,
    FORK,
    GAP,
    MESSAGE_INVALID,
    PROTOCOL_UNKNOWN,
    SERVER_FAULT,
    ErrorBody,
)
from sync.protocol.limits import MAX_PAGE_ROWS, PARCEL_PATH, PROTOCOL_VERSION, PULL_PATH, PUSH_PATH
from sync.protocol.parcel import ParcelRequest
from sync.protocol.pull import PullRequest
from sync.protocol.push import PushRequest
from sync.protocol.rows import Stream
from sync.server.central import Central
from sync.server.enrolment import EnrolledTill
from sync.server.ingest.bounds import HeaderInvalidError
from sync.server.ingest.order import ForkError, GapError
from sync.server.web import exchange
from sync.server.web.problem import Problem, problem
from sync.server.web.request_body import read_message
from sync.server.web.till_identity import asking_till

_log = logging.getLogger("kopilka.server.sync")


def sync_routes(central: Central) -> APIRouter:
    """The routes, working on ``central``. Database work runs in threads; the loop only moves bytes."""
    router = APIRouter()

    @router.post(PUSH_PATH, openapi_extra=_body_of(PushRequest))
    async def push(request: Request) -> Response:
        till = await run_in_threadpool(asking_till, central.engine, request)
        message = await read_message(request, PushRequest)
        _check_protocol(message.protocol)
        if message.till_id != till.till_id:
            raise problem(403, FORBIDDEN, "a till sends its own operations only")
        answer = await _worked(lambda: exchange.push(central, till, message))
        return _response(request, encode(answer))

    @router.post(PARCEL_PATH, openapi_extra=_body_of(ParcelRequest))
    async def parcel(request: Request) -> Response:
        till = await run_in_threadpool(asking_till, central.engine, request)
        message = await read_message(request, ParcelRequest)
        try:
            content = base64.b64decode(message.content, validate=True)
        except binascii.Error as error:
            raise problem(400, MESSAGE_INVALID, "content: base64 is expected") from error
        answer = await _worked(lambda: exchange.parcel(central, till, message.label, content))
        return _response(request, encode(answer))

    @router.get(PULL_PATH)
    async def pull(
        request: Request,
        stream: Stream,
        cursor: Annotated[str | None, Query(max_length=80)] = None,
        limit: Annotated[int, Query(ge=1, le=MAX_PAGE_ROWS)] = MAX_PAGE_ROWS,
        protocol: int = PROTOCOL_VERSION,
    ) -> Response:
        till: EnrolledTill = await run_in_threadpool(asking_till, central.engine, request)
        _check_protocol(protocol)
        wanted = PullRequest(stream, cursor, limit)
        body = await _worked(lambda: encode(exchange.pull(central, till, wanted)))
        return _response(request, body)

    return router


async def _worked(work: Callable[[], Any]) -> Any:
    """Run database work in a thread; its failures become answers that tell the till what to do."""
    try:
        return await run_in_threadpool(work)
    except GapError as gap:
        raise Problem(409, ErrorBody(GAP, str(gap), expect_seq=gap.expect_seq)) from gap
    except ForkError as fork:
        raise Problem(409, ErrorBody(FORK, str(fork), epoch=fork.epoch)) from fork
    except HeaderInvalidError as error:
        raise problem(400, MESSAGE_INVALID, str(error)) from error
    except DBAPIError as error:
        _log.exception("database failed")
        raise problem(503, DATABASE_UNAVAILABLE, "the database cannot be used now; try again") from error
    except Exception as error:
        _log.exception("request failed")
        raise problem(500, SERVER_FAULT, "the server failed; the log says where") from error


def _check_protocol(version: int) -> None:
    if version != PROTOCOL_VERSION:
        raise problem(400, PROTOCOL_UNKNOWN, f"protocol {PROTOCOL_VERSION} is expected, {version} came")


def _response(request: Request, body: bytes) -> Response:
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        body, encoding = packed(body)
        if encoding is not None:
            headers["Content-Encoding"] = encoding
    return Response(body, headers=headers, media_type="application/json")


def _body_of(message: type) -> dict[str, Any]:
    """The request body in the OpenAPI document; it is read by hand because of its bounds."""
    schema = TypeAdapter(message).json_schema()
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
