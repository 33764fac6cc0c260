"""The doors for what is out of the ordinary: new epochs, and operations that could not be accepted."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sync.protocol.error_body import FORBIDDEN
from sync.protocol.limits import PARKED_PATH, REJOIN_PATH, RESYNC_PATH
from sync.protocol.parked import ParkedAnswer
from sync.protocol.rejoin import RejoinAnswer, RejoinRequest, ResyncRequest
from sync.server.access.gate import Gate
from sync.server.central import Central
from sync.server.web import exchange
from sync.server.web.document import of_tills
from sync.server.web.problem import problem
from sync.server.web.till_identity import Asked, asked
from sync.server.web.work import answered, check_protocol, worked


def epoch_routes(central: Central, gate: Gate) -> APIRouter:
    """The routes, working on ``central``."""
    router = APIRouter()

    @router.post(REJOIN_PATH, openapi_extra=of_tills("Begin a new epoch", RejoinAnswer, RejoinRequest))
    async def rejoin(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(RejoinRequest)
        check_protocol(message.protocol)
        _check_own(asking, message.till_id)
        return answered(request, await worked(lambda: exchange.rejoin(central, asking.till, message)))

    @router.post(
        RESYNC_PATH, openapi_extra=of_tills("Begin anew after a restore of the server", RejoinAnswer, ResyncRequest)
    )
    async def resync(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(ResyncRequest)
        check_protocol(message.protocol)
        _check_own(asking, message.till_id)
        return answered(request, await worked(lambda: exchange.resync(central, asking.till, message)))

    @router.get(PARKED_PATH, openapi_extra=of_tills("Operations that could not be accepted", ParkedAnswer))
    async def parked(request: Request) -> Response:
        asking = await asked(gate, request)
        return answered(request, await worked(lambda: exchange.parked(central, asking.till)))

    return router


def _check_own(asking: Asked, till_id: str) -> None:
    if till_id != asking.till.till_id:
        raise problem(403, FORBIDDEN, "a till begins its own epochs only")
