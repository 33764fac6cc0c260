"""The doors of sync: push, parcel, pull, new epochs, parked operations, and promises of points."""

import base64
import binascii
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sync.protocol.encoding import encode
from sync.protocol.error_body import FORBIDDEN, MESSAGE_INVALID
from sync.protocol.limits import (
    MAX_PAGE_ROWS,
    PARCEL_PATH,
    PARKED_PATH,
    PROTOCOL_VERSION,
    PULL_PATH,
    PUSH_PATH,
    REJOIN_PATH,
    RESERVE_PATH,
    RESYNC_PATH,
)
from sync.protocol.parcel import ParcelRequest
from sync.protocol.parked import ParkedAnswer
from sync.protocol.pull import AnyPullAnswer, PullRequest
from sync.protocol.push import PushAnswer, PushRequest
from sync.protocol.rejoin import RejoinAnswer, RejoinRequest, ResyncRequest
from sync.protocol.reservation import ReserveAnswer, ReserveRequest
from sync.protocol.rows import Stream
from sync.server.access.gate import Gate
from sync.server.central import Central
from sync.server.web import exchange
from sync.server.web.document import of_tills
from sync.server.web.problem import problem
from sync.server.web.till_identity import asked
from sync.server.web.work import answered, body_response, check_protocol, worked


def sync_routes(central: Central, gate: Gate) -> APIRouter:
    """The routes, working on ``central``. Database work runs in threads; the loop only moves bytes."""
    router = APIRouter()

    @router.post(
        PUSH_PATH,
        openapi_extra=of_tills(
            "Send operations",
            PushAnswer,
            PushRequest,
            also={409: "gap or fork", 410: "epoch over", 428: "resync first"},
        ),
    )
    async def push(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(PushRequest)
        check_protocol(message.protocol)
        if message.till_id != asking.till.till_id:
            raise problem(403, FORBIDDEN, "a till sends its own operations only")
        return answered(request, await worked(lambda: exchange.push(central, asking.till, message)))

    @router.post(
        PARCEL_PATH,
        openapi_extra=of_tills(
            "Hand over one operation as opaque bytes",
            PushAnswer,
            ParcelRequest,
            also={409: "gap or fork", 410: "epoch over"},
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

    @router.post(
        RESERVE_PATH,
        openapi_extra=of_tills(
            "Reserve points",
            ReserveAnswer,
            ReserveRequest,
            also={404: "customer unknown", 409: "fork", 410: "epoch over", 503: "promises are paused"},
        ),
    )
    async def reserve(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(ReserveRequest)
        check_protocol(message.protocol)
        return answered(request, await worked(lambda: exchange.reserve(central, asking.till, message)))

    @router.post(REJOIN_PATH, openapi_extra=of_tills("Begin a new epoch", RejoinAnswer, RejoinRequest))
    async def rejoin(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(RejoinRequest)
        check_protocol(message.protocol)
        if message.till_id != asking.till.till_id:
            raise problem(403, FORBIDDEN, "a till begins its own epochs only")
        return answered(request, await worked(lambda: exchange.rejoin(central, asking.till, message)))

    @router.post(
        RESYNC_PATH, openapi_extra=of_tills("Begin anew after a restore of the server", RejoinAnswer, ResyncRequest)
    )
    async def resync(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(ResyncRequest)
        check_protocol(message.protocol)
        if message.till_id != asking.till.till_id:
            raise problem(403, FORBIDDEN, "a till begins its own epochs only")
        return answered(request, await worked(lambda: exchange.resync(central, asking.till, message)))

    @router.get(PARKED_PATH, openapi_extra=of_tills("Operations that could not be accepted", ParkedAnswer))
    async def parked(request: Request) -> Response:
        asking = await asked(gate, request)
        return answered(request, await worked(lambda: exchange.parked(central, asking.till)))

    @router.get(PULL_PATH, openapi_extra=of_tills("A page of a stream", AnyPullAnswer))
    async def pull(
        request: Request,
        stream: Stream,
        cursor: Annotated[str | None, Query(max_length=80)] = None,
        limit: Annotated[int, Query(ge=1, le=MAX_PAGE_ROWS)] = MAX_PAGE_ROWS,
        protocol: Annotated[int, Query(description="the protocol that the till speaks")] = PROTOCOL_VERSION,
    ) -> Response:
        asking = await asked(gate, request)
        check_protocol(protocol)
        wanted = PullRequest(stream, cursor, limit)
        return body_response(request, await worked(lambda: encode(exchange.pull(central, asking.till, wanted))))

    return router
