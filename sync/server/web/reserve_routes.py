"""The door where points are set aside."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sync.protocol.limits import RESERVE_PATH
from sync.protocol.reservation import ReserveAnswer, ReserveRequest
from sync.server.access.gate import Gate
from sync.server.central import Central
from sync.server.web import exchange
from sync.server.web.document import of_tills
from sync.server.web.till_identity import asked
from sync.server.web.work import answered, check_protocol, worked

_WHEN_REFUSED = {
    404: "nobody of that id has an account here (`customer_unknown`)",
    409: "the epoch is none of this till's (`fork`), or the customer's phone is not confirmed (`phone_unconfirmed`)",
    410: "the epoch is over (`fenced`); `epoch` is the present one",
    503: "the server was restored and promises nothing yet (`promises_paused`), or `database_unavailable`",
}


def reserve_routes(central: Central, gate: Gate) -> APIRouter:
    """The route, working on ``central``."""
    router = APIRouter()

    @router.post(
        RESERVE_PATH, openapi_extra=of_tills("Set points aside", ReserveAnswer, ReserveRequest, also=_WHEN_REFUSED)
    )
    async def reserve(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(ReserveRequest)
        check_protocol(message.protocol)
        return answered(request, await worked(lambda: exchange.reserve(central, asking.till, message)))

    return router
