"""The door where money of certificates and money accounts is set aside."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sync.protocol.limits import VALUE_PATH
from sync.protocol.stored_value import ValueAnswer, ValueRequest, ValueState
from sync.server.access.gate import Gate
from sync.server.central import Central
from sync.server.web import exchange
from sync.server.web.document import of_tills
from sync.server.web.till_identity import asked_for_a_number
from sync.server.web.work import answered, check_protocol, worked

_WHEN_REFUSED = {
    409: "the epoch is none of this till's (`fork`)",
    410: "the epoch is over (`fenced`); `epoch` is the present one",
    503: "the server was restored and promises nothing yet (`promises_paused`), or `database_unavailable`",
}


def value_routes(central: Central, gate: Gate) -> APIRouter:
    """The route, working on ``central``."""
    router = APIRouter()

    @router.post(
        VALUE_PATH, openapi_extra=of_tills("Set stored money aside", ValueAnswer, ValueRequest, also=_WHEN_REFUSED)
    )
    async def hold(request: Request) -> Response:
        asking = await asked_for_a_number(gate, request)
        message = asking.message(ValueRequest)
        check_protocol(message.protocol)
        answer = await worked(lambda: exchange.value(central, asking.till, message))
        if answer.state is ValueState.UNKNOWN:
            gate.note_guess(asking.till)
        return answered(request, answer)

    return router
