"""The three doors of sync: push, parcel, pull."""

import base64
import binascii
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sync.protocol.error_body import FORBIDDEN, MESSAGE_INVALID
from sync.protocol.limits import MAX_PAGE_ROWS, PARCEL_PATH, PROTOCOL_VERSION, PULL_PATH, PUSH_PATH
from sync.protocol.parcel import ParcelRequest
from sync.protocol.program_name import program_version
from sync.protocol.pull import AnyPullAnswer, PullRequest, encode_pull
from sync.protocol.push import PushAnswer, PushRequest
from sync.protocol.rows import Stream
from sync.server.access.gate import Gate
from sync.server.central import Central
from sync.server.web import exchange
from sync.server.web.document import of_tills
from sync.server.web.problem import problem
from sync.server.web.till_identity import asked
from sync.server.web.work import answered, body_response, check_protocol, worked

_WHEN_OUT_OF_ORDER = {
    409: "operations are missing (`gap`, with `expect_seq`), or the till's history is another (`fork`, with `epoch`)",
    410: "the epoch is over (`fenced`); `epoch` is the present one",
}
_WHEN_RESTORED = {428: "the server was restored since (`resync`); `incarnation` is its present life"}


def sync_routes(central: Central, gate: Gate) -> APIRouter:
    """The routes, working on ``central``. Database work runs in threads; the loop only moves bytes."""
    router = APIRouter()

    @router.post(
        PUSH_PATH,
        openapi_extra=of_tills("Send operations", PushAnswer, PushRequest, also=_WHEN_OUT_OF_ORDER | _WHEN_RESTORED),
    )
    async def push(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(PushRequest)
        check_protocol(message.protocol)
        if message.till_id != asking.till.till_id:
            raise problem(403, FORBIDDEN, "a till sends its own operations only")
        program = program_version(request.headers.get("user-agent", ""))
        return answered(request, await worked(lambda: exchange.push(central, asking.till, message, program)))

    @router.post(
        PARCEL_PATH,
        openapi_extra=of_tills(
            "Hand over one operation as opaque bytes", PushAnswer, ParcelRequest, also=_WHEN_OUT_OF_ORDER
        ),
    )
    async def parcel(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(ParcelRequest)
        try:
            content = base64.b64decode(message.content, validate=True)
        except (binascii.Error, ValueError) as error:
            raise problem(400, MESSAGE_INVALID, "content: base64 is expected") from error
        return answered(request, await worked(lambda: exchange.parcel(central, asking.till, message.label, content)))

    @router.get(PULL_PATH, openapi_extra=of_tills("A page of a stream", AnyPullAnswer, parameters=True))
    async def pull(
        request: Request,
        stream: Stream,
        cursor: Annotated[str | None, Query(max_length=80)] = None,
        limit: Annotated[int, Query(ge=1, le=MAX_PAGE_ROWS)] = MAX_PAGE_ROWS,
        protocol: Annotated[int, Query(description="the protocol that the till speaks")] = PROTOCOL_VERSION,
        count: Annotated[bool, Query(description="how many rows follow is wanted too")] = False,
    ) -> Response:
        asking = await asked(gate, request)
        check_protocol(protocol)
        wanted = PullRequest(stream, cursor, limit, count)
        return body_response(request, await worked(lambda: encode_pull(exchange.pull(central, asking.till, wanted))))

    return router
